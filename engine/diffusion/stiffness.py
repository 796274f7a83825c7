"""diffusion-stiffness: D against how stiff or how heavy the crystal is."""

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..core.experiment import RunFailed
from ..core.finding import Finding
from ..core.parameters import Choice, InvalidParameter, Quantities
from ..core.result import Chunk
from ..core.units import attributes
from ..ion.model import equation_of_motion, memory_length
from ..lattice.barrier import LatticeBarrier
from .diffusion import IonDiffusion
from .model import hot
from .sweep import DiffusionSweep

if TYPE_CHECKING:
    import xarray as xr

VARIED = ("stiffness", "density")


class DiffusionStiffness(DiffusionSweep):
    """D with both springs, or the atoms' mass, times a factor [SEOM, discussion]."""

    key: ClassVar[str] = "diffusion-stiffness"
    title: ClassVar[str] = "Stiffness"
    question: ClassVar[str] = "In which crystal do ions diffuse fastest?"
    axis: ClassVar[str] = "factor"
    small: ClassVar[dict] = {
        "cells": 6,
        "duration": 12.0,
        "ions": 2,
        "settle": 0.0,
        "fit_to": 6.0,
        "factors": (1.0,),
        "equation": "time-local",
    }

    kT = hot(25.0)
    equation = equation_of_motion()
    t_c = memory_length(0.2)
    vary = Choice(
        VARIED,
        symbol="vary",
        called="what is varied",
        group="Sweep",
        doc="stiffness: k1 and k2 together; density: atomic mass m. The repulsion is unchanged.",
    )
    factors = Quantities(
        (0.25, 0.5, 1, 2, 4, 8),
        bounds=(0.01, 100),
        most=40,
        symbol="f",
        called="factors",
        group="Sweep",
        doc="Factors by which the springs, or the atomic mass, are multiplied.",
    )

    def check(self) -> None:
        """Refuse a crystal without heat."""
        self._check_heat("kT", self.kT)
        super().check()

    def places(self) -> tuple[float, ...]:
        """Factors on stiffness or density, dimensionless."""
        return self.factors

    def members(self) -> list[IonDiffusion]:
        """A run for each factor; where phonons are faster, steps are shorter."""
        seeds = self.seeds(len(self.factors))
        return [self._changed(f, seed) for f, seed in zip(self.factors, seeds, strict=True)]

    def _changed(self, factor: float, seed: int) -> IonDiffusion:
        faster = np.sqrt(factor if self.vary == "stiffness" else 1 / factor)
        # a memory as long as its crystal's swings
        changes = {"dt": self.dt / max(faster, 1.0), "t_c": self.t_c / faster}
        return self._member(
            "factors",
            kT=self.kT,
            equation=self.equation,
            seed=seed,
            **self._crystal(factor),
            **changes,
        )

    def _crystal(self, factor: float) -> dict:
        """The springs or the mass with the factor."""
        if self.vary == "density":
            return {"m": factor * self.m}
        return {"k1": factor * self.k1, "k2": factor * self.k2}

    @cached_property
    def _barriers(self) -> list[float]:
        return [self._barrier(factor) for factor in self.factors]

    def _barrier(self, factor: float) -> float:
        """Relaxed static barrier (meV); NaN where atoms find no balance, or give way too far."""
        same = {k: getattr(self, k) for k in ("k1", "k2", "m", "a", "U0", "lam", "potential")}
        try:
            barrier = LatticeBarrier(**{**same, **self._crystal(factor)}, n_points=3).solve()
        except (InvalidParameter, RunFailed):
            return np.nan
        return barrier.summary["relaxed"]

    def answer(self, data: "xr.Dataset") -> tuple["xr.Dataset", dict]:
        """The points with the barriers at rest, and where D is largest if that is an optimum."""
        from .findings_stiffness import best

        barriers = np.array(self._barriers, float)
        data = data.assign(E_barrier=("factor", barriers, attributes("E_barrier")))
        return data, {**self.lists(data), "barrier": barriers.tolist(), **best(data)}

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Where D is largest, as surely as the errors allow."""
        from .findings_stiffness import of_stiffness

        return of_stiffness(self.values(), chunk.data, chunk.summary)
