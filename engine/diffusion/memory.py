"""diffusion-memory: from the time-local equation over finite memories to the full one."""

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..core.finding import Finding
from ..core.parameters import Quantities
from ..core.result import Chunk
from ..core.units import attributes
from .diffusion import IonDiffusion
from .model import hot
from .sweep import DiffusionSweep

if TYPE_CHECKING:
    import xarray as xr


class DiffusionMemory(DiffusionSweep):
    """D and kinetic temperature against the length of the memory [SEOM, discussion]."""

    key: ClassVar[str] = "diffusion-memory"
    title: ClassVar[str] = "Memory"
    question: ClassVar[str] = "How much memory does the equation of motion need?"
    axis: ClassVar[str] = "t_c"
    small: ClassVar[dict] = {
        "cells": 6,
        "duration": 12.0,
        "ions": 2,
        "settle": 0.0,
        "fit_to": 6.0,
        "memories": (0.1,),
    }

    kT = hot(25.0)
    memories = Quantities(
        (0.05, 0.1, 0.2, 0.3, 0.5, 1.0),
        bounds=(0.001, 100),
        most=40,
        symbol="t_c",
        called="memory times",
        unit="ps",
        group="Equation",
        doc="How far back the memory reaches; the time-local and full equations are run as well.",
    )

    def check(self) -> None:
        """Refuse a crystal without heat, and memories too short or too long."""
        self._check_heat("kT", self.kT)
        self._check_memory("memories", self.memories[0])
        self._check_memory("memories", self.memories[-1])
        super().check()

    def places(self) -> tuple[float, ...]:
        """Lengths of the memory (ps): 0 is the time-local equation, infinity the full one."""
        return (0.0, *self.memories, np.inf)

    def members(self) -> list[IonDiffusion]:
        """A run for each length."""
        equations: list[dict] = [
            {"equation": "time-local"},
            *({"equation": "memory", "t_c": t_c} for t_c in self.memories),
            {"equation": "full"},
        ]
        seeds = self.seeds(len(equations))
        return [
            self._member("memories", kT=self.kT, seed=seed, **chosen)
            for chosen, seed in zip(equations, seeds, strict=True)
        ]

    def answer(self, data: "xr.Dataset") -> tuple["xr.Dataset", dict]:
        """The points, how far each D lies from that of the full equation, and from which on none
        does."""
        from .findings_memory import compared

        full = data.isel(t_c=-1)
        error = np.hypot(data.D_error, full.D_error)
        apart = ((data.D - full.D) / error).where(np.isfinite(data.t_c))
        apart = apart.assign_attrs(attributes("D_apart"))
        data = data.assign(D_apart=apart)
        summary = {**self.lists(data), "D_apart": apart.values.tolist()}
        return data, summary | {"t_c_enough": compared(data).t_c}

    def findings(self, chunk: Chunk) -> list[Finding]:
        """From which memory on D is that of the full equation."""
        from .findings_memory import of_memory

        return of_memory(self.values(), chunk.data, chunk.summary)
