"""The crystal's vibrations: dynamical matrix, dispersion, sound [SEOM Sec. II]."""

import numpy as np
import pytest

from ionoscope.engine.lattice.crystal import CORNERS, CubicLattice
from ionoscope.engine.lattice.phonons import LatticePhonons
from tests.engine.lattice.springs import (
    CRYSTALS,
    NEIGHBOURS,
    TURNS,
    bond_sum,
    spring_matrix,
    wave_vectors,
)

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
ROUNDING = 1e-14
"""Rounding of D in units of Ω²_max: a few dozen additions."""


def random_phases(count, seed=1):
    return np.random.default_rng(seed).uniform(-2 * np.pi, 2 * np.pi, (count, 3))


def test_six_and_twelve_neighbours():
    lengths = [np.abs(b).sum() for b in NEIGHBOURS]
    assert (lengths.count(1), lengths.count(2), len(TURNS)) == (6, 12, 48)


@EACH
def test_dynamical_matrix_is_the_sum_over_springs(crystal):
    theta = random_phases(50)
    plain = np.array([bond_sum(crystal, t) for t in theta])
    difference = np.abs(crystal.dynamical_matrix(theta) - plain).max()
    assert difference < ROUNDING * crystal.Omega_max**2


@EACH
def test_dynamical_matrix_is_hermitian_and_never_drives_atoms_away(crystal):
    D = crystal.dynamical_matrix(random_phases(2000))
    np.testing.assert_array_equal(D, np.swapaxes(D, -1, -2))
    assert np.linalg.eigvalsh(D).min() > -ROUNDING * crystal.Omega_max**2


@EACH
def test_moving_the_whole_crystal_costs_nothing(crystal):
    assert not crystal.dynamical_matrix(np.zeros(3)).any()
    assert not crystal.at_corner("Γ").any()


@EACH
def test_dynamical_matrix_has_the_symmetry_of_a_cube(crystal):
    for theta in random_phases(5):
        D = crystal.dynamical_matrix(theta)
        for turn in TURNS:
            turned = crystal.dynamical_matrix(turn @ theta)
            assert np.abs(turned - turn @ D @ turn.T).max() < ROUNDING * crystal.Omega_max**2


@EACH
def test_dispersion_repeats_from_zone_to_zone(crystal):
    theta = random_phases(20)
    for shift in 2 * np.pi * np.array([(1, 0, 0), (0, -1, 2), (1, 1, 1)]):
        D, again = crystal.dynamical_matrix(theta), crystal.dynamical_matrix(theta + shift)
        # a phase of 20 is rounded to 4e-15
        assert np.abs(D - again).max() < 10 * ROUNDING * crystal.Omega_max**2


@pytest.mark.parametrize("N", [3, 4])
@EACH
def test_dispersion_on_a_grid_is_the_spectrum_of_the_springs(crystal, N):
    """Eigenvalues of the explicit 3N³ × 3N³ matrix of a periodic box."""
    V = spring_matrix(crystal, N)
    np.testing.assert_array_equal(V, V.T)
    box = np.linalg.eigvalsh(V) / crystal.m
    waves = np.sort(crystal.frequencies(wave_vectors(N)).reshape(-1) ** 2)
    # 3N³ = 192: eigenvalues are good to some times ε ‖V‖
    np.testing.assert_allclose(box, waves, atol=1e-13 * crystal.Omega_max**2)


@EACH
def test_polarisations_are_those_of_the_frequencies(crystal):
    theta = random_phases(200)
    Omega, eta = crystal.phonons(theta)
    left = crystal.dynamical_matrix(theta) @ eta
    assert np.abs(left - eta * Omega[:, None, :] ** 2).max() < 1e-13 * crystal.Omega_max**2
    np.testing.assert_allclose(np.swapaxes(eta, 1, 2) @ eta, np.eye(3) + 0 * left, atol=1e-14)
    np.testing.assert_allclose(crystal.frequencies(theta), Omega, rtol=1e-10)
    assert np.all(np.diff(Omega) >= 0)


