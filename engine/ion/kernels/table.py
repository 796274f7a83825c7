"""Modes spread over an even grid of frequencies, for the sums of `engine.ion.table`."""

import numpy as np

from ...numerics.compiler import float64, njit, void
from .types import LINE, TABLE


@njit(void(LINE, TABLE, TABLE, float64, LINE), cache=True)
def spread(
    place: np.ndarray, weight: np.ndarray, grid: np.ndarray, half: float, window: np.ndarray
) -> None:
    """Add weight (mode, c) to grid (c, point) around `place` (mode,), in grid points.

    `window` holds the window from its middle to its edge `half` points away, finely enough to be
    read linearly, and a zero beyond.
    """
    points = grid.shape[1]
    fine = (len(window) - 2) / half
    for m in range(len(place)):
        first = int(np.ceil(place[m] - half))
        for k in range(first, first + int(2 * half)):
            u = abs(k - place[m]) * fine
            i = int(u)
            if i >= len(window) - 1:
                continue
            value = window[i] + (u - i) * (window[i + 1] - window[i])
            for c in range(grid.shape[0]):
                grid[c, k % points] += value * weight[m, c]
