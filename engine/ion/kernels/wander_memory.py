"""The memory equation of a wandering ion, stepped [SEOM Sec. II].

r_j(t) = r_H,j(t) + ∫₀^{t_c} Σ_k G_jk(t') F_k(t − t') dt'. Pushes are remembered by the atom that
got them, also when the ion has gone on to another cell. Numerov's rule moves the ion, the trapezium
rule with its end corrections sums the past: both of fourth order while the ion stays in a cell.
"""

import numpy as np

from ...numerics.compiler import float64, int64, njit, void
from .corners import (
    KERNEL,
    LANES,
    UNKNOWN,
    apart,
    met,
    nearest,
    nowhere,
    pushes,
    respond,
    slopes,
    surround,
    thermal,
    total,
    unresolved,
)
from .line import FIRST, SECOND, THIRD
from .types import CELL, CELLS, KERNEL_6, LINE, MEMORY, OUTCOME, SPAN, STATE, TABLE, WANDERER
from .values import Memory, Outcome, Span, State, Wanderer

ROUNDS = 3
"""Corrections of a step; each gains a factor h²U''/12m."""
EARLY = np.array([FIRST, SECOND, THIRD])
"""Gregory's weights of the first forces, which are there from the first moment on."""


@njit(int64(int64, int64, int64), **KERNEL)
def _neighbour(x: int, y: int, z: int) -> int:
    """Place of a cell's displacement in BESIDE; −1 if it is not there."""
    if abs(x) + abs(y) + abs(z) > 1:
        return -1
    return (x != 0) * (1 + (x > 0)) + (y != 0) * (3 + (y > 0)) + (z != 0) * (5 + (z > 0))


@njit(void(KERNEL_6, int64, int64, int64, int64, LINE, float64, LINE), **KERNEL)
def _afar(
    G: np.ndarray, s: int, x: int, y: int, z: int, F: np.ndarray, scale: float, out: np.ndarray
) -> None:
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
    void(MEMORY, CELLS, TABLE, int64, int64, float64, CELL, LINE),
    cache=True,
    nogil=True,
    error_model="numpy",
    fastmath=LANES,
)
def remembered(
    memory: Memory,
    cells: np.ndarray,
    forces: np.ndarray,
    now: int,
    count: int,
    step: float,
    cell: np.ndarray,
    out: np.ndarray,
) -> None:
    """Write what the pushes of the past do to the corners of `cell` to out (24,), in Å.

    cells (ring, 3) and forces (ring, 24) are rings of the last steps, `step` ps apart: `count` of
    them are filled, the newest at `now`.
    """
    G, near = memory.G, memory.near
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


@njit(OUTCOME(WANDERER, MEMORY, SPAN, STATE), cache=True, nogil=True, error_model="numpy")
def wander(ion: Wanderer, memory: Memory, span: Span, state: State) -> Outcome:
    """Move ions over a span of the bath; their `State` is changed in place.

    Returns (−1, 0, 0), or the ion that comes too near an atom, the steps done, the distance (Å).
    """
    law, M, a, force = ion
    R, V, before, pull, pull_before, cells, forces, clock = state
    around = nowhere()
    cell, rest, steps = around.cell, around.rest, span.steps
    heat, past = np.empty(24), np.empty(24)
    r, F, d = np.empty(24), np.empty(24), np.empty(24)
    z2, s, now, place = np.empty(8), np.empty(8), np.empty(3), np.empty(3)
    dt, ring = span.h / steps, cells.shape[1]
    for n in range(len(R)):
        around.known[0] = UNKNOWN
        for i in range(1, steps + 1):
            for c in range(3):
                place[c] = 2 * R[n, c] - before[n, c] + dt * dt * pull[n, c]
            surround(span, a, place, around)
            thermal(around.p, i / steps, heat)
            newest, at = clock[n] % ring, (clock[n] + 1) % ring
            remembered(memory, cells[n], forces[n], newest, clock[n] + 1, dt, cell, past)
            same = True
            for c in range(3):
                same = same and cells[n, newest, c] == cell[c]
            # of the first force alone the rule below would take too little after one step
            whole = 10 / 9 if clock[n] == 0 else 1.0
            for j in range(24):
                F[j] = forces[n, newest, j] if same else 0.0
                heat[j] += whole * past[j]
            least = unresolved(law, V[n], dt)
            for _ in range(ROUNDS):
                r[:] = heat
                respond(memory.rise, F, dt * dt / 12, r)
                apart(rest, r, place, d, z2)
                slopes(law, z2, s)
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
