"""gate-map at work: a coarse map, its traced boundaries, and every cell."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from .domain_map import GateMap
from .kernels.values import TRANSMITTED, UNDECIDED
from .model import start
from .outcomes import classify_in_slices
from .pauses import Pausing, Returned, finish
from .trace import trace

SLICE = 100_000
"""Cells filled between two looks at the map; Stop is looked at more often."""


def launching(
    experiment: GateMap, E_particle: np.ndarray, E_oscillator: np.ndarray
) -> Pausing[np.ndarray]:
    """`launches` as a generator that pauses between slices."""
    y, w = start(E_oscillator, experiment.phi, experiment.oscillator_start == "released_script")
    return classify_in_slices(experiment.system(), E_particle, y, w, x_from=experiment.x0)


def launches(experiment: GateMap, E_particle: np.ndarray, E_oscillator: np.ndarray) -> np.ndarray:
    """Outcomes (int8, (m,); see `kernels.values`) at E_particle and E_oscillator (E_osc, (m,))."""
    return finish(launching(experiment, E_particle, E_oscillator))


def run(experiment: GateMap) -> Iterator[Chunk]:
    """The chunks of a run; see `GateMap.run`."""
    every = experiment.fill == "every cell"
    grid = _Grid(experiment)
    yield from grid.traced()
    inferred = grid.cells.copy()
    if every:
        yield from grid.filled()
    lost = {"cells_lost_by_tracing": int(np.sum(inferred != grid.cells)) if every else None}
    yield grid.chunk("done", lost)


class _Grid:
    """The cells of a map while they are launched."""

    def __init__(self, experiment: GateMap):
        self.experiment, self.axes = experiment, experiment.axes()
        self.shape = experiment.n, experiment.n
        self.cells, self.launched = np.zeros(self.shape, np.int8), np.zeros(self.shape, bool)

    def launch(self, rows: np.ndarray, columns: np.ndarray) -> Pausing[np.ndarray]:
        """Outcomes of the cells with these indices."""
        return launching(self.experiment, self.axes[0][rows], self.axes[1][columns])

    def traced(self) -> Iterator[Chunk]:
        """The coarse map, and what is traced from it; at a pause the same again."""
        chunk, stage = Chunk(0.0, "starting", xr.Dataset()), "coarse"
        for step in trace(self.shape, self.launch):
            if step is not None:
                self.cells, self.launched = step
                chunk, stage = self.chunk(stage), "traced"
            yield chunk

    def filled(self) -> Iterator[Chunk]:
        """The cells that were only inferred."""
        chunk = self.chunk("filling")
        for part in _slices(~self.launched):
            for _ in (filling := Returned(self.launch(*part))):
                yield chunk
            self.cells[part] = filling.value
            self.launched[part] = True
            chunk = self.chunk("filling")
            yield chunk

    def chunk(self, stage: str, more: dict | None = None) -> Chunk:
        """The map so far."""
        coordinates = dict(zip(("E_particle", "E_oscillator"), self.axes, strict=True))
        data = xr.Dataset(
            {"transmitted": (tuple(coordinates), self.cells.copy(), attributes("transmitted"))},
            {k: (k, v, attributes(k)) for k, v in coordinates.items()},
        )
        summary = {
            "transmitted_fraction": float(np.mean(self.cells == TRANSMITTED)),
            "undecided": int(np.sum(self.cells == UNDECIDED)),
            "launches": int(self.launched.sum()),
        }
        share = 1.0 if stage == "done" else float(self.launched.mean())
        return Chunk(share, stage, data, summary | (more or {}))


def _slices(todo: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """The set cells as (rows, columns), SLICE at a time, sorted by row."""
    rows, columns = np.nonzero(todo)
    for first in range(0, len(rows), SLICE):
        yield rows[first : first + SLICE], columns[first : first + SLICE]
