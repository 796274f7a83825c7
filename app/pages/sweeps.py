"""Sweeps: points of many runs against what differs between them, as they come in."""

from collections.abc import Iterator
from typing import ClassVar

from ionoscope.engine import Chunk
from ionoscope.engine.diffusion.stiffness import VARIED

from ..answers import sweeps  # noqa: F401  what the pages say
from ..figures import memory, stiffness, temperature
from ..figures.figure import Figure
from .overlays import Overlay
from .parts import framed, row_of, titled
from .wanderers import EQUATION, TEMPERATURE, WanderersView


class SweepView(WanderersView):
    """The experiment's figures: the first on top, the others below in rows of two."""

    shown: ClassVar[tuple[Figure, ...]]

    def __init__(self, page):
        super().__init__(page)
        self.top, *self.others = map(page.figure, self.shown)

    def picture(self):
        return framed(self.top)

    def below(self) -> Iterator:
        for i in range(0, len(self.others), 2):
            yield row_of(*map(titled, self.others[i : i + 2]))

    def has_data(self, chunk: Chunk) -> bool:
        return "share" in chunk.data


class TemperatureView(SweepView):
    """The Arrhenius plot, residuals, local activation energy and kinetic temperature."""

    key = "diffusion-temperature"
    saved = temperature.arrhenius.name
    overlays = (EQUATION,)
    shown = (
        temperature.arrhenius,
        temperature.residuals,
        temperature.local,
        temperature.heat,
        temperature.own,
        temperature.straight,
    )


class MemoryView(SweepView):
    """Points for finite memories between the bands of no memory and of all of it."""

    key = "diffusion-memory"
    saved = memory.diffusion.name
    overlays = (TEMPERATURE,)
    shown = (memory.diffusion, memory.heat, memory.cost)


class StiffnessView(SweepView):
    """D over a factor on the springs or the mass, the barrier at rest and the heat below."""

    key = "diffusion-stiffness"
    saved = stiffness.diffusion.name
    overlays = (EQUATION, Overlay("vary", "What is varied", {name: name for name in VARIED}))
    shown = (stiffness.diffusion, stiffness.barrier, stiffness.heat, stiffness.rate)
