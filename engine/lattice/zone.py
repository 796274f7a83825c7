"""Zone: points and weights that average over the Brillouin zone, and the averages themselves.

Two kinds share one form. `quadrature(n)` is the infinite crystal: the zone is cut into pyramids
with their tops at Γ, q = ρ(1, u, v), and Gauss points are laid in ρ, u and v. The Jacobian ρ²
takes away the 1/q² of the response, what is left is analytic, and the error falls exponentially
with n, where a plain grid's falls as 1/N. `box(N)` is the finite periodic crystal of N³ cells.

Only points with θ_x ≥ θ_y ≥ θ_z ≥ 0 are kept; the averages go over the 48 images of each.
"""

from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

import numpy as np

from ..numerics.compiler import float64, int64, njit

PAIRS = ((0, 0), (1, 1), (2, 2), (1, 2), (2, 0), (0, 1))
"""Order of a symmetric tensor's six components: xx, yy, zz, yz, zx, xy."""
TURNS = np.array(list(permutations(range(3))))
KEPT = 100
"""Points a side up to which a zone is kept for whoever asks next: it has 16 MB then."""


class Zone(NamedTuple):
    """Phases θ = q·a of shape (p, 3), sorted downwards, and weights (p,) that add up to 1."""

    theta: np.ndarray
    weight: np.ndarray


def sorted_triples(n: int) -> np.ndarray:
    """All i ≥ j ≥ k of 0 … n − 1, shape (n(n+1)(n+2)/6, 3), (0, 0, 0) first."""
    i, j, k = np.meshgrid(*[np.arange(n)] * 3, indexing="ij")
    keep = (i >= j) & (j >= k)
    return np.stack([i[keep], j[keep], k[keep]], axis=-1)


def quadrature(n: int) -> Zone:
    """Gauss points of the infinite crystal's zone: n along ρ, n(n+1)/2 across."""
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


def outer(eta: np.ndarray) -> np.ndarray:
    """ηηᵀ in six components: shape (p, 3, branch) → (p, branch, 6)."""
    return np.stack([eta[:, a] * eta[:, b] for a, b in PAIRS], axis=-1)


def full(six: np.ndarray) -> np.ndarray:
    """Six components → symmetric matrices, shape (…, 6) → (…, 3, 3)."""
    out = np.empty((*six.shape[:-1], 3, 3))
    for c, (a, b) in enumerate(PAIRS):
        out[..., a, b] = out[..., b, a] = six[..., c]
    return out


_SIGNATURE = float64[:, ::1](float64[:, ::1], float64[:, ::1], int64[:, ::1], int64[:, ::1])


@njit(_SIGNATURE, cache=True, nogil=True)
def averages(theta, tensor, sites, turns):
    """Σ_p of `tensor` (p, 6) × e^{iq·L} over all images of each point; L = `sites` (n, 3) cells.

    Returns (n, 6). Weights belong into `tensor`.
    """
    reach = 0
    for n in range(sites.shape[0]):
        for i in range(3):
            reach = max(reach, abs(sites[n, i]))
    cos, sin = np.empty((3, reach + 1)), np.empty((3, reach + 1))
    out = np.zeros((sites.shape[0], 6))
    for p in range(theta.shape[0]):
        for i in range(3):
            for k in range(reach + 1):
                cos[i, k], sin[i, k] = np.cos(k * theta[p, i]), np.sin(k * theta[p, i])
        t = tensor[p]
        for n in range(sites.shape[0]):
            for w in range(turns.shape[0]):
                x, y, z = turns[w, 0], turns[w, 1], turns[w, 2]
                lx, ly, lz = abs(sites[n, 0]), abs(sites[n, 1]), abs(sites[n, 2])
                cx, cy, cz = cos[x, lx], cos[y, ly], cos[z, lz]
                sx, sy, sz = sin[x, lx], sin[y, ly], sin[z, lz]
                even = cx * cy * cz
                out[n, 0] += t[x] * even
                out[n, 1] += t[y] * even
                out[n, 2] += t[z] * even
                # off the diagonal the pair (y, z) stands at 3 + the index left out
                out[n, 3] -= t[3 + x] * cx * sy * sz
                out[n, 4] -= t[3 + y] * sx * cy * sz
                out[n, 5] -= t[3 + z] * sx * sy * cz
    return out / turns.shape[0]


def average(zone: Zone, tensor: np.ndarray, sites: np.ndarray) -> np.ndarray:
    """⟨tensor e^{iq·L}⟩ over the zone, shape (n, 3, 3).

    `tensor` (p, 6) belongs to the zone's points, `sites` (n, 3) are whole numbers of cells.
    """
    sites = np.asarray(sites, np.int64).reshape(-1, 3)
    weighted = np.ascontiguousarray(tensor * zone.weight[:, None])
    return full(averages(zone.theta, weighted, sites, TURNS) * _signs(sites))


def _signs(sites: np.ndarray) -> np.ndarray:
    """Off-diagonal components change sign with each component of L; shape (n, 6)."""
    sign = np.where(sites < 0, -1, 1)
    return np.stack([sign[:, a] * sign[:, b] for a, b in PAIRS], axis=-1)
