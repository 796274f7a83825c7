"""diffusion-temperature: D against temperature, and whether one activation energy describes it."""

from typing import TYPE_CHECKING, ClassVar

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Quantities
from ..core.result import Chunk
from ..core.words import kelvin
from ..ion.model import equation_of_motion, memory_length
from ..lattice.model import KELVIN
from .diffusion import IonDiffusion
from .model import ARRHENIUS, DiffusionModel
from .sweep import DiffusionSweep

if TYPE_CHECKING:
    import xarray as xr

RIVALS = Equation(
    r"D = D_0\,e^{-B/(kT-kT_0)}\qquad\text{or}\qquad D = D_0\,(kT)^p",
    "alternatives: the Vogel–Fulcher–Tammann law and a power law; Akaike's information criterion, "
    "χ² + 2 × number of fitted constants, says which predicts best",
    "H. Vogel, Phys. Z. 22, 645 (1921); H. Akaike, IEEE Trans. Autom. Control 19, 716 (1974)",
)


class DiffusionTemperature(DiffusionSweep):
    """D at several temperatures with the laws fitted to it [SEOM Sec. VI, Fig. 7]."""

    key: ClassVar[str] = "diffusion-temperature"
    title: ClassVar[str] = "Temperature"
    question: ClassVar[str] = "Does one activation energy describe diffusion?"
    axis: ClassVar[str] = "kT"
    small: ClassVar[dict] = {
        "cells": 6,
        "duration": 12.0,
        "ions": 2,
        "settle": 0.0,
        "fit_to": 6.0,
        "temperatures": (25.0, 50.0),
        "equation": "time-local",
    }
    equations: ClassVar[tuple[Equation, ...]] = (ARRHENIUS, RIVALS, *DiffusionModel.equations)

    temperatures = Quantities(
        (10, 15, 20, 25, 30, 40, 50),
        bounds=(0, 1000),
        most=60,
        symbol="kT",
        called="temperatures",
        unit="meV",
        group="Temperature",
        also=KELVIN,
        doc="Temperatures of the crystal; 25 meV is 290 K.",
    )
    equation = equation_of_motion()
    t_c = memory_length(0.2)

    def check(self) -> None:
        """Refuse a crystal without heat."""
        self._check_heat("temperatures", self.temperatures[0])
        super().check()

    def places(self) -> tuple[float, ...]:
        """Temperatures (meV)."""
        return self.temperatures

    def place(self, i: int) -> str:
        """The temperature of point `i`."""
        return f"kT = {kelvin(self.temperatures[i])}"

    def members(self) -> list[IonDiffusion]:
        """A run for each temperature."""
        same = {"equation": self.equation, "t_c": self.t_c}
        seeds = self.seeds(len(self.temperatures))
        return [
            self._member("temperatures", kT=kT, seed=seed, **same)
            for kT, seed in zip(self.temperatures, seeds, strict=True)
        ]

    def answer(self, data: "xr.Dataset") -> tuple["xr.Dataset", dict]:
        """The points with the fitted laws, what they leave over, and E_a from point to point."""
        from .laws import answer

        found, summary = answer(data)
        return found, {**self.lists(data), **summary}

    def findings(self, chunk: Chunk) -> list[Finding]:
        """E_a, or why there is none, and which law is preferred."""
        from .findings_temperature import of_temperature

        return of_temperature(self.values(), chunk.data, chunk.summary)
