"""Whole answers where the engine gives parts, and the modes of the whole zone."""

import numpy as np

from ionoscope.engine.crystal.heat import mode_energy
from ionoscope.engine.lattice.memory_kernel import PUSH_RESPONSE, RECOIL_KERNEL, evolving


def recoil(crystal, modes, sites, times):
    """W(t) (Å²/meV), shape (time, n, 3, 3), at `times` (ps)."""
    *_, out = evolving(crystal, modes, sites, times, RECOIL_KERNEL)
    return out


def push_response(crystal, modes, sites, times):
    """G(t) = −dW/dt (Å²/(meV ps)), shape (time, n, 3, 3), at `times` (ps)."""
    *_, out = evolving(crystal, modes, sites, times, PUSH_RESPONSE)
    return out


def polarisations(modes):
    """η of `ThermalModes` at every wave vector, (N, N, N, 3, branch): the octant's, mirrored."""
    k = np.arange(modes.N)
    fold = np.minimum(k, modes.N - k)
    sign = np.where(2 * k > modes.N, -1.0, 1.0)
    eta = modes.eta[np.ix_(fold, fold, fold)].copy()
    eta[..., 0, :] *= sign[:, None, None, None]
    eta[..., 1, :] *= sign[None, :, None, None]
    eta[..., 2, :] *= sign[None, None, :, None]
    return eta


def covariance(crystal, modes, kT, statistics, sites, times, power=0):
    """⟨r_j(t) r_kᵀ(0)⟩ (Å²), shape (time, n, 3, 3), for sites (n, 3) cells apart [SEOM Eq. 24].

    At temperature kT (meV) and `times` (ps). With power = 2 that of the velocities (Å²/ps²).
    """
    weight = mode_energy(modes.Omega, kT, statistics) * modes.Omega ** (power - 2.0) / crystal.m
    return np.array([modes.average(weight * np.cos(modes.Omega * t), sites) for t in times])
