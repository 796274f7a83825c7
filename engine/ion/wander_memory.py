"""The memory equation of a wandering ion: its atoms remember its pushes of the last t_c.

r_j(t) = r_H,j(t) + ∫₀^{t_c} Σ_k G_jk(t') F_k(t − t') dt'. Pushes are remembered by the atom that
got them, also when the ion has gone on to another cell. Numerov's rule moves the ion, the trapezium
rule with its end corrections sums the past: both of fourth order while the ion stays in a cell.
"""

from collections.abc import Iterator

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.memory_kernel import answers
from ..lattice.zone import quadrature, sorted_triples
from ..numerics.compiler import float64, int64, njit, types, void
from .costs import FAR, building_bytes, side  # noqa: F401
from .eliminated import smooth_end
from .kernels.corners import (
    CELL,
    CORNERS,
    FRAME,
    KERNEL,
    LANES,
    LAW,
    LINE,
    OUTCOME,
    TABLE,
    apart,
    flat_matrix,
    met,
    nearest,
    pushes,
    respond,
    slopes,
    surround,
    thermal,
    total,
    unresolved,
)
from .line import FIRST, SECOND, THIRD

ROUNDS = 3
"""Corrections of a step; each gains a factor h²U''/12m."""
BESIDE = np.array([(0, 0, 0), (-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0), (0, 0, -1), (0, 0, 1)])
"""Displacements of cells whose answers to each other's pushes are kept as whole matrices."""
EARLY = np.array([FIRST, SECOND, THIRD])
"""Gregory's weights of the first forces, which are there from the first moment on."""
TABLES_KEPT = 4
_made: dict[tuple, tuple[np.ndarray, np.ndarray]] = {}

KERNEL_6 = float64[:, :, :, :, :, ::1]
CELLS = int64[:, ::1]
STATE = types.Tuple(
    (TABLE, TABLE, TABLE, TABLE, TABLE, int64[:, :, ::1], float64[:, :, ::1], int64[::1])
)


def building(crystal: CubicLattice, step: float, steps: int) -> Iterator[np.ndarray]:
    """G between atoms up to FAR cells apart (Å²/(meV ps)), ended smoothly after `steps` steps.

    Shape (2·FAR + 1,)·3 + (steps + 1, 3, 3), the displacement (i, j, k) at [i + FAR, …]. Pauses by
    yielding an empty array; the last one is the answer.
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
    """Of every displacement what `values` (kind, 3, 3, time) say of one of each kind.

    `kinds` are all displacements i ≥ j ≥ k ≥ 0 up to FAR cells; the shape is that of `kernel`.
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

    Shape (7, time, source 24, target 24) from a `kernel`, in the order of `_neighbour`.
    """
    out = np.empty((7, G.shape[3], 24, 24))
    for at, away in enumerate(BESIDE):
        between = away + CORNERS[:, None] - CORNERS[None] + FAR
        pairs = G[tuple(np.moveaxis(between, -1, 0))]  # target, source, time, 3, 3
        out[at] = flat_matrix(pairs.transpose(2, 0, 3, 1, 4))
    return out


def preparing(crystal: CubicLattice, step: float, steps: int) -> Iterator[None]:
    """Make the tables of a memory a part at a time, so that a run can be stopped meanwhile."""
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
    """`kernel` and `beside`, kept: sweeps begin many runs with the same ones."""
    for _ in preparing(crystal, step, steps):
        pass
    made = _made.get((crystal, step, steps))
    if made:
        return made
    G = kernel(crystal, step, steps)  # other runs have pushed it out meanwhile
    return G, beside(G)


@njit(int64(int64, int64, int64), **KERNEL)
def _neighbour(x, y, z):
    """Place of a cell's displacement in BESIDE; −1 if it is not there."""
    if abs(x) + abs(y) + abs(z) > 1:
        return -1
    return (x != 0) * (1 + (x > 0)) + (y != 0) * (3 + (y > 0)) + (z != 0) * (5 + (z > 0))


@njit(void(KERNEL_6, int64, int64, int64, int64, LINE, float64, LINE), **KERNEL)
def _afar(G, s, x, y, z, F, scale, out):
    """Add what pushes F (24,) of s steps ago do in a cell (x, y, z) away to out (24,)."""
    far = (G.shape[0] - 1) // 2
    for j in range(8):
        for k in range(8):
            i0 = x + (j >> 2) - (k >> 2)
            i1 = y + (j >> 1 & 1) - (k >> 1 & 1)
            i2 = z + (j & 1) - (k & 1)
            if max(abs(i0), max(abs(i1), abs(i2))) > far:
                continue
            g = G[i0 + far, i1 + far, i2 + far, s]
            f0, f1, f2 = scale * F[k], scale * F[8 + k], scale * F[16 + k]
            for c in range(3):
                out[8 * c + j] += g[c, 0] * f0 + g[c, 1] * f1 + g[c, 2] * f2


