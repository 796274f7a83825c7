"""gate-launch: one particle, one oscillator, the whole path."""

import math
from collections.abc import Iterator
from typing import ClassVar

from ..core.finding import Finding
from ..core.parameters import Choice, InvalidParameter, Quantity, Switch
from ..core.result import Chunk
from ..numerics.steppers import STEPPERS, STEPPERS_WRITTEN
from .model import GateModel, energy_parameter, phase_parameter

ROWS_MAX = 400_000
"""Most steps a path holds."""


class GateLaunch(GateModel):
    """One launch, followed until the particle has passed or turned back [GATE Sec. III]."""

    key: ClassVar[str] = "gate-launch"
    title: ClassVar[str] = "Launch"
    question: ClassVar[str] = "Does this particle pass?"

    E_particle = energy_parameter(5.0, "particle", "Particle")
    E_oscillator = energy_parameter(3.0, "oscillator", "Oscillator")
    phi = phase_parameter()
    onward = Switch(
        True,
        called="follow the particle out",
        group="Accuracy",
        doc="Follow the particle after the decision until it is as far away as it started.",
    )
    stepper = Choice(
        list(STEPPERS),
        called="integrator",
        group="Accuracy",
        written=STEPPERS_WRITTEN,
        doc="Integrator: splittings follow the free oscillator exactly; rk5, a Runge–Kutta method "
        "of order 5, is the paper's.",
    )
    step = Quantity(
        0.2,
        bounds=(0.0005, 2),
        soft=(0.01, 1),
        step=0.01,
        log=True,
        symbol="h",
        called="time step",
        unit="λ/v",
        group="Accuracy",
        doc="Time step, as the fraction of λ that the fastest motion covers in it.",
    )

    def check(self) -> None:
        """Refuse a launch that takes more steps than a path may hold as well."""
        super().check()
        speed = math.sqrt(2 * self.E_particle / self.M)
        steps = -2 * self.x0 / speed / self.step_length()
        if steps > ROWS_MAX:
            raise InvalidParameter(
                "step",
                self.step,
                f"makes the way from `x0 = {self.x0:g}` l_osc and back {steps:,.0f} steps long; "
                f"{ROWS_MAX:,} are allowed",
                "Raise `step`, bring `x0` nearer to the oscillator, or choose a faster particle.",
            )

    def step_length(self) -> float:
        """Step (1/Ω) in which the fastest motion crosses `step` of λ, at most `step` itself."""
        speed2 = 2 * self.E_particle / self.M + 2 * self.E_oscillator + self.U0 / min(self.M, 1)
        return min(self.step, self.step * self.lam / math.sqrt(speed2))

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Whether the particle passes, and its energies at the decision."""
        from .findings import of_launch

        return of_launch(self.values(), chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the path as it grows; the last chunk holds all of it and the summary."""
        from .launch_run import run

        return run(self)
