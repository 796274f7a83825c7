"""Around: the atoms that an ion looks at, listed anew when it has gone some way.

What is listed holds every atom within the cut-off, so that energy and force do not notice when it
changes. Its order is that of cells and atoms wherever the ion was: sums have the same bits.
"""

import math

import numpy as np

from ...numerics.compiler import float64, int64, njit
from .values import LINE, PLACE, REACH, TABLE, TOUCHED, WHOLE, Crowd, Place, Reach, Touched


@njit(int64(PLACE, REACH, LINE, TOUCHED), cache=True, nogil=True, error_model="numpy")
def look(place: Place, reach: Reach, R: np.ndarray, touched: Touched) -> int:
    """List the atoms around an ion at R (3,) (Å) if it has to look anew; a count, 1 if it did."""
    home, anchor, cells = touched.home, touched.anchor, place.cells
    h0, h1, h2 = home[0], home[1], home[2]
    for c in range(3):
        share = 0.0
        for b in range(3):
            share += R[b] * place.inverse[b, c]
        home[c] = math.floor(share)
    if touched.listed[0] >= 0:
        if reach.skin2 < 0.0:
            if h0 == home[0] and h1 == home[1] and h2 == home[2]:
                return 0
        else:
            x, y, z = R[0] - anchor[0], R[1] - anchor[1], R[2] - anchor[2]
            if x * x + y * y + z * z <= reach.skin2:
                return 0
    n = 0
    s2 = cells[2] + 2 * place.pad[2]
    s1 = (cells[1] + 2 * place.pad[1]) * s2
    for k in range(len(reach.offsets)):
        i, j, m = (
            home[0] + reach.offsets[k, 0],
            home[1] + reach.offsets[k, 1],
            home[2] + reach.offsets[k, 2],
        )
        atom, far = reach.offsets[k, 3], 0.0
        for c in range(3):
            at = (
                i * place.lattice[0, c]
                + j * place.lattice[1, c]
                + m * place.lattice[2, c]
                + place.basis[atom, c]
            )
            touched.rest[n, c] = at
            far += (at - R[c]) ** 2
        if far <= reach.far2:
            touched.cells[n, 0], touched.cells[n, 1] = i, j
            touched.cells[n, 2], touched.cells[n, 3] = m, atom
            touched.sites[n] = (
                (i % cells[0] + place.pad[0]) * s1
                + (j % cells[1] + place.pad[1]) * s2
                + m % cells[2]
                + place.pad[2]
            )
            touched.kinds[n] = place.kinds[atom]
            n += 1
    touched.listed[0] = n
    anchor[:] = R
    return 1


@njit(inline="always")
def one_of(crowd: Crowd, n: int) -> Touched:
    """The atoms that the ion of the index n looks at (Å)."""
    return Touched(
        crowd.listed[n],
        crowd.anchor[n],
        crowd.home[n],
        crowd.cells[n],
        crowd.sites[n],
        crowd.kinds[n],
        crowd.rest[n],
    )


@njit(float64(REACH, WHOLE, int64, TABLE, float64), cache=True, nogil=True, error_model="numpy")
def met(reach: Reach, kinds: np.ndarray, n: int, d: np.ndarray, way: float) -> float:
    """Distance (Å) of an atom that an ion came too near, −1 if of none.

    Of n atoms of species `kinds` (n,), d (n, 3) (Å) from it. An atom whose law is
    without bounds must not be passed within a step, which is `way` (Å) long.
    """
    for k in range(n):
        least = max(reach.near[kinds[k], 0], reach.near[kinds[k], 1] * way)
        r2 = d[k, 0] * d[k, 0] + d[k, 1] * d[k, 1] + d[k, 2] * d[k, 2]
        if not r2 > least * least and least > 0.0:
            return math.sqrt(r2)
    return -1.0
