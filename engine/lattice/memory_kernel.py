"""W, G and 𝓛: how the crystal answers a push, at once and later [SEOM Secs. II–III].

W_jk(t) = (1/m)⟨ηηᵀ Ω⁻² cos Ωt e^{iq·(L_j−L_k)}⟩ is the recoil kernel, W(0) the static response,
G = −dW/dt the answer to a short push, and 𝓛 = ∫₀^∞ W dt, which is the same for every pair.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from .crystal import CubicLattice
from .modes import TURNS, Modes, blocks, contributions, full
from .path import sites_between
from .zone import Zone, nodes, quadrature

COARSER = 6
"""Nodes fewer in the second average from which the error is told."""


class Evolution(NamedTuple):
    """Σ over modes of wave(Ωt)/(m Ω^power): how an average over them goes on in time."""

    wave: Callable[[np.ndarray], np.ndarray]
    power: int


RECOIL_KERNEL = Evolution(np.cos, 2)
"""W(t), in Å²/meV."""
PUSH_RESPONSE = Evolution(np.sin, 1)
"""G(t) = −dW/dt, in Å²/(meV ps)."""


def static_response(crystal: CubicLattice, modes: Modes, sites: ArrayLike) -> np.ndarray:
    """W(0) (Å²/meV), shape (n, 3, 3), between atoms `sites` (n, 3) cells apart."""
    return modes.average(1 / (crystal.m * modes.Omega**2), sites)


def evolving(
    crystal: CubicLattice, modes: Modes, sites: ArrayLike, times: ArrayLike, kind: Evolution
) -> Iterator[np.ndarray]:
    """W(t) or G(t), as `kind` says, between `sites` (n, 3) cells apart at `times` (ps).

    Pauses by yielding an empty array; the last one is the answer, shape (time, n, 3, 3).
    """
    sites, times = np.asarray(sites, np.int64).reshape(-1, 3), np.atleast_1d(times)
    Omega = modes.Omega.reshape(-1)
    worth = contributions(modes, sites) / (crystal.m * Omega[:, None] ** kind.power)
    out = np.empty((len(times), worth.shape[1]))
    for part in blocks(len(times), len(Omega)):
        out[part] = kind.wave(np.multiply.outer(times[part], Omega)) @ worth
        yield out[:0]
    yield full(out.reshape(len(times), len(sites), 6))


def answers(
    crystal: CubicLattice, zone: Zone, sites: ArrayLike, times: ArrayLike
) -> Iterator[np.ndarray]:
    """W(t) (Å²/meV) and G(t) (Å²/(meV ps)) by one sum over a zone, a part of its points at a time.

    For atoms `sites` (n, 3) cells apart at `times` (ps). Pauses by yielding an empty array; the
    last one is the answer, shape (2, time, n, 3, 3).
    """
    sites, times = np.asarray(sites, np.int64).reshape(-1, 3), np.atleast_1d(times)
    out = np.zeros((2, len(times), 6 * len(sites)))
    for part in blocks(len(zone.weight), max(len(times), 6 * len(sites)) * 3 * len(TURNS)):
        modes = Modes.of(crystal, Zone(zone.theta[part], zone.weight[part]))
        Omega = modes.Omega.reshape(-1)
        phase = np.multiply.outer(times, Omega)
        worth = contributions(modes, sites) / (crystal.m * Omega[:, None])
        out[1] += np.sin(phase) @ worth
        out[0] += np.cos(phase) @ (worth / Omega[:, None])
        yield out[:0]
    yield full(out.reshape(2, len(times), len(sites), 6))


def static_response_within(crystal: CubicLattice, reach: int) -> np.ndarray:
    """W(0) (Å²/meV) for every displacement of up to `reach` cells along each axis.

    Shape (2·reach + 1,)·3 + (3, 3), the displacement (i, j, k) at [i + reach, …]. Computed for
    one displacement of each kind and turned into the others.
    """
    axis = np.arange(-reach, reach + 1)
    sites = sites_between(np.full(3, -reach), np.full(3, reach))
    order = np.argsort(-np.abs(sites), axis=1, kind="stable")
    kinds, which = np.unique(
        np.take_along_axis(np.abs(sites), order, 1), axis=0, return_inverse=True
    )
    modes = Modes.of(crystal, quadrature(nodes(crystal, kinds, 0.0)))
    found = static_response(crystal, modes, kinds)[which.reshape(-1)]
    back = np.argsort(order, axis=1)
    rows = np.arange(len(sites))[:, None, None]
    turned = found[rows, back[:, :, None], back[:, None, :]]
    sign = np.where(sites < 0, -1.0, 1.0)
    turned = turned * sign[:, :, None] * sign[:, None, :]
    return turned.reshape(len(axis), len(axis), len(axis), 3, 3)


def loss(crystal: CubicLattice, n: int = 24) -> np.ndarray:
    """Loss matrix 𝓛 (Å² ps/meV), shape (3, 3) [SEOM Sec. III]: Σ_u ψψᵀ/(16π²ρ v_u³) over angles.

    The sum over the three sounds is the acoustic tensor to the power −3/2. Directions are taken
    over a quarter of a cube's face, n Gauss points each way, where dS = du dv/(1+u²+v²)^{3/2}.
    """
    node, weight = np.polynomial.legendre.leggauss(n)
    # soft diagonal springs make ridges of width √(k2/k1) at u = 0 and v = 0: u = width sinh s
    width = np.sqrt(min(crystal.k2 / crystal.k1, 1.0))
    end = np.arcsinh(1 / width)
    s = end * (node + 1) / 2
    weight = weight * end / 2 * width * np.cosh(s)
    u, v = np.meshgrid(width * np.sinh(s), width * np.sinh(s))
    n_hat = np.stack([np.ones_like(u), u, v], -1)
    length = np.linalg.norm(n_hat, axis=-1)
    speeds2, psi = np.linalg.eigh(crystal.christoffel(n_hat / length[..., None]))
    tensor = np.einsum("uvas,uvbs,uvs->uvab", psi, psi, speeds2**-1.5)
    quarter = np.einsum("u,v,uv,uvab->ab", weight, weight, length**-3.0, tensor)
    # six faces turned into one another make it isotropic
    return np.eye(3) * 24 * np.trace(quarter) / 3 / (16 * np.pi**2 * crystal.density)
