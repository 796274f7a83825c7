"""gate-launch: one particle, one oscillator, the whole path."""

import math
from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.parameters import Choice, InvalidParameter, Quantity, Switch
from ..core.result import Chunk
from ..core.units import PERIOD, attributes
from ..numerics.steppers import STEPPERS
from .kernels.motion import FLYING, PASSED, coefficients, fly, in_periods, step_for
from .model import GateModel, energy_parameter, phase_parameter, start

ROWS = 4000
"""Steps per slice: a few milliseconds of computing."""
ROWS_MAX = 400_000
WORST_DRIFT = 0.01
"""Share of the total energy beyond whose change a path is nonsense."""


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
        doc="Integrator: splittings rotate the oscillator exactly; rk5 is the paper's.",
    )
    step = Quantity(
        0.2,
        bounds=(0.0005, 2),
        soft=(0.01, 1),
        step=0.01,
        log=True,
        symbol="h",
        called="step",
        unit="λ/v",
        group="Accuracy",
        doc="Step length as the share of λ that the fastest motion crosses in it.",
    )

    def check(self) -> None:
        """Refuse a launch that takes more steps than a path may hold as well."""
        super().check()
        h = step_for(self.system(), self.E_particle, self.E_oscillator, self.step)
        steps = -2 * self.x0 / math.sqrt(2 * self.E_particle / self.M) / h
        if steps > ROWS_MAX:
            raise InvalidParameter(
                "step",
                self.step,
                f"makes the way from x0 = {self.x0:g} and back {steps:.2g} steps long, more than "
                f"the {ROWS_MAX} a path may hold",
                "Choose a longer step, a start nearer by, or a faster particle.",
            )

    def run(self) -> Iterator[Chunk]:
        """Yield the path as it grows; the last chunk holds all of it and the summary."""
        flight = _Flight(self)
        for share in flight.slices(decided=False):
            yield Chunk(share, "flying", flight.dataset())
        summary = flight.summary()
        if self.onward and flight.outcome != "undecided":
            for share in flight.slices(decided=True):
                yield Chunk(share, "leaving", flight.dataset(), summary)
        yield Chunk(1.0, "done", flight.dataset(), summary | {"E_drift": flight.drift()})


class _Flight:
    """The state of one launch while it is integrated."""

    def __init__(self, launch: GateLaunch):
        self.launch, self.system = launch, launch.system()
        self.methods = coefficients(STEPPERS[launch.stepper])
        self.h = step_for(self.system, launch.E_particle, launch.E_oscillator, launch.step)
        y, w = start(launch.E_oscillator, launch.phi)
        v = np.sqrt(2 * launch.E_particle / launch.M)
        self.q = np.array([launch.x0, y, v, w], float)
        self.t = 0.0
        self.path = np.array([[0.0, *self.q]])
        self.total = float(sum(self.system.energies(self.path))[0])
        self.decision = np.full(5, np.nan)
        self.outcome = "undecided"

    def slices(self, decided: bool) -> Iterator[float]:
        """Integrate in slices; yield the share done, judged by the distance covered."""
        while len(self.path) < ROWS_MAX:
            rows = np.empty((ROWS, 5))
            state, count, self.t = fly(
                *self.system,
                self.q,
                self.t,
                self.h,
                decided,
                -self.launch.x0,
                *self.methods,
                rows,
                self.decision,
            )
            self.path = np.concatenate([self.path, rows[:count]])
            self._refuse_nonsense(rows[:count])
            if state != FLYING:
                if not decided:
                    self.outcome = "transmitted" if state == PASSED else "reflected"
                return
            yield self._share(decided)

    def _share(self, decided: bool) -> float:
        """Half for the way in, half for the way out, by the distance to the oscillator."""
        away = min(abs(self.q[0] / self.launch.x0), 1.0)
        return 0.5 + 0.5 * away if decided else 0.5 * (1 - away)

    def _refuse_nonsense(self, rows: np.ndarray) -> None:
        """RunFailed if the total energy has left its bound or the state is no number."""
        total = sum(self.system.energies(np.ascontiguousarray(rows)))
        wrong = np.nonzero(~(np.abs(total - self.total) <= WORST_DRIFT * self.total))[0]
        if len(wrong):
            tau = rows[wrong[0], 0] / PERIOD
            raise RunFailed(
                f"The total energy is off by more than {WORST_DRIFT:.0%} at τ = {tau:.4g} periods: "
                f"a step of {self.launch.step:g} λ/v is too long for {self.launch.stepper} here. "
                "Choose a smaller step, or a splitting."
            )

    def dataset(self) -> xr.Dataset:
        """The path so far, in the paper's units."""
        path = in_periods(self.path)
        parts = dict(
            zip(("E_particle", "E_oscillator", "U"), self.system.energies(self.path), strict=True)
        )
        total = sum(parts.values())
        columns = dict(zip(("x", "y", "v_x", "v_y"), path.T[1:], strict=True))
        variables = columns | parts | {"E_drift": total - total[0]}
        return xr.Dataset(
            {k: ("tau", v, attributes(k)) for k, v in variables.items()},
            {"tau": ("tau", path[:, 0], attributes("tau"))},
        )

    def summary(self) -> dict:
        """Outcome and state at the decision."""
        there = self.decision[None]
        particle, oscillator, U = (float(e[0]) for e in self.system.energies(there))
        tau, x, y, _, _ = in_periods(there)[0]
        return {
            "outcome": self.outcome,
            "tau": tau,
            "x": x,
            "y": y,
            "E_particle": particle,
            "E_oscillator": oscillator,
            "U": U,
        }

    def drift(self) -> float:
        """Largest change of the total energy along the path, in E_osc."""
        total = sum(self.system.energies(self.path))
        return float(np.max(np.abs(total - total[0])))
