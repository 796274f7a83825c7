"""C(t): how far atoms move by heat and how long they remember it [SEOM Eq. 24]."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from ..crystal.heat import mode_energy
from .crystal import CubicLattice
from .memory_kernel import COARSER
from .modes import Modes, blocks
from .zone import nodes_for, quadrature


def mean_squares(crystal: CubicLattice, modes: Modes, kT: float, statistics: str) -> np.ndarray:
    """⟨r_x²⟩ (Å²) and ⟨ṙ_x²⟩ (Å²/ps²) of an atom at kT (meV), shape (2,), over the modes given.

    [SEOM Eq. 24] at t = 0, and with Ω² for velocities.
    """
    energy = mode_energy(modes.Omega, kT, statistics) / crystal.m
    here = [(0, 0, 0)]
    position = modes.average(energy / modes.Omega**2, here)[0, 0, 0]
    return np.array([position, modes.average(energy, here)[0, 0, 0]])


@lru_cache(maxsize=256)
def bath_ratio(crystal: CubicLattice, kT: float, statistics: str) -> float:
    """m⟨ṙ²⟩/3kT of the crystal's atoms at kT (meV), dimensionless: how hot its own motion is.

    1 with classical statistics, more by zero-point motion with quantum ones.
    """
    _, speed = mean_squares(crystal, Modes.of(crystal, quadrature(nodes_for(0.0))), kT, statistics)
    return float(crystal.m * speed / kT)


def infinite_covariance(
    crystal: CubicLattice, kT: float, statistics: str, times: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """C_xx(t) of one atom's position (Å²) and velocity (Å²/ps²) in the infinite crystal.

    At kT (meV) and `times` (ps): shape (2, time) [SEOM Eq. 24]. Returns them with their absolute
    errors (2,), from an average with fewer nodes.
    """
    n = nodes_for(crystal.Omega_max * float(np.max(times)))
    found = []
    for k in (n, n - COARSER):
        modes = Modes.of(crystal, quadrature(k))
        weight = mode_energy(modes.Omega, kT, statistics)[..., None] * modes.outer[..., :3]
        weight = weight.mean(axis=-1) * modes.zone.weight[:, None] / crystal.m
        both = np.stack([weight / modes.Omega**2, weight], -1).reshape(-1, 2)
        found.append(_turned(modes.Omega.reshape(-1), np.asarray(times), both).T)
    return found[0], np.abs(found[0] - found[1]).max(axis=1)


def _turned(Omega: np.ndarray, times: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Σ over modes of cos Ωt times what each is worth: (mode,), (time,), (mode, c) → (time, c)."""
    out = np.empty((len(times), worth.shape[1]))
    for part in blocks(len(times), len(Omega)):
        out[part] = np.cos(np.multiply.outer(times[part], Omega)) @ worth
    return out
