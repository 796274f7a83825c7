"""ion-diffusion: ions wander through a hot crystal, and D grows out of their paths."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import InvalidParameter, Points, Quantity
from ..core.result import Chunk
from ..ion import costs
from ..ion.frames import FRAME
from ..ion.model import equation_of_motion, memory_length
from . import positions
from .model import EINSTEIN, DiffusionModel, hot


class IonDiffusion(DiffusionModel):
    """Ions in hot crystals by one of three equations of motion [SEOM Sec. VI, Figs. 5–7]."""

    key: ClassVar[str] = "ion-diffusion"
    title: ClassVar[str] = "Diffusion"
    question: ClassVar[str] = "How fast does the ion diffuse?"
    small: ClassVar[dict] = {
        "cells": 6,
        "duration": 12.0,
        "ions": 2,
        "settle": 0.0,
        "fit_to": 6.0,
        "equation": "time-local",
    }
    resumable: ClassVar[bool] = True
    equations: ClassVar[tuple[Equation, ...]] = (*DiffusionModel.equations, EINSTEIN)

    kT = hot(25.0)
    equation = equation_of_motion()
    t_c = memory_length(0.2)
    force = Quantity(
        0.0,
        bounds=(0, 1000),
        soft=(0, 4),
        step=0.1,
        symbol="F",
        called="applied force",
        unit="meV/Å",
        group="Force",
        doc="Constant force on the ion, as of an electric field; mobility is drift speed over F.",
    )
    direction = Points(
        [(1, 0, 0)],
        bounds=(-100, 100),
        symbol="F̂",
        called="force direction",
        group="Force",
        doc="Direction of the force; the length of the vector does not matter.",
    )

    def check(self) -> None:
        """Refuse what no ion can wander in."""
        super().check()
        self._check_heat("kT", self.kT)
        self._check_reach(self.kT)
        if self.equation == "memory":
            self._check_memory("t_c", self.t_c)
        if self.force and not any(self.direction[0]):
            raise InvalidParameter(
                "direction",
                self.direction,
                "points nowhere: all its three numbers are 0",
                "Set `direction = 1,0,0`, for example.",
                offer={"direction": ((1.0, 0.0, 0.0),)},
            )

    def bytes_needed(self) -> float:
        """Bytes that the run will need, about."""
        kept = positions.bytes_needed(self.ions * self.baths, self.duration)
        return costs.bytes_needed(self.equation, self.setting(self.kT, self.t_c)) + kept

    def pull(self) -> np.ndarray:
        """The applied force (meV/Å), shape (3,)."""
        along = np.array(self.direction[0], float)
        return self.force * along / max(float(np.linalg.norm(along)), 1e-300)

    def estimate(self) -> float:
        """Seconds on one core of an ordinary machine."""
        return self.walking() + self.preparation()

    def walking(self) -> float:
        """Seconds for all steps of all ions, about."""
        pace = costs.frame_time(self.equation, self.setting(self.kT, self.t_c))
        return (self.duration + self.settle) / FRAME * pace

    def preparation(self) -> float:
        """Seconds before the first step, about; runs of one crystal, step and t_c share them."""
        return costs.preparation(self.equation, self.setting(self.kT, self.t_c))

    def run(self) -> Iterator[Chunk]:
        """Yield what is known so far; the last chunk is the whole run."""
        from .diffusion_run import run

        return run(self)

    def resume(self, state: dict[str, np.ndarray]) -> Iterator[Chunk]:
        """Go on from a chunk's state, bit for bit as if nothing had been in between."""
        from .diffusion_run import resume

        return resume(self, state)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """D, or why there is none, and what to know before believing it."""
        from .findings import of_diffusion

        return of_diffusion(self.values(), chunk.data, chunk.summary)
