"""Intervals for a share that was counted."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri


def wilson(
    successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Wilson score interval of a binomial share.

    Parameters
    ----------
    successes, trials : array_like, broadcastable
        Counts; where trials is 0 the interval is (0, 1).
    confidence : float
        Two-sided.

    Returns
    -------
    low, high : ndarrays, shape of both together
        Ends of the interval of the share, within 0 and 1.

    Source: E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927).
    """
    z = ndtri((1 + confidence) / 2)
    k, n = np.asarray(successes, float), np.asarray(trials, float)
    share = np.divide(k, n, out=np.full(np.broadcast(k, n).shape, 0.5), where=n > 0)
    none = n == 0
    n = np.where(none, 1.0, n)
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # at the ends the score interval touches 0 and 1 exactly; rounding must not step over
    low = np.where((k == 0) | none, 0.0, middle - half)
    return low, np.where((k == n) | none, 1.0, middle + half)
