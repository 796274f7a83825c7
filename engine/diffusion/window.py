"""The lags at which displacements are kept, and those that the line is fitted to."""

from math import ceil

import numpy as np

from ..ion.frames import FRAME
from ..statistics.lags import spread_lags, window_lags

LAG_MAX = 12.0
"""Longest time of the mean square displacement that is always kept (ps): the paper's segment."""


def fit_lags(window: tuple[float, float]) -> np.ndarray:
    """Indices of the lags that a line over `window` (ps) is fitted to; ValueError if too few."""
    lags = spread_lags(round(longest_lag(window) / FRAME))
    return window_lags(lags, FRAME, window)


def longest_lag(window: tuple[float, float]) -> float:
    """Longest lag of the mean square displacement (ps), for a line over `window` (ps)."""
    return max(LAG_MAX, FRAME * ceil(window[1] / FRAME - 1e-9))
