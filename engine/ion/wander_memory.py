"""The memory equation of a wandering ion: its atoms remember its pushes of the last t_c.

r_j(t) = r_H,j(t) + ∫₀^{t_c} Σ_k G_jk(t') F_k(t − t') dt'. Pushes are remembered by the atom that
got them, also when the ion has gone on to another cell. Numerov's rule moves the ion, the trapezium
rule with its end correction sums the past: both of fourth order while the ion stays in a cell.
"""

import numpy as np
from numba import njit

from ..lattice.crystal import CubicLattice
from ..lattice.kernels import Modes, nodes, push_response, recoil
from ..lattice.zone import quadrature, sorted_triples
from .corners import cell_of, gather, polynomials, pushes, thermal
from .eliminated import smooth_end

ROUNDS = 3
"""Corrections of a step; each gains a factor h²U''/12m."""
FAR = 4
"""Cells between two corners beyond which a push is not remembered."""


def kernel(crystal: CubicLattice, step: float, steps: int) -> np.ndarray:
    """G between atoms up to FAR cells apart (Å²/(meV ps)), ended smoothly after `steps` steps.

    Shape (2·FAR + 1,)·3 + (steps + 1, 3, 3), the displacement (i, j, k) at [i + FAR, …].
    """
    kinds = sorted_triples(FAR + 1)
    t = step * np.arange(steps + 1)
    modes = Modes.of(crystal, quadrature(nodes(crystal, kinds, t[-1])))
    W, G = (np.moveaxis(f(crystal, modes, kinds, t), 0, -1) for f in (recoil, push_response))
    ended = smooth_end(W, G, step, t[-1])
    axis = np.arange(-FAR, FAR + 1)
    sites = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    order = np.argsort(-np.abs(sites), axis=1, kind="stable")
    size = np.take_along_axis(np.abs(sites), order, 1)
    which = [np.flatnonzero(np.all(kinds == s, axis=1))[0] for s in size]
    back = np.argsort(order, axis=1)
    rows = np.arange(len(sites))[:, None, None]
    turned = ended[which][rows, back[:, :, None], back[:, None, :]]
    sign = np.where(sites < 0, -1.0, 1.0)
    turned = turned * (sign[:, :, None] * sign[:, None, :])[..., None]
    side = len(axis)
    return np.ascontiguousarray(
        np.moveaxis(turned, -1, 1).reshape(side, side, side, steps + 1, 3, 3)
    )


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract"})
def remembered(G, cells, forces, now, count, step, cell, out):
    """Write what the pushes of the past do to the corners of `cell` to out (8, 3), in Å.

    cells (ring, 3) and forces (ring, 8, 3) are rings of the last steps, the newest at `now`.
    """
    out[:] = 0.0
    ring, far = len(cells), (G.shape[0] - 1) // 2
    for s in range(1, min(count, G.shape[3] - 1) + 1):
        at = (now - s + 1) % ring
        d0, d1, d2 = cell[0] - cells[at, 0], cell[1] - cells[at, 1], cell[2] - cells[at, 2]
        for j in range(8):
            for k in range(8):
                x = d0 + (j >> 2) - (k >> 2)
                y = d1 + (j >> 1 & 1) - (k >> 1 & 1)
                z = d2 + (j & 1) - (k & 1)
                if max(abs(x), max(abs(y), abs(z))) > far:
                    continue
                g = G[x + far, y + far, z + far, s]
                F = forces[at, k]
                for c in range(3):
                    out[j, c] += step * (g[c, 0] * F[0] + g[c, 1] * F[1] + g[c, 2] * F[2])


@njit(cache=True, nogil=True)
def wander(code, U0, lam, a, M, rise, G, first, second, h, steps, state):
    """Move ions from one frame of the bath to the next, h ps later, in `steps` steps.

    `rise` (8, 3, 8, 3) is dG/dt at 0 among the corners, with which the past's end is corrected.
    `state` is (R, V, before, pull, pull_before, cells, forces, clock): places and velocities now
    (n, 3), places one step ago, accelerations now and one step ago, the rings of
    cells (n, ring, 3) and forces (n, ring, 8, 3), and steps done (n,). All are changed in place.
    """
    R, V, before, pull, pull_before, cells, forces, clock = state
    cell, known = np.empty(3, np.int64), np.empty(3, np.int64)
    ends = np.empty((8, 3, 3)), np.empty((8, 3, 3))
    p = np.empty((8, 3, 6))
    heat, past, r, F = np.empty((8, 3)), np.empty((8, 3)), np.empty((8, 3)), np.empty((8, 3))
    total, place = np.empty(3), np.empty(3)
    dt, ring = h / steps, cells.shape[1]
    for n in range(len(R)):
        known[0] = np.iinfo(np.int64).min
        for i in range(1, steps + 1):
            for c in range(3):
                place[c] = 2 * R[n, c] - before[n, c] + dt * dt * pull[n, c]
            cell_of(place, a, cell)
            if cell[0] != known[0] or cell[1] != known[1] or cell[2] != known[2]:
                gather(first, cell, ends[0])
                gather(second, cell, ends[1])
                polynomials(ends[0], ends[1], h, p)
                known[:] = cell
            thermal(p, i / steps, heat)
            newest = clock[n] % ring
            remembered(G, cells[n], forces[n], newest, clock[n] + 1, dt, cell, past)
            same = True
            for c in range(3):
                same = same and cells[n, newest, c] == cell[c]
            for j in range(8):
                for c in range(3):
                    F[j, c] = forces[n, newest, j, c] if same else 0.0
            for _ in range(ROUNDS):
                for j in range(8):
                    for c in range(3):
                        newly = 0.0
                        for k in range(8):
                            for b in range(3):
                                newly += rise[j, c, k, b] * F[k, b]
                        r[j, c] = heat[j, c] + past[j, c] + dt * dt / 12 * newly
                pushes(code, U0, lam, a, cell, place, r, F)
                for c in range(3):
                    total[c] = 0.0
                    for j in range(8):
                        total[c] -= F[j, c] / M
                    place[c] = (
                        2 * R[n, c]
                        - before[n, c]
                        + dt * dt / 12 * (pull_before[n, c] + 10 * pull[n, c] + total[c])
                    )
            clock[n] += 1
            at = clock[n] % ring
            for j in range(8):
                for c in range(3):
                    forces[n, at, j, c] = F[j, c]
            for c in range(3):
                cells[n, at, c] = cell[c]
                V[n, c] = (place[c] - R[n, c]) / dt + dt / 6 * (2 * total[c] + pull[n, c])
                before[n, c], R[n, c] = R[n, c], place[c]
                pull_before[n, c], pull[n, c] = pull[n, c], total[c]
