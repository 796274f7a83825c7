"""Compiled: one launch by any stepper, step by step, and the decision located by bisection.

State q = (x, y, v, w): positions (l_osc), v = dx/dt and w = dy/dt (l_osc Ω), t in 1/Ω
[GATE Sec. II, without its factors of 2π].
"""

import math

import numpy as np

from ...numerics.compiler import bool_, float64, int64, njit, types, void
from ...numerics.kernels.potentials import stiffness
from .types import LINE, METHOD, SYSTEM, TABLE
from .values import FLYING, PASSED, STOPPED, Coefficients, System


@njit(void(SYSTEM, LINE, float64), cache=True)
def _kick(system: System, q: np.ndarray, time: float) -> None:
    d = q[1] - system.s
    g = stiffness(system.code, q[0] * q[0] + d * d, system.U0, system.lam) * time
    q[2] += g * q[0] / system.M
    q[3] += g * d


@njit(void(LINE, float64), cache=True)
def _drift(q: np.ndarray, time: float) -> None:
    cos, sin = math.cos(time), math.sin(time)
    q[0] += time * q[2]
    q[1], q[3] = cos * q[1] + sin * q[3], cos * q[3] - sin * q[1]


@njit(void(SYSTEM, LINE, LINE, LINE, float64), cache=True)
def _split_step(
    system: System, drift: np.ndarray, kick: np.ndarray, q: np.ndarray, h: float
) -> None:
    _kick(system, q, kick[0] * h)
    for j in range(len(drift)):
        _drift(q, drift[j] * h)
        _kick(system, q, kick[j + 1] * h)


@njit(void(SYSTEM, LINE, LINE), cache=True)
def _rates(system: System, q: np.ndarray, rate: np.ndarray) -> None:
    d = q[1] - system.s
    g = stiffness(system.code, q[0] * q[0] + d * d, system.U0, system.lam)
    rate[0], rate[1] = q[2], q[3]
    rate[2], rate[3] = g * q[0] / system.M, g * d - q[1]


@njit(void(SYSTEM, TABLE, LINE, LINE, float64), cache=True)
def _tableau_step(system: System, A: np.ndarray, b: np.ndarray, q: np.ndarray, h: float) -> None:
    stages = len(b)
    rates = np.zeros((stages, 4))
    start = q.copy()
    for i in range(stages):
        q[:] = start
        for j in range(i):
            for c in range(4):
                q[c] += h * A[i, j] * rates[j, c]
        _rates(system, q, rates[i])
    q[:] = start
    for i in range(stages):
        for c in range(4):
            q[c] += h * b[i] * rates[i, c]


@njit
def _step(system: System, method: Coefficients, q: np.ndarray, h: float) -> None:
    """One step by whichever of the two kinds has coefficients."""
    if len(method.drift) > 0:
        _split_step(system, method.drift, method.kick, q, h)
    else:
        _tableau_step(system, method.A, method.b, q, h)


@njit
def _locate(
    system: System, method: Coefficients, before: np.ndarray, h: float, passed: bool
) -> tuple[float, np.ndarray]:
    """The part of step h from `before` at which x (passed) or v crosses zero; its state."""
    low, high = 0.0, h
    q = before.copy()
    for _ in range(60):
        if high - low <= 1e-15 * h:
            break
        middle = 0.5 * (low + high)
        q[:] = before
        _step(system, method, q, middle)
        if (q[0] > 0.0) if passed else (q[2] <= 0.0):
            high = middle
        else:
            low = middle
    return high, q


@njit(
    types.Tuple((int64, int64, float64))(
        SYSTEM, METHOD, LINE, float64, float64, bool_, float64, TABLE, LINE
    ),
    nogil=True,
    cache=True,
)
def fly(
    system: System,
    method: Coefficients,
    q: np.ndarray,
    t: float,
    h: float,
    decided: bool,
    far: float,
    path: np.ndarray,
    decision: np.ndarray,
) -> tuple[int, int, float]:
    """Step state q (4,) from time t by h (1/Ω) until the decision, or, if `decided`, outward.

    Outward ends at |x| ≥ `far` (l_osc). Every step is written to a row (t, x, y, v, w) of `path`
    (n, 5), at most n of them; the located decision goes to `decision` (5,), in the same order; q
    becomes the state reached. Returns where it stands (FLYING, STOPPED or PASSED), the rows
    written and the time reached.
    """
    before = q.copy()
    for row in range(len(path)):
        before[:] = q
        _step(system, method, q, h)
        if not decided and (q[0] > 0.0 or q[2] <= 0.0):
            passed = q[0] > 0.0
            part, q_there = _locate(system, method, before, h, passed)
            decision[0] = t + part
            decision[1:] = q_there
            q[:] = q_there
            path[row] = decision
            return (PASSED if passed else STOPPED), row + 1, t + part
        t += h
        path[row, 0] = t
        path[row, 1:] = q
        if decided and abs(q[0]) >= far and q[0] * q[2] > 0.0:
            return PASSED, row + 1, t
    return FLYING, len(path), t
