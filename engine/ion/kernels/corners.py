"""Corners: the eight atoms that an ion in a cell touches, and the forces between them.

The ion's place R is counted without end; the atoms repeat with the periodic box. When the ion
crosses a face it changes four of its eight atoms for four others.

Vectors of all corners are flat, shape (24,), component c of corner j = 4x + 2y + z at 8c + j, so
that eight corners are neighbours in memory and their forces are worked out side by side.
"""

import math
from typing import Any

import numpy as np

from ...numerics.compiler import float64, int64, njit, void
from ...numerics.kernels.potentials import curvature, energy, fast_exp, gaussian_shape, stiffness
from ...numerics.potentials import GAUSSIAN, SCREENED_COULOMB, Law
from .line import ZERO
from .types import AROUND, BATH_FRAME, CELL, LAW, LINE, SPAN, TABLE
from .values import Around, Span

UNKNOWN = np.iinfo(np.int64).min
LANES = {"reassoc", "contract"}
KERNEL: dict[str, Any] = {"cache": True, "inline": "always", "error_model": "numpy"}
"""Divisions by zero give inf instead of a question in every lane."""


def flat_matrix(matrix: np.ndarray) -> np.ndarray:
    """A matrix among corners, (…, target 8, 3, source 8, 3), as (…, source 24, target 24)."""
    n = matrix.ndim - 4
    order = (*range(n), n + 3, n + 2, n + 1, n)
    return np.ascontiguousarray(matrix.transpose(order)).reshape(*matrix.shape[:n], 24, 24)


@njit(void(LINE, float64, CELL), **KERNEL)
def cell_of(R: np.ndarray, a: float, cell: np.ndarray) -> None:
    """Write the cell of an ion at R (3,) (Å) to `cell` (3,); a is the lattice constant (Å)."""
    for c in range(3):
        cell[c] = int(np.floor(R[c] / a))


@njit(void(float64, CELL, LINE), **KERNEL)
def places(a: float, cell: np.ndarray, rest: np.ndarray) -> None:
    """Write the places at rest (Å) of the cell's corners to `rest` (24,)."""
    for j in range(8):
        rest[j] = a * (cell[0] + (j >> 2))
        rest[8 + j] = a * (cell[1] + (j >> 1 & 1))
        rest[16 + j] = a * (cell[2] + (j & 1))


@njit(void(BATH_FRAME, CELL, TABLE), **KERNEL)
def gather(frame: np.ndarray, cell: np.ndarray, out: np.ndarray) -> None:
    """Write r (Å), ṙ, r̈ (per ps, ps²) of the cell's corners to `out` (3, 24).

    From a frame of the bath (N, N, N, component, order).
    """
    N = frame.shape[0]
    for j in range(8):
        x, y, z = (cell[0] + (j >> 2)) % N, (cell[1] + (j >> 1 & 1)) % N, (cell[2] + (j & 1)) % N
        for c in range(3):
            for o in range(3):
                out[o, 8 * c + j] = frame[x, y, z, c, o]


@njit(void(TABLE, TABLE, float64, TABLE), **KERNEL)
def polynomials(first: np.ndarray, second: np.ndarray, h: float, p: np.ndarray) -> None:
    """Write to p (6, 24) (Å) Hermite's quintic between corners at both ends of h ps.

    In powers of the share x of the interval; `first` and `second` (3, 24) as by `gather`.
    """
    for i in range(24):
        r0, v0, a0 = first[0, i], first[1, i] * h, first[2, i] * h * h / 2
        rest = second[0, i] - r0 - v0 - a0
        slope = second[1, i] * h - v0 - 2 * a0
        bend = second[2, i] * h * h / 2 - a0
        p[0, i], p[1, i], p[2, i] = r0, v0, a0
        p[3, i] = 10 * rest - 4 * slope + bend
        p[4, i] = -15 * rest + 7 * slope - 2 * bend
        p[5, i] = 6 * rest - 3 * slope + bend


@njit(AROUND(), **KERNEL)
def nowhere() -> Around:
    """Room for what is around an ion whose cell is not known yet."""
    known = np.empty(3, np.int64)
    known[0] = UNKNOWN
    return Around(
        np.empty(24),
        np.empty((6, 24)),
        np.empty(3, np.int64),
        known,
        np.empty((3, 24)),
        np.empty((3, 24)),
    )


