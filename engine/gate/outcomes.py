"""Transmitted or reflected: the outcome of many launches, in slices, so that a run can stop."""

import numpy as np

from ..numerics.potentials import BY_CODE
from ..numerics.steppers import SPLITTING_4
from .edge import edge_of
from .kernels.classify import LANES, classify_all
from .kernels.values import UNDECIDED, Launches, Pace, System
from .pauses import Pausing

STEP_MAX = 0.4
"""Longest step, in 1/Ω."""
STEP_SHARE = 1.0
"""Share of λ that the fastest part may cross in a step."""
STEPS_MAX = 400_000
"""A launch that lingers longer stays undecided; callers count such launches and say so."""
BUDGET = 1_500_000
"""Steps between two looks at Stop, summed over launches: about 30 ms."""


def _slices(system: System, launches: Launches, x_edge: float, share: float) -> list[slice]:
    """Runs of launches (sorted by energy) that cost about BUDGET steps each."""
    E, y, w = launches
    if len(E) == 0:
        return []
    speed = np.sqrt(2 * np.maximum(E, 1e-12) / system.M)
    fastest = np.sqrt(speed**2 + y**2 + w**2 + system.U0 / min(system.M, 1.0))
    steps = 2 * -x_edge / speed * np.maximum(fastest / (share * system.lam), 1 / STEP_MAX)
    cost = np.cumsum(np.minimum(steps, STEPS_MAX))
    cuts = np.searchsorted(cost, np.arange(BUDGET, cost[-1], BUDGET))
    # a block costs the same with one lane or all of them
    ends = np.unique(np.append(-(-np.asarray(cuts, int) // LANES) * LANES, len(E)))
    ends = ends[(ends > 0) & (ends <= len(E))]
    return [slice(a, b) for a, b in zip(np.append(0, ends[:-1]), ends, strict=True)]


def classify_in_slices(
    system: System,
    E_particle: np.ndarray,
    y0: np.ndarray,
    w0: np.ndarray,
    *,
    x_from: float,
    refine: float = 1.0,
) -> Pausing[np.ndarray]:
    """Outcome of many launches: 0 reflected, 1 transmitted, 2 undecided (see STEPS_MAX).

    A generator: it yields None between slices of some 30 ms and returns the outcomes.

    Parameters
    ----------
    system : System
        The model [GATE Sec. II].
    E_particle, y0, w0 : ndarray, shape (n,)
        Energy (E_osc), and the oscillator's position (l_osc) and velocity (l_osc Ω) when the
        particle is at `x_from`.
    x_from : float
        Where y0 and w0 hold, in l_osc, without interaction in between; 0 means that they are
        those at which a free particle would meet the oscillator.
    refine : float
        Divides the step length, dimensionless.

    Returns
    -------
    ndarray of int8, shape (n,)
    """
    order = np.argsort(E_particle, kind="stable")  # a block lasts as long as its slowest lane
    launches = Launches(*(np.asarray(a, float)[order] for a in (E_particle, y0, w0)))
    x_edge = edge_of(BY_CODE[system.code].name, system.lam)
    pace = Pace(STEP_MAX / refine, STEP_SHARE / refine, STEPS_MAX)
    method = SPLITTING_4.drift, SPLITTING_4.kick
    outcome = np.full(order.shape, UNDECIDED, np.int8)
    for i, part in enumerate(_slices(system, launches, x_edge, pace.share)):
        if i:
            yield
        some = Launches(*(a[part] for a in launches))
        classify_all(system, *method, pace, float(x_from), x_edge, some, outcome[part])
    unsorted = np.empty_like(outcome)
    unsorted[order] = outcome
    return unsorted
