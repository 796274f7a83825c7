"""D of a finished run: overlapping windows, free intercept, generalised least squares."""

import numpy as np

from .accumulator import positive
from .diffusion_fit import Diffusion, fit_units
from .interval import independent_groups
from .msd import window_lags, windowed_msd

WINDOW = (1.0, 6.0)
"""Fit window (ps), from where the paper begins to trust its line.

A memory that fades as e^{−t/τ} moves D by about half of e^{−t_min/τ}, towards the early slope.
"""
UNITS = 32
"""Independent pieces wanted: Student's t is then 4 % wider than the normal."""


def stretches(groups: int, steps: int, shortest: int) -> int:
    """Into how many equal stretches each replica is cut so that there are about UNITS in all."""
    return max(1, min(-(-UNITS // groups), steps // shortest))


def diffusion(positions, dt: float, window=WINDOW, groups=None) -> Diffusion:
    """D from overlapping windows of all ions, with an honest interval.

    Parameters
    ----------
    positions : array_like, shape (ion, step, 3) or (step, 3)
        Å, at even spacing dt, continuous across cells.
    dt : float
        ps. A tenth of t_min resolves the window; less costs time and tells nothing.
    window : (t_min, t_max)
        Lags of the fit (ps). The MSD must be straight beyond t_min: see `Diffusion.bend`.
    groups : array_like, shape (ion,), optional
        Ions with the same label share a bath and count as one replica. Default: all independent.

    Raises
    ------
    ValueError
        When the run is shorter than twice t_max, or the window holds fewer than three lags.

    Replicas are units; with few of them each is cut into stretches of at least twice t_max, which
    remember each other so little that they count as independent (checked by the coverage tests).
    """
    positions = np.asarray(positions, float)
    positions = positions[None] if positions.ndim == 2 else positions
    if positions.ndim != 3 or positions.shape[2] != 3:
        raise ValueError(f"positions have shape {positions.shape}: give (ion, step, 3)")
    steps, longest = positions.shape[1] - 1, round(window[1] / positive(dt, "dt (ps)"))
    if steps < 2 * longest:
        raise ValueError(
            f"a run of {steps * dt:g} ps is too short for a fit up to {window[1]:g} ps: it must "
            f"last {2 * longest * dt:g} ps or more, so run longer or end the fit window earlier"
        )
    groups = independent_groups(groups, len(positions))
    members = np.bincount(groups)
    pieces = stretches(len(members), steps, 2 * longest)
    length = steps // pieces
    lags = np.arange(longest + 1)
    lags = lags[window_lags(lags, dt, window)]
    msd = np.zeros((len(members), pieces, len(lags)))
    for ion, group in enumerate(groups):
        for piece in range(pieces):
            part = positions[ion, piece * length : (piece + 1) * length + 1]
            msd[group, piece] += windowed_msd(part)[lags] / members[group]
    shares = np.repeat(members, pieces)
    alpha2 = non_gaussian(positions, int(lags[-1]))
    return fit_units(lags, msd.reshape(-1, len(lags)), shares, dt, length, window, alpha2)


def non_gaussian(positions, lag: int) -> float:
    """α₂ = 3⟨|ΔR|⁴⟩ / 5⟨|ΔR|²⟩² − 1 at one lag, over all windows of all ions (ion, step, 3)."""
    square = np.sum((positions[:, lag:] - positions[:, :-lag]) ** 2, axis=2)
    return float(0.6 * np.mean(square**2) / np.mean(square) ** 2 - 1)
