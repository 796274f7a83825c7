"""Small surveys around one experiment: maps at many phases, barriers at many offsets.

They run like experiments (chunks of data so far) but have no parameters of their own.
"""

from collections.abc import Iterator

import numpy as np

from ..core.result import Chunk
from .barrier import GateBarrier
from .domain_map import GateMap

PHASES = tuple(np.pi / 4 * np.arange(8))
OFFSETS = (0.0, 2.0)
"""Columns (rad) and rows (l_osc) of the paper's Fig. 3."""


class MapSurvey:
    """`base` at every phase and offset of the paper's Fig. 3, n cells a side."""

    def __init__(self, base: GateMap, n: int = 60):
        self.maps = [
            [base.changed(s=s, phi=phi, n=n, fill="every cell") for phi in PHASES] for s in OFFSETS
        ]
        self.n = n

    def run(self) -> Iterator[Chunk]:
        """Yield after each map: `transmitted` (s, phi, E_particle, E_oscillator), −1 if not yet."""
        from .scans_run import run_maps

        return run_maps(self)


class BarrierSurvey:
    """`base` at `n` impact parameters from 0 to `s_max` (l_osc)."""

    def __init__(self, base: GateBarrier, s_max: float, n: int = 25):
        self.base, self.s = base, np.linspace(0, s_max, n)

    def run(self) -> Iterator[Chunk]:
        """Yield after each offset: frozen, relaxed, E_min (s), E_osc, NaN if not yet known."""
        from .scans_run import run_barriers

        return run_barriers(self)
