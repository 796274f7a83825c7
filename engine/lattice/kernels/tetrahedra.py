"""States in bins of frequency, by linear tetrahedra of a cube's zone."""

import numpy as np

from ...numerics.compiler import float64, int64, njit
from ...numerics.kernels.tetrahedron import filled


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
