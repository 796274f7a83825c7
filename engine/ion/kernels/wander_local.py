"""The time-local equation of a wandering ion in a hot crystal [SEOM Eqs. 18–20]."""

import math

import numpy as np

from ...numerics.compiler import float64, int64, njit
from ...numerics.kernels.potentials import curvature
from .corners import (
    FRAME,
    KERNEL,
    LAW,
    LINE,
    OUTCOME,
    TABLE,
    apart,
    bends,
    loss_rate,
    met,
    nearest,
    pushes,
    respond,
    slopes,
    surround,
    thermal,
    thermal_rate,
    total,
    unresolved,
)

STAGES = np.array([0.0, 0.5, 0.5, 1.0])
WEIGHTS = np.array([1.0, 2.0, 2.0, 1.0]) / 6
"""Runge and Kutta's classical rule: nodes, each stage fed by the one before, and weights."""
DAMPING = 0.7
"""Most of the drag's rate times a part of a step."""
MOST_CUTS = 64


@njit(int64(*LAW, float64, float64, float64), **KERNEL)
def _cuts(code, U0, lam, scale, z, effect):
    """Parts of a step in which the drag of the nearest atom is resolved.

    It damps at the rate l U''(z) U''(effect)/M, the atom z away in truth and `effect` in effect; at
    the closest approaches of a hot ion that is more than the explicit rule bears (2.8 a step), and
    the path would break out. `scale` is l·dt/M.
    """
    rate = scale * curvature(code, z * z, U0, lam)
    rate *= curvature(code, effect * effect, U0, lam)
    if rate <= DAMPING:
        return 1
    return MOST_CUTS if not rate < DAMPING * MOST_CUTS else math.ceil(rate / DAMPING)


@njit(
    int64(
        *LAW,
        TABLE,
        float64,
        LINE,
        TABLE,
        float64,
        float64,
        LINE,
        LINE,
        float64,
        float64,
        TABLE,
        LINE,
    ),
    **KERNEL,
)
def _pull(code, U0, lam, W, l, rest, p, x, h, R, V, least, fine, scratch, out):  # noqa: E741
    """Write the atoms' force on the ion at share x of h ps to out (3,); 1 if it met an atom.

    `least` and `fine` are the squares of how near it may come in truth and in effect (Å²).
    """
    r, w, d, F, lanes = scratch[0], scratch[1], scratch[2], scratch[3], scratch[4]
    z2, s, e = lanes[:8], lanes[8:16], lanes[16:]
    thermal(p, x, r)
    thermal_rate(p, x, h, w)
    apart(rest, r, R, d, z2)
    if met(z2, least):
        return 1
    slopes(code, U0, lam, z2, s)
    bends(code, U0, lam, z2, s, e)
    pushes(s, d, F)
    loss_rate(s, e, d, V, w, out)
    respond(W, F, 1.0, r)
    for c in range(3):
        out[c] = R[c] + l * out[c]
    apart(rest, r, out, d, z2)
    if met(z2, fine):
        return 1
    slopes(code, U0, lam, z2, s)
    pushes(s, d, F)
    total(F, out)
    return 0


@njit(
    int64(
        *LAW,
        TABLE,
        float64,
        LINE,
        TABLE,
        float64,
        float64,
        LINE,
        LINE,
        float64,
        float64,
        float64,
        TABLE,
        LINE,
    ),
    **KERNEL,
)
def _parts(code, U0, lam, W, l, rest, p, x, h, R, V, dt, M, least, scratch, out):  # noqa: E741
    """Equal parts in which to make a step of dt from R, V (3,) at share x of h ps."""
    thermal(p, x, scratch[0])
    apart(rest, scratch[0], R, scratch[2], scratch[4, :8])
    way = dt * math.sqrt(V[0] ** 2 + V[1] ** 2 + V[2] ** 2)
    z = max(nearest(scratch[4, :8]) - way, nearest(scratch[4, :8]) / 2)
    cuts = _cuts(code, U0, lam, 10 * l * dt / M, z, z)
    if cuts > 1:  # perhaps: the place in effect is nearer still
        _pull(code, U0, lam, W, l, rest, p, x, h, R, V, least, -1.0, scratch, out)
        effect = min(z, nearest(scratch[4, :8]))
        cuts = _cuts(code, U0, lam, l * dt / M, z, effect)
    return cuts


@njit(
    int64(
        *LAW,
        TABLE,
        float64,
        LINE,
        TABLE,
        float64,
        float64,
        float64,
        LINE,
        LINE,
        float64,
        float64,
        LINE,
        float64,
        float64,
        TABLE,
        TABLE,
    ),
    **KERNEL,
)
def _advance(code, U0, lam, W, l, rest, p, x, b, h, R, V, dt, M, force, least, fine, scratch, work):  # noqa: E741
    """Move one ion R, V (3,) by Runge and Kutta's step of dt; 1 if it met an atom.

    The step begins at share x of the h ps between two frames, and is b of them long.
    """
    place, speed, pull, way, gain = work[0], work[1], work[2], work[3], work[4]
    way[:], gain[:], pull[:], speed[:] = 0.0, 0.0, 0.0, 0.0
    for k in range(4):
        c, at = STAGES[k] * dt, x + STAGES[k] * b
        for q in range(3):
            place[q] = R[q] + c * speed[q]
            speed[q] = V[q] + c * pull[q]
        if _pull(code, U0, lam, W, l, rest, p, at, h, place, speed, least, fine, scratch, pull):
            return 1
        for q in range(3):
            pull[q] = (force[q] - pull[q]) / M
            way[q] += WEIGHTS[k] * speed[q]
            gain[q] += WEIGHTS[k] * pull[q]
    for q in range(3):
        R[q] += dt * way[q]
        V[q] += dt * gain[q]
    return 0


@njit(
    OUTCOME(
        *LAW, float64, float64, LINE, TABLE, float64, FRAME, FRAME, float64, int64, TABLE, TABLE
    ),
    cache=True,
    nogil=True,
    error_model="numpy",
)
def wander(code, U0, lam, a, M, force, W, l, first, second, h, steps, R, V):  # noqa: E741
    """Move ions R, V (n, 3) from one frame of the bath to the next, h ps later, in `steps` steps.

    W (24, 24) is the static response among the corners. Returns (−1, 0, 0), or the ion that comes
    too near an atom, the steps that it has done, and the distance (Å).
    """
    cell, known = np.empty(3, np.int64), np.empty(3, np.int64)
    start, end, p = np.empty((3, 24)), np.empty((3, 24)), np.empty((6, 24))
    scratch, work, rest = np.empty((5, 24)), np.empty((5, 3)), np.empty(24)
    dt = h / steps
    for n in range(len(R)):
        known[0] = np.iinfo(np.int64).min
        for i in range(steps):
            surround(first, second, h, a, R[n], cell, known, start, end, rest, p)
            least, x = unresolved(code, U0, lam, V[n], dt), i / steps
            cuts = _parts(
                code, U0, lam, W, l, rest, p, x, h, R[n], V[n], dt, M, least, scratch, work[0]
            )
            for part in range(cuts):
                x, b = (i + part / cuts) / steps, 1 / (cuts * steps)
                if _advance(
                    code,
                    U0,
                    lam,
                    W,
                    l,
                    rest,
                    p,
                    x,
                    b,
                    h,
                    R[n],
                    V[n],
                    dt / cuts,
                    M,
                    force,
                    least,
                    least / (cuts * cuts),
                    scratch,
                    work,
                ):
                    return n, i, nearest(scratch[4, :8])
    return -1, 0, 0.0
