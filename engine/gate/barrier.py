"""gate-barrier: three answers to "how high is the barrier?", and why they differ."""

from collections.abc import Iterator
from typing import ClassVar

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.result import Chunk
from .model import MOTION, GateModel

BARRIERS = (
    Equation(
        r"E_\mathrm{frozen} = U(s)",
        "the oscillator is held at y = 0 while the particle passes",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E^* = \min_y \left[U(y-s) + \tfrac{1}{2}y^2\right]",
        "the oscillator has relaxed: the lowest potential energy with the particle at x = 0",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E_\mathrm{min}",
        "dynamic barrier: the lowest energy at which a particle passes an oscillator initially at "
        "rest, which has only the duration of the passage to move aside",
        "computed by launches",
    ),
)


class GateBarrier(GateModel):
    """Frozen, relaxed and dynamic barrier [GATE Sec. IV]."""

    key: ClassVar[str] = "gate-barrier"
    title: ClassVar[str] = "Barrier"
    question: ClassVar[str] = "How high is the barrier?"
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, *BARRIERS)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Three heights of the barrier, and how much of the relaxation is used."""
        from .findings import of_barrier

        return of_barrier(chunk.data, chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield V(y) with its stationary points, the edges from rest, and the barriers."""
        from .barrier_run import run

        return run(self)
