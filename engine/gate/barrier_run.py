"""gate-barrier at work: stationary points, edges from rest, and the heights they come to."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from .barrier import GateBarrier
from .boundaries import Edges, rest_edges
from .landscape import landscape, reach, stationary_points, still_barriers
from .pauses import Returned

POINTS = 601
"""Oscillator positions at which V(y) is given."""


def run(experiment: GateBarrier) -> Iterator[Chunk]:
    """The chunks of a run; see `GateBarrier.run`."""
    roots, curvature = stationary_points(experiment)
    for _ in (scanning := Returned(rest_edges(experiment))):
        yield Chunk(0.5, "scanning", xr.Dataset())
    found = scanning.value
    frozen, relaxed = still_barriers(experiment)
    summary = {
        "frozen": frozen,
        "relaxed": relaxed,
        "y_relaxed": float(roots[np.argmin(landscape(experiment, roots))]),
        "E_min": found.E_min,
        "undecided": found.undecided,
    }
    yield Chunk(1.0, "done", _data(experiment, roots, curvature, found), summary)


def _data(
    experiment: GateBarrier, roots: np.ndarray, curvature: np.ndarray, found: Edges
) -> xr.Dataset:
    """V(y) as far as the whole barrier could push the oscillator, its stationary points, edges."""
    end = reach(experiment)
    y = np.linspace(-end, end, POINTS)
    return xr.Dataset(
        {
            "V": ("y", landscape(experiment, y), attributes("V")),
            "stationary_V": ("stationary_y", landscape(experiment, roots), attributes("V")),
            "stationary_is_minimum": (
                "stationary_y",
                curvature > 0,
                attributes("stationary_is_minimum"),
            ),
            "edge_energy": ("edge", found.energy, attributes("E_particle")),
            "edge_sign": ("edge", found.sign, attributes("edge_sign")),
        },
        {
            "y": ("y", y, attributes("y")),
            "stationary_y": ("stationary_y", roots, attributes("stationary_y")),
        },
    )
