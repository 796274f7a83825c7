"""The lags at which displacements are kept, and those that the line is fitted to."""

from math import ceil

import numpy as np

from ..ion.wanderers import FRAME
from ..statistics.msd import spread_lags, window_lags

LAG_MAX = 12.0
"""Longest time of the mean square displacement that is always kept (ps): the paper's segment."""


def fit_lags(window: tuple[float, float]) -> np.ndarray:
    """Indices of the lags that the line is fitted to; ValueError if they are too few."""
    lags = spread_lags(round(longest_lag(window) / FRAME))
    return window_lags(lags, FRAME, window)


def longest_lag(window: tuple[float, float]) -> float:
    """Longest lag of the mean square displacement (ps)."""
    return max(LAG_MAX, FRAME * ceil(window[1] / FRAME - 1e-9))
