"""Warmth: the thermal motion of the atoms that an ion looks at, between two frames of its bath."""

import numpy as np

from ...numerics.compiler import float64, int64, njit, void
from .values import BLOCK, LINE, SPAN, TABLE, TOUCHED, WHOLE, Span, Touched


@njit(void(SPAN, TOUCHED, BLOCK), cache=True, nogil=True, error_model="numpy")
def polynomials(span: Span, touched: Touched, p: np.ndarray) -> None:
    """Write Hermite's quintics (Å) of the listed atoms over a span to p (n, 3, 6).

    In powers of the share of the span.
    """
    h = span.h
    for k in range(touched.listed[0]):
        site, row = touched.sites[k], 3 * touched.cells[k, 3]
        for c in range(3):
            one, two = span.first[site, row + c], span.second[site, row + c]
            r0, v0, a0 = one[0], one[1] * h, one[2] * h * h / 2
            rest = two[0] - r0 - v0 - a0
            slope = two[1] * h - v0 - 2 * a0
            bend = two[2] * h * h / 2 - a0
            p[k, c, 0], p[k, c, 1], p[k, c, 2] = r0, v0, a0
            p[k, c, 3] = 10 * rest - 4 * slope + bend
            p[k, c, 4] = -15 * rest + 7 * slope - 2 * bend
            p[k, c, 5] = 6 * rest - 3 * slope + bend


@njit(
    int64(TOUCHED, BLOCK, float64, LINE, float64, WHOLE, WHOLE, TABLE),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def close(
    touched: Touched,
    p: np.ndarray,
    x: float,
    R: np.ndarray,
    far: float,
    near: np.ndarray,
    kinds: np.ndarray,
    places: np.ndarray,
) -> int:
    """Count of listed atoms within `far` (Å) of R (3,) at share x of a span, all among corners.

    Which they are, their species and places (Å) are written to `near`, `kinds` and `places`; p are
    their `polynomials`.
    """
    m, far2 = 0, far * far
    for k in range(touched.listed[0]):
        square = 0.0
        for c in range(3):
            q = p[k, c]
            r = q[0] + x * (q[1] + x * (q[2] + x * (q[3] + x * (q[4] + x * q[5]))))
            places[m, c] = touched.rest[k, c] + r
            square += (places[m, c] - R[c]) ** 2
        if square < far2:
            near[m], kinds[m] = k, touched.kinds[k]
            m += 1
    return m
