"""The tops of a curve that is known at some places: looked for between them."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize_scalar

WITHIN = 1e-6
"""How well the place of a top is found, as a share of the path."""
EQUAL = 1e-6
"""Tops that differ by less than this share of the highest are equally high."""


class Top(NamedTuple):
    """A place, as a share of the path (0 … 1), and how high it is there, in the curve's unit."""

    share: float
    height: float


def tops(shares: np.ndarray, heights: np.ndarray, curve: Callable[[float], float]) -> Iterator[Top]:
    """Yield every local maximum of `curve`, the ends' included, from the first on.

    Between two of the rising `shares` (n,), at which it has the `heights` (n,), the curve may turn
    once. A top that lies at one of them is found there to the last digit.
    """
    last = len(shares) - 1
    above = np.append(heights[1:] > heights[:-1], False)
    for k in np.flatnonzero(~above & np.insert(above[:-1], 0, True)).tolist():
        found = minimize_scalar(
            lambda share: -curve(share),
            bounds=(shares[max(k - 1, 0)], shares[min(k + 1, last)]),
            method="bounded",
            options={"xatol": WITHIN},
        )
        here = Top(float(shares[k]), float(heights[k]))
        yield max(here, Top(float(found.x), -float(found.fun)), key=lambda top: top.height)


def highest(found: Sequence[Top]) -> Top:
    """The first of the highest tops, whose heights are not negative."""
    enough = (1 - EQUAL) * max(top.height for top in found)
    return next(top for top in found if top.height >= enough)


def apart(shares: np.ndarray) -> np.ndarray:
    """`shares` (n,), dimensionless, sorted, without those that only rounding keeps apart."""
    shares = np.sort(shares)
    return shares[np.diff(shares, prepend=-1.0) > WITHIN]
