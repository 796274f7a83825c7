"""The thermal motion as it is drawn: sums over modes, their statistics, frames between times."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.core.units import HBAR
from ionoscope.engine.crystal.heat import STATISTICS
from ionoscope.engine.ion.kernels.corners import polynomials, thermal, thermal_rate
from ionoscope.engine.lattice.covariance import mean_squares
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.thermal_modes import ANCHOR, Frames, ThermalModes
from ionoscope.engine.lattice.zone import box
from tests.engine.lattice.responses import covariance, polarisations
from tests.engine.lattice.springs import bond_sum, cells, spring_matrix, wave_vectors

PAPER = CubicLattice()
SIZES = pytest.mark.parametrize("N", [2, 3, 6, 7])
EACH = pytest.mark.parametrize("statistics", STATISTICS)


@cache
def drawn(N, statistics="quantum", kT=25.0, seed=5):
    return ThermalModes(PAPER, N, kT, statistics, seed)


def naive(modes, t):
    """r, ṙ, r̈ as the plain sum over all wave vectors, atoms and branches, (3, 3, N, N, N)."""
    N = modes.N
    wave = np.exp(1j * cells(N) @ wave_vectors(N).T)
    eta = polarisations(modes).reshape(N**3, 3, 3)
    Omega = modes.frequency.reshape(N**3, 3)
    A = modes.amplitude.reshape(N**3, 3) * np.exp(1j * Omega * t)
    motion = [
        (wave @ np.einsum("qcs,qs->qc", eta, A * (1j * Omega) ** order)).real for order in range(3)
    ]
    return np.array(motion).transpose(0, 2, 1).reshape(3, 3, N, N, N)


def close(found, expected, share=1e-13):
    """Each order to `share` of its own size."""
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, atol=share * np.abs(theirs).max())


@SIZES
def test_polarisations_are_those_of_every_wave_vector(N):
    """The octant's, mirrored, against the sum over springs at each q of the full zone."""
    modes = drawn(N)
    eta = polarisations(modes).reshape(N**3, 3, 3)
    for q, e, Omega in zip(wave_vectors(N), eta, modes.frequency.reshape(-1, 3), strict=True):
        np.testing.assert_allclose(e.T @ e, np.eye(3), atol=1e-14)
        miss = bond_sum(PAPER, q) @ e - e * Omega**2
        assert np.abs(miss).max() < 1e-13 * PAPER.Omega_max**2


@EACH
@SIZES
def test_fast_sums_are_the_naive_ones(N, statistics):
    modes = drawn(N, statistics)
    for t in (0.0, 1.7):
        close(modes.at(t), naive(modes, t))


@SIZES
def test_fewer_orders_are_the_first_of_all(N):
    modes = drawn(N)
    fields = modes.at(0.4)
    close(modes.at(0.4, 1), fields[:1])
    close(modes.at(0.4, 2), fields[:2])


@EACH
@SIZES
def test_atoms_obey_their_springs(N, statistics):
    """m r̈ = −V r with the explicit matrix of springs, in the midst of the motion."""
    r, _, acceleration = drawn(N, statistics).at(2.3)
    flat = r.reshape(3, -1).T.reshape(-1)
    force = -(spring_matrix(PAPER, N) @ flat).reshape(-1, 3).T.reshape(r.shape)
    close([PAPER.m * acceleration], [force], 1e-12)


@SIZES
def test_velocity_is_the_slope_of_position_and_acceleration_of_velocity(N):
    modes, t, h = drawn(N), 0.6, 1e-4
    before, now, after = (modes.at(t + s) for s in (-h, 0, h))
    slope = (after - before) / (2 * h)
    # (Ωh)²/6 = 1.6e-6, and rounding ε/h
    close(now[1:], slope[:2], 5e-6)


@EACH
@SIZES
def test_the_box_as_a_whole_stays_where_it_is(N, statistics):
    motion = drawn(N, statistics).at(0.9)
    largest = np.abs(motion).max(axis=(1, 2, 3, 4))[:, None]
    assert np.all(np.abs(motion.mean(axis=(2, 3, 4))) < 1e-14 * largest)


def test_energy_of_the_draw_is_kept():
    """½mv² + ½rVr is the same at all times, and the sum of the modes' own."""
    modes, V = drawn(4), spring_matrix(PAPER, 4)
    E = []
    for t in (0.0, 0.31, 50.0):
        r, v = (f.reshape(3, -1).T.reshape(-1) for f in modes.at(t, 2))
        E.append(PAPER.m * v @ v / 2 + r @ V @ r / 2)
    np.testing.assert_allclose(E, E[0], rtol=1e-12)


