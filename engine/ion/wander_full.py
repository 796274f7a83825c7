"""Full: a wandering ion and all atoms of a hot periodic box of its own [SEOM Eqs. 2–3]."""

import numpy as np
from numba import njit

from ..potentials import stiffness
from .corners import cell_of
from .springs import drift, field, inner, kick, wrap


def heated(motion: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Displacements and velocities with ghosts from r, ṙ of all atoms, (2, 3, N, N, N)."""
    u, w = field(motion.shape[-1]), field(motion.shape[-1])
    inner(u)[:], inner(w)[:] = motion
    wrap(u)
    return u, w


@njit(cache=True, nogil=True)
def wander(code, U0, lam, a, M, m, k1, k2, h, steps, u, w, R, V):
    """Move one ion R, V (3,) and its atoms by `steps` leapfrog steps of h ps."""
    N = u.shape[1] - 2
    cell = np.empty(3, np.int64)
    for i in range(steps + 1):
        b = h if 0 < i < steps else h / 2
        kick(u, w, k1 * b / m, k2 * b / (2 * m))
        cell_of(R, a, cell)
        for j in range(8):
            e0, e1, e2 = cell[0] + (j >> 2), cell[1] + (j >> 1 & 1), cell[2] + (j & 1)
            x, y, z = e0 % N + 1, e1 % N + 1, e2 % N + 1
            d0 = a * e0 + u[0, x, y, z] - R[0]
            d1 = a * e1 + u[1, x, y, z] - R[1]
            d2 = a * e2 + u[2, x, y, z] - R[2]
            s = b * stiffness(code, d0 * d0 + d1 * d1 + d2 * d2, U0, lam)
            w[0, x, y, z] += s * d0 / m
            w[1, x, y, z] += s * d1 / m
            w[2, x, y, z] += s * d2 / m
            V[0] -= s * d0 / M
            V[1] -= s * d1 / M
            V[2] -= s * d2 / M
        if i < steps:
            drift(u, w, h)
            for c in range(3):
                R[c] += h * V[c]
