"""Direct: ion and atoms of a box stepped together by a splitting [SEOM Eqs. 2–3]."""

import numpy as np

from ...numerics.compiler import float64, njit, types
from ...numerics.kernels.potentials import stiffness
from ...numerics.potentials import Law
from .line import ZERO
from .springs import drift, kick
from .types import CRYSTAL, ION, LAW, METHOD, TABLE, TOUCHED
from .values import Crystal, Ion, Method, Touched


@njit(float64(LAW, CRYSTAL, TOUCHED, float64, float64, float64), cache=True, nogil=True)
def pull(law: Law, crystal: Crystal, touched: Touched, z: float, M: float, h: float) -> float:
    """Kick the touched atoms for a time h (ps); the change of velocity of an ion at z (Å/ps).

    The ion, of mass M (meV ps²/Å²), moves along the line of the atoms.
    """
    code, U0, lam = law
    u, w, m = crystal.u, crystal.w, crystal.m
    sites, rest = touched
    change = 0.0
    for j in range(len(rest)):
        x, y, k = sites[j, 0], sites[j, 1], sites[j, 2]
        d0, d1, d2 = u[0, x, y, k], u[1, x, y, k], rest[j] + u[2, x, y, k] - z
        s = stiffness(code, d0 * d0 + d1 * d1 + d2 * d2 + ZERO, U0, lam)
        w[0, x, y, k] += h / m * s * d0
        w[1, x, y, k] += h / m * s * d1
        w[2, x, y, k] += h / m * s * d2
        change -= h / M * s * d2
    return change


@njit(
    types.UniTuple(float64, 2)(LAW, CRYSTAL, TOUCHED, ION, METHOD, float64, TABLE),
    cache=True,
    nogil=True,
)
def split(
    law: Law,
    crystal: Crystal,
    touched: Touched,
    ion: Ion,
    method: Method,
    h: float,
    out: np.ndarray,
) -> tuple[float, float]:
    """Move ion and crystal by steps of h ps; z (Å) and v (Å/ps) at last.

    One row of `out` (row, 2 + atoms) a step: z, v and the atoms' displacements along z (Å).
    """
    u, w, m, k1, k2 = crystal
    sites, z, v = touched.sites, ion.z, ion.v
    for row in range(len(out)):
        for part in range(len(method.kick)):
            if part > 0:
                drift(u, w, method.drift[part - 1] * h)
                z += method.drift[part - 1] * h * v
            b = method.kick[part] * h
            kick(u, w, k1 * b / m, k2 * b / (2 * m))
            v += pull(law, crystal, touched, z, ion.M, b)
        out[row, 0], out[row, 1] = z, v
        for j in range(len(sites)):
            out[row, 2 + j] = u[2, sites[j, 0], sites[j, 1], sites[j, 2]]
    return z, v
