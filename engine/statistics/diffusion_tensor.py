"""D as a tensor: ⟨ΔR_a ΔR_b⟩ = 2 D_ab t, in which a third of the trace is the D of all axes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..numerics.compiler import float64, int64, njit, void
from .diffusion_fit import FEWEST_UNITS, unit_weights
from .interval import half_width, student_interval
from .lags import window_lags
from .normal import NORMAL
from .running_diffusion import WINDOW, RunningDiffusion

PAIRS = ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
"""Axes of each product that is summed."""


class Tensor(NamedTuple):
    """D_ab (Å²/ps) with standard errors and the ends of 95 % intervals, each (3, 3), symmetric."""

    D: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    units: int
    """Independent pieces (replicas, or stretches of them) that the intervals rest on."""

    def along(self, direction: ArrayLike) -> float:
        """D (Å²/ps) along a `direction` (3,), in any unit."""
        n = np.asarray(direction, float)
        return float(n @ self.D @ n / (n @ n))


@njit(
    void(float64[:, :, ::1], int64, int64[::1], float64[:, :, ::1], float64[:, :, ::1]),
    cache=True,
    nogil=True,
)
def _feed(
    block: np.ndarray, step: int, lags: np.ndarray, ring: np.ndarray, moments: np.ndarray
) -> None:
    """Add |ΔR|², |ΔR|⁴ and the products of PAIRS of all windows that end in the block.

    moments has the shape (ion, 8, lag).
    """
    size, d = ring.shape[1], np.empty(3)
    for i in range(block.shape[0]):
        for s in range(block.shape[1]):
            now = step + s
            slot = now % size
            for c in range(3):
                ring[i, slot, c] = block[i, s, c]
            for k in range(len(lags)):
                if lags[k] > now:
                    break
                then = (slot - lags[k]) % size
                for c in range(3):
                    d[c] = block[i, s, c] - ring[i, then, c]
                square = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
                moments[i, 0, k] += square
                moments[i, 1, k] += square * square
                for c in range(3):
                    moments[i, 2 + c, k] += d[c] * d[c]
                moments[i, 5, k] += d[0] * d[1]
                moments[i, 6, k] += d[0] * d[2]
                moments[i, 7, k] += d[1] * d[2]


class RunningTensor(RunningDiffusion):
    """All that RunningDiffusion knows, and D as a tensor; its arguments are the same."""

    MOMENTS = 2 + len(PAIRS)
    _feed = staticmethod(_feed)

    def tensor(
        self, window: tuple[float, float] = WINDOW, drift: ArrayLike = (0.0, 0.0, 0.0)
    ) -> Tensor | None:
        """D_ab so far, or None while the run is under twice t_max of the fit.

        `window` are the lags (t_min, t_max) of the fit (ps), as in `diffusion`: the line goes
        through all components with the weights that it has there, so that a third of the trace is
        that D. D is that of the spreading about a steady `drift` (3,) (Å/ps). Intervals come from
        the scatter of the units; with fewer than FEWEST_UNITS from that of a Gaussian walk, whose
        D_ab varies by 3(D_aa D_bb + D_ab²)/2D² of what D does.
        """
        speed = np.asarray(drift, float)
        found = self.diffusion(window, float(np.linalg.norm(speed)))
        if found is None:
            return None
        chosen = window_lags(self.lags, self.dt, window)
        units, _, lengths = self._units()
        t, n = self.dt * self.lags[chosen], len(chosen)
        shares = np.outer(self.members, lengths).ravel()
        msd = units[:, :, 0][..., chosen].reshape(-1, n) - (speed @ speed) * t**2
        steps = int(lengths.mean()) - 1
        share, weights, _ = unit_weights(self.lags[chosen], msd, shares, self.dt, steps, window)
        D, error, half = np.empty((3, 3, 3))
        for k, (a, b) in enumerate(PAIRS):
            part = units[:, :, 2 + k][..., chosen].reshape(-1, n) - speed[a] * speed[b] * t**2
            values = part @ weights[1] / 2
            D[a, b] = D[b, a] = share @ values
            if len(values) >= FEWEST_UNITS:
                spread = student_interval(values, share).error
                error[a, b] = error[b, a] = spread
                half[a, b] = half[b, a] = half_width(spread, len(values) - 1)
        if len(msd) < FEWEST_UNITS:
            error = _walk_error(D, found.error)
            half = NORMAL * error
        return Tensor(D, error, D - half, D + half, len(msd))


def _walk_error(D: np.ndarray, error: float) -> np.ndarray:
    """Standard errors (Å²/ps) of the components of a Gaussian walk, whose D has an `error`."""
    own = np.abs(np.diag(D))  # chance may have made one negative
    return error * np.sqrt(1.5 * (np.outer(own, own) + D**2)) / own.mean()
