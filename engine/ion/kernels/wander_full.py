"""Full: a wandering ion and all atoms of a hot periodic box of its own [SEOM Eqs. 2–3]."""

import numpy as np

from ...numerics.compiler import float64, int64, njit, void
from .corners import (
    KERNEL,
    among,
    apart,
    cell_of,
    met,
    nearest,
    places,
    pushes,
    slopes,
    total,
    unresolved,
)
from .springs import drift, field, inner, kick, spring_energy, wrap
from .types import CELL, CRYSTAL, FIELD, LINE, OUTCOME, TABLE, WANDERER
from .values import Crystal, Outcome, Wanderer


def heated(motion: np.ndarray, push: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Displacements (Å) and velocities (Å/ps) with ghosts, from a `motion` without.

    `motion` (2, 3, N, N, N) holds r and ṙ of all atoms.

    With `push`, the momentum (3,) of an ion (meV ps/Å) over the mass of an atom, the atoms run
    against it, all alike, so that nothing drifts: a box that moves as a whole would carry its cells
    away from the places where the ion looks for them.
    """
    u, w = field(motion.shape[-1]), field(motion.shape[-1])
    inner(u)[:], inner(w)[:] = motion
    if push is not None:
        inner(w)[:] -= (push / motion[0, 0].size)[:, None, None, None]
    wrap(u)
    return u, w


@njit(void(FIELD, CELL, LINE), **KERNEL)
def _take(u: np.ndarray, cell: np.ndarray, r: np.ndarray) -> None:
    """Write the displacements of the cell's corners to r (24,)."""
    N = u.shape[1] - 2
    for j in range(8):
        x = (cell[0] + (j >> 2)) % N + 1
        y = (cell[1] + (j >> 1 & 1)) % N + 1
        z = (cell[2] + (j & 1)) % N + 1
        for c in range(3):
            r[8 * c + j] = u[c, x, y, z]


@njit(void(FIELD, CELL, LINE, float64), **KERNEL)
def _give(w: np.ndarray, cell: np.ndarray, F: np.ndarray, scale: float) -> None:
    """Add `scale` times F (24,) to the velocities of the cell's corners."""
    N = w.shape[1] - 2
    for j in range(8):
        x = (cell[0] + (j >> 2)) % N + 1
        y = (cell[1] + (j >> 1 & 1)) % N + 1
        z = (cell[2] + (j & 1)) % N + 1
        for c in range(3):
            w[c, x, y, z] += scale * F[8 * c + j]


@njit(void(FIELD, float64, LINE), cache=True)
def _lean(w: np.ndarray, scale: float, force: np.ndarray) -> None:
    """Add `scale` times a force (3,) to the velocities of all atoms."""
    N = w.shape[1] - 2
    for c in range(3):
        for x in range(1, N + 1):
            for y in range(1, N + 1):
                for z in range(1, N + 1):
                    w[c, x, y, z] += scale * force[c]


@njit(
    OUTCOME(WANDERER, CRYSTAL, float64, int64, LINE, LINE, TABLE, TABLE),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(
    ion: Wanderer,
    crystal: Crystal,
    h: float,
    steps: int,
    R: np.ndarray,
    V: np.ndarray,
    told: np.ndarray,
    speeds: np.ndarray,
) -> Outcome:
    """Move one ion R (Å), V (Å/ps), each (3,), and its atoms, telling where it is now and then.

    Each row of `told` and `speeds` (row, 3) is R and V after `steps` more leapfrog steps of h
    ps. An applied force pulls at the ion and, shared out, the other way at the atoms, so that the
    box as a whole stays where it is. Returns (−1, 0, 0), or 0, the steps done and the distance (Å)
    when the ion comes too near an atom.
    """
    law, M, a, force = ion
    u, w, m, k1, k2 = crystal
    N = u.shape[1] - 2
    cell, r, rest, F = np.empty(3, np.int64), np.empty(24), np.empty(24), np.empty(24)
    d, z2, s, pull = np.empty(24), np.empty(8), np.empty(8), np.empty(3)
    forced = force[0] != 0.0 or force[1] != 0.0 or force[2] != 0.0
    # half of it before and half after the steps: it moves nothing that the steps would notice
    counter = -h * steps / (2 * m * N**3)
    for row in range(len(told)):
        if forced:
            _lean(w, counter, force)
        for i in range(steps + 1):
            b = h if 0 < i < steps else h / 2
            kick(u, w, k1 * b / m, k2 * b / (2 * m))
            cell_of(R, a, cell)
            places(a, cell, rest)
            _take(u, cell, r)
            apart(rest, r, R, d, z2)
            if met(z2, unresolved(law, V, h)):
                return 0, row * steps + i, nearest(z2)
            slopes(law, z2, s)
            pushes(s, d, F)
            _give(w, cell, F, b / m)
            total(F, pull)
            for c in range(3):
                V[c] += b * (force[c] - pull[c]) / M
            if i < steps:
                drift(u, w, h)
                for c in range(3):
                    R[c] += h * V[c]
        if forced:
            _lean(w, counter, force)
        told[row], speeds[row] = R, V
    return -1, 0, 0.0


def energy(ion: Wanderer, crystal: Crystal, R: np.ndarray, V: np.ndarray) -> float:
    """Energy (meV) of one ion at R (Å), V (Å/ps) and its crystal, in an applied force too."""
    law, M, a, force = ion
    u, w, m, k1, k2 = crystal
    cell, rest, r = np.empty(3, np.int64), np.empty(24), np.empty(24)
    cell_of(R, a, cell)
    places(a, cell, rest)
    _take(u, cell, r)
    speeds = inner(w)
    moving = M / 2 * (V @ V) + m / 2 * np.sum(speeds * speeds)
    # the counter-force does work on the atoms
    applied = force @ (inner(u).mean(axis=(1, 2, 3)) - R)
    return float(moving + spring_energy(u, k1, k2) + among(law, rest, r, R) + applied)
