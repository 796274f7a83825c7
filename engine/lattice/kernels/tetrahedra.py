"""Tetrahedra: how much of each lies below a frequency, and the states that makes."""

import numpy as np

from ...numerics.compiler import float64, int64, njit


@njit(float64(float64, float64, float64, float64, float64), cache=True)
def filled(e: float, e1: float, e2: float, e3: float, e4: float) -> float:
    """Share (0 … 1) of a tetrahedron with corner values e1 ≤ e2 ≤ e3 ≤ e4 that lies below e.

    All five have one unit. Linear interpolation: a cubic between each two corners, the integral of
    the tetrahedron's cut.
    """
    if e <= e1:
        return 0.0
    if e >= e4:
        return 1.0
    if e < e2:
        return (e - e1) ** 3 / ((e2 - e1) * (e3 - e1) * (e4 - e1))
    if e > e3 or e3 == e2:
        return 1.0 - (e4 - e) ** 3 / ((e4 - e1) * (e4 - e2) * (e4 - e3))
    a, x = e2 - e1, e - e2
    curve = (e4 - e2 + e3 - e1) * x**3 / ((e3 - e2) * (e4 - e2))
    return (a * a + 3 * a * x + 3 * x * x - curve) / ((e3 - e1) * (e4 - e1))


@njit(float64[::1](float64[:, :, :, ::1], float64[::1], int64[:, ::1]), cache=True, nogil=True)
def states(Omega: np.ndarray, edges: np.ndarray, tetrahedra: np.ndarray) -> np.ndarray:
    """States per atom in each bin between even `edges` (ps⁻¹): shape (bins,), 3 in all.

    Omega (ps⁻¹), (n+1, n+1, n+1, 3), is over the positive octant; `tetrahedra` (6, 4) are corners
    of a cube as x + 2y + 4z. Omega is the same for all orders of the axes, and so are the
    tetrahedra of a cube: of cubes that differ by the order alone one is counted for all.
    """
    n = Omega.shape[0] - 1
    out = np.zeros(len(edges) - 1)
    width = edges[1] - edges[0]
    e = np.empty(4)
    for i in range(n):
        for j in range(i + 1):
            for k in range(j + 1):
                # six orders of three different places, three of two equal ones, one of three
                orders = 6 // (1 + (i == j) + (j == k) + 3 * (i == k))
                for t in range(6):
                    for s in range(3):
                        for c in range(4):
                            b = tetrahedra[t, c]
                            e[c] = Omega[i + (b & 1), j + (b >> 1 & 1), k + (b >> 2), s]
                        e.sort()
                        first = int((e[0] - edges[0]) / width)
                        below = 0.0
                        for bin_ in range(max(first, 0), len(out)):
                            share = filled(edges[bin_ + 1], e[0], e[1], e[2], e[3])
                            out[bin_] += orders * (share - below)
                            below = share
                            if share >= 1.0:
                                break
    return out / (6 * n**3)
