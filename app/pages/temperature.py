"""Temperature: D(kT) by several equations, Arrhenius' line and what it leaves over."""

from typing import ClassVar

from ..figures import temperature as figures
from .sweeps import SweepPage


class TemperaturePage(SweepPage):
    """The Arrhenius plot, residuals, local activation energy and kinetic temperature."""

    key = "diffusion-temperature"
    FIGURES: ClassVar = (
        figures.arrhenius,
        figures.residuals,
        figures.local,
        figures.heat,
        figures.own,
        figures.straight,
    )
