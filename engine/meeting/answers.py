"""Answers: the tables of how atoms answer pushes, at once and later, that kernels look up.

Between atom a in the cell L_j and b in L_k: G = (1/N)Σ_q Re η_a η_b† sin(Ωt)/Ω e^{iq·(L_j − L_k)},
by Fourier transforms over a box, at each time for all pairs at once. What is that of the infinite
crystal is taken from a box so large that nothing comes around it in the time of the memory; its
W(0) is an average over the zone.
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import fft

from ..core.parameters import InvalidParameter
from ..crystal.crystal import Crystal
from ..crystal.long_waves import sounds
from ..crystal.loss import loss
from ..crystal.needles import shape_of
from ..crystal.polar import without_field
from ..crystal.stability import refuse_unbound
from ..crystal.zone import Zone, nodes_for, quadrature
from ..ion.smooth_end import smooth_end
from .box import Box
from .kernels.values import Answer, Memory
from .modes import Waves

AWAY = 3.0
"""Way (Å) of an ion within its memory, on both sides of which atoms are remembered."""
FASTER = 1.3
"""By how much a wave may outrun the fastest sound, and `SPARE`, how far ahead it is felt (Å)."""
SPARE = 6.0
GREGORY = (7 / 6, 23 / 24)
"""Weights of the last two forces."""
STATIC = 1e-8
"""Share of the largest W(0) by which it still changes where it is taken."""
DENSER, MOST_NODES, BLOCK = 1.35, 100, 4096
"""By how much points along ρ grow until it stands; most of them; and how many at a time."""


class Pairs(NamedTuple):
    """Pairs of atoms that tables are of: their places `where` (A, A, M1, M2, M3), M cells of a box.

    `which` (pair, 5) are target, source and cells from the source to the target.
    """

    where: np.ndarray
    which: np.ndarray


def pairs_within(crystal: Crystal, far: float, cells: np.ndarray) -> Pairs:
    """All pairs of atoms up to `far` (Å) apart in a box of `cells` (3,)."""
    A = crystal.n_atoms
    index = np.full((A, A, *cells), -1)
    low, high = -(cells // 2), (cells + 1) // 2
    L = np.array(list(product(*(range(a, b) for a, b in zip(low, high, strict=True)))))
    between = crystal.positions[:, None] - crystal.positions[None]
    apart = np.linalg.norm((L[:, None, None] + between) @ crystal.lattice, axis=-1)
    k, a, b = np.nonzero(apart <= far)
    which = np.column_stack([a, b, L[k]])
    index[(a, b, *(L[k] % cells).T)] = np.arange(len(which))
    return Pairs(index.astype(np.int64), which)


def all_pairs(box: Box) -> Pairs:
    """All pairs of atoms of a box."""
    return pairs_within(box.crystal, np.inf, np.array(box.cells))


def far_enough(box: Box, t: float) -> Pairs:
    """The pairs that an ion's memory of t ps meets, in a box that no wave comes around in it."""
    crystal = box.crystal
    far = 2 * box.radius + AWAY
    directions = np.array(list(product((-1, 0, 1), repeat=3)), float)
    directions = directions[np.any(directions != 0, axis=1)]
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    fastest = float(np.sqrt(sounds(crystal, directions)[0].max()))
    heights = 1 / np.linalg.norm(np.linalg.inv(crystal.lattice), axis=0)
    cells = np.ceil((far + FASTER * fastest * t + SPARE) / heights).astype(int)
    return pairs_within(crystal, far, np.maximum(cells, box.cells))


def static(crystal: Crystal, pairs: Pairs) -> np.ndarray:
    """W(0) (Å²/meV) of the infinite crystal between `pairs`, (pair, 3, 3).

    The mean of D⁻¹ over the zone, for all pairs at once. Raises InvalidParameter where more than
    MOST_NODES points a way do not do.
    """
    refuse_unbound(crystal)
    shape, before = shape_of(crystal), None
    n = nodes_for(np.pi * float(np.abs(pairs.which[:, 2:]).sum(axis=1).max()) / 2)
    while n <= MOST_NODES:
        found = _mean_inverse(crystal, pairs, quadrature(n, shape))
        if before is not None and np.abs(found - before).max() <= STATIC * np.abs(found).max():
            return found
        n, before = int(np.ceil(DENSER * n)), found
    raise InvalidParameter(
        "crystal",
        ", ".join(crystal.names),
        "is far softer along one direction than along another: its response does not converge",
        "Choose springs that resist shear in all directions.",
    )


