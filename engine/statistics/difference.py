"""The difference of two independent values, or of two curves, with its 95 % interval."""

from typing import NamedTuple

import numpy as np

Values = np.ndarray | float


class Estimate(NamedTuple):
    """Values with the ends of their intervals, arrays of one shape, all in one unit."""

    value: Values
    low: Values
    high: Values


def difference(first: Estimate, second: Estimate) -> Estimate:
    """`first` less `second`, arrays of their shape, in their unit.

    The sides of the intervals add as the errors of independent values do, in squares: below the
    difference lies what is below the first and above the second. Exact for normal laws; for
    lopsided intervals the usual approximation (R. Barlow, PHYSTAT 2003).
    """
    a, b = (Estimate(*(np.asarray(end, float) for end in e)) for e in (first, second))
    value = a.value - b.value
    below = np.hypot(a.value - a.low, b.high - b.value)
    above = np.hypot(a.high - a.value, b.value - b.low)
    return Estimate(value, value - below, value + above)
