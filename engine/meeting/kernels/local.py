"""The time-local equation of an ion in any crystal [SEOM Eqs. 18–20], with the whole matrix 𝓛.

r_eff = r_H − W(0)∇U and R_eff = R + 𝓛 d(∇_R U)/dt, by Runge and Kutta's classical rule.
"""

import math

import numpy as np

from ...numerics.compiler import float64, njit, types
from ...numerics.kernels.pairs import PAIR_LAWS, pair
from ...numerics.pairs import PairLaws
from ...numerics.steppers import RK4
from .answered import NONE, UNKNOWN, place_of
from .around import look, met, one_of
from .values import (
    ANSWER,
    CROWD,
    LINE,
    MOVER,
    OUTCOME,
    PLACE,
    REACH,
    ROOM,
    SPAN,
    TABLE,
    TOUCHED,
    WHOLES,
    Answer,
    Crowd,
    Mover,
    Outcome,
    Place,
    Reach,
    Room,
    Span,
    Touched,
)
from .warmth import close, polynomials

NODES, WEIGHTS = RK4.c, RK4.b
"""Runge and Kutta's classical rule: each stage is fed by the one before."""
DAMPING = 0.7
"""Most of the drag's rate times a part of a step; the rule bears 2.8."""
MOST_CUTS = 64
ASIDE = 0.4
"""Way (Å) by which atoms and ion at the cut-off move in a step and by their answer, at most."""


@njit(inline="always")
def _rate(q: np.ndarray, x: float) -> float:
    """Slope by the share x of a span of a quintic q (6,)."""
    return q[1] + x * (2 * q[2] + x * (3 * q[3] + x * (4 * q[4] + x * 5 * q[5])))


