"""Tops of a curve between the places at which it is known."""

import numpy as np
import pytest

from ionoscope.engine.lattice.tops import apart, highest, tops


def found(curve, shares):
    return list(tops(shares, np.array([curve(s) for s in shares]), curve))


@pytest.mark.parametrize("steps", [4, 5, 7, 23])
def test_a_wave_has_its_crests_wherever_it_is_sampled(steps):
    """sin² turns at each quarter: three crests, no two of them on the same side of a trough."""
    crests = found(lambda s: np.sin(3 * np.pi * s) ** 2, np.linspace(0, 1, 3 * steps + 1))
    assert [t.share for t in crests] == pytest.approx([1 / 6, 1 / 2, 5 / 6], abs=1e-5)
    assert [t.height for t in crests] == pytest.approx([1, 1, 1], abs=1e-9)
    assert highest(crests).share == crests[0].share


def test_an_end_may_be_the_top_and_what_is_flat_has_one():
    assert [t.share for t in found(lambda s: 1 - s, np.linspace(0, 1, 4))] == [0]
    assert [t.share for t in found(lambda s: s, np.linspace(0, 1, 4))] == [1]
    assert [t.height for t in found(lambda s: 2.0, np.linspace(0, 1, 4))] == [2]
    # just inside an end as well
    [top] = found(lambda s: -((s - 0.05) ** 2), np.linspace(0, 1, 4))
    assert top.share == pytest.approx(0.05, abs=1e-5)


def test_what_rounding_alone_keeps_apart_is_one_place():
    assert apart(np.array([0.5, 0, 0.5 + 1e-15, 1])).tolist() == [0, 0.5, 1]
