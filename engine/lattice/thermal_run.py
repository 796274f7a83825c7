"""The run of lattice-thermal: the exact answer, then histograms as modes are summed."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from . import any_thermal_run
from .covariance import infinite_covariance, mean_squares
from .modes import Modes
from .thermal import LatticeThermal
from .thermal_modes import ThermalModes
from .zone import box, quadrature

PORTIONS = 8
"""Parts in which the modes are summed, from the slowest to the fastest."""
NODES = 24
"""Gauss points a side that give mean squares to rounding."""
SPREAD = 4.2
"""Standard deviations along an axis at which the histograms end."""


def run(experiment: LatticeThermal) -> Iterator[Chunk]:
    """Yield the exact answer, then histograms as portions of the modes are summed."""
    return _of_cubic(experiment) if experiment.is_simple else any_thermal_run.run(experiment)


def _of_cubic(experiment: LatticeThermal) -> Iterator[Chunk]:
    data, summary = _exact(experiment)
    yield Chunk(0.05, "exact covariance", data, summary)
    variance = np.array([summary["C_pos_xx"], summary["C_vel_xx"]])
    edges = SPREAD * np.sqrt(variance)[:, None] * np.linspace(0, 1, experiment.n_bins + 1)
    crystal, e = experiment.cubic(), experiment
    modes = ThermalModes(crystal, e.cells, e.kT, e.statistics, e.seed)
    yield Chunk(0.1, "drawing modes", data, summary)
    for share, motion in summing(modes):
        stage = "summing modes" if share < 1 else "done"
        seen = data.merge(_histograms(motion, edges))
        yield Chunk(0.1 + 0.9 * share, stage, seen, summary | _sampled(motion))


def summing(modes: ThermalModes) -> Iterator[tuple[float, np.ndarray]]:
    """Share of the modes summed, and r (Å), ṙ (Å/ps) of all atoms so far, (2, 3, N, N, N)."""
    moving = modes.frequency[modes.frequency > 0]
    limits = np.quantile(moving, np.arange(1, PORTIONS) / PORTIONS)
    portion = np.searchsorted(limits, modes.frequency, side="right")
    motion = np.zeros((2, 3, modes.N, modes.N, modes.N))
    for k in range(PORTIONS):
        motion = motion + modes.fields(np.where(portion == k, modes.amplitude, 0.0), 2)
        yield (k + 1) / PORTIONS, motion


def _exact(experiment: LatticeThermal) -> tuple[xr.Dataset, dict]:
    """The covariance in time, with these statistics and classically, and the mean squares."""
    crystal, kT, statistics = experiment.cubic(), experiment.kT, experiment.statistics
    times = np.array(experiment.times)
    found, errors = infinite_covariance(crystal, kT, statistics, times)
    classical, _ = infinite_covariance(crystal, kT, "classical", times)
    modes = Modes.of(crystal, quadrature(NODES))
    here, in_box = (
        mean_squares(crystal, m, kT, statistics)
        for m in (modes, Modes.of(crystal, box(experiment.cells)))
    )
    summary = {
        "C_pos_xx": float(here[0]),
        "C_vel_xx": float(here[1]),
        "C_error": errors.tolist(),
        "box_pos_xx": float(in_box[0]),
        "box_vel_xx": float(in_box[1]),
        "zero_point_vel_xx": float(mean_squares(crystal, modes, 0.0, "quantum")[1]),
        "classical_pos_xx": float(mean_squares(crystal, modes, kT, "classical")[0]),
        "classical_vel_xx": kT / crystal.m,
    }
    return _covariances(times, found, classical), summary


def _covariances(times: np.ndarray, exact: np.ndarray, classical: np.ndarray) -> xr.Dataset:
    return xr.Dataset(
        {
            "C_pos": ("time", exact[0], attributes("C_pos")),
            "C_vel": ("time", exact[1], attributes("C_vel")),
            "C_pos_classical": ("time", classical[0], attributes("C_pos")),
            "C_vel_classical": ("time", classical[1], attributes("C_vel")),
        },
        {"time": ("time", times, attributes("time"))},
    )


def _sampled(motion: np.ndarray) -> dict:
    """Variances along x, y and z together; each wave moves all atoms, so errors are small."""
    squares = motion.reshape(2, 3, -1) ** 2
    pos, vel = squares.mean(axis=(1, 2))
    along = squares.mean(axis=2)
    return {
        "sampled_pos_xx": float(along[0, 0]),
        "sampled_vel_xx": float(along[1, 0]),
        "sampled_pos": float(pos),
        "sampled_vel": float(vel),
    }


def _histograms(motion: np.ndarray, edges: np.ndarray) -> xr.Dataset:
    """Distributions of |r| and |ṙ| over all atoms, per Å and per Å/ps."""
    found = {}
    for name, axis, field, edge in zip(
        ("p_displacement", "p_speed"), ("displacement", "speed"), motion, edges, strict=True
    ):
        size = np.sqrt((field**2).sum(axis=0)).reshape(-1)
        width = edge[1] - edge[0]
        density = np.histogram(size, edge)[0] / (len(size) * width)
        centre = (edge[1:] + edge[:-1]) / 2
        found[name] = xr.DataArray(
            density, {axis: (axis, centre, attributes(axis))}, (axis,), attrs=attributes(name)
        )
    return xr.Dataset(found)
