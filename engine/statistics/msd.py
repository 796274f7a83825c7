"""Mean square displacement over all windows of a trajectory, overlapping ones too."""

import numpy as np
import tidynamics

LAGS = 80
"""About so many lags are kept of a run that goes on."""


def windowed_msd(trajectory) -> np.ndarray:
    """⟨|R(t0 + t) − R(t0)|²⟩ over every start t0, by the fast correlation algorithm.

    Parameters
    ----------
    trajectory : array_like, shape (step, 3)
        Positions (Å), continuous across cells.

    Returns
    -------
    ndarray, shape (step,)
        In Å², at lags of 0, 1, … steps. Lag n averages step − n windows, of which only about
        step/n tell something new: the last values are nearly worthless.

    Source: G. R. Kneller et al., Comput. Phys. Commun. 91, 191 (1995); P. de Buyl, J. Open Source
    Softw. 3, 877 (2018).
    """
    trajectory = np.asarray(trajectory, float)
    # it takes differences of ⟨R²⟩: near the origin they lose the least
    return tidynamics.msd(trajectory - trajectory.mean(axis=0))


def spread_lags(longest: int, count: int = LAGS) -> np.ndarray:
    """About so many whole numbers from 1 to longest, growing by a constant factor."""
    return np.unique(np.round(np.geomspace(1, longest, count)).astype(np.int64))


def window_lags(available, dt: float, window: tuple[float, float], count: int = 8) -> np.ndarray:
    """Indices of those lags that lie nearest to `count` even places in the window.

    Parameters
    ----------
    available : ndarray, shape (lag,)
        Lags in steps of dt (ps), rising.
    window : (t_min, t_max)
        In ps.

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
