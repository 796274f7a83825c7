"""gate-gallery: the domain map at many phases and offsets, as in the paper's Fig. 3."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..compute.composite import Composite
from ..compute.newest import Newest
from ..core.experiment import Equation, Experiment
from ..core.files import State
from ..core.finding import Finding
from ..core.parameters import Quantities
from ..core.result import Chunk
from .domain_map import START, GateMap, cells_a_side, check_window, edge, oscillator_start
from .model import MOTION, GatePair

if TYPE_CHECKING:
    import xarray as xr

PHASES = tuple((np.pi / 4 * np.arange(8)).tolist())
OFFSETS = (0.0, 2.0)
"""Columns (rad) and rows (l_osc) of the paper's Fig. 3."""


class GateGallery(Composite, GatePair):
    """Domain maps at several phases and offsets, side by side [GATE Fig. 3]."""

    key: ClassVar[str] = "gate-gallery"
    title: ClassVar[str] = "Gallery"
    question: ClassVar[str] = "How much does the oscillator's phase matter?"
    small: ClassVar[dict] = {"n": 10, "phases": (0.0, np.pi)}
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, START)

    phases = Quantities(
        PHASES,
        bounds=(-100, 100),
        most=16,
        symbol="φ",
        called="phases",
        unit="rad",
        group="Maps",
        doc="Phases of the oscillator at launch, one column of maps each.",
    )
    offsets = Quantities(
        OFFSETS,
        bounds=(-100, 100),
        most=8,
        symbol="s",
        called="offsets",
        unit="l_osc",
        group="Maps",
        doc="Impact parameters, one row of maps each.",
    )
    E_particle_min = edge(0.1, "particle", "min")
    E_particle_max = edge(12.0, "particle", "max")
    E_oscillator_min = edge(0.0, "oscillator", "min")
    E_oscillator_max = edge(20.0, "oscillator", "max")
    n = cells_a_side(60)
    oscillator_start = oscillator_start()

    def check(self) -> None:
        """Refuse an empty window as well."""
        super().check()
        check_window(self)

    def members(self) -> list[GateMap]:
        """A map for every offset and phase, phases changing fastest."""
        shared = {k: v for k, v in self.values().items() if k in GateMap.declared()}
        return [
            GateMap(**shared, s=s, phi=phi, fill="every cell")
            for s in self.offsets
            for phi in self.phases
        ]

    def place(self, i: int) -> str:
        """Offset (l_osc) and phase (rad) of map `i`."""
        row, column = divmod(i, len(self.phases))
        return f"s = {self.offsets[row]:g}, phi = {self.phases[column]:g}"

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """The outcomes of a map's cells, shape (n, n), over E_particle and E_oscillator."""
        if "transmitted" not in chunk.data:
            return {}
        return {"transmitted": chunk.data.transmitted.values}

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """All maps, −1 where nothing is known, and which share of each passes."""
        from .gallery_run import gathered

        return gathered(self, newest)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Between which shares the launches pass, and where."""
        from .findings import of_gallery

        return of_gallery(chunk.data, chunk.summary)
