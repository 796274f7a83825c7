"""The memory equation of an ion in any crystal, stepped [SEOM Sec. II].

r_j(t) = r_H,j(t) + ∫₀^{t_c} Σ_k G_jk(t') F_k(t − t') dt'. A push is remembered by the atom that got
it, in a slot, until it is older than the memory. Numerov's rule moves the ion, Gregory's sums the
past: of fourth order in the step.
"""

import math

import numpy as np

from ...numerics.compiler import int64, njit, void
from ...numerics.kernels.pairs import PAIR_LAWS, pushed
from ...numerics.pairs import PairLaws
from .answered import UNKNOWN
from .around import look, met, one_of
from .past import CROWDED, kept, remembered
from .values import (
    CROWD,
    MEMORY,
    MOVER,
    OUTCOME,
    PLACE,
    REACH,
    SPAN,
    STATE,
    TABLE,
    Crowd,
    Memory,
    Mover,
    Outcome,
    Place,
    Reach,
    Span,
    State,
)
from .warmth import close, polynomials

ROUNDS = 2
"""Corrections of a step; each gains a factor h²U''/12M."""
EARLY = np.array([3 / 8, 7 / 6, 23 / 24])
"""Gregory's weights of the first forces."""
ASIDE = 0.2
"""Way (Å) by which the past moves an atom at the cut-off at most, to be felt by the ion."""


@njit(
    void(MOVER, PAIR_LAWS, PLACE, REACH, SPAN, CROWD, TABLE, TABLE, STATE, int64),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def pushed_at(
    mover: Mover,
    laws: PairLaws,
    place: Place,
    reach: Reach,
    span: Span,
    crowd: Crowd,
    R: np.ndarray,
    pull: np.ndarray,
    state: State,
    first: int,
) -> None:
    """Write the accelerations (Å/ps²) of ions at R (n, 3) (Å) in the first frame to `pull` (n, 3).

    If it is the `first` step, an index above 0, their pushes are those that slots begin with.
    """
    most = crowd.sites.shape[1]
    p = np.empty((most, 3, 6))
    whole, lines = np.empty((3, most), np.int64), np.empty((2, most, 3))
    near, kinds, slots, d, F = whole[0], whole[1], whole[2], lines[0], lines[1]
    for n in range(len(R)):
        touched = one_of(crowd, n)
        touched.listed[0] = -1
        look(place, reach, R[n], touched)
        polynomials(span, touched, p)
        m = close(touched, p, 0.0, R[n], laws.r_c, near, kinds, d)
        for j in range(m):
            for c in range(3):
                d[j, c] -= R[n, c]
        pushed(laws, kinds, d, m, F)
        for c in range(3):
            pull[n, c] = mover.force[c]
            for j in range(m):
                pull[n, c] -= F[j, c]
            pull[n, c] /= mover.M
        if first > 0:
            slots[:] = -1
            args = state.keys[n], state.last[n], state.past[n], 0, 0
            state.used[n] = kept(*args, touched.cells, near, slots, m, F, crowd.places[n])
            touched.listed[0] = -1


@njit(
    OUTCOME(MOVER, PAIR_LAWS, PLACE, REACH, MEMORY, SPAN, CROWD, STATE),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(
    mover: Mover,
    laws: PairLaws,
    place: Place,
    reach: Reach,
    memory: Memory,
    span: Span,
    crowd: Crowd,
    state: State,
) -> Outcome:
    """Move ions over a span of their bath; their `State` is changed in place.

    Returns (−1, 0, 0), or the ion that comes too near an atom, the steps done, the distance (Å);
    (CROWDED, 0, 0) where the slots did not do.
    """
    R, V, before, pull, pull_before, keys, last, past, used, clock = state
    most = crowd.sites.shape[1]
    p = np.empty((most, 3, 6))
    whole, lines = np.empty((3, most), np.int64), np.empty((3, most, 3))
    near, kinds, slots = whole[0], whole[1], whole[2]
    base, d, F = lines[0], lines[1], lines[2]
    at, now = np.empty(3), np.empty(3)
    steps = span.steps
    dt = span.h / steps
    for n in range(len(R)):
        touched, pairs, fresh = one_of(crowd, n), crowd.places[n], True
        slots[:] = -1
        for i in range(1, steps + 1):
            for c in range(3):
                at[c] = 2 * R[n, c] - before[n, c] + dt * dt * pull[n, c]
            if look(place, reach, at, touched):
                pairs[: touched.listed[0]] = UNKNOWN
                slots[:] = -1
                fresh = True
            if fresh:
                polynomials(span, touched, p)
                fresh = False
            m = close(touched, p, i / steps, at, laws.r_c + ASIDE, near, kinds, base)
            if clock[n] == 4:
                for q in range(used[n]):
                    for c in range(3):
                        for k in range(3):
                            past[n, q, c, k] *= EARLY[k]
                            past[n, q, c, k + past.shape[3] // 2] *= EARLY[k]
            remembered(
                memory, keys[n], past[n], used[n], clock[n], dt, touched.cells, near, m, pairs, base
            )
            for _ in range(ROUNDS):
                for j in range(m):
                    for c in range(3):
                        d[j, c] = base[j, c] - at[c]
                pushed(laws, kinds, d, m, F)
                for c in range(3):
                    now[c] = mover.force[c]
                for j in range(m):
                    for c in range(3):
                        now[c] -= F[j, c]
                for c in range(3):
                    now[c] /= mover.M
                    bent = pull_before[n, c] + 10 * pull[n, c] + now[c]
                    at[c] = 2 * R[n, c] - before[n, c] + dt * dt / 12 * bent
            way = dt * math.sqrt(V[n, 0] ** 2 + V[n, 1] ** 2 + V[n, 2] ** 2)
            too_near = met(reach, kinds, m, d, way)
            if too_near >= 0.0:
                return n, i, too_near
            clock[n] += 1
            used[n] = kept(
                keys[n],
                last[n],
                past[n],
                used[n],
                clock[n],
                touched.cells,
                near,
                slots,
                m,
                F,
                pairs,
            )
            if used[n] < 0:
                return CROWDED, 0, 0.0
            for c in range(3):
                bent = 7 * now[c] + 6 * pull[n, c] - pull_before[n, c]
                V[n, c] = (at[c] - R[n, c]) / dt + dt / 24 * bent
                before[n, c], R[n, c] = R[n, c], at[c]
                pull_before[n, c], pull[n, c] = pull[n, c], now[c]
    return -1, 0, 0.0
