"""Springs: the stencil against springs one by one, against D(q), and against energy."""

import numpy as np
import pytest

from ionoscope.engine.ion.kernels.springs import drift, field, inner, kick, spring_energy, wrap
from tests.engine.lattice.springs import CRYSTALS, spring_matrix

EACH = pytest.mark.parametrize("crystal", CRYSTALS.values(), ids=CRYSTALS)


def displaced(N, seed=0):
    """A random displacement field (Å), ghosts filled."""
    u = field(N)
    inner(u)[:] = np.random.default_rng(seed).normal(size=(3, N, N, N))
    wrap(u)
    return u


def springs_push(crystal, u):
    """Forces (meV/Å) by the stencil, shape (3, N, N, N)."""
    push = np.zeros_like(u)
    kick(u, push, crystal.k1, crystal.k2 / 2)
    return inner(push)


@EACH
@pytest.mark.parametrize("N", [3, 4])
def test_forces_are_those_of_springs_one_by_one(crystal, N):
    u = displaced(N)
    flat = np.moveaxis(inner(u), 0, -1).reshape(-1)
    plain = -np.moveaxis((spring_matrix(crystal, N) @ flat).reshape(N, N, N, 3), -1, 0)
    np.testing.assert_allclose(springs_push(crystal, u), plain, atol=1e-13 * abs(plain).max())


@EACH
@pytest.mark.parametrize("N", [5, 8])
def test_forces_are_those_of_the_dynamical_matrix(crystal, N):
    """F(q) = −m D(q) u(q), by FFT over the box."""
    u = displaced(N)
    axis = 2 * np.pi * np.arange(N) / N
    theta = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
    waves = np.fft.fftn(inner(u), axes=(1, 2, 3))
    pushed = -crystal.m * np.einsum("xyzab,bxyz->axyz", crystal.dynamical_matrix(theta), waves)
    plain = np.fft.ifftn(pushed, axes=(1, 2, 3)).real
    np.testing.assert_allclose(springs_push(crystal, u), plain, atol=1e-13 * abs(plain).max())


@EACH
def test_a_uniform_shift_costs_nothing(crystal):
    u = field(5)
    u += np.array([0.3, -1.2, 0.7])[:, None, None, None]
    assert np.abs(springs_push(crystal, u)).max() < 1e-13 * crystal.k1
    assert abs(spring_energy(u, crystal.k1, crystal.k2)) < 1e-11 * crystal.k1


@EACH
def test_springs_push_no_box_about(crystal):
    push = springs_push(crystal, displaced(6))
    np.testing.assert_allclose(push.sum(axis=(1, 2, 3)), 0, atol=1e-13 * np.abs(push).sum())


@EACH
def test_energy_is_that_of_springs_one_by_one_and_positive(crystal):
    V = spring_matrix(crystal, 3)
    for seed in range(5):
        u = displaced(3, seed)
        flat = np.moveaxis(inner(u), 0, -1).reshape(-1)
        found = spring_energy(u, crystal.k1, crystal.k2)
        assert found == pytest.approx(flat @ V @ flat / 2, rel=1e-12) and found > 0


@EACH
def test_force_is_the_slope_of_the_energy(crystal):
    u, d = displaced(4), 1e-3
    push = springs_push(crystal, u)
    for at in [(0, 0, 0, 0), (1, 3, 2, 0), (2, 1, 3, 3)]:
        energies = []
        for sign in (1, -1):
            moved = u.copy()
            inner(moved)[at] += sign * d
            wrap(moved)
            energies.append(spring_energy(moved, crystal.k1, crystal.k2))
        # the energy is a square: central differences have no error but rounding, 1e-16 E / d
        assert -(energies[0] - energies[1]) / (2 * d) == pytest.approx(push[at], rel=1e-8)


@EACH
def test_ghosts_are_the_other_side_of_the_box(crystal):
    u = displaced(4)
    np.testing.assert_array_equal(u, np.pad(inner(u), [(0, 0)] + 3 * [(1, 1)], mode="wrap"))


@EACH
@pytest.mark.parametrize("wave", [(1, 0, 0), (1, 2, 3), (4, 4, 0)])
def test_a_plane_wave_swings_with_the_crystals_frequency(crystal, wave):
    """Stepped by leapfrog, whose frequency is ω with sin(ωh/2) = Ωh/2."""
    N = 8
    theta = 2 * np.pi * np.array(wave) / N
    Omegas, eta = crystal.phonons(theta)
    phase = np.einsum("a,axyz->xyz", theta, np.indices((N, N, N)))
    for Omega, pol in zip(Omegas, eta.T, strict=True):
        u, w = field(N), field(N)
        shape = pol[:, None, None, None] * np.cos(phase)
        inner(u)[:] = shape
        wrap(u)
        h, steps = 0.3 / crystal.Omega_max, 50
        near, cross = crystal.k1 * h / crystal.m, crystal.k2 * h / (2 * crystal.m)
        kick(u, w, near / 2, cross / 2)
        for _ in range(steps):
            drift(u, w, h)
            kick(u, w, near, cross)
        turned = 2 * np.arcsin(Omega * h / 2) * steps
        np.testing.assert_allclose(inner(u), np.cos(turned) * shape, atol=1e-12)
