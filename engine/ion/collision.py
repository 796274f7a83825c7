"""ion-collision: an ion meets one atom, and three ways to leave the crystal's memory out."""

from collections.abc import Iterator
from typing import ClassVar

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Count, InvalidParameter
from ..core.result import Chunk
from ..lattice.barrier import COULOMB
from .model import FULL, MEMORY, LineModel

START, TRAVEL = 24, 1.5
"""The ion starts so many λ away, and is followed for the time of so many times that way."""
PHASE = 0.25
"""Most Ω_max·step: the crystal's own motion must be seen as well."""
STEPS_MAX = 60_000
"""Most steps of one run; their square is what it costs."""

INSTANT = Equation(
    r"r(t) \approx W(0)\,F - l\,\dot F,\qquad F=-U'(r-R),\quad \dot F = U''\,(\dot R-\dot r)",
    "the time-local response along the full solution's r, ṙ, R and Ṙ; quasistatic neglects ṙ, "
    "homogeneous neglects r and ṙ on the right, as the time-local equation of motion does",
    "SEOM, Eq. 25",
)


class IonCollision(LineModel):
    """An ion runs head-on into one atom of a crystal at rest [SEOM Sec. IV, Fig. 3]."""

    key: ClassVar[str] = "ion-collision"
    title: ClassVar[str] = "Collision"
    question: ClassVar[str] = "How far can an equation without memory be trusted?"
    small: ClassVar[dict] = {"cells": 8, "resolution": 10}
    equations: ClassVar[tuple[Equation, ...]] = (FULL, MEMORY, INSTANT, COULOMB)

    resolution = Count(
        40,
        bounds=(4, 400),
        soft=(10, 100),
        step=5,
        symbol="n_λ",
        called="steps per λ",
        group="Accuracy",
        doc="Time steps while the ion travels λ; the error falls as the inverse fourth power.",
    )

    def step(self) -> float:
        """Length of a step (ps)."""
        return min(self.lam / (self.v0 * self.resolution), PHASE / self.cubic().Omega_max)

    def duration(self) -> float:
        """Time that the collision is followed (ps)."""
        return TRAVEL * START * self.lam / self.v0

    def check(self) -> None:
        """Refuse what would take for ever as well."""
        super().check()
        steps = self.duration() / self.step()
        if steps > STEPS_MAX:
            raise InvalidParameter(
                "v0",
                self.v0,
                f"makes the collision last {self.duration():,.4g} ps, which is {steps:,.0f} steps; "
                f"{STEPS_MAX:,} are allowed",
                "Choose a faster ion, or lower `lam` or `resolution`.",
            )

    def findings(self, chunk: Chunk) -> list[Finding]:
        """How wrong the time-local answer is, and what the ion leaves with."""
        from .findings import of_collision

        return of_collision(self.values(), chunk.data, chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the full collision as it goes on, then the approximations beside it."""
        from .collision_run import run

        return run(self)