@njit(
    types.UniTuple(float64, 2)(
        MOVER,
        PAIR_LAWS,
        REACH,
        ANSWER,
        TOUCHED,
        WHOLES,
        ROOM,
        float64,
        float64,
        LINE,
        LINE,
        types.UniTuple(float64, 2),
        LINE,
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def pull(
    mover: Mover,
    laws: PairLaws,
    reach: Reach,
    answer: Answer,
    touched: Touched,
    pairs: np.ndarray,
    room: Room,
    x: float,
    h: float,
    R: np.ndarray,
    V: np.ndarray,
    ways: tuple[float, float],
    out: np.ndarray,
) -> tuple[float, float]:
    """Write the acceleration (Å/ps²) of an ion at R (Å), V (Å/ps) at share x of h ps to out (3,).

    `pairs` (n, n) are the places that were looked for, of pairs of those listed. Returns how fast
    the drag damps (1/ps), at most, and the distance (Å) of an atom that the ion is too near, −1 of
    none: in truth or in effect, in steps of `ways` (Å).
    """
    p, count, near, kinds, r, d, F = room
    rate0 = rate1 = rate2 = stiff = 0.0
    n = count[0]
    for j in range(n):
        k = near[j]
        square = 0.0
        for c in range(3):
            q = p[k, c]
            r[j, c] = q[0] + x * (q[1] + x * (q[2] + x * (q[3] + x * (q[4] + x * q[5]))))
            d[j, c] = touched.rest[k, c] + r[j, c] - R[c]
            square += d[j, c] * d[j, c]
        w0 = _rate(p[k, 0], x) / h
        w1 = _rate(p[k, 1], x) / h
        w2 = _rate(p[k, 2], x) / h
        v = (V[0] - w0, V[1] - w1, V[2] - w2)
        z = math.sqrt(square) + 1e-100
        _, U1, U2 = pair(laws, kinds[j], z)
        s = U1 / z
        e = (U2 - s) / (z * z)
        along = e * (d[j, 0] * v[0] + d[j, 1] * v[1] + d[j, 2] * v[2])
        rate0 += along * d[j, 0] + s * v[0]
        rate1 += along * d[j, 1] + s * v[1]
        rate2 += along * d[j, 2] + s * v[2]
        stiff += max(abs(U2), abs(s))
        F[j, 0], F[j, 1], F[j, 2] = -s * d[j, 0], -s * d[j, 1], -s * d[j, 2]
    too_near = met(reach, kinds, n, d, ways[0])
    loss = answer.loss
    for c in range(3):
        shift = loss[c, 0] * rate0 + loss[c, 1] * rate1 + loss[c, 2] * rate2
        for j in range(n):
            d[j, c] -= shift
    for q in range(n):
        if F[q, 0] == 0.0 and F[q, 1] == 0.0 and F[q, 2] == 0.0:
            continue
        for j in range(n):
            g = pairs[near[j], near[q]]
            if g == UNKNOWN:
                g = place_of(answer.where, touched.cells[near[j]], touched.cells[near[q]])
                pairs[near[j], near[q]] = g
            if g != NONE:
                W = answer.W[g]
                for c in range(3):
                    d[j, c] += W[c, 0] * F[q, 0] + W[c, 1] * F[q, 1] + W[c, 2] * F[q, 2]
    if too_near < 0.0:
        too_near = met(reach, kinds, n, d, ways[1])
    effect = 0.0
    for c in range(3):
        out[c] = mover.force[c]
    for j in range(n):
        z = math.sqrt(d[j, 0] ** 2 + d[j, 1] ** 2 + d[j, 2] ** 2) + 1e-100
        _, U1, U2 = pair(laws, kinds[j], z)
        s = U1 / z
        effect += max(abs(U2), abs(s))
        for c in range(3):
            out[c] += s * d[j, c]
    for c in range(3):
        out[c] /= mover.M
    mean = (loss[0, 0] + loss[1, 1] + loss[2, 2]) / 3
    return mean * stiff * effect / mover.M, too_near


@njit(
    OUTCOME(MOVER, PAIR_LAWS, PLACE, REACH, ANSWER, SPAN, CROWD, TABLE, TABLE),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(
    mover: Mover,
    laws: PairLaws,
    place: Place,
    reach: Reach,
    answer: Answer,
    span: Span,
    crowd: Crowd,
    R: np.ndarray,
    V: np.ndarray,
) -> Outcome:
    """Move ions R (Å), V (Å/ps), each (n, 3), over a span of their bath; both change in place.

    Returns (−1, 0, 0), or the ion that comes too near an atom, the steps done, the distance (Å).
    A step in which the drag would damp too fast is made in equal parts.
    """
    most = crowd.sites.shape[1]
    near, kinds = np.empty(most, np.int64), np.empty(most, np.int64)
    r, d, F = np.empty((most, 3)), np.empty((most, 3)), np.empty((most, 3))
    room = Room(np.empty((most, 3, 6)), np.zeros(1, np.int64), near, kinds, r, d, F)
    work = np.empty((5, 3))
    spot, speed, gain, sum_, bent = work[0], work[1], work[2], work[3], work[4]
    steps, h = span.steps, span.h
    dt = h / steps
    for n in range(len(R)):
        touched, pairs, fresh = one_of(crowd, n), crowd.places[n], True
        for i in range(steps):
            if look(place, reach, R[n], touched):
                pairs[: touched.listed[0]] = UNKNOWN
                fresh = True
            if fresh:
                polynomials(span, touched, room.p)
                fresh = False
            x = i / steps
            room.near_count[0] = close(touched, room.p, x, R[n], laws.r_c + ASIDE, near, kinds, d)
            way = dt * math.sqrt(V[n, 0] ** 2 + V[n, 1] ** 2 + V[n, 2] ** 2)
            damping, met_at = pull(
                mover, laws, reach, answer, touched, pairs, room, x, h, R[n], V[n], (way, 0.0), bent
            )
            cuts = 1
            if not damping * dt <= DAMPING:
                fast = damping * dt < DAMPING * MOST_CUTS
                cuts = math.ceil(damping * dt / DAMPING) if fast else MOST_CUTS
            b = dt / cuts
            ways = (way, way / (cuts * cuts))
            for part in range(cuts):
                sum_[:], gain[:] = 0.0, 0.0
                bent[:], speed[:] = 0.0, 0.0
                for k in range(4):
                    for c in range(3):
                        spot[c] = R[n, c] + NODES[k] * b * speed[c]
                        speed[c] = V[n, c] + NODES[k] * b * bent[c]
                    at = (i + (part + NODES[k]) / cuts) / steps
                    _, met_at = pull(
                        mover,
                        laws,
                        reach,
                        answer,
                        touched,
                        pairs,
                        room,
                        at,
                        h,
                        spot,
                        speed,
                        ways,
                        bent,
                    )
                    if met_at >= 0.0:
                        return n, i, met_at
                    for c in range(3):
                        sum_[c] += WEIGHTS[k] * speed[c]
                        gain[c] += WEIGHTS[k] * bent[c]
                for c in range(3):
                    R[n, c] += b * sum_[c]
                    V[n, c] += b * gain[c]
    return -1, 0, 0.0
