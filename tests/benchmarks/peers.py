"""General integrators on the same launches: heyoka (Taylor series) and SciPy (DOP853).

Each is optional. As generous to them as can be: they start at the edge of the interaction, where
the free flight ends, at a tolerance that classifies and no more, and with the potential written
in closed form; compiling heyoka's integrators is not counted.
"""

import importlib
from collections.abc import Callable

import numpy as np
from scipy.integrate import solve_ivp

TOLERANCE = 1e-9
Classifier = Callable[[np.ndarray], np.ndarray]
"""From states (x, y, v, w) of shape (n, 4) to outcomes: 1 transmitted, 0 reflected."""


def heyoka():
    """The package, or None with a sentence on why it is left out."""
    try:
        return importlib.import_module("heyoka"), ""
    except ImportError:
        return None, "heyoka is not installed (pip install heyoka): measured without it."


def _equations(hy, U0, lam, s, M):
    x, y, v, w = hy.make_vars("x", "y", "v", "w")
    d = y - s
    pull = U0 / lam**2 * hy.exp(-(x * x + d * d) / (2 * lam**2))
    return [(x, v), (y, w), (v, pull * x / M), (w, pull * d - y)]


def heyoka_scalar(hy, U0, lam, s, M) -> Classifier:
    """One launch at a time; after each step only a look at the signs of x and ẋ."""
    integrator = hy.taylor_adaptive(_equations(hy, U0, lam, s, M), [0.0] * 4, tol=TOLERANCE)
    state = integrator.state

    def decide(start):
        integrator.time = 0.0
        state[:] = start
        while state[0] <= 0.0 < state[2]:
            integrator.step()
        return state[0] > 0.0

    return lambda starts: np.array([decide(start) for start in starts], np.int8)


def heyoka_events(hy, U0, lam, s, M) -> Classifier:
    """One launch at a time; the decision as a terminal event, located by root finding."""
    equations = _equations(hy, U0, lam, s, M)
    events = [hy.t_event(equations[i][0]) for i in (0, 2)]
    integrator = hy.taylor_adaptive(equations, [0.0] * 4, tol=TOLERANCE, t_events=events)

    def decide(start):
        integrator.reset_cooldowns()
        integrator.time = 0.0
        integrator.state[:] = start
        # the outcome of a terminal event is its number, −1 that of the first
        return integrator.propagate_until(1e6)[0] == hy.taylor_outcome(-1)

    return lambda starts: np.array([decide(start) for start in starts], np.int8)


def heyoka_batch(hy, U0, lam, s, M) -> Classifier:
    """As many launches side by side as the processor has lanes, sorted by energy."""
    lanes = hy.recommended_simd_size()
    integrator = hy.taylor_adaptive_batch(
        _equations(hy, U0, lam, s, M), np.zeros((4, lanes)), tol=TOLERANCE
    )
    state = integrator.state

    def decide(starts):
        integrator.set_time(0.0)
        state[:] = starts.T
        decided = np.zeros(lanes, bool)
        while not decided.all():
            integrator.step()
            decided |= (state[0] > 0.0) | (state[2] <= 0.0)
        return state[0] > 0.0

    def classify(starts):
        order = np.argsort(starts[:, 2], kind="stable")
        padded = starts[
            order[np.minimum(np.arange(-(-len(order) // lanes) * lanes), len(order) - 1)]
        ]
        outcome = np.empty(len(starts), np.int8)
        blocks = [decide(block) for block in padded.reshape(-1, lanes, 4)]
        outcome[order] = np.concatenate(blocks)[: len(order)]
        return outcome

    return classify


def dop853(U0, lam, s, M) -> Classifier:
    """SciPy's Runge–Kutta method of order 8 with the decision as terminal events."""
    k = 1 / lam**2

    def rates(_, q):
        x, y, v, w = q
        d = y - s
        pull = U0 * k * np.exp(-0.5 * k * (x * x + d * d))
        return v, w, pull * x / M, pull * d - y

    def event(index):
        def crossing(_, q):
            return q[index]

        crossing.terminal = True
        return crossing

    events = [event(0), event(2)]

    def decide(start):
        solution = solve_ivp(
            rates, (0, 1e6), start, method="DOP853", rtol=TOLERANCE, atol=TOLERANCE, events=events
        )
        return solution.t_events[0].size > 0

    return lambda starts: np.array([decide(start) for start in starts], np.int8)


def available(U0: float, lam: float, s: float, M: float) -> tuple[dict[str, Classifier], list[str]]:
    """The peers that are installed, by name, and a sentence for each that is not."""
    hy, missing = heyoka()
    peers = {"SciPy DOP853": dop853(U0, lam, s, M)}
    if hy:
        kinds = {"steps": heyoka_scalar, "events": heyoka_events, "batch": heyoka_batch}
        peers |= {f"heyoka, {kind}": make(hy, U0, lam, s, M) for kind, make in kinds.items()}
    return peers, [missing] if missing else []