@njit(
    void(KERNEL_6, float64[:, :, :, ::1], CELLS, TABLE, int64, int64, float64, CELL, LINE),
    cache=True,
    nogil=True,
    error_model="numpy",
    fastmath=LANES,
)
def remembered(G, near, cells, forces, now, count, step, cell, out):
    """Write what the pushes of the past do to the corners of `cell` to out (24,), in Å.

    cells (ring, 3) and forces (ring, 24) are rings of the last steps, the newest at `now`.
    """
    out[:] = 0.0
    ring = len(cells)
    for s in range(1, min(count, G.shape[3] - 1) + 1):
        at = (now - s + 1) % ring
        x, y, z = cell[0] - cells[at, 0], cell[1] - cells[at, 1], cell[2] - cells[at, 2]
        which = _neighbour(x, y, z)
        if which >= 0:
            respond(near[which, s], forces[at], step, out)
        else:
            _afar(G, s, x, y, z, forces[at], step, out)


@njit(
    OUTCOME(
        *LAW,
        float64,
        float64,
        LINE,
        TABLE,
        KERNEL_6,
        float64[:, :, :, ::1],
        FRAME,
        FRAME,
        float64,
        int64,
        STATE,
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(code, U0, lam, a, M, force, rise, G, near, first, second, h, steps, state):
    """Move ions from one frame of the bath to the next, h ps later, in `steps` steps.

    `rise` (24, 24) is dG/dt at 0 among the corners, with which the past's end is corrected.
    `state` is (R, V, before, pull, pull_before, cells, forces, clock): places and velocities now
    (n, 3), places one step ago, accelerations now and one step ago, the rings of
    cells (n, ring, 3) and forces (n, ring, 24), and steps done (n,). All are changed in place.
    Returns (−1, 0, 0), or the ion that comes too near an atom, the steps done, the distance (Å).
    """
    R, V, before, pull, pull_before, cells, forces, clock = state
    cell, known = np.empty(3, np.int64), np.empty(3, np.int64)
    start, end, p = np.empty((3, 24)), np.empty((3, 24)), np.empty((6, 24))
    rest, heat, past = np.empty(24), np.empty(24), np.empty(24)
    r, F, d = np.empty(24), np.empty(24), np.empty(24)
    z2, s, now, place = np.empty(8), np.empty(8), np.empty(3), np.empty(3)
    dt, ring = h / steps, cells.shape[1]
    for n in range(len(R)):
        known[0] = np.iinfo(np.int64).min
        for i in range(1, steps + 1):
            for c in range(3):
                place[c] = 2 * R[n, c] - before[n, c] + dt * dt * pull[n, c]
            surround(first, second, h, a, place, cell, known, start, end, rest, p)
            thermal(p, i / steps, heat)
            newest, at = clock[n] % ring, (clock[n] + 1) % ring
            remembered(G, near, cells[n], forces[n], newest, clock[n] + 1, dt, cell, past)
            same = True
            for c in range(3):
                same = same and cells[n, newest, c] == cell[c]
            # of the first force alone the rule below would take too little after one step
            whole = 10 / 9 if clock[n] == 0 else 1.0
            for j in range(24):
                F[j] = forces[n, newest, j] if same else 0.0
                heat[j] += whole * past[j]
            least = unresolved(code, U0, lam, V[n], dt)
            for _ in range(ROUNDS):
                r[:] = heat
                respond(rise, F, dt * dt / 12, r)
                apart(rest, r, place, d, z2)
                slopes(code, U0, lam, z2, s)
                pushes(s, d, F)
                total(F, now)
                for c in range(3):
                    now[c] = (force[c] - now[c]) / M
                    bent = pull_before[n, c] + 10 * pull[n, c] + now[c]
                    place[c] = 2 * R[n, c] - before[n, c] + dt * dt / 12 * bent
            if met(z2, least):
                return n, i, nearest(z2)
            share = EARLY[clock[n] + 1] if clock[n] < 2 else 1.0
            clock[n] += 1
            for j in range(24):
                forces[n, at, j] = share * F[j]
            for c in range(3):
                cells[n, at, c] = cell[c]
                bent = 7 * now[c] + 6 * pull[n, c] - pull_before[n, c]
                V[n, c] = (place[c] - R[n, c]) / dt + dt / 24 * bent
                before[n, c], R[n, c] = R[n, c], place[c]
                pull_before[n, c], pull[n, c] = pull[n, c], now[c]
    return -1, 0, 0.0
