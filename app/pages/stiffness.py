"""Stiffness: D against how stiff, or how heavy, the crystal is."""

from typing import ClassVar

from ionoscope.engine.diffusion.stiffness import VARIED

from ..figures import stiffness as figures
from .overlay import Overlay
from .sweeps import SweepPage


class StiffnessPage(SweepPage):
    """D over a factor on the springs or the mass, the barrier at rest and the heat below."""

    key = "diffusion-stiffness"
    OVERLAYS: ClassVar = (
        *SweepPage.OVERLAYS,
        Overlay("vary", "What is varied", {name: name for name in VARIED}),
    )
    FIGURES: ClassVar = (figures.diffusion, figures.barrier, figures.heat, figures.rate)
