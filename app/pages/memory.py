"""Memory: D and kinetic temperature from the time-local to the full equation, and the price."""

from typing import ClassVar

from ..figures import memory as figures
from .overlay import Overlay
from .sweeps import SweepPage


class MemoryPage(SweepPage):
    """Points for finite memories between the bands of no memory and of all of it."""

    key = "diffusion-memory"
    OVERLAYS: ClassVar = (
        Overlay("kT", "Temperatures", {"10": "10", "25": "25", "50": "50"}, "<i>kT</i>"),
    )
    FIGURES: ClassVar = (figures.diffusion, figures.heat, figures.cost)
