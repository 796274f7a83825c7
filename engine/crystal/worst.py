"""Worst: the mode of a crystal with the least restoring force, and where it is looked for.

Frequencies are continuous, and a search by points can miss what lies between. It goes to where
crystals are known to fall apart: a grid over the zone, the points of high symmetry and the lines
between them, shells about Γ where sound turns soft, and the optical modes at Γ.
"""

from itertools import pairwise, product

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal, Mode
from .long_waves import turning
from .paths import standard_path
from .phonons import squares
from .stability import SOFT, refuse_mode

WORK = 3e6
"""About how large 27·A³·points may be, for the time that it takes."""
MOST_STEPS = 12
"""Most points on a line between two points of high symmetry."""
SHELLS = (0.02, 0.06, 0.2)
"""Radii of shells about Γ, as shares of the way to the faces of the cell of phases."""
RULED = 3.0
"""Times the q at which noise of the force constants rules from which on a shell is looked at."""
WAYS = np.array([n for n in product((-2, -1, 0, 1, 2), repeat=3) if n > (0, 0, 0)], float)
"""Directions of a shell, shape (62, 3); of two opposite ones one is kept."""


def worst_mode(crystal: Crystal) -> tuple[Mode, float]:
    """The mode of lowest Ω² (ps⁻²) seen, but the three of the crystal's own shift; the highest."""
    theta = np.concatenate([np.zeros((1, 3)), looked_at(crystal)])
    Omega2 = squares(crystal, theta)
    lowest = Omega2[:, 0].copy()
    branch = np.zeros(len(theta), int)
    branch[0], lowest[0] = _at_gamma(Omega2[0])
    at = int(np.argmin(lowest))
    return Mode(theta[at] / (2 * np.pi), int(branch[at]), float(lowest[at])), float(Omega2.max())


def refuse_unstable(crystal: Crystal) -> None:
    """Raise InvalidParameter for a crystal of which a mode has no restoring force."""
    mode, highest = worst_mode(crystal)
    if mode.Omega2 <= SOFT * highest:
        refuse_mode(crystal, mode, highest)


def looked_at(crystal: Crystal) -> np.ndarray:
    """Phases (rad) at which a crystal is looked at, shape (p, 3): fewer of one with many atoms."""
    afford = WORK / (27 * crystal.n_atoms**3)
    steps = next((n for n in (12, 6, 4) if n**3 / 2 < afford), 2)
    grid = np.array(list(product(range(-steps // 2 + 1, steps // 2 + 1), repeat=3)))
    first = np.where(grid[:, 0] != 0, grid[:, 0], np.where(grid[:, 1] != 0, *grid[:, 1:].T))
    parts = [2 * np.pi * grid[first > 0] / steps, 2 * np.pi * _along_path(crystal, afford)]
    return np.concatenate([*parts, *_shells(crystal, afford)])


def _along_path(crystal: Crystal, afford: float) -> np.ndarray:
    """Wave vectors at the corners of the standard path and, as one can `afford`, between them."""
    try:
        path = standard_path(crystal)
    except InvalidParameter:  # without seekpath only cubic crystals have one
        return np.zeros((0, 3))
    ends = [(a.q, b.q) for stretch in path for a, b in pairwise(stretch)]
    steps = int(np.clip(afford / len(ends), 1, MOST_STEPS))
    share = np.arange(steps + 1)[:, None] / steps
    q = np.concatenate([a + share * np.subtract(b, a) for a, b in ends])
    q = np.unique(np.round(q, 12), axis=0)
    return q[np.abs(q).max(axis=1) > 0]


def _shells(crystal: Crystal, afford: float) -> list[np.ndarray]:
    """Phases in all directions close to Γ, but not where noise rules sound."""
    ways = WAYS if len(SHELLS) * len(WAYS) < afford else WAYS[np.abs(WAYS).max(axis=1) == 1]
    theta = [np.pi * r * ways / np.abs(ways).max(axis=1, keepdims=True) for r in SHELLS]
    least = RULED * turning(crystal)
    q = [np.linalg.norm(x @ crystal.reciprocal, axis=1) / (2 * np.pi) for x in theta]
    return [x[far > least] for x, far in zip(theta, q, strict=True)]


def _at_gamma(Omega2: np.ndarray) -> tuple[int, float]:
    """Branch and Ω² of the lowest mode at Γ but for the three nearest to zero; ∞ without one."""
    order = np.sort(np.argsort(np.abs(Omega2), kind="stable")[3:])
    return (int(order[0]), float(Omega2[order[0]])) if len(order) else (0, np.inf)
