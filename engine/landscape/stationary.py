"""Stationary: minima and saddles of a surface by Newton's method, and the way down from a saddle.

Along each axis of the Hessian the step is Newton's, downhill; along the lowest as many as a saddle
has go uphill [Cerjan, Miller, JCP 75, 2800 (1981)]. The way down is the steepest one, followed by
steps that are exact for a quadratic surface [Page, McIver, JCP 88, 922 (1988)]: from a saddle it is
the path of least energy to a minimum, and where it ends is known and not supposed.
"""

from typing import NamedTuple

import numpy as np

from .surface import Surface

LONGEST = 0.2
"""Longest step (Å)."""
MOST = 200
"""Most steps to a stationary point."""
STILL = 1e-7
"""Gradient (meV/Å) of a stationary point."""
FLAT = 1e-3
"""Curvature (meV/Å²) below which there is none."""
OFF = 0.02
"""How far from a saddle (Å) a way down begins."""
STEP = 0.05
"""Distance (Å) of two places of a path."""
LONG = 2000
"""Most places of a path to one side."""


class Stationary(NamedTuple):
    """A place (Å), (3,), where nothing drives the ion: energy (meV), curvatures, their axes.

    `curvatures` (meV/Å²) rise; the axes are the columns of `axes`, (3, 3).
    """

    place: np.ndarray
    energy: float
    curvatures: np.ndarray
    axes: np.ndarray

    @property
    def negative(self) -> int:
        """Along how many axes it is a maximum: 0 is a minimum, 1 a saddle that paths pass."""
        return int((self.curvatures < -FLAT).sum())


def stationary(surface: Surface, start: np.ndarray, uphill: int) -> Stationary | None:
    """The stationary point of so many negative curvatures, 0 or 1, near `start` (3,) (Å).

    None if there is none that the search comes to, or if a curvature there is none.
    """
    R, longest, before = np.array(start, float), LONGEST, np.zeros(3)
    for _ in range(MOST):
        height = surface.at(R)
        curved, axes = np.linalg.eigh(height.hessian)
        if np.linalg.norm(height.gradient) < STILL:
            found = Stationary(R, height.energy, curved, axes)
            exact = found.negative == uphill and np.abs(curved).min() > FLAT
            return found if exact else None
        along = axes.T @ height.gradient / np.maximum(np.abs(curved), FLAT)
        along[:uphill] *= -1
        step = -axes @ along
        # a step back and forth is one that was too long
        longest *= 0.5 if step @ before < 0 else 1.2
        longest = min(longest, LONGEST)
        before = step * min(1.0, longest / np.linalg.norm(step))
        R = R + before
    return None


def way_down(surface: Surface, saddle: Stationary, side: int) -> np.ndarray | None:
    """Places (Å), shape (n, 3), from next to a `saddle` to a minimum, on its side +1 or −1.

    The last one is the minimum. None if it finds no end.
    """
    R = saddle.place + side * OFF * saddle.axes[:, 0]
    places = [R]
    for _ in range(LONG):
        height = surface.at(R)
        curved, axes = np.linalg.eigh(height.hessian)
        along = axes.T @ height.gradient
        if curved[0] > FLAT and np.linalg.norm(along / curved) < STEP:
            end = stationary(surface, R, 0)
            return None if end is None else np.array([*places, end.place])
        R = R + axes @ _steepest(along, curved)
        places.append(R)
    return None


def _steepest(along: np.ndarray, curved: np.ndarray) -> np.ndarray:
    """Where the steepest way from a place leads within STEP, on a quadratic surface.

    `along` (3,) is the gradient and `curved` (3,) the curvature along its axes: the way is
    g(e^{−κt} − 1)/κ, whose t is found by halving.
    """
    low, high = 0.0, float(STEP / np.linalg.norm(along))
    while np.linalg.norm(_moved(along, curved, high)) < STEP and high < 1e12:
        low, high = high, 2 * high
    for _ in range(60):
        middle = (low + high) / 2
        if np.linalg.norm(_moved(along, curved, middle)) < STEP:
            low = middle
        else:
            high = middle
    return _moved(along, curved, high)


def _moved(along: np.ndarray, curved: np.ndarray, t: float) -> np.ndarray:
    x = np.clip(curved * t, -500, 500)
    return -along * t * np.where(np.abs(x) < 1e-12, 1.0, -np.expm1(-x) / np.where(x == 0, 1.0, x))
