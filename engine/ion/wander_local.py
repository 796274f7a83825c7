"""The time-local equation of a wandering ion in a hot crystal [SEOM Eqs. 18–20]."""

import numpy as np
from numba import njit

from .corners import cell_of, gather, loss_rate, polynomials, pushes, thermal, thermal_rate


@njit(cache=True, inline="always")
def _pull(code, U0, lam, a, cell, R, V, p, x, h, W, l, r, w, F, shift, out):  # noqa: E741
    """Write the force on the ion at share x of an interval of h ps to out (3,)."""
    thermal(p, x, r)
    thermal_rate(p, x, h, w)
    pushes(code, U0, lam, a, cell, R, r, F)
    loss_rate(code, U0, lam, a, cell, R, V, r, w, shift)
    for j in range(8):
        for c in range(3):
            total = 0.0
            for k in range(8):
                for b in range(3):
                    total += W[j, c, k, b] * F[k, b]
            r[j, c] += total
    there = shift
    for c in range(3):
        there[c] = R[c] + l * shift[c]
    pushes(code, U0, lam, a, cell, there, r, F)
    for c in range(3):
        out[c] = 0.0
        for j in range(8):
            out[c] -= F[j, c]


@njit(cache=True, nogil=True)
def wander(code, U0, lam, a, M, W, l, first, second, h, steps, R, V):  # noqa: E741
    """Move ions R, V (n, 3) from one frame of the bath to the next, h ps later, in `steps` steps.

    Runge and Kutta's classical rule; W (8, 3, 8, 3) is the static response among the corners.
    """
    cell, known = np.empty(3, np.int64), np.empty(3, np.int64)
    ends = np.empty((8, 3, 3)), np.empty((8, 3, 3))
    p = np.empty((8, 3, 6))
    r, w, F = np.empty((8, 3)), np.empty((8, 3)), np.empty((8, 3))
    shift, place, speed = np.empty(3), np.empty(3), np.empty(3)
    k1, k2, k3, k4 = np.empty(3), np.empty(3), np.empty(3), np.empty(3)
    dt = h / steps
    for n in range(len(R)):
        known[0] = np.iinfo(np.int64).min
        for i in range(steps):
            cell_of(R[n], a, cell)
            if cell[0] != known[0] or cell[1] != known[1] or cell[2] != known[2]:
                gather(first, cell, ends[0])
                gather(second, cell, ends[1])
                polynomials(ends[0], ends[1], h, p)
                known[:] = cell
            x, dx = i / steps, 1 / steps
            _pull(code, U0, lam, a, cell, R[n], V[n], p, x, h, W, l, r, w, F, shift, k1)
            for c in range(3):
                k1[c] /= M
                place[c], speed[c] = R[n, c] + dt / 2 * V[n, c], V[n, c] + dt / 2 * k1[c]
            _pull(code, U0, lam, a, cell, place, speed, p, x + dx / 2, h, W, l, r, w, F, shift, k2)
            for c in range(3):
                k2[c] /= M
                place[c] = R[n, c] + dt / 2 * (V[n, c] + dt / 2 * k1[c])
                speed[c] = V[n, c] + dt / 2 * k2[c]
            _pull(code, U0, lam, a, cell, place, speed, p, x + dx / 2, h, W, l, r, w, F, shift, k3)
            for c in range(3):
                k3[c] /= M
                place[c] = R[n, c] + dt * (V[n, c] + dt / 2 * k2[c])
                speed[c] = V[n, c] + dt * k3[c]
            _pull(code, U0, lam, a, cell, place, speed, p, x + dx, h, W, l, r, w, F, shift, k4)
            for c in range(3):
                k4[c] /= M
                R[n, c] += dt * (V[n, c] + dt / 6 * (k1[c] + k2[c] + k3[c]))
                V[n, c] += dt / 6 * (k1[c] + 2 * k2[c] + 2 * k3[c] + k4[c])
