"""W, G and 𝓛: how the crystal answers a push, at once and later [SEOM Sec. II].

W_jk(t) = (1/m)⟨ηηᵀ Ω⁻² cos Ωt e^{iq·(L_j−L_k)}⟩ is the recoil kernel, W(0) the static response,
G = −dW/dt the answer to a short push, and 𝓛 = ∫₀^∞ W dt, which is the same for every pair.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..numerics.compiler import float64, int64, njit, void
from .crystal import CubicLattice
from .zone import TURNS, Zone, average, full, nodes_for, outer, quadrature

COARSER = 6
"""Nodes fewer in the second average from which the error is told."""
BLOCK = 2_000_000
"""Most numbers (time × mode) that are turned at once: 16 MB, some 40 ms."""


class Modes(NamedTuple):
    """Modes at a zone's points: Ω (ps⁻¹), shape (p, 3), and ηηᵀ in six components, (p, 3, 6)."""

    zone: Zone
    Omega: np.ndarray
    outer: np.ndarray

    @classmethod
    def of(cls, crystal: CubicLattice, zone: Zone) -> "Modes":
        Omega, eta = crystal.phonons(zone.theta)
        return cls(zone, Omega, outer(eta))

    def average(self, f: np.ndarray, sites) -> np.ndarray:
        """⟨Σ_branch f ηηᵀ e^{iq·L}⟩, shape (n, 3, 3), for f of shape (p, 3), sites (n, 3)."""
        return average(self.zone, np.einsum("ps,psc->pc", f, self.outer), sites)


def static_response(crystal: CubicLattice, modes: Modes, sites) -> np.ndarray:
    """W(0) (Å²/meV), shape (n, 3, 3), between sites `sites` (n, 3) cells apart."""
    return modes.average(1 / (crystal.m * modes.Omega**2), sites)


def recoil(crystal: CubicLattice, modes: Modes, sites, times) -> np.ndarray:
    """W(t) (Å²/meV), shape (time, n, 3, 3), at `times` (ps)."""
    return _evolved(crystal, modes, sites, times, np.cos, 2)


def push_response(crystal: CubicLattice, modes: Modes, sites, times) -> np.ndarray:
    """G(t) = −dW/dt (Å²/(meV ps)), shape (time, n, 3, 3), at `times` (ps)."""
    return _evolved(crystal, modes, sites, times, np.sin, 1)


def _evolved(crystal, modes, sites, times, wave, power) -> np.ndarray:
    """What `evolving` comes to."""
    *_, out = evolving(crystal, modes, sites, times, wave, power)
    return out


def evolving(crystal, modes, sites, times, wave=np.cos, power=2) -> Iterator[np.ndarray]:
    """Σ over modes of wave(Ωt) Ω^−power/m times what each is worth at each site, a part at a time.

    Pauses by yielding an empty array; the last one is the answer, (time, n, 3, 3): W(t) for cos and
    2, G(t) for sin and 1.
    """
    sites, times = np.asarray(sites, np.int64).reshape(-1, 3), np.atleast_1d(times)
    Omega = modes.Omega.reshape(-1)
    worth = contributions(modes, sites) / (crystal.m * Omega[:, None] ** power)
    out = np.empty((len(times), worth.shape[1]))
    for part in blocks(len(times), len(Omega)):
        out[part] = wave(np.multiply.outer(times[part], Omega)) @ worth
        yield out[:0]
    yield full(out.reshape(len(times), len(sites), 6))


def answers(crystal: CubicLattice, zone: Zone, sites, times) -> Iterator[np.ndarray]:
    """W(t) and G(t) by one sum over a zone, a part of its points at a time.

    Pauses by yielding an empty array; the last one is the answer, shape (2, time, n, 3, 3).
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


def blocks(times: int, modes: int) -> Iterator[slice]:
    """Parts of the times that fit into memory with so many modes."""
    size = max(1, BLOCK // modes)
    return (slice(at, at + size) for at in range(0, times, size))


def contributions(modes: Modes, sites: np.ndarray) -> np.ndarray:
    """Symmetrised ηηᵀ e^{iq·L} × weight of each mode: shape (p·3, n·6)."""
    sites = np.ascontiguousarray(sites, np.int64)
    weighted = modes.outer * (modes.zone.weight[:, None, None] / len(TURNS))
    out = np.zeros((*modes.Omega.shape, len(sites), 6))
    _contribute(np.ascontiguousarray(modes.zone.theta), weighted, sites, TURNS, out)
    return out.reshape(-1, 6 * len(sites))


@njit(
    void(float64[:, ::1], float64[:, :, ::1], int64[:, ::1], int64[:, ::1], float64[:, :, :, ::1]),
    cache=True,
    nogil=True,
)
def _contribute(theta, tensor, sites, turns, out):
    """Add the images' `tensor` (p, 3, 6) × e^{iq·L} to out (p, 3, n, 6)."""
    cos, sin = np.empty(3), np.empty(3)
    for p in range(len(theta)):
        for n in range(len(sites)):
            for x, y, z in turns:
                for i, turned in enumerate((x, y, z)):
                    phase = theta[p, turned] * sites[n, i]
                    cos[i], sin[i] = np.cos(phase), np.sin(phase)
                even = cos[0] * cos[1] * cos[2]
                for s in range(3):
                    t, found = tensor[p, s], out[p, s, n]
                    found[0] += t[x] * even
                    found[1] += t[y] * even
                    found[2] += t[z] * even
                    # off the diagonal the pair (y, z) stands at 3 + the index left out
                    found[3] -= t[3 + x] * cos[0] * sin[1] * sin[2]
                    found[4] -= t[3 + y] * sin[0] * cos[1] * sin[2]
                    found[5] -= t[3 + z] * sin[0] * sin[1] * cos[2]


def nodes(crystal: CubicLattice, sites: np.ndarray, t: float) -> int:
    """Gauss points a side for these distances (cells) up to time t (ps)."""
    far = np.abs(np.asarray(sites)).sum(axis=-1).max(initial=0)
    return nodes_for(crystal.Omega_max * t + np.pi * far)


def static_response_within(crystal: CubicLattice, reach: int) -> np.ndarray:
    """W(0) (Å²/meV) for every displacement of up to `reach` cells along each axis.

    Shape (2·reach + 1,)·3 + (3, 3), the displacement (i, j, k) at [i + reach, …]. Computed for
    one displacement of each kind and turned into the others.
    """
    axis = np.arange(-reach, reach + 1)
    sites = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
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


def echo_time(crystal: CubicLattice, N: int, sites) -> float:
    """Time (ps) before which a periodic box of N³ cells answers like the infinite crystal.

    The nearest image of a site `sites` (n, 3) cells away sends the first signal.
    """
    sites = np.asarray(sites).reshape(-1, 3)
    images = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), -1).reshape(-1, 3)
    images = images[np.any(images != 0, axis=1)]
    nearest = np.linalg.norm(sites[:, None] + N * images, axis=-1).min()
    return float(nearest * crystal.a / crystal.fastest)