def _mean_inverse(crystal: Crystal, pairs: Pairs, zone: Zone) -> np.ndarray:
    """Σ w Re D⁻¹ e^{iq·(L + τ_a − τ_b)}/√mm (Å²/meV) over a zone, (pair, 3, 3)."""
    cells, which = np.unique(pairs.which[:, 2:], axis=0, return_inverse=True)
    total = np.zeros((len(cells), (3 * crystal.n_atoms) ** 2))
    root = np.sqrt(crystal.mass)
    for at in range(0, len(zone.weight), BLOCK):
        theta, weight = zone.theta[at : at + BLOCK], zone.weight[at : at + BLOCK]
        inverse = np.linalg.inv(crystal.dynamical_matrix(theta))
        place = np.exp(1j * np.repeat(theta @ crystal.positions.T, 3, axis=1)) / root
        inverse = inverse * place[:, :, None] * place.conj()[:, None, :] * weight[:, None, None]
        flat, phase = inverse.reshape(len(theta), -1), theta @ cells.T
        total += np.cos(phase).T @ flat.real - np.sin(phase).T @ flat.imag
    A = crystal.n_atoms
    a, b = pairs.which[:, :2].T
    return total.reshape(-1, A, 3, A, 3)[which.reshape(-1), a, :, b, :]


def evolving(waves: Waves, pairs: Pairs, times: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """W(t) (Å²/meV) and G(t) (Å²/(meV ps)) of a box at `times` (ps), each (pair, 3, 3, time).

    Without the box's motion as a whole.
    """
    cells, A = waves.cells, waves.crystal.n_atoms
    side, kept = (*cells[:2], cells[2] // 2 + 1), waves.waves[:, 0]
    Omega, eta = waves.Omega[kept], waves.eta[kept]
    over = 1 / np.where(Omega > 0, Omega, np.inf)
    back = eta.conj().swapaxes(1, 2)
    a, b, *L = pairs.which.T
    L = [x % n for x, n in zip(L, cells, strict=True)]
    out = np.empty((2, len(a), 3, 3, len(times)))
    for k, t in enumerate(times):
        for kind, worth in enumerate((np.cos(Omega * t) * over**2, np.sin(Omega * t) * over)):
            M = (eta * worth[:, None, :]) @ back
            found = fft.irfftn(M.reshape(*side, 9 * A * A), s=cells, axes=(0, 1, 2), norm="forward")
            out[kind, ..., k] = found.reshape(*cells, A, 3, A, 3)[*L, a, :, b, :]
    return out[0], out[1]


@lru_cache(maxsize=4)
def memory(box: Box, step: float, steps: int, endless: bool) -> Memory:
    """Tables of a memory of `steps` times, `step` ps apart, as kernels take them.

    Of the infinite crystal, ended smoothly, or `endless` that of the very box.
    """
    t, crystal = step * np.arange(steps + 1), box.crystal
    pairs = all_pairs(box) if endless else far_enough(box, t[-1])
    cells = tuple(int(n) for n in pairs.where.shape[2:])
    W, G = evolving(Waves(crystal, cells), pairs, t)  # type: ignore[arg-type]
    mass = float(crystal.mass[::3].sum() * np.prod(cells))
    G += np.eye(3)[:, :, None] * t / mass
    if not endless:
        W += (static(crystal, pairs) - W[..., 0])[..., None]
        W -= np.eye(3)[:, :, None] * t**2 / (2 * mass)
        G = smooth_end(W, G, step, float(t[-1]))
    for s, weight in enumerate(GREGORY, 1):
        G[..., s] *= weight
    return Memory(pairs.where, np.ascontiguousarray(G.swapaxes(1, 2)[..., :0:-1]))


@lru_cache(maxsize=4)
def answer(box: Box) -> Answer:
    """The infinite crystal's instant answer, as kernels take it."""
    pairs = far_enough(box, 0.0)
    return Answer(pairs.where, static(box.crystal, pairs), loss(without_field(box.crystal)).matrix)


def unanswered(crystal: Crystal) -> Answer:
    """That of a crystal whose atoms do not move when they are pushed (Å²/meV, Å² ps/meV)."""
    index = np.full((crystal.n_atoms, crystal.n_atoms, 1, 1, 1), -1)
    return Answer(index, np.zeros((1, 3, 3)), np.zeros((3, 3)))
