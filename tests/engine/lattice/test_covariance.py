"""C(t): equipartition, zero-point motion, and what one average says of another [SEOM Eq. 24]."""

import numpy as np
import pytest

from ionoscope.engine.core.units import HBAR
from ionoscope.engine.crystal.heat import STATISTICS, mode_energy
from ionoscope.engine.lattice.covariance import infinite_covariance, mean_squares
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import static_response
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.zone import box, quadrature
from tests.engine.lattice.responses import covariance, recoil
from tests.engine.lattice.springs import CRYSTALS, box_average

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)
PAPER = CubicLattice()
SITES = [(0, 0, 0), (1, 0, 0), (-1, 2, 1)]


def infinite(crystal, n=24):
    return Modes.of(crystal, quadrature(n))


def test_cold_oscillators_keep_half_a_quantum_and_hot_ones_share_equally():
    Omega = np.geomspace(1e-9, 1e6, 40)
    np.testing.assert_array_equal(mode_energy(Omega, 0.0, "quantum"), HBAR * Omega / 2)
    np.testing.assert_array_equal(mode_energy(Omega, 7.0, "classical"), 7.0 + 0 * Omega)
    quantum = mode_energy(Omega, 25.0, "quantum")
    assert np.all(quantum >= np.maximum(25.0, HBAR * Omega / 2) * (1 - 1e-15))
    assert quantum[0] == pytest.approx(25.0, rel=1e-15)


def test_energy_is_the_sum_over_levels():
    """Σ (n + ½)ħΩ e^{−nħΩ/kT} / Σ e^{−nħΩ/kT}, term by term."""
    kT, Omega = 5.0, 11.0
    n = np.arange(200)
    weight = np.exp(-n * HBAR * Omega / kT)
    plain = np.sum((n + 0.5) * HBAR * Omega * weight) / weight.sum()
    assert mode_energy(np.array([Omega]), kT, "quantum")[0] == pytest.approx(plain, rel=1e-13)


@EACH
def test_equipartition_at_high_temperature(crystal):
    """m⟨v²⟩ = kT + ħ²⟨Ω²⟩/12kT − ħ⁴⟨Ω⁴⟩/720kT³ …, ⟨Ω²⟩ = 2(k1 + 2k2)/m of one direction."""
    kT = 10 * HBAR * crystal.Omega_max
    _, velocity = mean_squares(crystal, infinite(crystal), kT, "quantum")
    Omega2 = 2 * (crystal.k1 + 2 * crystal.k2) / crystal.m
    expected = kT + HBAR**2 * Omega2 / (12 * kT)
    # (ħΩ/kT)⁴/720 ≤ 1e-4/720
    assert crystal.m * velocity == pytest.approx(expected, rel=1.5e-7)
    assert crystal.m * velocity < expected


@EACH
def test_zero_point_motion_at_no_temperature(crystal):
    """m⟨v²⟩ = ⟨ħΩ⟩/2 of one direction, from a plain sum over a box."""
    N = 6
    _, velocity = mean_squares(crystal, Modes.of(crystal, box(N)), 0.0, "quantum")
    plain = box_average(crystal, N, lambda w: HBAR * w / 2, (0, 0, 0))[0, 0]
    assert crystal.m * velocity == pytest.approx(plain, rel=1e-13)
    cold = mean_squares(crystal, Modes.of(crystal, box(N)), 1e-6, "quantum")[1]
    assert cold == pytest.approx(velocity, rel=1e-13)


@EACH
def test_classical_atoms_move_as_the_crystal_gives_way(crystal):
    """⟨r rᵀ⟩ = kT·W and m⟨v²⟩ = kT: fluctuation and response are one."""
    kT, times = 31.0, np.array([0.0, 3.0]) / crystal.Omega_max
    modes = infinite(crystal)
    position, velocity = mean_squares(crystal, modes, kT, "classical")
    W = static_response(crystal, modes, [(0, 0, 0)])[0, 0, 0]
    assert position == pytest.approx(kT * W, rel=1e-13)
    assert crystal.m * velocity == pytest.approx(kT, rel=1e-12)
    C = covariance(crystal, modes, kT, "classical", SITES, times)
    W = recoil(crystal, modes, SITES, times)
    np.testing.assert_allclose(C, kT * W, atol=1e-13 * C.max())


@pytest.mark.parametrize("statistics", STATISTICS)
def test_covariance_starts_at_the_mean_squares(statistics):
    modes = infinite(PAPER)
    squares = mean_squares(PAPER, modes, 25.0, statistics)
    found = [
        covariance(PAPER, modes, 25.0, statistics, [(0, 0, 0)], [0.0], power)[0, 0]
        for power in (0, 2)
    ]
    for C, square in zip(found, squares, strict=True):
        np.testing.assert_allclose(C, square * np.eye(3), atol=1e-13 * square)


@pytest.mark.parametrize("statistics", STATISTICS)
def test_velocities_are_the_curvature_of_positions(statistics):
    """C_vel = −d²C_pos/dt², by differences of the sixth order."""
    h = 2e-3
    weight = np.array([2, -27, 270, -490, 270, -27, 2]) / 180
    steps = h * np.arange(-3, 4)
    modes = infinite(PAPER, 30)
    for t in (0.05, 0.3):
        C = covariance(PAPER, modes, 25.0, statistics, SITES, t + steps)
        bend = -np.einsum("t,tnab->nab", weight, C) / h**2
        velocity = covariance(PAPER, modes, 25.0, statistics, SITES, [t], 2)[0]
        # (Ωh)⁶/560 of the velocity's, 1e-10; rounding ε C/h² is 1e-12
        np.testing.assert_allclose(velocity, bend, atol=1e-9 * 7.0)


@pytest.mark.parametrize("kT", [0.0, 25.0])
@EACH
def test_one_atom_in_the_infinite_crystal(crystal, kT):
    times = np.linspace(0, 30, 7) / crystal.Omega_max
    found, errors = infinite_covariance(crystal, kT, "quantum", times)
    modes = infinite(crystal, 60)
    for C, error, power in zip(found, errors, (0, 2), strict=True):
        exact = covariance(crystal, modes, kT, "quantum", [(0, 0, 0)], times, power)[:, 0, 0, 0]
        assert np.abs(C - exact).max() <= error + 1e-13 * exact[0]
        assert error < 1e-4 * exact[0]


@EACH
def test_quantum_atoms_always_move_more(crystal):
    modes = infinite(crystal)
    for kT in (0.1, 1.0, 10.0, 100.0):
        quantum, classical = (mean_squares(crystal, modes, kT, s) for s in STATISTICS)
        assert np.all(quantum > classical)
