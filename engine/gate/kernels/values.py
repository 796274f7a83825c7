"""What the gate's kernels take and give: plain tuples of numbers and arrays, and codes.

Nothing here is compiled and no compiler is loaded, so that whoever only reads an outcome need not.
"""

from typing import NamedTuple

import numpy as np

from ...numerics.potentials import POTENTIALS
from ...numerics.steppers import Splitting, Tableau

REFLECTED, TRANSMITTED, UNDECIDED = 0, 1, 2
"""Outcomes of a launch; undecided if it lingers longer than it is followed."""
FLYING, STOPPED, PASSED = 0, 1, 2
"""Where a path stands: not decided; ẋ reached 0 before x did; x reached 0."""


class System(NamedTuple):
    """A particle and an oscillator [GATE Sec. II]: the potential's code and the model's numbers.

    U0 in E_osc, lam and s in l_osc, M in masses of the oscillator.
    """

    code: int
    U0: float
    lam: float
    s: float
    M: float


def system(potential: str, U0: float, lam: float, s: float, M: float) -> System:
    """The `System` with a `potential` of POTENTIALS; KeyError if there is no such.

    The numbers become floats: kernels are compiled for nothing else.
    """
    return System(POTENTIALS[potential].code, *map(float, (U0, lam, s, M)))


class Coefficients(NamedTuple):
    """A stepper's numbers, dimensionless: drift (n,) and kick (n + 1,), or A (m, m) and b (m,)."""

    drift: np.ndarray
    kick: np.ndarray
    A: np.ndarray
    b: np.ndarray


def coefficients(stepper: Splitting | Tableau) -> Coefficients:
    """The numbers of a stepper, empty for the kind that it is not."""
    none, none2 = np.empty(0), np.empty((0, 0))
    if isinstance(stepper, Splitting):
        return Coefficients(stepper.drift, stepper.kick, none2, none)
    return Coefficients(none, none, stepper.A, stepper.b)


class Launches(NamedTuple):
    """Many launches, each of shape (n,), when the particle is at the same place.

    Energy of the particle (E_osc), position (l_osc) and velocity (l_osc Ω) of the oscillator.
    """

    E: np.ndarray
    y: np.ndarray
    w: np.ndarray


class Pace(NamedTuple):
    """How launches are stepped.

    `longest` step (1/Ω), the `share` of λ that the fastest part may cross in one, and how many
    steps at `most` a launch is followed.
    """

    longest: float
    share: float
    most: int
