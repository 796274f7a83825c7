"""Energies, forces and Hessians between an ion and the atoms around it, by species.

Between r_on and r_c a law U is multiplied by 1 − x⁴(35 − 84x + 70x² − 20x³), x the share of the
way: energy and three derivatives pass both radii without a jump.
"""

import math

import numpy as np

from ..compiler import float64, int64, njit, types, void
from ..pairs import BUCKINGHAM, LENNARD_JONES, NO_TERM, TABLE, PairLaws
from ..potentials import GAUSSIAN, SCREENED_COULOMB
from .potentials import fast_exp

PAIR_LAWS = types.NamedTuple(
    (int64[:, ::1], float64[:, :, ::1], float64[:, ::1], float64[:, :, ::1], float64, float64),
    PairLaws,
)
KINDS, VECTORS, MATRICES = int64[::1], float64[:, ::1], float64[:, :, ::1]


@njit(inline="always")
def term(code: int, p: float, q: float, C: float, r: float) -> tuple[float, float, float]:
    """U (meV), U' (meV/Å), U'' (meV/Å²) at r (Å) of one term.

    `code` is that of its shape, p, q and C are its constants in their units.
    """
    over = 1.0 / r
    if code == LENNARD_JONES:
        x = (q * over) ** 2
        x = x * x * x
        four = 4.0 * p * x
        return four * (x - 1), four * (6 - 12 * x) * over, four * (156 * x - 42) * over * over
    k = 1.0 / q
    wide = code == GAUSSIAN
    U = p * fast_exp(-0.5 * k * k * r * r if wide else -r * k)
    if wide:
        return U, -U * k * k * r, U * k * k * (k * k * r * r - 1.0)
    if code == SCREENED_COULOMB:
        U *= over
        return U, -U * (k + over), U * ((k + over) * (k + over) + over * over)
    s = 0.0
    if code == BUCKINGHAM:
        s = C * (over * over * over) ** 2
    return U - s, 6 * s * over - U * k, U * k * k - 42 * s * over * over


@njit(inline="always")
def tabled(table: np.ndarray, first: float, r_c: float, r: float) -> tuple[float, float, float]:
    """U (meV), U' (meV/Å), U'' (meV/Å²) at r (Å) from a `table` (P, 6) between `first` and r_c."""
    n = len(table)
    h = (r_c - first) / n
    x = (r - first) / h
    i = min(int(x), n - 1)
    x -= i
    c0, c1, c2 = table[i, 0], table[i, 1], table[i, 2]
    c3, c4, c5 = table[i, 3], table[i, 4], table[i, 5]
    U = c0 + x * (c1 + x * (c2 + x * (c3 + x * (c4 + x * c5))))
    slope = c1 + x * (2 * c2 + x * (3 * c3 + x * (4 * c4 + x * 5 * c5)))
    bend = 2 * c2 + x * (6 * c3 + x * (12 * c4 + x * 20 * c5))
    return U, slope / h, bend / (h * h)


@njit(inline="always", error_model="numpy")
def pair(laws: PairLaws, kind: int, r: float) -> tuple[float, float, float]:
    """U (meV), U' (meV/Å), U'' (meV/Å²) between ion and atom, r (Å) apart.

    `kind` is the index of the atom's species.
    """
    if r >= laws.r_c:
        return 0.0, 0.0, 0.0
    edge = laws.guards[kind, 0]
    if r < edge:
        slope = laws.guards[kind, 2]
        return laws.guards[kind, 1] + slope * (r - edge), slope, 0.0
    U = U1 = U2 = 0.0
    for t in range(laws.codes.shape[1]):
        code = laws.codes[kind, t]
        if code == NO_TERM:
            break
        if code == TABLE:
            a, b, c = tabled(laws.tables[kind], edge, laws.r_c, r)
        else:
            k = laws.constants[kind, t]
            a, b, c = term(code, k[0], k[1], k[2], r)
        U, U1, U2 = U + a, U1 + b, U2 + c
    if r <= laws.r_on:
        return U, U1, U2
    over = 1.0 / (laws.r_c - laws.r_on)
    x = (r - laws.r_on) * over
    y = 1.0 - x
    S = 1.0 - x * x * x * x * (35 - x * (84 - x * (70 - 20 * x)))
    S1 = -140 * (x * y) ** 3 * over
    S2 = -420 * (x * y) ** 2 * (y - x) * over * over
    return U * S, U1 * S + U * S1, U2 * S + 2 * U1 * S1 + U * S2


@njit(VECTORS(PAIR_LAWS, int64, float64[::1]), cache=True)
def pairs(laws: PairLaws, kind: int, r: np.ndarray) -> np.ndarray:
    """Rows of U (meV), U' (meV/Å), U'' (meV/Å²) at distances r (n,) (Å), shape (n, 3).

    `kind` is the index of a species.
    """
    out = np.empty((len(r), 3))
    for i in range(len(r)):
        out[i, 0], out[i, 1], out[i, 2] = pair(laws, kind, r[i])
    return out


@njit(float64(PAIR_LAWS, KINDS, VECTORS, int64, VECTORS), cache=True, error_model="numpy")
def pushed(laws: PairLaws, kinds: np.ndarray, d: np.ndarray, n: int, F: np.ndarray) -> float:
    """Energy (meV) of an ion among n atoms of species `kinds` (n,), d (n, 3) (Å) from it.

    Writes the forces on the atoms (meV/Å) to F (n, 3); their sum is the energy's gradient by the
    ion's place.
    """
    energy, far = 0.0, laws.r_c * laws.r_c
    for j in range(n):
        r2 = d[j, 0] * d[j, 0] + d[j, 1] * d[j, 1] + d[j, 2] * d[j, 2]
        s = 0.0
        if r2 < far:
            r = math.sqrt(r2) + 1e-100
            U, U1, _ = pair(laws, kinds[j], r)
            energy += U
            s = -U1 / r
        F[j, 0], F[j, 1], F[j, 2] = s * d[j, 0], s * d[j, 1], s * d[j, 2]
    return energy


@njit(void(PAIR_LAWS, KINDS, VECTORS, int64, MATRICES), cache=True, error_model="numpy")
def bent(laws: PairLaws, kinds: np.ndarray, d: np.ndarray, n: int, H: np.ndarray) -> None:
    """Write the Hessians (meV/Å²) of the energies of n pairs, as in `pushed`, to H (n, 3, 3).

    Their sum is the Hessian of the energy by the ion's place, and by an atom's own.
    """
    for j in range(n):
        r = math.sqrt(d[j, 0] * d[j, 0] + d[j, 1] * d[j, 1] + d[j, 2] * d[j, 2]) + 1e-100
        _, U1, U2 = pair(laws, kinds[j], r)
        s, e = U1 / r, (U2 - U1 / r) / (r * r)
        for a in range(3):
            for b in range(3):
                H[j, a, b] = e * d[j, a] * d[j, b]
            H[j, a, a] += s
