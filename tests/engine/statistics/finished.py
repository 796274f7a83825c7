"""D of a finished run, all at once: the twin of what grows with a run."""

import numpy as np

from ionoscope.engine.statistics.diffusion_fit import Diffusion, fit_units
from ionoscope.engine.statistics.interval import independent_groups
from ionoscope.engine.statistics.lags import window_lags
from ionoscope.engine.statistics.running_diffusion import UNITS, WINDOW


def windowed_msd(trajectory, lags):
    """⟨|R(t0 + t) − R(t0)|²⟩ of a trajectory (step, 3) over every start t0, at lags in steps."""
    return np.array([np.mean(squares(trajectory[None], n)) for n in lags])


def squares(positions, lag: int):
    """|ΔR|² of all windows of so many steps, shape (ion, window)."""
    return np.sum((positions[:, lag:] - positions[:, :-lag]) ** 2, axis=2)


def non_gaussian(positions, lag: int) -> float:
    """α₂ = 3⟨|ΔR|⁴⟩ / 5⟨|ΔR|²⟩² − 1 at one lag, over all windows of all ions (ion, step, 3)."""
    square = squares(positions, lag)
    return float(0.6 * np.mean(square**2) / np.mean(square) ** 2 - 1)


def diffusion(positions, dt: float, window=WINDOW, groups=None) -> Diffusion:
    """D from overlapping windows of all ions (ion, step, 3), each cut into equal stretches.

    There are about UNITS stretches in all, each of at least twice the longest lag.
    """
    steps, longest = positions.shape[1] - 1, round(window[1] / dt)
    groups = independent_groups(groups, len(positions))
    members = np.bincount(groups)
    pieces = max(1, min(-(-UNITS // len(members)), steps // (2 * longest)))
    length = steps // pieces
    lags = np.arange(longest + 1)
    lags = lags[window_lags(lags, dt, window)]
    msd = np.zeros((len(members), pieces, len(lags)))
    for ion, group in enumerate(groups):
        for piece in range(pieces):
            part = positions[ion, piece * length : (piece + 1) * length + 1]
            msd[group, piece] += windowed_msd(part, lags) / members[group]
    shares = np.repeat(members, pieces)
    alpha2 = non_gaussian(positions, int(lags[-1]))
    return fit_units(lags, msd.reshape(-1, len(lags)), shares, dt, length, window, alpha2)
