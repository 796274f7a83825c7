"""The time-local equation of a wandering ion in a hot crystal [SEOM Eqs. 18–20]."""

import math

import numpy as np

from ...numerics.compiler import float64, int64, njit
from ...numerics.kernels.potentials import curvature
from ...numerics.potentials import Law
from ...numerics.steppers import RK4
from .corners import (
    KERNEL,
    UNKNOWN,
    apart,
    excess,
    loss_rate,
    met,
    nearest,
    nowhere,
    pushes,
    respond,
    slopes,
    surround,
    thermal,
    thermal_rate,
    total,
    unresolved,
)
from .types import ANSWER, LAW, LIMITS, LINE, OUTCOME, SPAN, TABLE, WANDERER
from .values import Answer, Limits, Outcome, Span, Wanderer

NODES, WEIGHTS = RK4.c, RK4.b
"""Runge and Kutta's classical rule: each stage is fed by the one before."""
DAMPING = 0.7
"""Most of the drag's rate times a part of a step."""
MOST_CUTS = 64


@njit(int64(LAW, float64, float64, float64), **KERNEL)
def _cuts(law: Law, scale: float, z: float, effect: float) -> int:
    """Parts of a step in which the drag of the nearest atom is resolved.

    It damps at the rate l U''(z) U''(effect)/M, the atom z away in truth and `effect` in effect; at
    the closest approaches of a hot ion that is more than the explicit rule bears (2.8 a step), and
    the path would break out. `scale` is l·dt/M.
    """
    code, U0, lam = law
    rate = scale * curvature(code, z * z, U0, lam)
    rate *= curvature(code, effect * effect, U0, lam)
    if rate <= DAMPING:
        return 1
    return MOST_CUTS if not rate < DAMPING * MOST_CUTS else math.ceil(rate / DAMPING)


@njit(int64(LAW, ANSWER, LINE, TABLE, float64, float64, LINE, LINE, LIMITS, TABLE, LINE), **KERNEL)
def _pull(
    law: Law,
    answer: Answer,
    rest: np.ndarray,
    p: np.ndarray,
    x: float,
    h: float,
    R: np.ndarray,
    V: np.ndarray,
    limits: Limits,
    scratch: np.ndarray,
    out: np.ndarray,
) -> int:
    """Write the atoms' force on the ion at share x of h ps to out (3,); 1 if it met an atom."""
    r, w, d, F, lanes = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    z2, s, e = lanes[:8], lanes[8:16], lanes[16:]
    thermal(p, x, r)
    thermal_rate(p, x, h, w)
    apart(rest, r, R, d, z2)
    if met(z2, limits.truth):
        return 1
    slopes(law, z2, s)
    excess(law, z2, s, e)
    pushes(s, d, F)
    loss_rate(s, e, d, V, w, out)
    respond(answer.W, F, 1.0, r)
    for c in range(3):
        out[c] = R[c] + answer.loss * out[c]
    apart(rest, r, out, d, z2)
    if met(z2, limits.effect):
        return 1
    slopes(law, z2, s)
    pushes(s, d, F)
    total(F, out)
    return 0


@njit(
    int64(
        WANDERER, ANSWER, LINE, TABLE, float64, float64, LINE, LINE, float64, float64, TABLE, LINE
    ),
    **KERNEL,
)
def _parts(
    ion: Wanderer,
    answer: Answer,
    rest: np.ndarray,
    p: np.ndarray,
    x: float,
    h: float,
    R: np.ndarray,
    V: np.ndarray,
    dt: float,
    least: float,
    scratch: np.ndarray,
    out: np.ndarray,
) -> int:
    """Equal parts in which to make a step of dt from R, V (3,) at share x of h ps."""
    thermal(p, x, scratch[0])
    apart(rest, scratch[0], R, scratch[2], scratch[4, :8])
    way = dt * math.sqrt(V[0] ** 2 + V[1] ** 2 + V[2] ** 2)
    z = max(nearest(scratch[4, :8]) - way, nearest(scratch[4, :8]) / 2)
    cuts = _cuts(ion.law, 10 * answer.loss * dt / ion.M, z, z)
    if cuts > 1:  # perhaps: the place in effect is nearer still
        _pull(ion.law, answer, rest, p, x, h, R, V, Limits(least, -1.0), scratch, out)
        effect = min(z, nearest(scratch[4, :8]))
        cuts = _cuts(ion.law, answer.loss * dt / ion.M, z, effect)
    return cuts


@njit(
    int64(
        WANDERER,
        ANSWER,
        LINE,
        TABLE,
        float64,
        float64,
        float64,
        LINE,
        LINE,
        float64,
        LIMITS,
        TABLE,
        TABLE,
    ),
    **KERNEL,
)
def _advance(
    ion: Wanderer,
    answer: Answer,
    rest: np.ndarray,
    p: np.ndarray,
    x: float,
    b: float,
    h: float,
    R: np.ndarray,
    V: np.ndarray,
    dt: float,
    limits: Limits,
    scratch: np.ndarray,
    work: np.ndarray,
) -> int:
    """Move one ion R, V (3,) by Runge and Kutta's step of dt; 1 if it met an atom.

    The step begins at share x of the h ps between two frames, and is b of them long.
    """
    place, speed, pull, way, gain = work[0], work[1], work[2], work[3], work[4]
    way[:], gain[:], pull[:], speed[:] = 0.0, 0.0, 0.0, 0.0
    for k in range(4):
        c, at = NODES[k] * dt, x + NODES[k] * b
        for q in range(3):
            place[q] = R[q] + c * speed[q]
            speed[q] = V[q] + c * pull[q]
        if _pull(ion.law, answer, rest, p, at, h, place, speed, limits, scratch, pull):
            return 1
        for q in range(3):
            pull[q] = (ion.force[q] - pull[q]) / ion.M
            way[q] += WEIGHTS[k] * speed[q]
            gain[q] += WEIGHTS[k] * pull[q]
    for q in range(3):
        R[q] += dt * way[q]
        V[q] += dt * gain[q]
    return 0


@njit(OUTCOME(WANDERER, ANSWER, SPAN, TABLE, TABLE), cache=True, nogil=True, error_model="numpy")
def wander(ion: Wanderer, answer: Answer, span: Span, R: np.ndarray, V: np.ndarray) -> Outcome:
    """Move ions R (Å), V (Å/ps), each (n, 3), over a span of the bath [SEOM Eqs. 18–20].

    Both are changed in place. Returns (−1, 0, 0), or the ion that comes too near an atom, the
    steps that it has done, and the distance (Å).
    """
    around = nowhere()
    rest, p = around.rest, around.p
    scratch, work = np.empty((5, 24)), np.empty((5, 3))
    h, steps = span.h, span.steps
    dt = h / steps
    for n in range(len(R)):
        around.known[0] = UNKNOWN
        for i in range(steps):
            surround(span, ion.a, R[n], around)
            least, x = unresolved(ion.law, V[n], dt), i / steps
            cuts = _parts(ion, answer, rest, p, x, h, R[n], V[n], dt, least, scratch, work[0])
            limits = Limits(least, least / (cuts * cuts))
            for part in range(cuts):
                x, b = (i + part / cuts) / steps, 1 / (cuts * steps)
                if _advance(
                    ion, answer, rest, p, x, b, h, R[n], V[n], dt / cuts, limits, scratch, work
                ):
                    return n, i, nearest(scratch[4, :8])
    return -1, 0, 0.0
