"""Full: an ion and all atoms of a periodic box of any crystal, by leapfrog steps of order 2."""

import math

import numpy as np

from ...numerics.compiler import float64, int64, njit, types
from ...numerics.kernels.pairs import PAIR_LAWS, pushed
from ...numerics.pairs import PairLaws
from .around import look, met
from .springs import accelerate, move, wrap
from .values import (
    FIELDS,
    LINE,
    MOVER,
    OUTCOME,
    PLACE,
    REACH,
    STENCIL,
    TABLE,
    TOUCHED,
    Fields,
    Mover,
    Outcome,
    Place,
    Reach,
    Stencil,
    Touched,
)

PUSHED = types.UniTuple(float64, 2)


@njit(
    PUSHED(
        MOVER, PAIR_LAWS, PLACE, REACH, STENCIL, FIELDS, TOUCHED, TABLE, TABLE, LINE, LINE, float64
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def push(
    mover: Mover,
    laws: PairLaws,
    place: Place,
    reach: Reach,
    stencil: Stencil,
    fields: Fields,
    touched: Touched,
    d: np.ndarray,
    F: np.ndarray,
    R: np.ndarray,
    pull: np.ndarray,
    way: float,
) -> tuple[float, float]:
    """Write the accelerations of all atoms (Å/ps²) to a, and of an ion at R (3,) (Å) to `pull`.

    Energy (meV) between them, and the distance (Å) of an atom that the ion is too near in a step
    `way` (Å) long, −1 of none. d and F (n, 3) are filled with ways (Å) and forces (meV/Å).
    """
    u, a, over = fields.u, fields.a, fields.over
    wrap(stencil, fields)
    accelerate(stencil, fields)
    look(place, reach, R, touched)
    n = touched.listed[0]
    for k in range(n):
        row, at = 3 * touched.cells[k, 3], touched.sites[k]
        for c in range(3):
            d[k, c] = touched.rest[k, c] + u[row + c, at] - R[c]
    energy = pushed(laws, touched.kinds, d, n, F)
    for c in range(3):
        pull[c] = mover.force[c]
    for k in range(n):
        row, at = 3 * touched.cells[k, 3], touched.sites[k]
        for c in range(3):
            a[row + c, at] += F[k, c] * over[row + c]
            pull[c] -= F[k, c]
    for c in range(3):
        pull[c] /= mover.M
    return energy, met(reach, touched.kinds, n, d, way)


@njit(inline="always")
def _lean(fields: Fields, scale: float, force: np.ndarray) -> None:
    """Add `scale` times a force (3,) to the velocities of all atoms."""
    for c in range(3):
        if force[c] != 0.0:
            for a in range(len(fields.w) // 3):
                fields.w[3 * a + c] += scale * force[c]


@njit(
    OUTCOME(
        MOVER,
        PAIR_LAWS,
        PLACE,
        REACH,
        STENCIL,
        FIELDS,
        TOUCHED,
        float64,
        int64,
        float64,
        TABLE,
        TABLE,
        TABLE,
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(
    mover: Mover,
    laws: PairLaws,
    place: Place,
    reach: Reach,
    stencil: Stencil,
    fields: Fields,
    touched: Touched,
    h: float,
    steps: int,
    counter: float,
    now: np.ndarray,
    told: np.ndarray,
    speeds: np.ndarray,
) -> Outcome:
    """Move one ion, `now` its R (Å) and V (Å/ps), (2, 3), and its atoms by leapfrog steps of h ps.

    Each row of `told` and `speeds` (row, 3) is R and V after `steps` more steps. All atoms are
    accelerated by `counter` (Å²/(meV ps²)) times the applied force besides, so that the box stays
    where it is. Returns (−1, 0, 0), or 0, the steps done and the distance (Å) when the ion comes
    too near an atom.
    """
    R, V, pull = now[0], now[1], np.empty(3)
    d, F = np.empty((len(touched.sites), 3)), np.empty((len(touched.sites), 3))
    touched.listed[0] = -1
    way = h * math.sqrt(V[0] ** 2 + V[1] ** 2 + V[2] ** 2)
    _, near = push(mover, laws, place, reach, stencil, fields, touched, d, F, R, pull, way)
    # half of it before and half after the steps: it moves nothing that the steps would notice
    half = counter * h * steps / 2
    for row in range(len(told)):
        _lean(fields, half, mover.force)
        for i in range(steps):
            if near >= 0.0:
                return 0, row * steps + i, near
            kick = h / 2 if i == 0 else h
            move(fields, kick, h)
            for c in range(3):
                V[c] += kick * pull[c]
                R[c] += h * V[c]
            way = h * math.sqrt(V[0] ** 2 + V[1] ** 2 + V[2] ** 2)
            _, near = push(mover, laws, place, reach, stencil, fields, touched, d, F, R, pull, way)
        move(fields, h / 2, 0.0)
        for c in range(3):
            V[c] += h / 2 * pull[c]
        _lean(fields, half, mover.force)
        told[row], speeds[row] = R, V
    return -1, 0, 0.0
