"""Where a crystal is looked at before it is taken for stable."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal import worst
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from tests.engine.crystal.examples import example, hexagonal


def is_among(q, points):
    """Whether a wave vector, or one that differs by a reciprocal vector or by its sign, is."""
    off = [(points / (2 * np.pi) - sign * np.array(q)) for sign in (1, -1)]
    return any(np.abs(x - np.rint(x)).max(axis=1).min() < 1e-9 for x in off)


@pytest.mark.parametrize("work", [3e6, 1.0])
def test_points_of_high_symmetry_are_looked_at_in_cells_of_any_size(work, monkeypatch):
    """Also where a crystal has so many atoms that the grid has but two steps."""
    monkeypatch.setattr(worst, "WORK", work)
    for name, q in (
        ("fcc", (0.5, 0.25, 0.75)),
        ("fcc", (0.375, 0.375, 0.75)),
        ("bcc", (0.25, 0.25, 0.25)),
        ("bcc", (0.5, -0.5, 0.5)),
    ):
        assert is_among(q, worst.looked_at(built_in(name)))
    points = worst.looked_at(hexagonal())
    assert is_among((1 / 3, 1 / 3, 0), points) and is_among((1 / 3, 1 / 3, 1 / 2), points)
    assert np.abs(points).max(axis=1).min() < 0.1


def hidden(between):
    """A simple cube with a far spring along x and its like, soft at a phase 2π/`between`.

    Ω_x² = (2/m)[k(1 − cos θ) − k'(1 − cos nθ)] with n such that grids of 12 and 6 miss it.
    """
    plain = built_in("simple-cubic", shells=None)
    far = np.zeros((3, 3, 3))
    far[:, 0, 0] = 1.0, -2.0, 1.0
    here = (plain.cells == 0).all(axis=1)[:, None, None]
    k = 40.0
    return (
        plain.lattice,
        plain.names,
        plain.positions,
        plain.masses,
        [*plain.cells, (between, 0, 0), (-between, 0, 0)],
        np.concatenate([plain.force_constants + here * k * far[1], k * far[::2]]),
    )


@pytest.mark.parametrize("far", [12, 24])
def test_what_falls_apart_between_the_points_of_a_grid_is_found(far):
    """cos 12θ is 1 at every point of the grid of twelve."""
    with pytest.raises(InvalidParameter, match="imaginary frequency"):
        build(*hidden(far))


def test_a_polar_crystal_is_looked_at_with_its_field():
    """NaCl whose dipoles see each other ten times as strongly falls apart by them alone."""
    crystal = example("NaCl")
    worst.refuse_unstable(crystal)
    mode, highest = worst.worst_mode(crystal)
    assert 0 < mode.Omega2 < highest
    stronger = crystal.born._replace(coulomb=crystal.born.coulomb * 100)
    bad = replace(crystal, born=stronger)
    with pytest.raises(InvalidParameter, match="imaginary frequency"):
        worst.refuse_unstable(bad)
    worst.refuse_unstable(replace(bad, born=None))