def test_the_same_seed_gives_the_same_motion():
    one, again, other = (ThermalModes(PAPER, 4, 25.0, "quantum", s).at(0.2) for s in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert np.abs(one - other).max() > 0.1 * np.abs(one).max()


def test_quantum_and_classical_are_the_same_draw():
    """Same phases; at high temperature the same amplitudes to half a quantum."""
    quantum, classical = (ThermalModes(PAPER, 5, 1e5, s, 3) for s in STATISTICS)
    moving = quantum.frequency > 0
    turn = quantum.amplitude[moving] / classical.amplitude[moving]
    assert np.abs(turn.imag).max() < 1e-12 * np.abs(turn).max() and turn.real.min() > 0
    energy = [
        PAPER.m * 125 * (np.abs(m.amplitude) * m.frequency) ** 2 / 2 for m in (quantum, classical)
    ]
    # the whole part of n is off by up to one half from the middle
    assert np.all(np.abs(energy[0] - energy[1]) <= HBAR * quantum.frequency * (0.5 + 1e-9) + 1e-6)


def test_quanta_are_whole():
    modes = ThermalModes(PAPER, 4, 30.0, "quantum", 3)
    moving = modes.frequency > 0
    energy = PAPER.m * 64 * (np.abs(modes.amplitude) * modes.frequency)[moving] ** 2 / 2
    quanta = energy / (HBAR * modes.frequency[moving]) - 0.5
    np.testing.assert_allclose(quanta, np.round(quanta), atol=1e-10)
    assert quanta.min() > -1e-10 and quanta.max() > 3


def moments(Omega, kT, statistics):
    """Mean and variance of a mode's energy."""
    if statistics == "classical":
        return kT + 0 * Omega, kT**2 + 0 * Omega
    n = 1 / np.expm1(HBAR * Omega / kT)
    return HBAR * Omega * (n + 0.5), (HBAR * Omega) ** 2 * n * (n + 1)


def spread(N, kT, statistics, power):
    """Standard error of the mean square over all atoms and axes of one draw, from its modes.

    Wave q with amplitude A and phase φ and wave −q with A' and φ' have over all atoms the mean
    square A²/2 + A'²/2 + AA' cos(φ + φ'); a wave with q = −q has A² cos²φ. Phases and energies
    are independent, so each variance is a sum over modes.
    """
    k = cells(N)[1:]
    own = np.all((2 * k) % N == 0, axis=1)
    Omega = PAPER.frequencies(wave_vectors(N)[1:])
    mean, variance = moments(Omega, kT, statistics)
    # A² in units of the mean square: 2E/(mN³Ω²), times Ω² for velocities
    scale = 2 * Omega ** (power - 2.0) / (PAPER.m * N**3)
    mean, variance = scale * mean, scale**2 * variance
    # A² cos²φ: ⟨cos⁴⟩ = 3/8
    alone = (variance + mean**2) * 3 / 8 - mean**2 / 4
    # A²/2 + A'²/2 + A A' cos(φ + φ'), half of it for each of the two
    paired = variance / 4 + mean**2 / 4
    return np.sqrt(np.where(own[:, None], alone, paired).sum()) / 3


@EACH
@pytest.mark.parametrize("N, kT", [(4, 25.0), (5, 25.0), (6, 3.0)])
def test_drawn_motion_has_the_variance_of_the_crystal(N, kT, statistics):
    """Mean squares of 300 draws against C(0) of the box; their scatter against its own theory."""
    draws = 300
    squares = np.array(
        [
            (ThermalModes(PAPER, N, kT, statistics, s).at(0.3 * s, 2) ** 2).mean(axis=(1, 2, 3, 4))
            for s in range(draws)
        ]
    )
    exact = mean_squares(PAPER, Modes.of(PAPER, box(N)), kT, statistics)
    error = np.array([spread(N, kT, statistics, power) for power in (0, 2)])
    assert np.all(np.abs(squares.mean(axis=0) - exact) < 4 * error / np.sqrt(draws))
    # a standard deviation from 300 is good to 1/√600, more with the tails of slow modes
    np.testing.assert_allclose(squares.std(axis=0), error, rtol=0.25)


def test_drawn_motion_remembers_as_long_as_the_crystal():
    """⟨r_j(t) r_k(0)⟩ over atoms and draws, against C(t) of the box."""
    N, kT, t, draws = 6, 25.0, 0.12, 200
    site = (1, -1, 0)
    exact = [
        covariance(PAPER, Modes.of(PAPER, box(N)), kT, "quantum", [site], [t], p)[0, 0]
        for p in (0, 2)
    ]
    found = []
    for seed in range(draws):
        modes = ThermalModes(PAPER, N, kT, "quantum", seed)
        now, then = modes.at(0.0, 2), np.roll(modes.at(t, 2), site, axis=(2, 3, 4))
        # rolled by +site: the value at L is that of the atom at L − site; C is even in site
        found.append(np.einsum("oaxyz,obxyz->oab", then, now) / N**3)
    error = np.std(found, axis=0) / np.sqrt(draws)
    assert np.all(np.abs(np.mean(found, axis=0) - exact) < 4.5 * error)


# --- frames ---


def motion_of_frame(modes, t):
    return np.moveaxis(modes.at(t), (0, 1), (4, 3))


def test_frames_do_not_depend_on_which_were_asked_before():
    modes = drawn(4)
    order = [0, 3, 2, ANCHOR + 5, ANCHOR - 1, 3 * ANCHOR, 5, ANCHOR + 5, 3]
    one, fresh = Frames(modes, 0.02), [Frames(modes, 0.02).frame(k) for k in order]
    for k, alone in zip(order, fresh, strict=True):
        np.testing.assert_array_equal(one.frame(k), alone)


@pytest.mark.parametrize("k", [0, 1, ANCHOR - 1, ANCHOR, 10 * ANCHOR + 17])
def test_frames_are_the_motion_at_their_time(k):
    modes, spacing = drawn(5), 0.02
    found = Frames(modes, spacing).frame(k)
    assert found.shape == (5, 5, 5, 3, 3) and found.flags.c_contiguous
    direct = motion_of_frame(modes, k * spacing)
    # up to 64 turns of rounding, and that of Ωt itself
    close(np.moveaxis(found, -1, 0), np.moveaxis(direct, -1, 0), 1e-13 * (10 + k / 10))


def interpolated(first, second, h, x, rate):
    """Values at share x of h by the polynomials with which ions move on; 24 at a time."""
    count = len(first)
    first, second = (np.resize(f, (-(-count // 24), 24, 3)) for f in (first, second))
    p, out = np.empty((6, 24)), np.empty((len(first), 24))
    for row, start, end in zip(out, first, second, strict=True):
        polynomials(np.ascontiguousarray(start.T), np.ascontiguousarray(end.T), h, p)
        if rate:
            thermal_rate(p, x, h, row)
        else:
            thermal(p, x, row)
    return out.reshape(-1)[:count]


def worst(modes, spacing, rate, k=3):
    """Largest error of the interpolation over all atoms and times between two frames."""
    frames = Frames(modes, spacing)
    first, second = (frames.frame(i).reshape(-1, 3) for i in (k, k + 1))
    errors = []
    for x in np.linspace(0, 1, 9):
        exact = motion_of_frame(modes, (k + x) * spacing)[..., int(rate)].reshape(-1)
        errors.append(np.abs(interpolated(first, second, spacing, x, rate) - exact).max())
    return max(errors), errors[0], errors[-1]


@pytest.mark.parametrize("rate", [False, True], ids=["position", "velocity"])
def test_motion_between_frames_is_of_sixth_order(rate):
    """A polynomial of fifth degree through r, ṙ, r̈: error ∝ h⁶, and ∝ h⁵ in its slope."""
    modes = drawn(5)
    steps = 0.08, 0.04, 0.02
    errors = [worst(modes, h, rate)[0] for h in steps]
    # the same piece of time is not compared, so the factor scatters about 2⁶ and 2⁵
    order = np.log2(errors[0] / errors[2]) / 2
    assert order == pytest.approx(5 if rate else 6, abs=0.5)


@pytest.mark.parametrize("h", [0.02, 0.05])
def test_motion_between_frames_keeps_to_the_stated_bound(h):
    modes = drawn(5)
    size = np.abs(modes.amplitude).sum()
    assert worst(modes, h, False)[0] < (modes.Omega.max() * h) ** 6 / 46080 * size


def test_one_wave_reaches_the_stated_bound():
    """cos Ωt in the middle of an interval about its crest: the bound is sharp as h → 0."""
    Omega, h = 10.0, 0.02
    t = np.array([-h / 2, h / 2])
    ends = np.stack(
        [np.cos(Omega * t), -Omega * np.sin(Omega * t), -(Omega**2) * np.cos(Omega * t)]
    )
    [middle] = interpolated(ends[None, :, 0], ends[None, :, 1], h, 0.5, False)
    assert abs(middle - 1) == pytest.approx((Omega * h) ** 6 / 46080, rel=0.01)


@pytest.mark.parametrize("rate", [False, True])
def test_frames_themselves_are_met(rate):
    _, start, end = worst(drawn(4), 0.02, rate)
    scale = 1e-13 * np.abs(drawn(4).at(0.0)[int(rate)]).max()
    assert max(start, end) < 20 * scale
