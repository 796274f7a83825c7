"""The memory equation's tables: how atoms answer pushes of the last t_c, for ions that wander."""

from collections.abc import Iterator

import numpy as np

from ..lattice.crystal import CELL_CORNERS, CubicLattice
from ..lattice.memory_kernel import answers
from ..lattice.zone import quadrature, sorted_triples
from .costs import FAR, side
from .kernels.corners import flat_matrix
from .smooth_end import smooth_end

BESIDE = np.array([(0, 0, 0), (-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0), (0, 0, -1), (0, 0, 1)])
"""Displacements of cells whose answers to each other's pushes are kept as whole matrices."""
TABLES_KEPT = 4
_made: dict[tuple, tuple[np.ndarray, np.ndarray]] = {}


def building(crystal: CubicLattice, step: float, steps: int) -> Iterator[np.ndarray]:
    """G between atoms up to FAR cells apart (Å²/(meV ps)), ended smoothly after `steps` times.

    Shape (2·FAR + 1,)·3 + (steps + 1, 3, 3), the displacement (i, j, k) at [i + FAR, …], the
    times `step` (ps) apart. Pauses by yielding an empty array; the last one is the answer.
    """
    kinds = sorted_triples(FAR + 1)
    t = step * np.arange(steps + 1)
    zone = quadrature(side(crystal, t[-1]))
    for known in answers(crystal, zone, kinds, t):
        if not len(known):
            yield known
    W, G = np.moveaxis(known, 1, -1)
    yield turned(kinds, smooth_end(W, G, step, t[-1]))


def kernel(crystal: CubicLattice, step: float, steps: int) -> np.ndarray:
    """What `building` comes to."""
    *_, G = building(crystal, step, steps)
    return G


def turned(kinds: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Of every displacement what `values` (kind, 3, 3, time) say of one of each kind, unit kept.

    `kinds` (kind, 3) are all displacements i ≥ j ≥ k ≥ 0 up to FAR, in cells; the shape is that of
    `kernel`.
    """
    axis = np.arange(-FAR, FAR + 1)
    sites = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    order = np.argsort(-np.abs(sites), axis=1, kind="stable")
    size = np.take_along_axis(np.abs(sites), order, 1)
    which = [np.flatnonzero(np.all(kinds == s, axis=1))[0] for s in size]
    back = np.argsort(order, axis=1)
    rows = np.arange(len(sites))[:, None, None]
    found = values[which][rows, back[:, :, None], back[:, None, :]]
    sign = np.where(sites < 0, -1.0, 1.0)
    found = found * (sign[:, :, None] * sign[:, None, :])[..., None]
    side = (len(axis),) * 3
    return np.ascontiguousarray(np.moveaxis(found, -1, 1).reshape(*side, values.shape[-1], 3, 3))


def beside(G: np.ndarray) -> np.ndarray:
    """What pushes at a cell's corners do at those of the same cell and of its six neighbours.

    Shape (7, time, source 24, target 24), in Å²/(meV ps), from G, a `kernel`, in the order of
    `_neighbour`.
    """
    out = np.empty((7, G.shape[3], 24, 24))
    for at, away in enumerate(BESIDE):
        between = away + CELL_CORNERS[:, None] - CELL_CORNERS[None] + FAR
        pairs = G[tuple(np.moveaxis(between, -1, 0))]  # target, source, time, 3, 3
        out[at] = flat_matrix(pairs.transpose(2, 0, 3, 1, 4))
    return out


def preparing(crystal: CubicLattice, step: float, steps: int) -> Iterator[None]:
    """Make `tables` a part at a time, so that a run can be stopped meanwhile."""
    key = (crystal, step, steps)
    if key in _made:
        return
    for G in building(*key):
        if not len(G):
            yield
    while len(_made) >= TABLES_KEPT:
        _made.pop(next(iter(_made)), None)
    _made[key] = G, beside(G)


def tables(crystal: CubicLattice, step: float, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """`kernel`, of `steps` times `step` ps apart, and its `beside`.

    They are kept: sweeps begin many runs with the same ones.
    """
    for _ in preparing(crystal, step, steps):
        pass
    made = _made.get((crystal, step, steps))
    if made:
        return made
    G = kernel(crystal, step, steps)  # other runs have pushed it out meanwhile
    return G, beside(G)
