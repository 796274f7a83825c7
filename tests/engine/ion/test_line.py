"""Forces on the line: potentials' slopes, the time-local equation's terms, velocities."""

import numpy as np
import pytest

from ionoscope.engine.ion.kernels.line import (
    bends,
    forces,
    local_displacements,
    local_force,
    pushes,
)
from ionoscope.engine.ion.kernels.values import Answer
from ionoscope.engine.ion.line import ion_energy, velocities
from ionoscope.engine.numerics.kernels.potentials import energies
from ionoscope.engine.numerics.potentials import ION_POTENTIALS
from tests.engine.ion.runs import ROW, answers

LAWS = {name: (p.code, 150.0, 0.5) for name, p in ION_POTENTIALS.items()}
EACH = pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
GAPS = np.array([-4.0, -1.3, -0.6, 0.7, 1.5, 3.3])


def potential(law, gaps):
    return energies(law[0], gaps**2, *law[1:])


@EACH
def test_push_is_the_slope_of_the_potential_and_bend_its_slope(law):
    d = 1e-4
    slope = (potential(law, GAPS + d) - potential(law, GAPS - d)) / (2 * d)
    bend = -(pushes(law, GAPS + d) - pushes(law, GAPS - d)) / (2 * d)
    np.testing.assert_allclose(pushes(law, GAPS), -slope, rtol=1e-6)
    np.testing.assert_allclose(bends(law, GAPS), bend, rtol=1e-6, atol=1e-6 * abs(bend).max())


@EACH
def test_atoms_are_pushed_away_from_the_ion(law):
    F = forces(law, ROW, np.zeros(8), 10.2)
    assert np.all(F[:4] < 0) and np.all(F[4:] > 0)


def test_an_ion_exactly_on_an_atom_divides_by_nothing():
    law = LAWS["screened_coulomb"]
    assert pushes(law, np.zeros(1))[0] == 0


# --- the time-local equation [SEOM Eqs. 18–20] ---

W0, L = answers()
STATIC = W0 * np.eye(8) + 1e-4
GIVING = Answer(STATIC, L)


@EACH
def test_atoms_stand_where_a_steady_force_holds_them(law):
    """r = −W(0)∇U [Eq. 18], all atoms of the row together."""
    r = local_force(law, ROW, GIVING, 10.2, 3.0)[1]
    np.testing.assert_allclose(r, STATIC @ forces(law, ROW, np.zeros(8), 10.2), rtol=1e-12)
    np.testing.assert_array_equal(
        local_displacements(law, ROW, GIVING, np.array([9.9, 10.2]))[1], r
    )


@EACH
def test_the_ion_is_pushed_from_where_it_was(law):
    """R_eff = R + 𝓛 Σ_k H_k Ṙ [Eq. 19], and the force is taken there [Eq. 20]."""
    z, v = 10.2, 3.0
    force, r = local_force(law, ROW, GIVING, z, v)
    there = z + L * bends(law, ROW - z).sum() * v
    assert force == pytest.approx(-forces(law, ROW, r, there).sum(), rel=1e-12)


@EACH
@pytest.mark.parametrize("z", [9.6, 10.2, 11.1])
def test_drag_on_a_slow_ion(law, z):
    """F(v) − F(0) = −l (ΣU'')² v of stiff atoms, by Eqs. 18–20; the next order is l v U'''/2."""
    nothing = Answer(np.zeros((8, 8)), L)
    drag = -L * bends(law, ROW - z).sum() ** 2
    rest = local_force(law, ROW, nothing, z, 0.0)[0]
    misses = []
    for v in (1e-2, 1e-3):
        found = local_force(law, ROW, nothing, z, v)[0] - rest
        misses.append(abs(found / (drag * v) - 1))
    assert misses[1] < 1e-3 and misses[0] / misses[1] == pytest.approx(10, rel=0.1)


@EACH
def test_without_loss_the_force_knows_no_velocity(law):
    found = {local_force(law, ROW, Answer(STATIC, 0.0), 10.2, v)[0] for v in (-5.0, 0.0, 5.0)}
    assert len(found) == 1


# --- velocities ---


@pytest.mark.parametrize("power", range(5))
@pytest.mark.parametrize("n", [7, 8, 50])
def test_velocities_of_a_polynomial_of_degree_four_are_exact(power, n):
    step = 0.1
    t = step * np.arange(n)
    rate = power * t ** max(power - 1, 0)
    np.testing.assert_allclose(
        velocities(t**power, rate[0], step), rate, atol=1e-12 * max(1, rate.max()) / step
    )


def test_velocities_are_of_fourth_order():
    errors = []
    for n in (40, 80):
        t = np.linspace(0, 2, n + 1)
        errors.append(np.abs(velocities(np.sin(3 * t), 3.0, t[1]) - 3 * np.cos(3 * t)).max())
    assert 15 < errors[0] / errors[1] < 40


@pytest.mark.parametrize("n", range(1, 7))
def test_few_points_have_velocities_too(n):
    np.testing.assert_allclose(velocities(0.2 * np.arange(n), 2.0, 0.1), 2.0)


@EACH
def test_energy_of_the_ion_is_that_of_its_speed_and_its_pairs(law):
    z, v, r = np.array([10.2, 10.4]), np.array([3.0, -2.0]), np.full((2, 8), 0.01)
    kinetic, among = ion_energy(law, 0.7, ROW, z, v, r)
    np.testing.assert_allclose(kinetic, [3.15, 1.4])
    for k in range(2):
        assert among[k] == pytest.approx(potential(law, ROW + 0.01 - z[k]).sum(), rel=1e-13)
