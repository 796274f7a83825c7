"""Hops counted: how often, how long between, how far, and how many go straight back."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit
from .accumulator import Accumulator, positive
from .hop_events import UNKNOWN, HopFinder, Hops
from .interval import independent_groups, student_interval

KINDS = ("face", "edge", "corner", "further")
"""Kinds of jumps: to a neighbour across a face, an edge or a corner, or beyond."""
OCTAVE = 4
"""Bins of the residence times per factor of two."""
TIME_BINS = 41 * OCTAVE


class HopSummary(NamedTuple):
    """What the hops say so far; times in ps, rates in 1/ps, NaN where there is nothing to say."""

    hops: int
    rate: float
    """Hops per ion and ps."""
    rate_error: float
    """Standard error: between replicas, or from the scatter of residence times if there is one."""
    residence: float
    """Mean time between two hops of an ion; those cut off by the ends of the run do not count."""
    residence_error: float
    kinds: dict[str, int]
    """Jumps by kind."""
    mean_square: float
    """Mean square length of a jump, centre to centre (Å²)."""
    back: float
    """Mean cosine between one jump and the next: −1 if each undoes the last, 0 at random."""
    back_error: float
    reversals: float
    """Share of the jumps that undo the one before exactly; 1/6 at random across six faces."""
    D: float
    """rate · mean_square · (1 + back)/(1 − back) / 6 (Å²/ps), if jumps remember one jump only."""
    attempts: float
    """Oscillations per ps along one axis: crossings of a cell's centre planes, over 2·3·time."""
    success: float
    """Hops per attempt: rate over the attempts of three axes, each towards two faces."""


@njit(float64[::1](int64[:, ::1], int64[:, ::1], float64[::1]), cache=True, nogil=True)
def _cosines(jumps: np.ndarray, before: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """Add cosines and their squares one by one, so that blocks leave no trace in the rounding."""
    for u, v in zip(jumps, before):  # noqa: B905 - numba has no strict
        length = (v[0] ** 2 + v[1] ** 2 + v[2] ** 2) * (u[0] ** 2 + u[1] ** 2 + u[2] ** 2)
        cosine = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / np.sqrt(length)
        sums[0] += cosine
        sums[1] += cosine * cosine
    return sums


class HopStatistics(Accumulator):
    """Hops of all ions so far, in constant memory.

    Parameters
    ----------
    ions : int
    dt : float
        Time between the positions that are fed (ps); a hop that ends within one step is one hop.
    a, core : float
        See `HopFinder`.
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica.
    """

    STATE = ("finder", "count", "kinds", "squares", "reversals", "dwell", "times", "cosines")

    def __init__(
        self, ions: int, dt: float, a: float, core: float = 0.3, groups: ArrayLike | None = None
    ):
        self.dt = positive(dt, "dt (ps)")
        self.groups = independent_groups(groups, ions)
        self.finder = HopFinder(ions, a, core)
        self.count = np.zeros(ions, np.int64)
        """Hops by ion."""
        self.kinds = np.zeros(len(KINDS), np.int64)
        self.squares = np.zeros(1, np.int64)
        """Sum of squared jump lengths, in cells."""
        self.reversals = np.zeros(2, np.int64)
        """Jumps that undo the one before, and jumps that have one before."""
        self.dwell = np.zeros(2)
        """Sum of residence times and of their squares, in steps; whole numbers."""
        self.times = np.zeros(TIME_BINS, np.int64)
        """Residence times by quarter octaves of steps."""
        self.cosines = np.zeros(2)

    @property
    def time(self) -> float:
        """Length of the run so far (ps)."""
        return max(int(self.finder.step[0]) - 1, 0) * self.dt

    def feed(self, positions: ArrayLike) -> Hops:
        """Take the next positions (Å), shape (ion, step, 3); returns the hops among them."""
        hops = self.finder.feed(positions)
        jumps = hops.end - hops.start
        self.count += np.bincount(hops.ion, minlength=len(self.count))
        self.kinds += np.bincount(_kind(jumps), minlength=len(KINDS))
        self.squares += np.sum(jumps**2)
        known = hops.before.any(axis=1)
        undone = (jumps == -hops.before).all(axis=1) & known
        self.reversals += np.array([undone.sum(), known.sum()])
        _cosines(jumps[known], hops.before[known], self.cosines)
        dwell = hops.dwell[hops.dwell != UNKNOWN]
        # sums of whole numbers below 2^53: exact in any order
        self.dwell += np.array([dwell.sum(), np.sum(dwell.astype(float) ** 2)])
        bins = np.floor(OCTAVE * np.log2(dwell)).astype(int)
        self.times += np.bincount(bins, minlength=TIME_BINS)
        return hops

    def residence_times(self) -> tuple[np.ndarray, np.ndarray]:
        """Edges (ps), shape (bin + 1,), and numbers of residence times between, shape (bin,).

        Bins grow by a quarter octave; those beyond the longest time are left out.
        """
        used = np.flatnonzero(self.times)
        bins = int(used[-1]) + 1 if len(used) else 0
        return 2.0 ** (np.arange(bins + 1) / OCTAVE) * self.dt, self.times[:bins].copy()

    def summary(self) -> HopSummary | None:
        """What the hops say so far; None before a second position."""
        if self.time == 0:
            return None
        rate, rate_error = self._rate()
        residence, residence_error = np.array(_moments(self.times.sum(), *self.dwell)) * self.dt
        back, back_error = _moments(self.reversals[1], *self.cosines)
        square = _share(self.squares[0], self.count.sum()) * self.finder.a**2
        memory = (1 + back) / (1 - back) if back < 1 else np.nan
        attempts = self.finder.crossings.sum() / (6 * len(self.count) * self.time)
        return HopSummary(
            int(self.count.sum()),
            rate,
            rate_error,
            float(residence),
            float(residence_error),
            dict(zip(KINDS, self.kinds.tolist(), strict=True)),
            square,
            back,
            back_error,
            _share(*self.reversals),
            rate * square * memory / 6,
            float(attempts),
            _share(rate, 6 * attempts),
        )

    def _rate(self) -> tuple[float, float]:
        """Hops per ion and ps with standard error."""
        members = np.bincount(self.groups)
        rates = np.bincount(self.groups, self.count) / (members * self.time)
        if len(rates) > 1:
            return student_interval(rates, members)[:2]
        mean, error = _moments(self.times.sum(), *self.dwell)
        # a renewal process: the number of hops scatters like the time that so many take
        return float(rates[0]), float(rates[0] * _share(error, mean))


def _kind(jumps: np.ndarray) -> np.ndarray:
    """Index into KINDS of each jump (hop, 3)."""
    near = np.abs(jumps).max(axis=1, initial=0) == 1
    return np.where(near, np.abs(jumps).sum(axis=1) - 1, len(KINDS) - 1)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else np.nan


def _moments(n: float, first: float, second: float) -> tuple[float, float]:
    """Mean of n numbers and its standard error, from their sum and that of their squares."""
    if n < 2:
        return _share(first, n), np.nan
    mean = first / n
    return float(mean), float(np.sqrt(max(second / n - mean**2, 0) / (n - 1)))