@njit(void(SPAN, float64, LINE, AROUND), **KERNEL)
def surround(span: Span, a: float, R: np.ndarray, around: Around) -> None:
    """Write the cell of an ion at R (Å) and, if it is not the known one, what moves its corners."""
    cell, known = around.cell, around.known
    cell_of(R, a, cell)
    if cell[0] == known[0] and cell[1] == known[1] and cell[2] == known[2]:
        return
    places(a, cell, around.rest)
    gather(span.first, cell, around.start)
    gather(span.second, cell, around.end)
    polynomials(around.start, around.end, span.h, around.p)
    known[:] = cell


@njit(void(TABLE, float64, LINE), **KERNEL)
def thermal(p: np.ndarray, x: float, r: np.ndarray) -> None:
    """Write displacements (Å) by `polynomials` p at share x to r (24,)."""
    for i in range(24):
        r[i] = p[0, i] + x * (p[1, i] + x * (p[2, i] + x * (p[3, i] + x * (p[4, i] + x * p[5, i]))))


@njit(void(TABLE, float64, float64, LINE), **KERNEL)
def thermal_rate(p: np.ndarray, x: float, h: float, w: np.ndarray) -> None:
    """Write velocities (Å/ps) by `polynomials` p at share x of h ps to w (24,)."""
    for i in range(24):
        w[i] = (
            p[1, i] + x * (2 * p[2, i] + x * (3 * p[3, i] + x * (4 * p[4, i] + x * 5 * p[5, i])))
        ) / h


@njit(void(LINE, LINE, LINE, LINE, LINE), **KERNEL)
def apart(rest: np.ndarray, r: np.ndarray, R: np.ndarray, d: np.ndarray, z2: np.ndarray) -> None:
    """Write the ways (Å) from an ion at R to corners at rest + r to d (24,), squared to z2 (8,)."""
    for j in range(8):
        d[j] = rest[j] + r[j] - R[0]
        d[8 + j] = rest[8 + j] + r[8 + j] - R[1]
        d[16 + j] = rest[16 + j] + r[16 + j] - R[2]
        z2[j] = d[j] * d[j] + d[8 + j] * d[8 + j] + d[16 + j] * d[16 + j] + ZERO


@njit(void(LAW, LINE, LINE), **KERNEL)
def slopes(law: Law, z2: np.ndarray, s: np.ndarray) -> None:
    """Write −U'(z)/z (meV/Å²) at distances squared z2 (8,) to s (8,): `stiffness`, side by side."""
    code, U0, lam = law
    k = 1.0 / (lam * lam)
    if code == SCREENED_COULOMB:
        for j in range(8):
            z = math.sqrt(z2[j])
            s[j] = U0 * fast_exp(-z / lam) * (1.0 / z + 1.0 / lam) / z2[j]
    elif code == GAUSSIAN:
        for j in range(8):
            s[j] = U0 * k * gaussian_shape(z2[j], k)
    else:
        for j in range(8):
            s[j] = stiffness(code, z2[j], U0, lam)


@njit(void(LAW, LINE, LINE, LINE), **KERNEL)
def excess(law: Law, z2: np.ndarray, s: np.ndarray, e: np.ndarray) -> None:
    """Write (U'' − U'/z)/z² (meV/Å⁴) at distances squared z2 to e (8,), from `slopes` s."""
    code, U0, lam = law
    k = 1.0 / (lam * lam)
    if code == SCREENED_COULOMB:
        for j in range(8):
            z = math.sqrt(z2[j])
            p = 1.0 / z + 1.0 / lam
            # U is s z/p, and U'' − U'/z is U(p² + 1/z² + p/z)
            e[j] = s[j] * z / p * (p * p + 1.0 / z2[j] + p / z) / z2[j]
    elif code == GAUSSIAN:
        for j in range(8):
            e[j] = s[j] * k
    else:
        for j in range(8):
            e[j] = (curvature(code, z2[j], U0, lam) + s[j]) / z2[j]


@njit(void(LINE, LINE, LINE), **KERNEL)
def pushes(s: np.ndarray, d: np.ndarray, F: np.ndarray) -> None:
    """Write the forces (meV/Å) on the corners, `slopes` s times ways d (24,) (Å), to F (24,)."""
    for j in range(8):
        F[j] = s[j] * d[j]
        F[8 + j] = s[j] * d[8 + j]
        F[16 + j] = s[j] * d[16 + j]


