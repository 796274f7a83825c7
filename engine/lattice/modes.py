"""Modes: frequencies and polarisations at a zone's points, and averages over them.

A symmetric tensor has six components here. Averages go over the 48 images of each point, which the
kernels do.
"""

from collections.abc import Iterator
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .crystal import CubicLattice
from .kernels.images import averages, contribute
from .zone import Zone

PAIRS = ((0, 0), (1, 1), (2, 2), (1, 2), (2, 0), (0, 1))
"""Order of a symmetric tensor's six components: xx, yy, zz, yz, zx, xy."""
TURNS = np.array(list(permutations(range(3))))
"""Orders of the axes, shape (6, 3)."""
BLOCK = 2_000_000
"""Most numbers (time × mode) that are turned at once: 16 MB, some 40 ms."""


class Modes(NamedTuple):
    """Modes at a zone's points: Ω (ps⁻¹), shape (p, 3), and ηηᵀ in six components, (p, 3, 6)."""

    zone: Zone
    Omega: np.ndarray
    outer: np.ndarray

    @classmethod
    def of(cls, crystal: CubicLattice, zone: Zone) -> "Modes":
        """The crystal's modes at the points of `zone`."""
        Omega, eta = crystal.phonons(zone.theta)
        return cls(zone, Omega, outer(eta))

    def average(self, f: np.ndarray, sites: ArrayLike) -> np.ndarray:
        """⟨Σ_branch f ηηᵀ e^{iq·L}⟩, shape (n, 3, 3), in f's unit.

        f has shape (p, 3), a value for each mode; L are `sites` (n, 3) in cells.
        """
        return average(self.zone, np.einsum("ps,psc->pc", f, self.outer), sites)


def average(zone: Zone, tensor: np.ndarray, sites: ArrayLike) -> np.ndarray:
    """⟨tensor e^{iq·L}⟩ over the zone, shape (n, 3, 3), in the tensor's own unit.

    `tensor` (p, 6) belongs to the zone's points, `sites` (n, 3) are whole numbers of cells.
    """
    sites = np.asarray(sites, np.int64).reshape(-1, 3)
    weighted = np.ascontiguousarray(tensor * zone.weight[:, None])
    return full(averages(zone.theta, weighted, sites, TURNS) * _signs(sites))


def contributions(modes: Modes, sites: ArrayLike) -> np.ndarray:
    """Symmetrised ηηᵀ e^{iq·L} × weight of each mode: shape (p·3, n·6), dimensionless.

    `sites` (n, 3) are whole numbers of cells.
    """
    sites = np.ascontiguousarray(sites, np.int64)
    weighted = modes.outer * (modes.zone.weight[:, None, None] / len(TURNS))
    out = np.zeros((*modes.Omega.shape, len(sites), 6))
    contribute(np.ascontiguousarray(modes.zone.theta), weighted, sites, TURNS, out)
    return out.reshape(-1, 6 * len(sites))


def outer(eta: np.ndarray) -> np.ndarray:
    """η ⊗ η (dimensionless) in six components: shape (p, 3, branch) → (p, branch, 6)."""
    return np.stack([eta[:, a] * eta[:, b] for a, b in PAIRS], axis=-1)


def full(six: np.ndarray) -> np.ndarray:
    """Six components, in any unit → symmetric matrices, shape (…, 6) → (…, 3, 3)."""
    out = np.empty((*six.shape[:-1], 3, 3))
    for c, (a, b) in enumerate(PAIRS):
        out[..., a, b] = out[..., b, a] = six[..., c]
    return out


def blocks(times: int, modes: int) -> Iterator[slice]:
    """Slices of `times` times, none of which makes more than `BLOCK` numbers with `modes` modes."""
    size = max(1, BLOCK // modes)
    return (slice(at, at + size) for at in range(0, times, size))


def _signs(sites: np.ndarray) -> np.ndarray:
    """Off-diagonal components change sign with each component of L; shape (n, 6)."""
    sign = np.where(sites < 0, -1, 1)
    return np.stack([sign[:, a] * sign[:, b] for a, b in PAIRS], axis=-1)
