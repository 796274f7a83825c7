"""Is the ion as hot as its bath? Velocity distribution and kinetic temperature."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit, void
from .accumulator import Accumulator, as_block, positive
from .blocking import BlockedMean, BlockingAverage
from .interval import independent_groups
from .normal import REACH, maxwell_below, normal_below

BINS = 120


class Histogram(NamedTuple):
    """A density of velocities and that of Maxwell and Boltzmann, each (bin,), in ps/Å."""

    edges: np.ndarray
    """Å/ps, shape (bin + 1,)."""
    density: np.ndarray
    """Found; what lies outside the edges counts in the norm."""
    expected: np.ndarray
    """Maxwell–Boltzmann at the bath's temperature, averaged over each bin."""


@njit(int64(float64, int64), cache=True, nogil=True)
def _bin(u: float, bins: int) -> int:
    """Bin of u in [0, REACH); the last one takes whatever lies outside."""
    place = np.floor(u / REACH * bins)
    return bins if not 0 <= place < bins else int(place)


@njit(
    void(float64[:, :, ::1], float64, int64[::1], float64[::1], float64[:, ::1], int64[:, ::1]),
    cache=True,
    nogil=True,
)
def _feed(
    block: np.ndarray,
    thermal: float,
    groups: np.ndarray,
    share: np.ndarray,
    energy: np.ndarray,
    counts: np.ndarray,
) -> None:
    """Histograms (2, bin + 1) and energy (group, step) in 3kT/2.

    share is what an ion adds to the mean of its group.
    """
    bins = counts.shape[1] - 1
    for i in range(block.shape[0]):
        for s in range(block.shape[1]):
            square = 0.0
            for k in range(3):
                u = block[i, s, k] / thermal
                square += u * u
                counts[0, _bin(0.5 * (u + REACH), bins)] += 1
            counts[1, _bin(np.sqrt(square), bins)] += 1
            energy[groups[i], s] += square / 3 * share[i]


class VelocityStatistics(Accumulator):
    """Velocity histograms and kinetic temperature of all ions so far.

    Parameters
    ----------
    ions : int
    M, kT : float
        Mass of the ion (meV ps²/Å²) and temperature of the bath (meV).
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica.

    Velocities should be those of whole steps, at the time of the positions. A drift under an
    applied force counts as heat.
    """

    STATE = ("counts", "energy")

    def __init__(self, ions: int, M: float, kT: float, groups: ArrayLike | None = None):
        self.thermal = float(np.sqrt(positive(kT, "kT (meV)") / positive(M, "M")))
        """sqrt(kT/M) (Å/ps)."""
        self.groups = independent_groups(groups, ions)
        members = np.bincount(self.groups)
        self.share = 1.0 / members[self.groups]
        self.counts = np.zeros((2, BINS + 1), np.int64)
        self.energy = BlockingAverage(len(members), around=1.0)

    def feed(self, velocities: ArrayLike) -> None:
        """Take the next velocities (Å/ps), shape (ion, step, 3)."""
        block = as_block(velocities, len(self.groups), "velocities")
        energy = np.zeros((len(self.energy.pending), block.shape[1]))
        _feed(block, self.thermal, self.groups, self.share, energy, self.counts)
        self.energy.feed(energy)

    def temperature_ratio(self) -> BlockedMean | None:
        """⟨M v²⟩/3kT with a 95 % interval that knows how long the energy is remembered."""
        return self.energy.mean()

    def components(self) -> Histogram:
        """Density of ẋ, ẏ and ż taken together, from −6 to 6 thermal speeds."""
        return self._histogram(0, np.linspace(-REACH, REACH, BINS + 1), normal_below)

    def speeds(self) -> Histogram:
        """Density of |v|, up to 6 thermal speeds."""
        return self._histogram(1, np.linspace(0, REACH, BINS + 1), maxwell_below)

    def _histogram(
        self, which: int, edges: np.ndarray, below: Callable[[np.ndarray], np.ndarray]
    ) -> Histogram:
        width = (edges[1] - edges[0]) * self.thermal
        total = max(int(self.counts[which].sum()), 1)
        density = self.counts[which, :BINS] / total / width
        return Histogram(edges * self.thermal, density, np.diff(below(edges)) / width)
