"""Zone: points and weights that average over the Brillouin zone.

Two kinds share one form. `quadrature(n)` is the infinite crystal: the zone is cut into pyramids
with their tops at Γ, q = ρ(1, u, v), and Gauss points are laid in ρ, u and v. The Jacobian ρ²
takes away the 1/q² of the response, what is left is analytic, and the error falls exponentially
with n, where a plain grid's falls as 1/N. `box(N)` is the finite periodic crystal of N³ cells.

Only points with θ_x ≥ θ_y ≥ θ_z ≥ 0 are kept; averages (`modes`) go over the 48 images of each.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .crystal import CubicLattice
from .triples import sorted_triples

KEPT = 100
"""Points a side up to which a zone is kept for whoever asks next: it has 16 MB then."""


class Zone(NamedTuple):
    """Phases θ = q·a of shape (p, 3), sorted downwards, and weights (p,) that add up to 1."""

    theta: np.ndarray
    weight: np.ndarray


def quadrature(n: int) -> Zone:
    """Gauss points of the infinite crystal's zone: n along ρ, n(n+1)/2 across.

    Gauss and Legendre's rule in each of ρ, u and v. Up to n = `KEPT` a zone is laid once.
    """
    return _kept(n) if n <= KEPT else _laid(n)


def zone_bytes(n: int) -> float:
    """Bytes of `quadrature(n)`."""
    return 32 * n * n * (n + 1) / 2


def forget() -> None:
    """Drop the zones that are kept."""
    _kept.cache_clear()
    box.cache_clear()


@lru_cache(maxsize=8)
def _kept(n: int) -> Zone:
    return _laid(n)


def _laid(n: int) -> Zone:
    node, weight = np.polynomial.legendre.leggauss(n)
    node, weight = (node + 1) / 2, weight / 2  # on 0 … 1
    across = np.array([(i, j) for i in range(n) for j in range(i + 1)])
    u, v = node[across].T
    twice = np.where(across[:, 0] == across[:, 1], 1.0, 2.0)
    rho = np.pi * node[:, None]
    theta = np.stack([rho + 0 * u, rho * u, rho * v], axis=-1)
    # 24 such pyramids of volume ∫ρ² dρ du dv fill the zone's (2π)³
    whole = 3 * weight[:, None] * node[:, None] ** 2 * weight[across].prod(axis=1) * twice
    return Zone(theta.reshape(-1, 3), whole.reshape(-1))


@lru_cache(maxsize=8)
def box(N: int) -> Zone:
    """The wave vectors of a periodic box of N³ cells, Γ left out; weights add to 1 − 1/N³."""
    k = sorted_triples(N // 2 + 1)[1:]
    images = np.where((k == 0) | (2 * k == N), 1, 2).prod(axis=1)
    equal = (k[:, 0] == k[:, 1]).astype(int) + (k[:, 1] == k[:, 2])
    orders = np.array([6, 3, 1])[equal]
    return Zone(2 * np.pi * k / N, images * orders / N**3)


def nodes_for(phase: float) -> int:
    """Gauss points a side that integrate phases up to `phase` (rad) across the zone."""
    return int(np.ceil(16 + phase / 4 + 0.6 * phase ** (1 / 3)))


def nodes(crystal: CubicLattice, sites: ArrayLike, t: float) -> int:
    """Gauss points a side for `sites` (n, 3) that many cells apart up to time t (ps)."""
    far = np.abs(np.asarray(sites)).sum(axis=-1).max(initial=0)
    return nodes_for(crystal.Omega_max * t + np.pi * far)
