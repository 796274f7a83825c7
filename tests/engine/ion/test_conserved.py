"""What every atom stepped together keeps: energy, momentum, the way back."""

import numpy as np
import pytest

from ionoscope.engine.ion import direct
from ionoscope.engine.ion.kernels.direct import split
from ionoscope.engine.ion.kernels.springs import field, inner
from ionoscope.engine.ion.kernels.values import Crystal, Ion, Method, Touched
from ionoscope.engine.numerics.steppers import STEPPERS
from tests.engine.ion.runs import BETWEEN, CRYSTAL, LAW, ROW, atoms, slope

N, STEP = 6, 0.01
SPLITTINGS = ("leapfrog", "splitting-4")
EACH = pytest.mark.parametrize("name", SPLITTINGS)
SITES = np.array([(1, 1, 1 + k % N) for k in range(8)])


@pytest.fixture
def every_step(monkeypatch):
    """The energy is told at every step."""
    monkeypatch.setattr(direct, "SLICE_ATOMS", N**3)


def stepped(name, u, w, z, v, steps):
    """The state after so many steps; u and w change in place."""
    method, rows = STEPPERS[name], np.zeros((steps, 10))
    crystal = Crystal(u, w, CRYSTAL.m, CRYSTAL.k1, CRYSTAL.k2)
    ion, parts = Ion(BETWEEN.M, z, v), Method(method.drift, method.kick)
    return split(LAW, crystal, Touched(SITES, ROW), ion, parts, STEP, rows)


@EACH
def test_energy_error_is_bounded(name, every_step):
    """Eight times as long, and hardly farther astray, where a drift would go as far again."""
    energies = atoms(N, STEP, 1600, name)[1]
    stray = np.abs(energies - energies[0])
    assert stray[200:].max() < 2 * stray[:200].max()


@EACH
def test_energy_error_has_the_order_of_the_method(name, every_step):
    steps = (60, 80, 120, 160)
    errors = [np.ptp(atoms(N, 0.6 / k, k + 1, name)[1]) for k in steps]
    assert -slope(steps, errors) == pytest.approx(STEPPERS[name].order, abs=0.25)


def test_energy_of_runge_and_kutta_is_lost_for_good(every_step):
    """No symplectic method: the comparison that the papers' choice needs."""
    energies = atoms(N, STEP, 400, "rk5")[1]
    assert energies[-1] < energies[200] < energies[0]


@EACH
def test_time_can_be_turned_back(name):
    u, w = field(N), field(N)
    z, v = stepped(name, u, w, BETWEEN.z, BETWEEN.v, 100)
    assert abs(z - BETWEEN.z) > 0.1 and np.abs(u).max() > 0.01
    w *= -1
    z, v = stepped(name, u, w, z, -v, 100)
    np.testing.assert_allclose([z, -v], BETWEEN[1:], atol=1e-11)
    assert np.abs(inner(u)).max() < 1e-12 and np.abs(inner(w)).max() < 1e-11


@EACH
def test_momentum_of_ion_and_atoms_is_conserved(name):
    u, w = field(N), field(N)
    v = stepped(name, u, w, BETWEEN.z, BETWEEN.v, 300)[1]
    atoms_ = CRYSTAL.m * inner(w).sum(axis=(1, 2, 3))
    start = BETWEEN.M * BETWEEN.v
    total = atoms_ + np.array([0, 0, BETWEEN.M * v])
    np.testing.assert_allclose(total, [0, 0, start], atol=1e-12 * start)
    assert abs(atoms_[2]) > 0.1 * start


@EACH
def test_symmetry_keeps_the_row_on_its_line(name):
    u, w = field(N), field(N)
    stepped(name, u, w, BETWEEN.z, BETWEEN.v, 100)
    assert np.abs(u[:2, 1, 1, 1:-1]).max() < 1e-14
