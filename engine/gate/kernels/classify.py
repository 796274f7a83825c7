"""Compiled: transmitted or reflected, for many launches, and nothing else: the fast kernel.

Four facts keep it short; its edges are good to about 1e-6 U0 (1e-5 for sech2). While the particle
is left of the oscillator the force on it points left, so ẋ only falls: a launch is decided for
good once ẋ ≤ 0 or x > 0, and no step can jump over the decision. Far out the force is nil: the
particle flies freely to the edge of the interaction while the oscillator rotates. The work against
the particle is at most U0, or U at the least distance to which the energies let the oscillator
come: with more energy it always passes. And launches are independent: they are stepped in blocks
of lanes that the compiler turns into vector instructions.
"""

import math
from typing import NamedTuple

import numpy as np

from ...numerics.compiler import float64, int8, njit, void
from ...numerics.kernels.potentials import energy, gaussian_shape, sech2_shape
from ...numerics.potentials import GAUSSIAN
from .types import LAUNCHES, LINE, PACE, SYSTEM
from .values import REFLECTED, TRANSMITTED, UNDECIDED, Launches, Pace, System

LANES = 16
RUNGS, RUNGS_PER_OCTAVE = 96, 4
"""Steps come from a ladder. A launch's step then depends on that launch alone, so that its
outcome is the same bit for bit in whatever company it is classified."""

_FAST = {"contract", "nsz", "arcp"}  # no NaN or Inf assumption; none is tested for here


class Lanes(NamedTuple):
    """The launches of one block: state as in `motion`, outcome so far; each (LANES,)."""

    x: np.ndarray
    y: np.ndarray
    v: np.ndarray
    w: np.ndarray
    outcome: np.ndarray


@njit(fastmath=_FAST)
def _kick(
    code: int,
    k: float,
    s: float,
    x: np.ndarray,
    y: np.ndarray,
    v: np.ndarray,
    w: np.ndarray,
    on_v: float,
    on_w: float,
) -> None:
    """Add the interaction's impulse; k = 1/λ², on_v and on_w are U0 k × time (/ mass)."""
    if code == GAUSSIAN:
        for i in range(LANES):
            d = y[i] - s
            g = gaussian_shape(x[i] * x[i] + d * d, k)
            v[i] += on_v * g * x[i]
            w[i] += on_w * g * d
    else:
        for i in range(LANES):
            d = y[i] - s
            g = sech2_shape(x[i] * x[i] + d * d, k)
            v[i] += on_v * g * x[i]
            w[i] += on_w * g * d


@njit(fastmath=_FAST)
def _drift(
    x: np.ndarray, y: np.ndarray, v: np.ndarray, w: np.ndarray, time: float, cos: float, sin: float
) -> None:
    """Exact motion without interaction: straight flight, rotation by the angle `time`."""
    for i in range(LANES):
        x[i] += time * v[i]
        turned = cos * y[i] + sin * w[i]
        w[i] = cos * w[i] - sin * y[i]
        y[i] = turned


@njit
def _decide(x: np.ndarray, v: np.ndarray, outcome: np.ndarray) -> int:
    """Note the lanes decided by now; return how many are not."""
    left = 0
    for i in range(LANES):
        if outcome[i] == UNDECIDED:
            if x[i] > 0.0:
                outcome[i] = TRANSMITTED
            elif v[i] <= 0.0:
                outcome[i] = REFLECTED
            else:
                left += 1
    return left


@njit
def _surely_passes(system: System, E: float, y0: float, w0: float) -> bool:
    """Whether the particle has more energy than the oscillator could ever take or block."""
    code, U0, lam, s, _ = system
    gap = abs(s) - math.sqrt(y0 * y0 + w0 * w0 + 2.0 * E)
    return E > (energy(code, gap * gap, U0, lam) if gap > 0.0 else U0)


