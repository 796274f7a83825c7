"""Corners: the eight atoms that an ion in a cell touches, and the forces between them.

The ion's place R is counted without end; the atoms repeat with the periodic box. When the ion
crosses a face it changes four of its eight atoms for four others.
"""

import numpy as np
from numba import float64, int64, njit, void

from ..potentials import curvature, energy, stiffness

CORNERS = np.array([(i, j, k) for i in (0, 1) for j in (0, 1) for k in (0, 1)])
"""Corners of a cell in units of a; corner 4i + 2j + k."""


@njit(void(float64[::1], float64, int64[::1]), cache=True, inline="always")
def cell_of(R, a, cell):
    """Write the cell of an ion at R (Å) to `cell` (3,)."""
    for c in range(3):
        cell[c] = int(np.floor(R[c] / a))


@njit(cache=True, inline="always")
def gather(frame, cell, out):
    """Write r, ṙ, r̈ of the cell's corners to `out` (8, 3, 3) from a frame (N, N, N, 3, 3)."""
    N = frame.shape[0]
    for j in range(8):
        x, y, z = (cell[0] + (j >> 2)) % N, (cell[1] + (j >> 1 & 1)) % N, (cell[2] + (j & 1)) % N
        for c in range(3):
            for o in range(3):
                out[j, c, o] = frame[x, y, z, c, o]


@njit(cache=True, inline="always")
def polynomials(first, second, h, out):
    """Coefficients (8, 3, 6) in the share x of an interval h between corners at its ends."""
    for j in range(8):
        for c in range(3):
            r0, v0, a0 = first[j, c, 0], first[j, c, 1] * h, first[j, c, 2] * h * h / 2
            rest = second[j, c, 0] - r0 - v0 - a0
            slope = second[j, c, 1] * h - v0 - 2 * a0
            bend = second[j, c, 2] * h * h / 2 - a0
            p = out[j, c]
            p[0], p[1], p[2] = r0, v0, a0
            p[3] = 10 * rest - 4 * slope + bend
            p[4] = -15 * rest + 7 * slope - 2 * bend
            p[5] = 6 * rest - 3 * slope + bend


@njit(cache=True, inline="always")
def thermal(p, x, r):
    """Write displacements (8, 3) at share x to r."""
    for j in range(8):
        for c in range(3):
            q = p[j, c]
            r[j, c] = q[0] + x * (q[1] + x * (q[2] + x * (q[3] + x * (q[4] + x * q[5]))))


@njit(cache=True, inline="always")
def thermal_rate(p, x, h, w):
    """Write velocities (8, 3) at share x to w."""
    for j in range(8):
        for c in range(3):
            q = p[j, c]
            w[j, c] = (q[1] + x * (2 * q[2] + x * (3 * q[3] + x * (4 * q[4] + x * 5 * q[5])))) / h


@njit(cache=True, inline="always")
def pushes(code, U0, lam, a, cell, R, r, F):
    """Write the forces (meV/Å) on the corners, displaced by r, to F (8, 3)."""
    for j in range(8):
        d0 = a * (cell[0] + (j >> 2)) + r[j, 0] - R[0]
        d1 = a * (cell[1] + (j >> 1 & 1)) + r[j, 1] - R[1]
        d2 = a * (cell[2] + (j & 1)) + r[j, 2] - R[2]
        s = stiffness(code, d0 * d0 + d1 * d1 + d2 * d2, U0, lam)
        F[j, 0], F[j, 1], F[j, 2] = s * d0, s * d1, s * d2


@njit(cache=True, inline="always")
def loss_rate(code, U0, lam, a, cell, R, V, r, w, out):
    """Write Σ_k H_k(Ṙ − ṙ_k) (meV/(Å ps)) to out (3,): how fast ∇_R U changes [SEOM Eq. 20]."""
    out[0] = out[1] = out[2] = 0.0
    for j in range(8):
        d0 = a * (cell[0] + (j >> 2)) + r[j, 0] - R[0]
        d1 = a * (cell[1] + (j >> 1 & 1)) + r[j, 1] - R[1]
        d2 = a * (cell[2] + (j & 1)) + r[j, 2] - R[2]
        z2 = d0 * d0 + d1 * d1 + d2 * d2
        s, bend = stiffness(code, z2, U0, lam), curvature(code, z2, U0, lam)
        v0, v1, v2 = V[0] - w[j, 0], V[1] - w[j, 1], V[2] - w[j, 2]
        along = (bend + s) * (d0 * v0 + d1 * v1 + d2 * v2) / z2
        out[0] += along * d0 - s * v0
        out[1] += along * d1 - s * v1
        out[2] += along * d2 - s * v2


@njit(cache=True)
def among(code, U0, lam, a, cell, R, r):
    """Energy (meV) of the ion among the corners of its cell."""
    total = 0.0
    for j in range(8):
        d0 = a * (cell[0] + (j >> 2)) + r[j, 0] - R[0]
        d1 = a * (cell[1] + (j >> 1 & 1)) + r[j, 1] - R[1]
        d2 = a * (cell[2] + (j & 1)) + r[j, 2] - R[2]
        total += energy(code, d0 * d0 + d1 * d1 + d2 * d2, U0, lam)
    return total
