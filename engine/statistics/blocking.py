"""Mean of a series that remembers itself, with an error that knows it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit, void
from .accumulator import Accumulator
from .interval import Interval, half_width

LEVELS = 48
"""Blocks of 1, 2, 4 … 2^47 steps: more than any run has."""
FEWEST_BLOCKS = 8
"""A variance from fewer says nothing."""


class BlockedMean(NamedTuple):
    """Mean, standard error and 95 % interval, and the length of the blocks they rest on."""

    value: float
    error: float
    low: float
    high: float
    block: int
    """Steps of a block whose mean counts as independent."""
    settled: bool
    """False while the run is too short to see its own memory: the error is then too small."""


@njit(void(float64[:, ::1], int64, float64[:, ::1], float64[:, :, ::1]), cache=True, nogil=True)
def _feed(series: np.ndarray, count: int, pending: np.ndarray, sums: np.ndarray) -> None:
    """Binary counter: when the bit of a level is set, its block waits there for its partner."""
    for g in range(series.shape[0]):
        for s in range(series.shape[1]):
            value, bits, level = series[g, s], count + s, 0
            while True:
                sums[g, level, 0] += value
                sums[g, level, 1] += value * value
                if bits & 1 == 0:
                    break
                value = 0.5 * (pending[g, level] + value)
                bits >>= 1
                level += 1
            pending[g, level] = value


class BlockingAverage(Accumulator):
    """Means over blocks of 1, 2, 4, … steps of several independent series, in constant memory.

    Parameters
    ----------
    groups : int
        Number of series, independent of each other and alike.
    around : float
        A number near the mean, taken off before squares are summed so that they keep their digits.

    Source: H. Flyvbjerg and H. G. Petersen, J. Chem. Phys. 91, 461 (1989).
    """

    STATE = ("count", "pending", "sums")

    def __init__(self, groups: int, around: float = 0.0):
        self.around = around
        self.count = np.zeros(1, np.int64)
        self.pending = np.zeros((groups, LEVELS))
        self.sums = np.zeros((groups, LEVELS, 2))

    def feed(self, series: ArrayLike) -> None:
        """Take the next values, shape (group, step), in any unit; ValueError for another shape."""
        block = np.ascontiguousarray(series, float) - self.around
        if block.ndim != 2 or len(block) != len(self.pending):
            raise ValueError(
                f"the series come in blocks of shape ({len(self.pending)}, step), this one has "
                f"{block.shape}"
            )
        _feed(block, self.count[0], self.pending, self.sums)
        self.count += block.shape[1]

    def means(self) -> np.ndarray:
        """Mean of each series so far, shape (group,), in its own unit."""
        return self.sums[:, 0, 0] / max(int(self.count[0]), 1) + self.around

    def levels(self) -> tuple[np.ndarray, np.ndarray]:
        """Counts of blocks in all series and the standard errors they give, each (level,).

        Errors in the values' own unit. Levels with fewer than FEWEST_BLOCKS blocks are left out.
        """
        blocks = len(self.pending) * (int(self.count[0]) >> np.arange(LEVELS))
        use = blocks >= FEWEST_BLOCKS
        n, (first, second) = blocks[use], self.sums[:, use].sum(axis=0).T
        return n, np.sqrt(np.maximum(second / n - (first / n) ** 2, 0) / (n - 1))

    def mean(self) -> BlockedMean | None:
        """Mean so far with its 95 % interval (Student's t over blocks); None with under 8 values.

        The shortest blocks are taken for which B³ > 2N (error of blocks of B / error of single
        values)⁴, which balances what correlation leaves out against the noise of few blocks:
        R. M. Lee et al., Phys. Rev. E 83, 066706 (2011), after U. Wolff, Comput. Phys. Commun. 156,
        143 (2004).
        """
        n, errors = self.levels()
        if len(n) == 0:
            return None
        value = self.sums[:, 0, 0].sum() / n[0] + self.around
        ratio = errors / errors[0] if errors[0] > 0 else np.ones(len(n))
        enough = 8.0 ** np.arange(len(n)) > 2 * n[0] * ratio**4
        level = int(np.argmax(enough)) if enough.any() else len(n) - 1
        half = half_width(errors[level], int(n[level]) - 1)
        around = Interval(*map(float, (value, errors[level], value - half, value + half)))
        return BlockedMean(*around, 1 << level, bool(enough.any()))
