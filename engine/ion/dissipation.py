"""ion-dissipation: an ion between two atoms of a row loses its energy to the crystal."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Choice, InvalidParameter, Quantity
from ..core.result import Chunk
from ..lattice.barrier import COULOMB
from ..lattice.echo import echo_time
from ..numerics.steppers import STEPPERS, STEPPERS_WRITTEN, longest_phase
from .model import (
    FULL,
    LOCAL,
    MEMORY,
    LineModel,
    box_side,
    eliminated_bytes,
    equation_of_motion,
    memory_length,
    speed,
    strength,
)

ATOMS = 8
"""Atoms of the row that the ion touches, half of them behind it."""
SOLVERS = ("eliminated", "splitting-4", "leapfrog", "rk5")
ELIMINATED_PHASE = 0.8
"""Most Ω_max·step of the eliminated equation: beyond it the kernel is not followed."""
TOUCHING = 0.15
"""Å from an atom within which no ion may start."""
STEPS_MAX = {"eliminated": 60_000, "direct": 200_000, "time-local": 2_000_000}
"""Most steps of one run, by how it is stepped."""
ATOM_BYTES = 8 * 3 * 2
"""Displacement and velocity of an atom that is stepped."""
SHORTEST_MEMORY = 8
"""Steps that a memory must reach back at least."""

DRAG = Equation(
    r"M\ddot R \approx F(R) - l\left(\sum_k U''_k\right)^2\dot R",
    "for a slow ion the time-local equation is a position-dependent drag, large only near atoms",
    "from SEOM, Eqs. 18–20, atoms at rest",
)


class IonDissipation(LineModel):
    """An ion bounces between two atoms until it has lost its energy [SEOM Sec. V, Fig. 4]."""

    key: ClassVar[str] = "ion-dissipation"
    title: ClassVar[str] = "Dissipation"
    question: ClassVar[str] = "Where does the ion's energy go?"
    small: ClassVar[dict] = {"cells": 8, "duration": 0.5}
    equations: ClassVar[tuple[Equation, ...]] = (FULL, MEMORY, LOCAL, DRAG, COULOMB)

    U0 = strength(150.0)
    v0 = speed(7.5)
    cells = box_side(100)
    start = Quantity(
        0.5,
        bounds=(0, 1),
        soft=(0.1, 0.9),
        step=0.01,
        symbol="s₀",
        called="initial position",
        unit="a",
        group="Ion",
        doc="Initial position of the ion between two atoms of the row; 0 and 1 are the atoms.",
    )
    equation = equation_of_motion()
    t_c = memory_length(0.2)
    duration = Quantity(
        30.0,
        bounds=(0.05, 200),
        soft=(1, 50),
        step=0.5,
        symbol="T",
        called="duration",
        unit="ps",
        group="Run",
        doc="Time for which the ion is followed.",
    )
    dt = Quantity(
        0.005,
        bounds=(1e-5, 1),
        soft=(0.0005, 0.02),
        step=0.0005,
        symbol="δt",
        called="time step",
        unit="ps",
        group="Accuracy",
        doc="Time step of the integration.",
    )
    solver = Choice(
        SOLVERS,
        symbol="solver",
        called="solver for full",
        group="Accuracy",
        written={"eliminated": "crystal eliminated", **STEPPERS_WRITTEN},
        doc="For full: eliminate the crystal exactly, or integrate every atom by the named method.",
    )

    def check(self) -> None:
        """Refuse a start on an atom, a step too long and a box too small for the memory."""
        super().check()
        if min(self.start, 1 - self.start) * self.a < TOUCHING:
            near, far = TOUCHING / self.a, 1 - TOUCHING / self.a
            raise InvalidParameter(
                "start",
                self.start,
                f"puts the ion within {TOUCHING:g} Å of an atom, where it would fly off with any "
                "speed",
                f"Choose a value between {near:.3g} and {far:.3g}."
                if near < far
                else f"Set `a = {3 * TOUCHING:g}` or more: the atoms are too near each other.",
            )
        self._check_steps()
        if self.equation == "memory":
            self._check_memory()

    def _check_steps(self) -> None:
        longest = self.longest_step()
        if self.dt > longest:
            digit = 10 ** (np.floor(np.log10(longest)) - 2)
            limit = f"{np.floor(longest / digit) * digit:.3g}"  # not rounded up, or it were refused
            how = self.solver if self.method() == "direct" else f"the {self.method()} equation"
            raise InvalidParameter(
                "dt",
                self.dt,
                f"is too long: the fastest phonon swings with Ω_max = "
                f"{self.cubic().Omega_max:.4g} rad/ps, and {how} follows it only with steps of "
                f"up to {limit} ps",
                f"Set `dt = {limit}` or less.",
                offer={"dt": float(limit)},
            )
        steps, most = self.duration / self.dt, STEPS_MAX[self.method()]
        if steps > most:
            raise InvalidParameter(
                "dt",
                self.dt,
                f"makes {steps:,.0f} steps in `duration = {self.duration:g}` ps; "
                f"{most:,} are allowed",
                "Raise `dt` or lower `duration`.",
            )

    def _check_memory(self) -> None:
        """A memory that is not all of the past must end before the box's echo."""
        if self.t_c >= self.duration:
            return
        echo = self.echo()
        if self.t_c > echo:
            crystal = self.cubic()
            enough = int(np.ceil(self.t_c * crystal.fastest / self.a)) + ATOMS
            raise InvalidParameter(
                "t_c",
                self.t_c,
                f"reaches past {echo:.3g} ps, when the box of {self.cells} cells hears its own "
                "echo: that is no longer the crystal's memory",
                f"Set `cells = {enough}` or more, choose `t_c` below {echo:.3g} ps, or set "
                f"`t_c = {self.duration:g}` for all of the box's past, echo included.",
                offer={"cells": enough} if enough <= 200 else {},
            )
        if self.t_c < SHORTEST_MEMORY * self.dt:
            raise InvalidParameter(
                "t_c",
                self.t_c,
                f"is shorter than {SHORTEST_MEMORY} steps of `dt = {self.dt:g}` ps",
                f"Set `t_c = {SHORTEST_MEMORY * self.dt:g}` or more, or lower `dt`.",
            )

    def method(self) -> str:
        """How the equation is stepped: one of STEPS_MAX."""
        if self.equation == "time-local":
            return "time-local"
        every = self.equation == "full" and self.solver != "eliminated"
        return "direct" if every else "eliminated"

    def longest_step(self) -> float:
        """The longest step (ps) that follows or withstands the crystal's fastest phonon."""
        if self.method() == "direct":
            return longest_phase(STEPPERS[self.solver]) / self.cubic().Omega_max
        return ELIMINATED_PHASE / self.cubic().Omega_max

    def bytes_needed(self) -> float:
        if self.method() == "direct":
            return ATOM_BYTES * (self.cells + 2.0) ** 3 * (8 if self.solver == "rk5" else 2)
        return eliminated_bytes(self.cells, ATOMS)

    def row(self) -> np.ndarray:
        """Places (Å) of the touched atoms at rest."""
        return self.a * np.arange(ATOMS)

    def echo(self) -> float:
        """Time (ps) after which waves return to the row through the periodic boundary."""
        return echo_time(self.cubic(), self.cells, [(0, 0, ATOMS - 1)])

    def findings(self, chunk: Chunk) -> list[Finding]:
        """What the ion gives to the crystal, and whether it comes to rest."""
        from .findings_dissipation import of_dissipation

        return of_dissipation(self.values(), self.echo(), chunk.data, chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the path so far with the ion's energy; the last one is whole."""
        from .dissipation_run import run

        return run(self)
