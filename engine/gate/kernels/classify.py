"""Transmitted or reflected, for many launches, and nothing else: the fast kernel.

Four facts keep it short; its edges are good to about 1e-6 U0 (1e-5 for sech2). While the particle
is left of the oscillator the force on it points left, so ẋ only falls: a launch is decided for
good once ẋ ≤ 0 or x > 0, and no step can jump over the decision. Far out the force is nil: the
particle flies freely to the edge of the interaction while the oscillator rotates. The work against
the particle is at most U0, or U at the least distance to which the energies let the oscillator
come: with more energy it always passes. And launches are independent: they are stepped in blocks
of lanes that the compiler turns into vector instructions.
"""

import math
from collections.abc import Generator

import numpy as np

from ...numerics.compiler import float64, int8, int64, njit, void
from ...numerics.kernels.potentials import energy, gaussian_shape, sech2_shape
from ...numerics.potentials import GAUSSIAN, POTENTIALS
from ...numerics.steppers import SPLITTING_4

LANES = 16
REFLECTED, TRANSMITTED, UNDECIDED = 0, 1, 2

EDGE = 1e-8
"""Share of U0 at which the interaction is taken to begin."""
STEP_MAX = 0.4
"""Longest step, in 1/Ω."""
STEP_SHARE = 1.0
"""Share of λ that the fastest part may cross in a step."""
STEPS_MAX = 400_000
"""A launch that lingers longer stays undecided; callers count such launches and say so."""
BUDGET = 1_500_000
"""Steps between two looks at Stop, summed over launches: about 30 ms."""
RUNGS, RUNGS_PER_OCTAVE = 96, 4
"""Steps come from a ladder. A launch's step then depends on that launch alone, so that its
outcome is the same bit for bit in whatever company it is classified."""

_FAST = {"contract", "nsz", "arcp"}  # no NaN or Inf assumption; none is tested for here


@njit(fastmath=_FAST)
def _kick(code, k, s, x, y, v, w, on_v, on_w):
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
def _drift(x, y, v, w, time, cos, sin):
    """Exact motion without interaction: straight flight, rotation by the angle `time`."""
    for i in range(LANES):
        x[i] += time * v[i]
        turned = cos * y[i] + sin * w[i]
        w[i] = cos * w[i] - sin * y[i]
        y[i] = turned


@njit
def _decide(x, v, out):
    """Note the lanes decided by now; return how many are not."""
    left = 0
    for i in range(LANES):
        if out[i] == UNDECIDED:
            if x[i] > 0.0:
                out[i] = TRANSMITTED
            elif v[i] <= 0.0:
                out[i] = REFLECTED
            else:
                left += 1
    return left


@njit
def _surely_passes(code, U0, lam, s, E, y0, w0):
    """Whether the particle has more energy than the oscillator could ever take or block."""
    gap = abs(s) - math.sqrt(y0 * y0 + w0 * w0 + 2.0 * E)
    return E > (energy(code, gap * gap, U0, lam) if gap > 0.0 else U0)


@njit
def _fly_block(code, U0, lam, s, M, x, y, v, w, h, steps_max, drift, kick, out):
    """Step one block until every lane is decided."""
    stages = len(drift)
    cos, sin = np.cos(drift * h), np.sin(drift * h)
    last = stages - 1
    k = 1.0 / (lam * lam)
    pull = h * U0 * k
    _kick(code, k, s, x, y, v, w, kick[0] * pull / M, kick[0] * pull)
    for _ in range(steps_max):
        for j in range(stages):
            _drift(x, y, v, w, drift[j] * h, cos[j], sin[j])
            # the last kick of a step and the first of the next are one
            impulse = (kick[j + 1] if j < last else kick[j + 1] + kick[0]) * pull
            _kick(code, k, s, x, y, v, w, impulse / M, impulse)
        if _decide(x, v, out) == 0:
            return


@njit
def _load(lane, E, y0, w0, M, x_from, x_edge, x, y, v, w):
    """Put one launch into a lane, flown freely from x_from to the edge of the interaction."""
    speed = math.sqrt(2.0 * E / M)
    turn = (x_edge - x_from) / speed
    cos, sin = math.cos(turn), math.sin(turn)
    x[lane], v[lane] = x_edge, speed
    y[lane] = cos * y0 + sin * w0
    w[lane] = cos * w0 - sin * y0


@njit
def _rung(E, y0, w0, U0, lam, M, step_max, share):
    """Which step of the ladder a launch takes: the fastest motion crosses `share` of λ in it."""
    speed2 = 2.0 * E / M + y0 * y0 + w0 * w0 + U0 / min(M, 1.0)
    below = RUNGS_PER_OCTAVE * math.log2(step_max * math.sqrt(speed2) / (share * lam))
    return min(max(math.ceil(below), 0), RUNGS - 1)