@njit(void(LINE, LINE), fastmath=LANES, **KERNEL)
def total(F: np.ndarray, out: np.ndarray) -> None:
    """Write the sum of the corners' F (24,) to out (3,)."""
    x = y = z = 0.0
    for j in range(8):
        x += F[j]
        y += F[8 + j]
        z += F[16 + j]
    out[0], out[1], out[2] = x, y, z


@njit(void(LINE, LINE, LINE, LINE, LINE, LINE), fastmath=LANES, **KERNEL)
def loss_rate(
    s: np.ndarray, e: np.ndarray, d: np.ndarray, V: np.ndarray, w: np.ndarray, out: np.ndarray
) -> None:
    """Write Σ_k H_k(Ṙ − ṙ_k) (meV/(Å ps)) to out (3,): how fast ∇_R U changes [SEOM Eq. 19].

    H_k = e ddᵀ − s, with s and e (8,) of `slopes` and `excess` and the ways d (24,) from the ion to
    the corners (Å); V (3,) is the ion's velocity Ṙ, w (24,) are the corners' ṙ (Å/ps).
    """
    x = y = z = 0.0
    for j in range(8):
        v0, v1, v2 = V[0] - w[j], V[1] - w[8 + j], V[2] - w[16 + j]
        along = e[j] * (d[j] * v0 + d[8 + j] * v1 + d[16 + j] * v2)
        x += along * d[j] - s[j] * v0
        y += along * d[8 + j] - s[j] * v1
        z += along * d[16 + j] - s[j] * v2
    out[0], out[1], out[2] = x, y, z


@njit(void(TABLE, LINE, float64, LINE), fastmath=LANES, **KERNEL)
def respond(matrix: np.ndarray, F: np.ndarray, scale: float, out: np.ndarray) -> None:
    """Add `scale` times what forces F (24,) do by a matrix (source, target) to out (24,)."""
    # four forces at a time, or every sum would wait for the one before to be stored
    for q in range(0, 24, 4):
        f0, f1, f2, f3 = scale * F[q], scale * F[q + 1], scale * F[q + 2], scale * F[q + 3]
        for i in range(24):
            out[i] += (
                matrix[q, i] * f0
                + matrix[q + 1, i] * f1
                + matrix[q + 2, i] * f2
                + matrix[q + 3, i] * f3
            )


@njit(int64(LINE, float64), fastmath=LANES, **KERNEL)
def met(z2: np.ndarray, least: float) -> int:
    """Number of corners not farther than √least; z2 (8,) and `least` in Å², NaN counts as met."""
    n = 0
    for j in range(8):
        n += 0 if z2[j] > least else 1
    return n


@njit(float64(LINE), **KERNEL)
def nearest(z2: np.ndarray) -> float:
    """The least distance (Å) of eight, given squared as z2 (8,)."""
    return math.sqrt(np.min(z2))


@njit(float64(LAW, LINE, float64), **KERNEL)
def unresolved(law: Law, V: np.ndarray, h: float) -> float:
    """(|V|h)² (Å²) where a potential is without bounds at contact, −1 where it may be passed.

    An atom nearer than the way of a step h is no longer resolved by it.
    """
    if law[0] != SCREENED_COULOMB or law[1] == 0.0:
        return -1.0
    return (V[0] * V[0] + V[1] * V[1] + V[2] * V[2]) * h * h


@njit(float64(LAW, LINE, LINE, LINE), cache=True, error_model="numpy")
def among(law: Law, rest: np.ndarray, r: np.ndarray, R: np.ndarray) -> float:
    """Energy (meV) of an ion at R (3,) among corners at rest + r (24,)."""
    d, z2 = np.empty(24), np.empty(8)
    apart(rest, r, R, d, z2)
    code, U0, lam = law
    found = 0.0
    for j in range(8):
        found += energy(code, z2[j], U0, lam)
    return found


@njit(void(LAW, float64, BATH_FRAME, TABLE, TABLE), cache=True, error_model="numpy")
def forces_at(law: Law, a: float, frame: np.ndarray, R: np.ndarray, F: np.ndarray) -> None:
    """Write the forces (meV/Å) of ions at R (n, 3) on their corners in a frame to F (n, 24)."""
    cell, rest, now = np.empty(3, np.int64), np.empty(24), np.empty((3, 24))
    d, z2, s = np.empty(24), np.empty(8), np.empty(8)
    for n in range(len(R)):
        cell_of(R[n], a, cell)
        places(a, cell, rest)
        gather(frame, cell, now)
        apart(rest, now[0], R[n], d, z2)
        slopes(law, z2, s)
        pushes(s, d, F[n])