@njit
def _fly_block(
    system: System, drift: np.ndarray, kick: np.ndarray, lanes: Lanes, h: float, most: int
) -> None:
    """Step one block by h, at `most` so often, until every lane is decided."""
    code, U0, lam, s, M = system
    x, y, v, w, outcome = lanes  # here, and not in the loop: taking a tuple apart is counted
    stages = len(drift)
    cos, sin = np.cos(drift * h), np.sin(drift * h)
    last = stages - 1
    k = 1.0 / (lam * lam)
    pull = h * U0 * k
    _kick(code, k, s, x, y, v, w, kick[0] * pull / M, kick[0] * pull)
    for _ in range(most):
        for j in range(stages):
            _drift(x, y, v, w, drift[j] * h, cos[j], sin[j])
            # the last kick of a step and the first of the next are one
            impulse = (kick[j + 1] if j < last else kick[j + 1] + kick[0]) * pull
            _kick(code, k, s, x, y, v, w, impulse / M, impulse)
        if _decide(x, v, outcome) == 0:
            return


@njit
def _load(
    lanes: Lanes, lane: int, launches: Launches, j: int, M: float, x_from: float, x_edge: float
) -> None:
    """Put launch j into a lane, flown freely from x_from to the edge of the interaction."""
    speed = math.sqrt(2.0 * launches.E[j] / M)
    turn = (x_edge - x_from) / speed
    cos, sin = math.cos(turn), math.sin(turn)
    lanes.x[lane], lanes.v[lane] = x_edge, speed
    lanes.y[lane] = cos * launches.y[j] + sin * launches.w[j]
    lanes.w[lane] = cos * launches.w[j] - sin * launches.y[j]
    lanes.outcome[lane] = UNDECIDED


@njit
def _rung(system: System, pace: Pace, E: float, y0: float, w0: float) -> int:
    """Which step of the ladder a launch takes: the fastest motion crosses its share of λ in it."""
    speed2 = 2.0 * E / system.M + y0 * y0 + w0 * w0 + system.U0 / min(system.M, 1.0)
    below = math.log2(pace.longest * math.sqrt(speed2) / (pace.share * system.lam))
    return min(max(math.ceil(RUNGS_PER_OCTAVE * below), 0), RUNGS - 1)


@njit(void(SYSTEM, LINE, LINE, PACE, float64, float64, LAUNCHES, int8[::1]), nogil=True, cache=True)
def classify_all(
    system: System,
    drift: np.ndarray,
    kick: np.ndarray,
    pace: Pace,
    x_from: float,
    x_edge: float,
    launches: Launches,
    outcome: np.ndarray,
) -> None:
    """Write the outcome of every launch to `outcome` (n,): REFLECTED, TRANSMITTED or UNDECIDED.

    `drift` and `kick` are a splitting's fractions; `launches` hold at `x_from` (l_osc), and the
    interaction begins at `x_edge` < 0 (l_osc).
    """
    E, y0, w0 = launches
    # one buffer each: the compiler does not vectorise over rows of a common one
    lanes = Lanes(
        np.empty(LANES),
        np.empty(LANES),
        np.empty(LANES),
        np.empty(LANES),
        np.empty(LANES, np.int64),
    )
    waiting = np.zeros((RUNGS, LANES), np.int64)
    filled = np.zeros(RUNGS, np.int64)
    for i in range(len(E) + RUNGS):  # the tail flushes what is left on each rung
        if i < len(E):
            if E[i] <= 0.0:
                outcome[i] = REFLECTED
                continue
            if _surely_passes(system, E[i], y0[i], w0[i]):
                outcome[i] = TRANSMITTED
                continue
            rung = _rung(system, pace, E[i], y0[i], w0[i])
            waiting[rung, filled[rung]] = i
            filled[rung] += 1
            if filled[rung] < LANES:
                continue
        else:
            rung = i - len(E)
            if filled[rung] == 0:
                continue
        for lane in range(LANES):
            j = waiting[rung, min(lane, filled[rung] - 1)]
            _load(lanes, lane, launches, j, system.M, x_from, x_edge)
        h = pace.longest * 2.0 ** (-rung / RUNGS_PER_OCTAVE)
        _fly_block(system, drift, kick, lanes, h, pace.most)
        for lane in range(filled[rung]):
            outcome[waiting[rung, lane]] = lanes.outcome[lane]
        filled[rung] = 0
