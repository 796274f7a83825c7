"""Lags: the times apart at which displacements are kept, and those that a line is fitted to."""

import numpy as np
from numpy.typing import ArrayLike

LAGS = 80
"""About so many lags are kept of a run that goes on."""


def spread_lags(longest: int, count: int = LAGS) -> np.ndarray:
    """About `count` whole numbers (steps) from 1 to `longest`, growing by a constant factor."""
    return np.unique(np.round(np.geomspace(1, longest, count)).astype(np.int64))


def window_lags(
    available: ArrayLike, dt: float, window: tuple[float, float], count: int = 8
) -> np.ndarray:
    """Indices of those lags that lie nearest to `count` even places in the window.

    Parameters
    ----------
    available : array_like of int, shape (lag,)
        Lags in steps of dt (ps), rising.
    window : (t_min, t_max)
        In ps.

    Returns
    -------
    ndarray of int, shape (at most count,)

    Raises
    ------
    ValueError
        When the window is none, or holds fewer than the three lags that a line with an error needs.
    """
    t_min, t_max = window
    if not 0 < t_min < t_max:
        raise ValueError(f"the fit window {t_min}–{t_max} ps is empty: give 0 < t_min < t_max")
    t = np.asarray(available) * dt
    slack = 1e-9 * t_max
    inside = np.flatnonzero((t >= t_min - slack) & (t <= t_max + slack))
    if len(inside) < 3:
        raise ValueError(
            f"the fit window {t_min:g}–{t_max:g} ps holds {len(inside)} lags of a run sampled "
            f"every {dt:g} ps: three are needed, so widen it or sample more often"
        )
    places = np.linspace(t_min, t_max, count)
    return np.unique(inside[np.abs(t[inside, None] - places).argmin(axis=0)])
