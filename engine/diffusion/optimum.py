"""Optimum: where D is largest among the points of a sweep, as surely as their errors allow."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from scipy.special import chdtrc

EQUAL = 0.05
"""With a greater p-value all D may be one."""


class Largest(NamedTuple):
    """The largest D: seen at point `best`, and somewhere from `first` to `last`, of `points`."""

    best: int
    first: int
    last: int
    points: int

    @property
    def at_start(self) -> bool:
        """Whether it may be at the first point, or before it."""
        return self.first == 0

    @property
    def at_end(self) -> bool:
        """Whether it may be at the last point, or beyond it."""
        return self.last == self.points - 1

    @property
    def is_optimum(self) -> bool:
        """Whether D is surely smaller on both sides."""
        return not (self.at_start or self.at_end)


def largest(data: xr.Dataset) -> Largest | None:
    """Where D of a sweep's points (over one dimension) is largest; None if all may be alike.

    Every point must have its D and D_error (Å²/ps).
    """
    D, error = data.D.values, data.D_error.values
    weights = 1 / error**2
    spread = np.sum(weights * (D - np.average(D, weights=weights)) ** 2)
    if len(D) < 2 or chdtrc(len(D) - 1, spread) > EQUAL:
        return None
    best = int(np.argmax(D))
    among = np.flatnonzero(D[best] - D <= 2 * np.hypot(error, error[best]))
    return Largest(best, int(among[0]), int(among[-1]), len(D))


def around(found: Largest, places: np.ndarray) -> tuple[float, float, float]:
    """The place of an optimum and the nearest places on both sides where D is surely smaller.

    `places` (point,) rise, in the unit of their axis, and so do the three numbers.
    """
    low, high = places[found.first - 1], places[found.last + 1]
    return float(places[found.best]), float(low), float(high)
