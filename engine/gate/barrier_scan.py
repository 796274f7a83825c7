"""gate-barriers: how the three heights of the barrier fall with the impact parameter."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..compute.composite import Composite
from ..compute.newest import Newest
from ..core.experiment import Equation, Experiment
from ..core.files import State
from ..core.finding import Finding
from ..core.parameters import Count, Quantity
from ..core.result import Chunk
from .barrier import BARRIERS, GateBarrier
from .model import MOTION, GatePair

if TYPE_CHECKING:
    import xarray as xr

HEIGHTS = ("frozen", "relaxed", "E_min")
"""What is kept of every barrier, by name in its summary (E_osc)."""


class GateBarriers(Composite, GatePair):
    """Frozen, relaxed and dynamic barrier over the impact parameter [GATE Sec. IV]."""

    key: ClassVar[str] = "gate-barriers"
    title: ClassVar[str] = "Barriers"
    question: ClassVar[str] = "How does the barrier fall with the impact parameter?"
    small: ClassVar[dict] = {"n": 3}
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, *BARRIERS)

    s_max = Quantity(
        6.0,
        bounds=(0.1, 100),
        soft=(1, 12),
        step=0.5,
        symbol="s max",
        called="largest offset",
        unit="l_osc",
        group="Scan",
        doc="Largest impact parameter; the scan begins head-on, at s = 0.",
    )
    n = Count(
        25,
        bounds=(2, 1000),
        soft=(5, 100),
        step=5,
        symbol="n",
        called="offsets",
        group="Scan",
        doc="Number of impact parameters, evenly spaced.",
    )

    def offsets(self) -> np.ndarray:
        """Impact parameters (l_osc, (n,))."""
        return np.linspace(0, self.s_max, self.n)

    def members(self) -> list[GateBarrier]:
        """A barrier for every impact parameter."""
        shared = {k: v for k, v in self.values().items() if k in GateBarrier.declared()}
        return [GateBarrier(**shared, s=float(s)) for s in self.offsets()]

    def place(self, i: int) -> str:
        """The impact parameter of barrier `i` (l_osc)."""
        return f"s = {self.offsets()[i]:g}"

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """The three heights (E_osc), NaN where one is not known."""
        found = chunk.summary
        return {name: np.array(found[name], float) for name in HEIGHTS if found}

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """All heights so far, and where each is half of that at s = 0."""
        from .barrier_scan_run import gathered

        return gathered(self, newest)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """At which impact parameter the barriers have fallen to a half."""
        from .findings import of_barriers

        return of_barriers(chunk.summary)
