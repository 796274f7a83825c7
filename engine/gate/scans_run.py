"""Surveys at work: every map of a figure, every barrier of a scan."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from .domain_map_run import launches
from .scans import OFFSETS, PHASES, BarrierSurvey, MapSurvey


def run_maps(survey: MapSurvey) -> Iterator[Chunk]:
    """The chunks of a survey of maps; see `MapSurvey.run`."""
    cells = np.full((len(OFFSETS), len(PHASES), survey.n, survey.n), -1, np.int8)
    axes = survey.maps[0][0].axes()
    particle, oscillator = (a.ravel() for a in np.meshgrid(*axes, indexing="ij"))
    for row, maps in enumerate(survey.maps):
        for column, domain in enumerate(maps):
            found = launches(domain, particle, oscillator)
            cells[row, column] = found.reshape(survey.n, survey.n)
            share = (row * len(PHASES) + column + 1) / (len(OFFSETS) * len(PHASES))
            yield Chunk(share, "maps", _maps(cells.copy(), axes))


def _maps(cells: np.ndarray, axes: tuple[np.ndarray, np.ndarray]) -> xr.Dataset:
    dims = ("s", "phi", "E_particle", "E_oscillator")
    coords = {"s": list(OFFSETS), "phi": list(PHASES)}
    energies = dict(zip(dims[2:], axes, strict=True))
    return xr.Dataset({"transmitted": (dims, cells, attributes("transmitted"))}, coords | energies)


def run_barriers(survey: BarrierSurvey) -> Iterator[Chunk]:
    """The chunks of a survey of barriers; see `BarrierSurvey.run`."""
    found = {k: np.full(len(survey.s), np.nan) for k in ("frozen", "relaxed", "E_min")}
    for i, s in enumerate(survey.s):
        *_, chunk = survey.base.changed(s=float(s)).run()
        for key, values in found.items():
            values[i] = chunk.summary[key] or np.nan
        data = {k: ("s", v.copy(), {"units": "E_osc"}) for k, v in found.items()}
        yield Chunk((i + 1) / len(survey.s), "barriers", xr.Dataset(data, {"s": survey.s}))
