"""Mean, standard error and interval of independent values that do not weigh the same."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit


class Interval(NamedTuple):
    """A value with its standard error and the ends of its two-sided interval."""

    value: float
    error: float
    low: float
    high: float


def independent_groups(groups: ArrayLike | None, ions: int) -> np.ndarray:
    """Index of every ion's group, 0, 1, …, shape (ions,); without groups each ion is its own.

    Raises
    ------
    ValueError
        When there is not one label an ion.
    """
    if groups is None:
        return np.arange(ions)
    groups = np.asarray(groups)
    if groups.shape != (ions,):
        raise ValueError(
            f"groups has shape {groups.shape}, but there are {ions} ions: give one label an ion, "
            "the same for ions that share a bath"
        )
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def half_width(error: float, freedom: int, confidence: float = 0.95) -> float:
    """Half the width of a two-sided interval by Student's t, in the unit of `error`.

    `error` is the standard error, of `freedom` degrees of freedom; `confidence` is the probability
    that the interval holds the value.
    """
    return float(stdtrit(freedom, (1 + confidence) / 2)) * float(error)


def student_interval(
    values: ArrayLike, shares: ArrayLike | None = None, confidence: float = 0.95
) -> Interval:
    """Mean of independent values and its interval by Student's t with n − 1 degrees of freedom.

    Parameters
    ----------
    values : array_like, shape (n,)
        At least two; in any unit, which the result keeps.
    shares : array_like, shape (n,), optional
        How much each counts, in proportion to 1/variance (for example its duration).
    confidence : float
        Two-sided.

    Raises
    ------
    ValueError
        With fewer than two values.
    """
    values = np.asarray(values, float)
    n = len(values)
    if n < 2:
        raise ValueError("an interval from scatter needs at least two values: give more replicas")
    weights = np.ones(n) if shares is None else np.asarray(shares, float)
    weights = weights / weights.sum()
    mean = float(weights @ values)
    error = float(np.sqrt(n / (n - 1) * np.sum((weights * (values - mean)) ** 2)))
    half = half_width(error, n - 1, confidence)
    return Interval(mean, error, mean - half, mean + half)