def test_frequencies_at_the_corners_have_closed_forms():
    """X: along 4k1 + 8k2, across 4k2; M: 4k1 + 4k2 twice and 8k2; R: 4k1, each over m."""
    c = CubicLattice(k1=300.0, k2=40.0, m=2.0)
    squares = {
        "X": [4 * c.k2, 4 * c.k2, 4 * c.k1 + 8 * c.k2],
        "M": [8 * c.k2, 4 * c.k1 + 4 * c.k2, 4 * c.k1 + 4 * c.k2],
        "R": [4 * c.k1] * 3,
    }
    for corner, Omega2_m in squares.items():
        np.testing.assert_allclose(c.at_corner(corner) ** 2 * c.m, np.sort(Omega2_m), rtol=1e-13)
    assert set(CORNERS) == {"Γ", *squares}


@EACH
def test_no_mode_is_faster_than_the_fastest_nor_higher_than_the_highest(crystal):
    theta = np.pi * np.random.default_rng(2).random((20_000, 3))
    # where the extremes lie: on planes and lines of symmetry, and near Γ
    theta[:4000, 2] = 0
    theta[2000:6000, 1] = theta[2000:6000, 0]
    theta[5000:6000, 2] = theta[5000:6000, 0]
    theta[::3] *= 0.02
    d = 1e-5
    slopes = [
        (crystal.frequencies(theta + d * e) - crystal.frequencies(theta - d * e)) / (2 * d)
        for e in np.eye(3)
    ]
    speed = crystal.a * np.sqrt(sum(s**2 for s in slopes))
    # rounding of Ω near Γ: ε Ω²_max/Ω over d, up to 1e-7 of the slope
    assert 0.99 < speed.max() / crystal.fastest < 1 + 1e-6
    assert crystal.frequencies(theta).max() <= crystal.Omega_max * (1 + ROUNDING)


DIRECTIONS = [(1, 0, 0), (1, 1, 0), (1, 1, 1), (3, -2, 1), (0.1, 0.2, -0.7)]


@pytest.mark.parametrize("direction", DIRECTIONS, ids=str)
@EACH
def test_sound_is_the_slope_of_the_dispersion_at_gamma(crystal, direction):
    n = np.array(direction) / np.linalg.norm(direction)
    q = 1e-3
    slope = crystal.frequencies(q * n) / q * crystal.a
    # the next term of the dispersion is of order q²/24, and both sides round at 1e-16/q²
    np.testing.assert_allclose(crystal.sound_speeds(direction), slope, rtol=1e-6)


def test_sound_along_the_axis_is_that_of_the_paper():
    c = CubicLattice()
    along, across = c.a * np.sqrt((c.k1 + 2 * c.k2) / c.m), c.a * np.sqrt(c.k2 / c.m)
    np.testing.assert_allclose(c.sound_speeds([2, 0, 0]), [across, across, along], rtol=1e-14)


def test_heavier_atoms_swing_slower_and_stiffer_springs_faster():
    one, other = CubicLattice(), CubicLattice(m=4 * 3.5, k1=9 * 520.0, k2=9 * 170.0)
    theta = random_phases(10)
    np.testing.assert_allclose(other.frequencies(theta), 1.5 * one.frequencies(theta), rtol=1e-10)


@pytest.mark.parametrize(
    "k1, k2, stable",
    [
        (520, 170, True),
        (1, 500, True),
        (520, 0, False),
        (0, 170, False),
        (-1, 170, False),
        (520, -1e-3, False),
    ],
)
def test_a_crystal_holds_together_only_with_both_springs(k1, k2, stable):
    assert CubicLattice(k1=float(k1), k2=float(k2)).is_stable() is stable


def test_the_softest_mode_is_one():
    for crystal in (*CRYSTALS.values(), CubicLattice(k1=-50.0)):
        mode = crystal.softest()
        D = crystal.dynamical_matrix(2 * np.pi * mode.q)
        miss = D @ mode.polarisation - mode.Omega2 * mode.polarisation
        # rounding of the eigenvectors
        assert np.abs(miss).max() < 1e-13 * np.abs(D).max()


@pytest.mark.parametrize("text", ["G;X;M", "0,0,0;0.5,0,0;0,-0.5,0.5", "gamma-x-m"])
def test_corners_keep_their_letters_however_they_are_given(text):
    data = LatticePhonons.from_text({"path": text, "n_path": "3", "n_zone": "2"}).solve().data
    assert list(data.corner.values) == ["Γ", "", "", "X", "", "", "M"]
