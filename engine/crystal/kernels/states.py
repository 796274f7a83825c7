"""States of a whole zone in bins of frequency, by linear tetrahedra, each with its shares."""

import numpy as np

from ...numerics.compiler import float64, int64, njit
from ...numerics.kernels.tetrahedron import filled


@njit(
    float64[:, ::1](float64[:, :, :, ::1], float64[:, :, :, :, ::1], float64[::1], int64[:, ::1]),
    cache=True,
    nogil=True,
)
def shared_states(
    Omega: np.ndarray, share: np.ndarray, edges: np.ndarray, tetrahedra: np.ndarray
) -> np.ndarray:
    """States a cell in each bin between even `edges` (ps⁻¹), shape (bins, s).

    Omega (ps⁻¹), (n1, n2, n3, branch), is over a periodic grid; `share` (…, branch, s) is how much
    of a mode each of s species has, 1 in all. `tetrahedra` (6, 4) are corners of a cell of the grid
    as x + 2y + 4z. Within a tetrahedron the share is the mean of its corners.
    """
    n1, n2, n3, branches = Omega.shape
    species = share.shape[4]
    out = np.zeros((len(edges) - 1, species))
    width = edges[1] - edges[0]
    e, part = np.empty(4), np.empty(species)
    for i in range(n1):
        for j in range(n2):
            for k in range(n3):
                for t in range(6):
                    for s in range(branches):
                        part[:] = 0.0
                        for c in range(4):
                            b = tetrahedra[t, c]
                            x, y, z = (
                                (i + (b & 1)) % n1,
                                (j + (b >> 1 & 1)) % n2,
                                (k + (b >> 2)) % n3,
                            )
                            e[c] = Omega[x, y, z, s]
                            part += share[x, y, z, s] / 4
                        e.sort()
                        first = int((e[0] - edges[0]) / width)
                        below = 0.0
                        if first < 0:
                            below = filled(edges[0], e[0], e[1], e[2], e[3])
                        for bin_ in range(max(first, 0), len(out)):
                            whole = filled(edges[bin_ + 1], e[0], e[1], e[2], e[3])
                            out[bin_] += (whole - below) * part
                            below = whole
                            if whole >= 1.0:
                                break
    return out / (6 * n1 * n2 * n3)
