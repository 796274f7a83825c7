"""One launch with its whole path, by any stepper, and the decision located by root finding.

State: x, y, v = dx/dt, w = dy/dt with t in 1/Ω [GATE Eq. (1) without its factors of 2π].
"""

import math
from typing import NamedTuple

import numpy as np

from ...core.units import PERIOD
from ...numerics.compiler import bool_, float64, int64, njit, types, void
from ...numerics.kernels.potentials import energies, stiffness
from ...numerics.potentials import POTENTIALS
from ...numerics.steppers import Splitting, Tableau

FLYING, STOPPED, PASSED = 0, 1, 2
"""Where a path stands: not decided; ẋ reached 0 before x did; x reached 0."""


@njit(void(int64, float64, float64, float64, float64, float64[::1], float64), cache=True)
def _kick(code, U0, lam, s, M, q, time):
    d = q[1] - s
    g = stiffness(code, q[0] * q[0] + d * d, U0, lam) * time
    q[2] += g * q[0] / M
    q[3] += g * d


@njit(void(float64[::1], float64), cache=True)
def _drift(q, time):
    cos, sin = math.cos(time), math.sin(time)
    q[0] += time * q[2]
    q[1], q[3] = cos * q[1] + sin * q[3], cos * q[3] - sin * q[1]


@njit(
    void(
        int64, float64, float64, float64, float64, float64[::1], float64, float64[::1], float64[::1]
    ),
    cache=True,
)
def _split_step(code, U0, lam, s, M, q, h, drift, kick):
    _kick(code, U0, lam, s, M, q, kick[0] * h)
    for j in range(len(drift)):
        _drift(q, drift[j] * h)
        _kick(code, U0, lam, s, M, q, kick[j + 1] * h)


@njit(void(int64, float64, float64, float64, float64, float64[::1], float64[::1]), cache=True)
def _rates(code, U0, lam, s, M, q, rate):
    d = q[1] - s
    g = stiffness(code, q[0] * q[0] + d * d, U0, lam)
    rate[0], rate[1] = q[2], q[3]
    rate[2], rate[3] = g * q[0] / M, g * d - q[1]


@njit(
    void(
        int64,
        float64,
        float64,
        float64,
        float64,
        float64[::1],
        float64,
        float64[:, ::1],
        float64[::1],
    ),
    cache=True,
)
def _tableau_step(code, U0, lam, s, M, q, h, A, b):
    stages = len(b)
    rates = np.zeros((stages, 4))
    start = q.copy()
    for i in range(stages):
        q[:] = start
        for j in range(i):
            for c in range(4):
                q[c] += h * A[i, j] * rates[j, c]
        _rates(code, U0, lam, s, M, q, rates[i])
    q[:] = start
    for i in range(stages):
        for c in range(4):
            q[c] += h * b[i] * rates[i, c]


@njit
def _step(code, U0, lam, s, M, q, h, drift, kick, A, b):
    """One step by whichever of the two kinds has coefficients."""
    if len(drift) > 0:
        _split_step(code, U0, lam, s, M, q, h, drift, kick)
    else:
        _tableau_step(code, U0, lam, s, M, q, h, A, b)


@njit
def _locate(code, U0, lam, s, M, before, h, passed, drift, kick, A, b):
    """The part of step h from `before` at which x (passed) or v crosses zero; its state."""
    low, high = 0.0, h
    q = before.copy()
    for _ in range(60):
        if high - low <= 1e-15 * h:
            break
        middle = 0.5 * (low + high)
        q[:] = before
        _step(code, U0, lam, s, M, q, middle, drift, kick, A, b)
        if (q[0] > 0.0) if passed else (q[2] <= 0.0):
            high = middle
        else:
            low = middle
    return high, q


@njit(
    types.Tuple((int64, int64, float64))(
        int64,
        float64,
        float64,
        float64,
        float64,
        float64[::1],
        float64,
        float64,
        bool_,
        float64,
        float64[::1],
        float64[::1],
        float64[:, ::1],
        float64[::1],
        float64[:, ::1],
        float64[::1],
    ),
    nogil=True,
    cache=True,
)
def fly(code, U0, lam, s, M, q, t, h, decided, far, drift, kick, A, b, path, decision):
    """Step state q from time t until the decision, or, if `decided`, until |x| > far outward.

    Every step is written to a row (t, x, y, v, w) of `path`, at most len(path) of them; the
    located decision goes to `decision`, in the same order. Returns where it stands, the rows
    written and the time reached.
    """
    before = q.copy()
    for row in range(len(path)):
        before[:] = q
        _step(code, U0, lam, s, M, q, h, drift, kick, A, b)
        if not decided and (q[0] > 0.0 or q[2] <= 0.0):
            passed = q[0] > 0.0
            part, q_there = _locate(code, U0, lam, s, M, before, h, passed, drift, kick, A, b)
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


class System(NamedTuple):
    """The gate's model with the potential's code: what the kernels take."""

    code: int
    U0: float
    lam: float
    s: float
    M: float

    def energies(self, path: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Energies (E_osc) of particle, oscillator and interaction along a path of shape (n, 5)."""
        _, x, y, v, w = path.T
        z2 = x**2 + (y - self.s) ** 2
        return self.M * v**2 / 2, (w**2 + y**2) / 2, energies(self.code, z2, self.U0, self.lam)


def system(potential: str, U0: float, lam: float, s: float, M: float) -> System:
    """The kernels' view of the model."""
    return System(POTENTIALS[potential].code, U0, lam, s, M)


def coefficients(stepper: Splitting | Tableau) -> tuple[np.ndarray, ...]:
    """(drift, kick, A, b) for the kernels, empty for the kind that `stepper` is not."""
    none, none2 = np.empty(0), np.empty((0, 0))
    if isinstance(stepper, Splitting):
        return stepper.drift, stepper.kick, none2, none
    return none, none, stepper.A, stepper.b


def step_for(system: System, E_particle: float, E_oscillator: float, share: float) -> float:
    """Step (1/Ω) in which the fastest motion crosses `share` of λ, at most `share` itself."""
    speed2 = 2 * E_particle / system.M + 2 * E_oscillator + system.U0 / min(system.M, 1)
    return min(share, share * system.lam / math.sqrt(speed2))


def in_periods(path: np.ndarray) -> np.ndarray:
    """A path (t, x, y, v, w) in 1/Ω turned into the paper's periods: τ, x, y, ẋ, ẏ."""
    return path * np.array([1 / PERIOD, 1, 1, PERIOD, PERIOD])
