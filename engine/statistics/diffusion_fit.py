"""From the mean square displacement of independent units to D, with a free intercept."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from .interval import Interval, student_interval
from .msd_covariance import caged_msd, msd_covariance
from .normal import NORMAL

FEWEST_UNITS = 4
"""With fewer, Student's t says next to nothing and the formula is better."""
LONGEST = 40
"""The weights no longer change when a run is this many times the longest lag."""


class Diffusion(NamedTuple):
    """D (Å²/ps) with standard error and 95 % interval, and the line it came from."""

    D: float
    error: float
    low: float
    high: float
    intercept: float
    """MSD of the line at t = 0 (Å²): above zero a cage, below zero persistence."""
    units: int
    """Independent pieces (replicas, or stretches of them) that the interval rests on."""
    interval: str
    """"scatter": Student's t over the units; "formula": that of a Gaussian walk, with hops."""
    t: np.ndarray
    """Lags of the fit (ps), shape (lag,)."""
    msd: np.ndarray
    """MSD at these lags (Å²), shape (lag,)."""
    bend: float
    """Slope of the later half of the window over that of the earlier half, minus 1."""
    bend_error: float
    """Its standard error; a bend beyond two of them says that t_min is too early."""


def line_weights(t: np.ndarray, covariance: np.ndarray) -> np.ndarray:
    """Rows that turn an MSD into the intercept and the slope of its line, shape (2, lag).

    Generalised least squares: the best linear estimate when the covariance is right, and unbiased
    whatever it is. `t` (lag,) in ps, `covariance` (lag, lag) in Å⁴: the rows give Å² and Å²/ps.
    """
    design = np.stack([np.ones_like(t), t], axis=1)
    solved = np.linalg.solve(covariance, design)
    return np.linalg.solve(design.T @ solved, solved.T)


def fit_line(
    lags: np.ndarray, msd: np.ndarray, dt: float, steps: int, memory: float
) -> tuple[np.ndarray, np.ndarray]:
    """Line through an MSD of three axes, the weights from the walk that the line describes.

    Parameters
    ----------
    lags : ndarray of int, shape (lag,)
        In steps of dt (ps).
    msd : ndarray, shape (lag,)
        Å².
    steps : int
        Steps of the run that each MSD came from.
    memory : float
        Time in which rattling is forgotten (ps).

    Returns
    -------
    weights : ndarray, shape (2, lag)
        For intercept and slope, the slope in Å²/ps.
    covariance : ndarray, shape (lag, lag)
        Of the MSD of a run of so many steps (Å⁴).
    """
    t = lags * dt
    weights = line_weights(t, np.diag(t**2))
    times = np.arange(steps + 1) * dt
    for _ in range(3):
        intercept, slope = weights @ msd
        D = max(slope / 6, 1e-3 * msd[-1] / t[-1])  # a walk that stands still has no weights
        g = caged_msd(times, D, intercept / 3, memory)
        covariance = 3 * msd_covariance(g, lags, steps)
        weights = line_weights(t, covariance)
    return weights, covariance


def _by_formula(D: float, variance: float) -> Interval:
    """Interval of a scale whose estimate is spread like χ² with 2D²/variance degrees of freedom."""
    error = float(np.sqrt(variance))
    nu = 2 * D**2 / variance
    if D <= 0 or nu < 2:
        half = NORMAL * error
        return Interval(D, error, D - half, D + half)
    # χ² is twice a gamma-distributed number of shape ν/2
    ends = (float(D * nu / (2 * gammaincinv(nu / 2, p))) for p in (0.975, 0.025))
    return Interval(D, error, *ends)


def _hop_variance(D: float, t: np.ndarray, alpha2: float, time: float) -> float:
    """What a number of hops adds to the variance of D: D²/(hops in all).

    Hops at random have α₂ = 3/5 over their number in t, and their number itself scatters by chance.
    """
    return D**2 * 5 / 3 * max(alpha2, 0.0) * t[-1] / time


def _bend(
    t: np.ndarray, msd: np.ndarray, shares: np.ndarray, covariance: np.ndarray, units: int
) -> tuple[float, float]:
    """Later over earlier slope − 1 with its error; NaN for the error without enough units."""
    half = len(t) // 2 + 1
    rows = np.zeros((2, len(t)))
    for row, part in zip(rows, (slice(0, half), slice(-half, None)), strict=True):
        row[part] = line_weights(t[part], covariance[part, part])[1]
    early, late = rows @ (shares @ msd)
    if units < FEWEST_UNITS or early <= 0:
        return float(late / early - 1) if early > 0 else np.nan, np.nan
    ratio = late / early
    spread = student_interval(msd @ (rows[1] - ratio * rows[0]), shares)
    return float(ratio - 1), spread.error / early


def unit_weights(
    lags: np.ndarray,
    msd: np.ndarray,
    shares: ArrayLike,
    dt: float,
    steps: int,
    window: tuple[float, float],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of the units that add up to 1, and what `fit_line` says of their mean (Å², Å⁴).

    `lags`, `msd`, `shares`, `dt` (ps), `steps` and `window` as in `fit_units`.
    """
    share = np.asarray(shares, float) / np.sum(shares)
    cut = min(steps, LONGEST * int(lags[-1])) if len(msd) >= FEWEST_UNITS else steps
    return share, *fit_line(lags, share @ msd, dt, cut, memory=window[0] / 3)


def fit_units(
    lags: np.ndarray,
    msd: np.ndarray,
    shares: ArrayLike,
    dt: float,
    steps: int,
    window: tuple[float, float],
    alpha2: float,
) -> Diffusion:
    """D from the MSD of independent units, at lags inside the window.

    Parameters
    ----------
    lags : ndarray of int, shape (lag,)
        In steps of dt (ps).
    msd : ndarray, shape (unit, lag)
        Å²; each averaged over the ions of a replica and over a stretch of the run.
    shares : array_like, shape (unit,)
        How much each unit counts: its ions times its duration.
    steps : int
        Steps of a unit.
    window : (t_min, t_max)
        Only its start is used here, as the time after which rattling is forgotten.
    alpha2 : float
        Non-Gaussian parameter at the last lag; used with fewer than FEWEST_UNITS units.

    The weights come from the covariance of a Gaussian walk with the MSD that was found. The error
    comes from the scatter of the units' own D, whatever the true process is: that is the covariance
    between replicas, seen along the one direction that matters. With fewer than FEWEST_UNITS units
    it comes from the formula: that of the Gaussian walk, and the chance in the number of hops.
    """
    weight, weights, covariance = unit_weights(lags, msd, shares, dt, steps, window)
    mean, t = weight @ msd, lags * dt
    intercept, slope = weights @ mean
    if len(msd) >= FEWEST_UNITS:
        found, how = student_interval(msd @ weights[1] / 6, weight), "scatter"
    else:
        variance = weights[1] @ covariance @ weights[1] / 36
        variance += _hop_variance(slope / 6, t, alpha2, steps * dt)
        found, how = _by_formula(float(slope / 6), variance * float(np.sum(weight**2))), "formula"
    bend = _bend(t, msd, weight, covariance, len(msd))
    return Diffusion(*found, float(intercept), len(msd), how, t, mean, *bend)
