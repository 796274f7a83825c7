"""Is the ion as hot as its bath? Velocity distribution and kinetic temperature."""

from typing import NamedTuple

import numpy as np
from scipy.stats import maxwell, norm

from ..numerics.compiler import float64, int64, njit, void
from .accumulator import Accumulator, as_block, positive
from .blocking import BlockedMean, BlockingAverage
from .interval import independent_groups

REACH = 6.0
"""The histograms end at so many thermal speeds sqrt(kT/M)."""
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
def _bin(u, bins):
    """Bin of u in [0, REACH); the last one takes whatever lies outside."""
    place = np.floor(u / REACH * bins)
    return bins if not 0 <= place < bins else np.int64(place)


@njit(
    void(
        float64[:, :, ::1],
        float64,
        int64[::1],
        float64[::1],
        float64[:, ::1],
        int64[:, ::1],
        float64[:, ::1],
        int64[::1],
    ),
    cache=True,
    nogil=True,
)
def _feed(block, thermal, groups, share, energy, counts, last, turns):
    """Histograms (2, bin + 1), energy (group, step) in 3kT/2 and turns of each component.

    share is what an ion adds to the mean of its group; last (ion, 3) its velocity before.
    """
    bins = counts.shape[1] - 1
    for i in range(block.shape[0]):
        for s in range(block.shape[1]):
            square = 0.0
            for k in range(3):
                u = block[i, s, k] / thermal
                square += u * u
                counts[0, _bin(0.5 * (u + REACH), bins)] += 1
                if u * last[i, k] < 0:
                    turns[i] += 1
                if u != 0:
                    last[i, k] = u
            counts[1, _bin(np.sqrt(square), bins)] += 1
            energy[groups[i], s] += square / 3 * share[i]


class VelocityStatistics(Accumulator):
    """Velocity histograms, kinetic temperature and turning rate of all ions so far.

    Parameters
    ----------
    ions : int
    dt : float
        Time between the velocities that are fed (ps).
    M, kT : float
        Mass of the ion (meV ps²/Å²) and temperature of the bath (meV).
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica.

    Velocities should be those of whole steps, at the time of the positions. A drift under an
    applied force counts as heat.
    """

    STATE = ("counts", "last", "turns", "energy")

    def __init__(self, ions: int, dt: float, M: float, kT: float, groups=None):
        self.dt = positive(dt, "dt (ps)")
        self.thermal = float(np.sqrt(positive(kT, "kT (meV)") / positive(M, "M")))
        """sqrt(kT/M) (Å/ps)."""
        self.groups = independent_groups(groups, ions)
        members = np.bincount(self.groups)
        self.share = 1.0 / members[self.groups]
        self.counts = np.zeros((2, BINS + 1), np.int64)
        self.last = np.zeros((ions, 3))
        self.turns = np.zeros(ions, np.int64)
        """Changes of sign of the three components, by ion."""
        self.energy = BlockingAverage(len(members), around=1.0)

    def feed(self, velocities) -> None:
        """Take the next velocities (Å/ps), shape (ion, step, 3)."""
        block = as_block(velocities, len(self.groups), "velocities")
        energy = np.zeros((len(self.energy.pending), block.shape[1]))
        _feed(
            block, self.thermal, self.groups, self.share, energy, self.counts, self.last, self.turns
        )
        self.energy.feed(energy)

    def temperature_ratio(self) -> BlockedMean | None:
        """⟨M v²⟩/3kT with a 95 % interval that knows how long the energy is remembered."""
        return self.energy.mean()

    def turning_frequency(self) -> float:
        """Oscillations per ps of one component: changes of its sign, over 2·3 axes·time.

        A property of smooth motion: noise with a white part turns at every step.
        """
        return float(self.turns.sum() / (6 * len(self.turns) * self.energy.count[0] * self.dt))

    def components(self) -> Histogram:
        """Density of ẋ, ẏ and ż taken together, from −6 to 6 thermal speeds."""
        return self._histogram(0, np.linspace(-REACH, REACH, BINS + 1), norm.cdf)

    def speeds(self) -> Histogram:
        """Density of |v|, up to 6 thermal speeds."""
        return self._histogram(1, np.linspace(0, REACH, BINS + 1), maxwell.cdf)

    def _histogram(self, which: int, edges, cdf) -> Histogram:
        width = (edges[1] - edges[0]) * self.thermal
        total = max(int(self.counts[which].sum()), 1)
        density = self.counts[which, :BINS] / total / width
        return Histogram(edges * self.thermal, density, np.diff(cdf(edges)) / width)
