"""How the values of one mean square displacement curve scatter together."""

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit


@njit(float64(float64[::1], int64, int64, int64), cache=True, nogil=True)
def _product(g: np.ndarray, n: int, m: int, shift: int) -> float:
    """⟨(X_{i+n} − X_i)(X_{j+m} − X_j)⟩ at j − i = shift, from the MSD g alone."""
    ends = g[abs(shift + m)] + g[abs(n - shift)]
    return 0.5 * (ends - g[abs(shift)] - g[abs(shift + m - n)])


@njit(float64(float64[::1], int64, int64, int64), cache=True, nogil=True)
def _window_covariance(g: np.ndarray, n: int, m: int, steps: int) -> float:
    """Covariance of the MSD at lags n and m: Σ 2⟨..⟩² over all pairs of windows."""
    first, second = steps - n + 1, steps - m + 1
    total = 0.0
    for shift in range(1 - first, second):
        pairs = min(first, second - shift) - max(0, -shift)
        c = _product(g, n, m, shift)
        total += 2 * c * c * pairs
    return total / (first * second)


@njit(float64[:, ::1](float64[::1], int64[::1], int64), cache=True, nogil=True)
def _matrix(g: np.ndarray, lags: np.ndarray, steps: int) -> np.ndarray:
    out = np.empty((len(lags), len(lags)))
    for p in range(len(lags)):
        for q in range(p + 1):
            out[p, q] = out[q, p] = _window_covariance(g, lags[p], lags[q], steps)
    return out


def msd_covariance(g: ArrayLike, lags: ArrayLike, steps: int) -> np.ndarray:
    """Covariance of an overlapping-window MSD, for a Gaussian process with MSD g along one axis.

    Parameters
    ----------
    g : ndarray, shape (steps + 1,)
        True MSD along one axis (Å²) at lags 0, 1, …, steps.
    lags : array_like of int, shape (lag,)
        In steps.
    steps : int
        Steps of the trajectory, which has steps + 1 points.

    Returns
    -------
    ndarray, shape (lag, lag)
        In Å⁴. Three alike and independent axes: three times as much for the sum.

    By Wick's theorem, exact for every Gaussian process with stationary increments. For g = 2Dt it
    is the formula of H. Qian, M. P. Sheetz and E. L. Elson, Biophys. J. 60, 910 (1991); with a
    constant added, those of X. Michalet, Phys. Rev. E 82, 041914 (2010) and of J. T. Bullerjahn,
    S. von Bülow and G. Hummer, J. Chem. Phys. 153, 024116 (2020). Rare hops are not Gaussian: at
    lags below their time apart they scatter more.
    """
    return _matrix(np.ascontiguousarray(g, float), np.asarray(lags, np.int64), steps)


def caged_msd(t: np.ndarray, D: float, intercept: float, memory: float) -> np.ndarray:
    """2Dt + intercept·(1 − e^{−t/memory}): a walk along one axis that also rattles, or persists.

    Parameters
    ----------
    t, memory : ndarray, shape (time,), and float
        ps.
    D : float
        Å²/ps, above zero.
    intercept : float
        Å². Above zero a cage, below zero a flight that goes on for a while, as of a heavy particle
        in a thin liquid; less than −2·D·memory no process has, and it is taken as that.

    Returns
    -------
    ndarray, shape (time,)
        In Å².
    """
    intercept = max(intercept, -2 * D * memory)
    return 2 * D * t - intercept * np.expm1(-t / memory)
