"""Potentials: force and energy belong together, and the fast exponential is one."""

import math

import numpy as np
import pytest

from ionoscope.engine.numerics.kernels.potentials import curvature, energy, fast_exp, stiffness
from ionoscope.engine.numerics.potentials import ION_POTENTIALS, POTENTIALS, SCREENED_COULOMB

EACH = pytest.mark.parametrize("potential", POTENTIALS.values(), ids=POTENTIALS)
U0, LAM = 7.3, 1.7
DISTANCES = np.geomspace(1e-3, 8 * LAM, 60)


def U(potential, z):
    return energy(potential.code, z * z, U0, LAM)


@EACH
def test_stiffness_is_minus_the_slope_over_the_distance(potential):
    h = 1e-4
    for z in DISTANCES:
        slope = (U(potential, z + h) - U(potential, z - h)) / (2 * h)
        # central difference: h²U'''/6 of order 1e-8 U0, and rounding ε U0/h
        assert -stiffness(potential.code, z * z, U0, LAM) * z == pytest.approx(slope, abs=1e-7)


@EACH
def test_stiffness_never_grows_with_distance(potential):
    """The bound "E_particle > U0 always passes" rests on it."""
    values = [stiffness(potential.code, z * z, U0, LAM) for z in [0.0, *DISTANCES]]
    # where it is flat, near z = 0, neighbours differ by rounding only
    assert np.all(np.diff(values) <= 1e-14 * values[0])


@EACH
def test_the_push_dies_out_and_starts_finite(potential):
    assert 0 < stiffness(potential.code, 0.0, U0, LAM) < 10 * U0 / LAM**2
    assert 0 <= stiffness(potential.code, (1e6 * LAM) ** 2, U0, LAM) < 1e-290


@EACH
def test_U0_is_the_height(potential):
    assert U(potential, 0.0) == U0
    assert all(0 < U(potential, z) < U0 for z in DISTANCES)


@EACH
@pytest.mark.parametrize("fraction", [0.9, 0.1, 1e-8])
def test_reach_is_where_the_fraction_is_left(potential, fraction):
    z = potential.reach(LAM, fraction)
    # the rounding of z enters multiplied by d ln U/d ln z < 40
    assert U(potential, z) == pytest.approx(fraction * U0, rel=1e-13)


IONS = pytest.mark.parametrize("potential", ION_POTENTIALS.values(), ids=ION_POTENTIALS)
APART = np.geomspace(0.2 * LAM, 12 * LAM, 40)
"""The screened Coulomb potential has no bound at contact; an ion comes no nearer."""


def difference_error(z, h):
    """Relative error of a central difference: h²/6 times the faster of power and exponential."""
    return h * h / 6 * (z / LAM**2 + 1 / LAM + 4 / z) ** 2


@IONS
def test_force_of_an_ion_is_minus_the_slope_of_its_energy(potential):
    for z in APART:
        h = 1e-4 * z
        slope = (U(potential, z + h) - U(potential, z - h)) / (2 * h)
        # and rounding ε U/h
        error = difference_error(z, h) * abs(slope) + 1e-11 * U(potential, z) / z
        assert -stiffness(potential.code, z * z, U0, LAM) * z == pytest.approx(slope, abs=error)


@IONS
def test_curvature_is_the_slope_of_the_slope(potential):
    def slope(z):
        return -stiffness(potential.code, z * z, U0, LAM) * z

    for z in APART:
        h = 1e-4 * z
        bend = (slope(z + h) - slope(z - h)) / (2 * h)
        error = difference_error(z, h) * abs(bend) + 1e-11 * abs(slope(z)) / z
        # where U'' of the Gaussian changes its sign, its own curvature is some U/λ⁴ still
        error += h * h * U(potential, z) / LAM**4
        assert curvature(potential.code, z * z, U0, LAM) == pytest.approx(bend, abs=error)


@IONS
def test_ions_repel_atoms_at_every_distance(potential):
    for z in APART:
        assert U(potential, z) > 0 < stiffness(potential.code, z * z, U0, LAM)


def test_unscreened_it_is_coulombs_law():
    """U0 = 14,000 meV Å is two bare elementary charges: e²/4πε0 = 14.3996 eV Å."""
    far = energy(SCREENED_COULOMB, 9.0, 14_399.6, 1e9)
    assert far == pytest.approx(14_399.6 / 3, rel=1e-8)
    assert stiffness(SCREENED_COULOMB, 9.0, 14_399.6, 1e9) * 3 == pytest.approx(
        14_399.6 / 9, rel=1e-8
    )


def test_codes_of_potentials_are_their_own():
    """One code, one shape: the Gaussian is the same in the gate and in the crystal."""
    shapes = {p.code for p in (*POTENTIALS.values(), *ION_POTENTIALS.values())}
    assert len(shapes) == 3
    assert POTENTIALS["gaussian"].code == ION_POTENTIALS["gaussian"].code


def test_fast_exp_is_as_exact_as_it_says():
    t = -np.concatenate([[0.0], np.geomspace(1e-12, 700, 20_000)])
    worst = max(abs(fast_exp(v) / math.exp(v) - 1) for v in t)
    assert worst < 1e-14


def test_fast_exp_stays_tiny_and_positive_below_its_range():
    assert 0 < fast_exp(-1e6) < 1e-300