@njit(
    void(
        int64,
        float64,
        float64,
        float64,
        float64,
        float64,
        float64,
        float64,
        float64,
        int64,
        float64[::1],
        float64[::1],
        float64[::1],
        float64[::1],
        float64[::1],
        int8[::1],
    ),
    nogil=True,
    cache=True,
)
def _classify(
    code, U0, lam, s, M, x_from, x_edge, step_max, share, steps_max, drift, kick, E, y0, w0, outcome
):
    # one buffer each: the compiler does not vectorise over rows of a common one
    x, y, v, w = np.empty(LANES), np.empty(LANES), np.empty(LANES), np.empty(LANES)
    out = np.empty(LANES, np.int64)
    waiting = np.zeros((RUNGS, LANES), np.int64)
    filled = np.zeros(RUNGS, np.int64)
    for i in range(len(E) + RUNGS):  # the tail flushes what is left on each rung
        if i < len(E):
            if E[i] <= 0.0:
                outcome[i] = REFLECTED
                continue
            if _surely_passes(code, U0, lam, s, E[i], y0[i], w0[i]):
                outcome[i] = TRANSMITTED
                continue
            rung = _rung(E[i], y0[i], w0[i], U0, lam, M, step_max, share)
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
            _load(lane, E[j], y0[j], w0[j], M, x_from, x_edge, x, y, v, w)
            out[lane] = UNDECIDED
        h = step_max * 2.0 ** (-rung / RUNGS_PER_OCTAVE)
        _fly_block(code, U0, lam, s, M, x, y, v, w, h, steps_max, drift, kick, out)
        for lane in range(filled[rung]):
            outcome[waiting[rung, lane]] = out[lane]
        filled[rung] = 0


def edge_of(potential: str, lam: float) -> float:
    """x < 0 at which the interaction of a `potential` of width `lam` (l_osc) begins."""
    return -POTENTIALS[potential].reach(lam, EDGE)


def _slices(E, y, w, U0, lam, M, x_edge, share) -> list[slice]:
    """Runs of launches (sorted by energy) that cost about BUDGET steps each."""
    if len(E) == 0:
        return []
    speed = np.sqrt(2 * np.maximum(E, 1e-12) / M)
    fastest = np.sqrt(speed**2 + y**2 + w**2 + U0 / min(M, 1.0))
    steps = 2 * -x_edge / speed * np.maximum(fastest / (share * lam), 1 / STEP_MAX)
    cost = np.cumsum(np.minimum(steps, STEPS_MAX))
    cuts = np.searchsorted(cost, np.arange(BUDGET, cost[-1], BUDGET))
    # a block costs the same with one lane or all of them
    ends = np.unique(np.append(-(-np.asarray(cuts, int) // LANES) * LANES, len(E)))
    ends = ends[(ends > 0) & (ends <= len(E))]
    return [slice(a, b) for a, b in zip(np.append(0, ends[:-1]), ends, strict=True)]


def classify_in_slices(
    potential: str,
    U0: float,
    lam: float,
    s: float,
    M: float,
    E_particle: np.ndarray,
    y0: np.ndarray,
    w0: np.ndarray,
    *,
    x_from: float,
    refine: float = 1.0,
) -> Generator[None, None, np.ndarray]:
    """Outcome of many launches: 0 reflected, 1 transmitted, 2 undecided (see STEPS_MAX).

    A generator, so that a run can be stopped and cores shared: it yields None between slices of
    some 30 ms and returns the outcomes.

    Parameters
    ----------
    potential, U0, lam, s, M
        The model [GATE Sec. II]; U0 in E_osc, lam and s in l_osc, M in oscillator masses.
    E_particle, y0, w0 : ndarray, shape (n,)
        Energy (E_osc), and the oscillator's position (l_osc) and velocity (l_osc Ω) when the
        particle is at `x_from`.
    x_from : float
        Where y0 and w0 hold, in l_osc, without interaction in between; 0 means that they are
        those at which a free particle would meet the oscillator.
    refine : float
        Divides the step length.

    Returns
    -------
    ndarray of int8, shape (n,)
    """
    order = np.argsort(E_particle, kind="stable")  # a block lasts as long as its slowest lane
    E, y, w = (np.asarray(a, float)[order] for a in (E_particle, y0, w0))
    x_edge, share = edge_of(potential, lam), STEP_SHARE / refine
    outcome = np.full(E.shape, UNDECIDED, np.int8)
    for i, part in enumerate(_slices(E, y, w, U0, lam, M, x_edge, share)):
        if i:
            yield
        _classify(
            POTENTIALS[potential].code,
            U0,
            lam,
            s,
            M,
            x_from,
            x_edge,
            STEP_MAX / refine,
            share,
            STEPS_MAX,
            SPLITTING_4.drift,
            SPLITTING_4.kick,
            E[part],
            y[part],
            w[part],
            outcome[part],
        )
    unsorted = np.empty_like(outcome)
    unsorted[order] = outcome
    return unsorted


def classify(*model, **options) -> np.ndarray:
    """`classify_in_slices` to its end, without pause: the same arguments, the same outcomes."""
    return finish(classify_in_slices(*model, **options))


class Returned:
    """Iterate over a generator and keep what it returns."""

    def __init__(self, generator: Generator):
        self._generator, self.value = generator, None

    def __iter__(self):
        self.value = yield from self._generator


def finish(generator: Generator):
    """Exhaust a generator and return what it returns."""
    while True:
        try:
            next(generator)
        except StopIteration as end:
            return end.value
