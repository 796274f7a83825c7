"""D of a run that goes on: constant memory, any block size, the same bits."""

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit, void
from .accumulator import Accumulator, as_block, positive
from .diffusion_fit import Diffusion, fit_units
from .interval import independent_groups
from .lags import LAGS, spread_lags, window_lags

WINDOW = (1.0, 6.0)
"""Fit window (ps), from where the paper begins to trust its line.

A memory that fades as e^{−t/τ} moves D by about half of e^{−t_min/τ}, towards the early slope.
"""
UNITS = 32
"""Independent pieces wanted: Student's t is then 4 % wider than the normal."""


def batch_slots(groups: int) -> int:
    """Number of stretches kept for each of `groups` replicas.

    4 with many of them, up to twice UNITS with one. When all are full, neighbours are joined, so
    that half stay.
    """
    return max(4, 1 << (2 * UNITS // groups - 1).bit_length())


@njit(
    void(float64[:, :, ::1], int64, int64[::1], float64[:, :, ::1], float64[:, :, ::1]),
    cache=True,
    nogil=True,
)
def _feed(
    block: np.ndarray, step: int, lags: np.ndarray, ring: np.ndarray, moments: np.ndarray
) -> None:
    """Add |ΔR|² and |ΔR|⁴ of all windows that end in the block to moments (ion, 2, lag)."""
    size = ring.shape[1]
    for i in range(block.shape[0]):
        for s in range(block.shape[1]):
            x, y, z = block[i, s]
            now = step + s
            slot = now % size
            ring[i, slot, 0], ring[i, slot, 1], ring[i, slot, 2] = x, y, z
            for k in range(len(lags)):
                if lags[k] > now:
                    break
                then = slot - lags[k]
                if then < 0:
                    then += size
                dx, dy, dz = x - ring[i, then, 0], y - ring[i, then, 1], z - ring[i, then, 2]
                square = dx * dx + dy * dy + dz * dz
                moments[i, 0, k] += square
                moments[i, 1, k] += square * square


class RunningDiffusion(Accumulator):
    """MSD, α₂ and D of all ions so far.

    Parameters
    ----------
    ions : int
    dt : float
        Time between the positions that are fed (ps); 0.05 is enough for a fit from 1 ps on.
    t_max : float
        Longest lag (ps).
    lags : int
        About so many, growing by a constant factor from dt to t_max.
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica.

    Every window is used, each once, in the stretch in which it ends. Memory: the last t_max of each
    ion and some stretches a replica, however long the run. Results do not depend on how the run
    is cut into blocks: each ion's sums are taken in the order of time.
    """

    STATE = ("step", "ring", "moments", "batch", "batches")
    MOMENTS = 2
    """How many sums are kept: of |ΔR|² and |ΔR|⁴, and what another adds."""
    _feed = staticmethod(_feed)

    def __init__(
        self,
        ions: int,
        dt: float,
        t_max: float = 12.0,
        lags: int = LAGS,
        groups: ArrayLike | None = None,
    ):
        self.dt = positive(dt, "dt (ps)")
        longest = round(positive(t_max, "t_max (ps)") / dt)
        if longest < 3:
            raise ValueError(f"t_max = {t_max} ps is under three steps of {dt} ps: make it longer")
        self.lags = spread_lags(longest, lags)
        self.groups = independent_groups(groups, ions)
        self.members = np.bincount(self.groups)
        self.step = np.zeros(1, np.int64)
        """Positions fed so far."""
        self.ring = np.zeros((ions, longest + 1, 3))
        self.moments = np.zeros((ions, self.MOMENTS, len(self.lags)))
        """Sums of the stretch that is being filled."""
        self.batch = np.array([0, longest + 1], np.int64)
        """Number of full stretches, and steps of one."""
        slots = batch_slots(len(self.members))
        self.batches = np.zeros((len(self.members), slots, self.MOMENTS, len(self.lags)))
        """Sums of the full ones."""

    @property
    def time(self) -> float:
        """Length of the run so far (ps)."""
        return max(int(self.step[0]) - 1, 0) * self.dt

    def feed(self, positions: ArrayLike) -> None:
        """Take the next positions (Å), shape (ion, step, 3); the first block brings the start."""
        block = as_block(positions, len(self.groups), "positions")
        done = 0
        while done < block.shape[1]:
            room = self.batch[1] - self.step[0] % self.batch[1]
            part = np.ascontiguousarray(block[:, done : done + room])
            self._feed(part, self.step[0], self.lags, self.ring, self.moments)
            self.step += part.shape[1]
            done += part.shape[1]
            if part.shape[1] == room:
                self._close()

    def _close(self) -> None:
        np.add.at(self.batches[:, self.batch[0]], self.groups, self.moments)
        self.moments[:] = 0
        self.batch[0] += 1
        slots = self.batches.shape[1]
        if self.batch[0] == slots:
            self.batches[:, : slots // 2] = self.batches[:, ::2] + self.batches[:, 1::2]
            self.batches[:, slots // 2 :] = 0
            self.batch[:] = slots // 2, 2 * self.batch[1]

    def _windows(self, first: ArrayLike, last: ArrayLike) -> np.ndarray:
        """Windows of an ion that end in steps first … last − 1, shape (…, lag)."""
        begins, ends = np.asarray(first)[..., None], np.asarray(last)[..., None]
        return np.maximum(ends - np.maximum(begins, self.lags), 0)

    def _units(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Averages (group, unit, moment, lag), windows (unit, lag) and lengths (unit,) in steps.

        As few and as long as give UNITS in all; what does not fill a unit joins the last one.
        """
        full, length = self.batch
        open_sums = np.zeros((len(self.members), 1, self.MOMENTS, len(self.lags)))
        np.add.at(open_sums[:, 0], self.groups, self.moments)
        sums = np.concatenate([self.batches[:, :full], open_sums], axis=1)
        edges = np.append(np.arange(full + 1) * length, self.step[0])
        wanted = -(-UNITS // len(self.members))
        size = max(1, -(-int(full) // wanted))
        starts = np.arange(max(1, full // size)) * size
        edges = np.append(edges[starts], edges[-1])
        windows = self._windows(edges[:-1], edges[1:])
        weight = self.members[:, None, None, None] * np.maximum(windows, 1)[:, None]
        return np.add.reduceat(sums, starts, axis=1) / weight, windows, np.diff(edges)

    def _pooled(self, moment: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lags with any window: index, average (lag,), and that of each unit (unit, lag)."""
        units, windows, lengths = self._units()
        seen = np.flatnonzero((windows > 0).all(axis=0))
        values = units[:, :, moment][..., seen].reshape(-1, len(seen))
        return seen, values, np.outer(self.members, lengths).ravel()

    def msd(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lags (ps), MSD (Å²) and its standard error, each (lag,); the error NaN from one unit."""
        seen, values, shares = self._pooled(0)
        return self.lags[seen] * self.dt, *_mean_and_error(values, shares)

    def alpha2(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Lags (ps), non-Gaussian parameter α₂ and its standard error, each (lag,).

        α₂(t) = 3⟨|ΔR|⁴⟩ / 5⟨|ΔR|²⟩² − 1: zero for Gaussian displacements, largest where some ions
        have hopped and others not yet. Source: A. Rahman, Phys. Rev. 136, A405 (1964).
        """
        seen, square, shares = self._pooled(0)
        _, fourth, _ = self._pooled(1)
        mean = shares @ square / shares.sum()
        ratio = 0.6 * (shares @ fourth / shares.sum()) / mean**2
        # how each unit moves the ratio, to first order
        pulls = 0.6 * fourth / mean**2 - 2 * ratio * square / mean
        return self.lags[seen] * self.dt, ratio - 1, _mean_and_error(pulls, shares)[1]

    def diffusion(
        self, window: tuple[float, float] = WINDOW, drift: float = 0.0
    ) -> Diffusion | None:
        """D so far with its 95 % interval, or None while the run is under twice t_max of the fit.

        `window` are the lags (t_min, t_max) of the fit (ps). With a steady `drift` (Å/ps) D is that
        of the spreading about it.

        Raises ValueError when the fit window does not lie within the lags that are kept.
        """
        if window[1] > self.lags[-1] * self.dt * (1 + 1e-9):
            raise ValueError(
                f"the fit window ends at {window[1]:g} ps, lags at {self.lags[-1] * self.dt:g} ps: "
                "end it earlier, or start the run with a longer t_max"
            )
        chosen = window_lags(self.lags, self.dt, window)
        if self.step[0] - 1 < 2 * self.lags[chosen[-1]]:
            return None
        units, _, lengths = self._units()
        msd = units[:, :, 0][..., chosen].reshape(-1, len(chosen))
        msd = msd - (drift * self.dt * self.lags[chosen]) ** 2
        shares = np.outer(self.members, lengths).ravel()
        steps = int(lengths.mean()) - 1
        seen, alpha2, _ = self.alpha2()
        last = alpha2[np.searchsorted(seen, self.lags[chosen[-1]] * self.dt * (1 - 1e-9))]
        return fit_units(self.lags[chosen], msd, shares, self.dt, steps, window, float(last))


def _mean_and_error(values: np.ndarray, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean over units and its standard error as of `student_interval`, each (lag,)."""
    n = len(values)
    if n < 2:
        return values.mean(axis=0), np.full(values.shape[1], np.nan)
    shares = shares / shares.sum()
    mean = shares @ values
    return mean, np.sqrt(n / (n - 1) * (shares**2 @ (values - mean) ** 2))
