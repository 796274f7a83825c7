"""Positions of all ions: as often as they fit, the same however a run is cut into blocks."""

import numpy as np
import pytest

from ionoscope.engine.diffusion.positions import MOST, Positions, bytes_needed, stride
from ionoscope.engine.ion.frames import FRAME

FRAMES = 101
WALK = np.cumsum(np.random.default_rng(5).normal(size=(3, FRAMES, 3)), axis=1)


def fed(*cuts):
    seen = Positions(3, (FRAMES - 1) * FRAME)
    for block in np.split(WALK, cuts, axis=1):
        seen.feed(block)
    return seen.kept()


@pytest.mark.parametrize("cuts", [(), (1,), (1, 2, 3, 50, 99), (4, 5, 6, 100)])
def test_every_tenth_of_a_ps_is_kept_however_the_run_is_cut(cuts):
    t, places = fed(*cuts)
    assert t == pytest.approx(0.1 * np.arange(21))
    assert np.array_equal(places, np.moveaxis(WALK[:, ::5], 1, 0).astype(np.float32))


def test_what_was_told_stays_as_it_was():
    seen = Positions(3, (FRAMES - 1) * FRAME)
    seen.feed(WALK[:, :50])
    _, places = seen.kept()
    before = places.copy()
    seen.feed(WALK[:, 50:])
    assert len(places) == 10 and np.array_equal(places, before)
    with pytest.raises(ValueError, match="read-only"):
        places[0] = 0.0


@pytest.mark.parametrize(
    ("ions", "duration", "apart"),
    [(32, 100.0, 0.1), (256, 3000.0, 0.5), (4096, 500.0, 1.0), (4096, 1e6, 2000.0)],
)
def test_they_are_kept_as_often_as_they_fit(ions, duration, apart):
    assert stride(ions, duration) * FRAME == pytest.approx(apart)
    assert ions * (duration / apart + 1) <= MOST
    assert bytes_needed(ions, duration) <= 36 * MOST
