"""Density of states: three modes an atom, sound at its foot, the histogram of all modes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.density import density_of_states
from ionoscope.engine.lattice.memory_kernel import loss
from ionoscope.engine.numerics.kernels.tetrahedron import filled
from tests.engine.lattice.springs import CRYSTALS

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)


@pytest.mark.parametrize("bins, n", [(10, 2), (160, 22), (333, 7)])
@EACH
def test_an_atom_has_three_modes(crystal, bins, n):
    Omega, g = density_of_states(crystal, bins, n)
    assert g.sum() * (Omega[1] - Omega[0]) == pytest.approx(3, rel=1e-12)
    assert g.min() >= 0 and Omega[-1] < 1.001 * crystal.Omega_max


@EACH
def test_density_is_the_histogram_of_many_modes(crystal):
    """A plain histogram of random wave vectors, within its sampling error."""
    count, bins = 200_000, 40
    Omega, g = density_of_states(crystal, bins, 40)
    width = Omega[1] - Omega[0]
    theta = np.pi * np.random.default_rng(3).random((count, 3))
    hits = np.histogram(crystal.frequencies(theta), bins, (0, bins * width))[0]
    expected = g * width * count
    # counts scatter as √count (modes of one wave are not independent, which only lowers it);
    # linear tetrahedra misplace the singularities by a share of a bin
    error = 5 * np.sqrt(expected + 10) + 0.01 * expected.max()
    assert np.all(np.abs(hits - expected) < error)


@EACH
def test_the_foot_is_sound(crystal):
    """g → Ω²a³/2π² ⟨Σ v⁻³⟩ = 6mΩ²𝓛/π (Debye), the same integral as in the loss matrix."""
    Omega, g = density_of_states(crystal, 400, 48)
    low = (Omega > 0.05 * crystal.Omega_max) & (Omega < 0.08 * crystal.Omega_max)
    soft = crystal.sound_speeds([1, 0, 0])[0] * np.pi / crystal.a
    assert Omega[low].max() < 0.6 * soft
    debye = 6 * crystal.m * Omega[low] ** 2 * loss(crystal)[0, 0] / np.pi
    # the dispersion bends: a share of order (Ω/Ω_soft)², and tetrahedra cut corners
    bend = (Omega[low].max() / soft) ** 2
    np.testing.assert_allclose(g[low].sum() / debye.sum(), 1, atol=0.03 + bend)


corners = st.lists(st.floats(-3, 3), min_size=4, max_size=4).map(sorted)


@settings(derandomize=True, deadline=None)
@given(corners, st.floats(-4, 4), st.floats(0, 1))
def test_a_tetrahedron_fills_monotonically(e, at, more):
    share, later = filled(at, *e), filled(at + more, *e)
    # differences of close corners lose digits
    assert -1e-9 <= share <= later + 1e-9 <= 1 + 2e-9


def test_a_tetrahedron_fills_without_a_jump():
    e = (0.1, 0.5, 0.9, 2.0)
    for corner in e:
        below, above = filled(corner - 1e-9, *e), filled(corner + 1e-9, *e)
        assert abs(above - below) < 1e-8
    assert (filled(0.0, *e), filled(3.0, *e)) == (0.0, 1.0)


def test_a_tetrahedron_fills_by_its_volume():
    """Share of random points (barycentric coordinates) whose linear value lies below."""
    e = np.array([0.1, 0.5, 0.9, 2.0])
    count = 200_000
    value = np.random.default_rng(0).dirichlet(np.ones(4), count) @ e
    for at in (0.3, 0.6, 0.9, 1.4):
        share = np.mean(value < at)
        assert filled(at, *e) == pytest.approx(share, abs=4 * 0.5 / np.sqrt(count))


def test_crystal_of_other_units_has_the_same_density():
    one, other = CubicLattice(), CubicLattice(k1=4 * 520.0, k2=4 * 170.0)
    (_, g), (_, h) = (density_of_states(c, 50, 10) for c in (one, other))
    np.testing.assert_allclose(g, 2 * h, rtol=1e-9)
