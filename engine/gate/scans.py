"""Small surveys around one experiment: maps at many phases, barriers at many offsets.

They run like experiments (chunks of data so far) but have no parameters of their own.
"""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from .barrier import GateBarrier
from .domain_map import GateMap

PHASES = tuple(np.pi / 4 * np.arange(8))
OFFSETS = (0.0, 2.0)
"""Columns and rows of the paper's Fig. 3."""


class MapSurvey:
    """`base` at every phase and offset of the paper's Fig. 3, n cells a side."""

    def __init__(self, base: GateMap, n: int = 60):
        self.maps = [
            [base.changed(s=s, phi=phi, n=n, fill="every cell") for phi in PHASES] for s in OFFSETS
        ]
        self.n = n

    def run(self) -> Iterator[Chunk]:
        """Yield after each map: `transmitted` (s, phi, E_particle, E_oscillator), −1 if not yet."""
        cells = np.full((len(OFFSETS), len(PHASES), self.n, self.n), -1, np.int8)
        axes = self.maps[0][0].axes()
        particle, oscillator = (a.ravel() for a in np.meshgrid(*axes, indexing="ij"))
        for row, maps in enumerate(self.maps):
            for column, domain in enumerate(maps):
                found = domain.launches(particle, oscillator)
                cells[row, column] = found.reshape(self.n, self.n)
                share = (row * len(PHASES) + column + 1) / (len(OFFSETS) * len(PHASES))
                yield Chunk(share, "maps", self._data(cells.copy(), axes))

    def _data(self, cells: np.ndarray, axes) -> xr.Dataset:
        dims = ("s", "phi", "E_particle", "E_oscillator")
        coords = {"s": list(OFFSETS), "phi": list(PHASES)}
        energies = dict(zip(dims[2:], axes, strict=True))
        return xr.Dataset(
            {"transmitted": (dims, cells, attributes("transmitted"))}, coords | energies
        )


class BarrierSurvey:
    """`base` at `n` impact parameters from 0 to `s_max` (l_osc)."""

    def __init__(self, base: GateBarrier, s_max: float, n: int = 25):
        self.base, self.s = base, np.linspace(0, s_max, n)

    def run(self) -> Iterator[Chunk]:
        """Yield after each offset: frozen, relaxed, E_min (s), NaN where not yet known."""
        found = {k: np.full(len(self.s), np.nan) for k in ("frozen", "relaxed", "E_min")}
        for i, s in enumerate(self.s):
            *_, chunk = self.base.changed(s=float(s)).run()
            for key, values in found.items():
                values[i] = chunk.summary[key] or np.nan
            data = {k: ("s", v.copy(), {"units": "E_osc"}) for k, v in found.items()}
            yield Chunk((i + 1) / len(self.s), "barriers", xr.Dataset(data, {"s": self.s}))
