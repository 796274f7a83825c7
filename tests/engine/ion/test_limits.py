"""Exact limits: no coupling, heavy and stiff crystals, slow and fast ions, wide potentials."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.ion.approximations import approximate, peak
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.kernels.line import bends
from ionoscope.engine.ion.kernels.values import Answer, Ion
from ionoscope.engine.ion.model import EQUATIONS
from ionoscope.engine.numerics.kernels.potentials import energy
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from tests.engine.ion.runs import ALONE, CRYSTAL, answers, endless, local, remembered, slope

W0, L = answers()
ANSWER = Answer(np.array([[W0]]), L)
M, U0 = 0.7, 14_000.0
AWAY = 14
"""The ion starts so many λ away, where e^−14 of the potential is left."""


@pytest.mark.parametrize("solver", ["eliminated", "leapfrog", "splitting-4", "rk5"])
@pytest.mark.parametrize("equation", EQUATIONS)
def test_without_coupling_the_ion_flies_free(equation, solver):
    values = {"U0": 0, "cells": 12, "duration": 0.15, "t_c": 0.1, "solver": solver}
    data = IonDissipation(equation=equation, **values).solve().data
    np.testing.assert_allclose(data.z, 10.5 + 7.5 * data.time, rtol=1e-13)
    np.testing.assert_allclose(data.v, 7.5, rtol=1e-11)
    assert np.all(data.r == 0) and np.all(np.abs(data.E_lattice) < 1e-9)


@pytest.mark.parametrize("lam", [0.2, 0.5])
def test_a_crystal_of_infinite_mass_reflects_elastically(lam):
    """What is lost falls as 1/m: 2M/m of the speed, as to a free atom."""
    masses = np.array([1000.0, 3000.0, 10_000.0])
    lost = [1 + IonCollision(m=m, lam=lam, cells=8).solve().summary["v_out"] / 10 for m in masses]
    assert slope(masses, lost) == pytest.approx(-1, abs=0.02)
    np.testing.assert_allclose(lost, 2 * M / masses, rtol=0.1)


def test_an_infinitely_stiff_crystal_reflects_elastically():
    """The energy that sound carries off falls as l does, as k^(−3/2)."""
    stiffer = np.array([9.0, 16.0, 36.0])
    lost = [IonCollision(k1=520 * s, k2=170 * s).solve().summary["energy_lost"] for s in stiffer]
    assert slope(stiffer, lost) == pytest.approx(-1.5, abs=0.1)
    assert lost[-1] < 1e-3 * M / 2 * 10**2


def test_a_very_fast_ion_meets_a_free_atom():
    """Two bodies: v_out = v0 (M − m)/(M + m)."""
    v_out = IonCollision(v0=1000, cells=8).solve().summary["v_out"]
    assert v_out == pytest.approx(1000 * (M - CRYSTAL.m) / (M + CRYSTAL.m), rel=1e-5)


# --- slow ions in the infinite crystal ---


@cache
def slow(v0, lam=0.5):
    """Law, start, step and full path of a collision without echo."""
    law, ion = (SCREENED_COULOMB, U0, lam), Ion(M, -AWAY * lam, v0)
    step = min(lam / v0 / 40, 0.2 / CRYSTAL.Omega_max)
    n = int(1.9 * AWAY * lam / v0 / step) + 1
    return law, ion, step, remembered(endless(step, n), step, n, ion, ALONE, law)


def ion_energy(law, z, v, r=0.0):
    return M / 2 * v**2 + energy(law[0], (r - z) ** 2, *law[1:])


def taken(law, ion, z, v, r=0.0):
    """Energy (meV) that the ion has lost on its way to z, v."""
    return ion_energy(law, ion.z, ion.v) - ion_energy(law, z, v, r)


SPEEDS = np.array([4.0, 2.8, 2.0])


def test_time_local_answer_tends_to_full_for_slow_ions():
    """Deflection and force of Eq. 25: the next term of the series is r̈, an error of v0²."""
    errors = []
    for v0 in SPEEDS:
        law, _, _, path = slow(v0)
        found = approximate(law, path, ANSWER)
        (r, F), (r0, F0) = ([peak(y) for y in found[k]] for k in ("time_local", "full"))
        errors.append((abs(r / r0 - 1), abs(F / F0 - 1)))
    deflection, force = np.transpose(errors)
    assert slope(SPEEDS, deflection) == pytest.approx(2, abs=0.2)
    assert slope(SPEEDS, force) > 2 and force[-1] < 1e-4


def test_time_local_motion_tends_to_full_for_slow_ions():
    errors = []
    for v0 in SPEEDS:
        law, ion, step, path = slow(v0)
        v = local([[W0]], L, step, len(path.z), ion, ALONE, law)[1]
        errors.append(abs(v[-1] / path.v[-1] - 1))
    assert slope(SPEEDS, errors) > 2 and errors[-1] < 1e-5


def test_time_local_answer_tends_to_full_for_wide_potentials():
    widths, errors = np.array([0.5, 0.7, 1.0]), []
    for lam in widths:
        law, _, _, path = slow(3.0, lam)
        found = approximate(law, path, ANSWER)
        errors.append(abs(peak(found["time_local"][0]) / peak(found["full"][0]) - 1))
    # an error of (v0/λ)²
    assert slope(widths, errors) == pytest.approx(-2, abs=0.2)


def test_a_soft_collision_costs_what_the_drag_takes():
    """∫ l U''² v² dt [Eqs. 18–20], to leading order in W(0)U''."""
    misses = []
    for v0 in SPEEDS:
        law, ion, step, path = slow(v0)
        z, v = local([[W0]], L, step, len(path.z), ion, ALONE, law)
        work = step * np.sum(L * bends(law, -z) ** 2 * v**2)
        misses.append(abs(taken(law, ion, z[-1], v[-1]) / work - 1))
    # U'' at the turning point goes as v0²
    assert slope(SPEEDS, misses) == pytest.approx(2, abs=0.2) and misses[-1] < 5e-3


def test_the_full_equation_loses_as_much_to_sound():
    misses = []
    for v0 in SPEEDS:
        law, ion, step, path = slow(v0)
        work = step * np.sum(L * bends(law, -path.z) ** 2 * path.v**2)
        lost = taken(law, ion, path.z[-1], path.v[-1], path.r[-1, 0])
        misses.append(abs(lost / work - 1))
    # a miss of v0², seen from where v0³ and more still count
    fast, slow_ = slope(SPEEDS[:2], misses[:2]), slope(SPEEDS[1:], misses[1:])
    assert 2 < slow_ < fast < 3 and misses[-1] < 0.03


@pytest.mark.parametrize("v0", [2.0, 10.0])
def test_without_loss_the_time_local_collision_is_elastic(v0):
    law, ion = (SCREENED_COULOMB, U0, 0.5), Ion(M, -AWAY * 0.5, v0)
    step = 0.5 / v0 / 100
    n = int(1.9 * AWAY * 0.5 / v0 / step)
    ends = [local([[W0]], loss, step, n, ion, ALONE, law) for loss in (0.0, L)]
    kept, dragged = (taken(law, ion, z[-1], v[-1]) / (M / 2 * v0**2) for z, v in ends)
    assert abs(kept) < 1e-7 and dragged > 1e-4


@pytest.mark.parametrize("kind", [IonCollision, IonDissipation])
def test_an_ion_that_repels_nothing_flies_through_the_atoms(kind):
    found = kind(U0=0, cells=8)
    data = found.solve().data
    np.testing.assert_allclose(data.v, found.v0, rtol=1e-9)
    assert data.z[-1] - data.z[0] == pytest.approx(found.v0 * float(data.time[-1]), rel=1e-9)
