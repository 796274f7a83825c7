"""Stiffness: D against how stiff, or how heavy, the crystal is."""

from typing import ClassVar

from ionoscope.engine.diffusion.stiffness import VARIED, DiffusionStiffness

from ..theme import label
from ..views.bands import Bands, Dots
from .overlay import Overlay, Shown
from .parts import row_of, titled
from .sweeps import SweepPage
from .verdicts import ZERO_POINT, of_stiffness, unsettled
from .wanderers import BRACKETS, with_interval


class StiffnessPage(SweepPage):
    """D over a factor on the springs or the mass, the barrier at rest and the heat below."""

    key = "diffusion-stiffness"
    OVERLAYS: ClassVar = (
        *SweepPage.OVERLAYS,
        Overlay("vary", "What is varied", {name: name for name in VARIED}),
    )
    NAMES: ClassVar = {"equation": "{}", "vary": "{}", **SweepPage.NAMES}

    def build(self) -> None:
        super().build()
        look, log = self.styles, {"log_x": True}
        self.top = Bands("factor f", label("D"), 420, look, name="stiffness", **log)
        self.heat = self.thermometer(280, "factor", **log)
        self.barrier = Bands("factor f", label("E_barrier"), 280, look, name="barrier", **log)
        self.rate = Bands("factor f", label("hop_rate"), 280, look, name="rate", **log)

    def more(self) -> list:
        return [
            row_of(
                titled(self.barrier.figure, "**The barrier at rest**, the atoms having given way"),
                titled(self.heat.figure, "**Is it as hot as its bath?**"),
            ),
            row_of(titled(self.rate.figure, "**How often it hops**")),
        ]

    def paint(self, ready: list[Shown]) -> None:
        self.restyle(ready)
        self.top.update(dots=[self.dots(s, "D") for s in ready])
        self.heat.update(dots=[self.dots(s, "kinetic_ratio") for s in ready],
                         levels=self.crystals(ready))  # fmt: skip
        self.rate.update(dots=[self.dots(s, "hop_rate") for s in ready])
        self.barrier.update(dots=[
            Dots(s.run.id, s.run.chunk.data.factor.values, s.run.chunk.data.E_barrier.values)
            for s in ready
        ])  # fmt: skip
        self._say(ready)

    def _say(self, ready: list[Shown]) -> None:
        if not ready:
            self.readout.show("No points yet.", [], "Press Run: points appear as they are counted.")
            return
        last = self.chosen(ready)
        e: DiffusionStiffness = last.experiment
        data = last.run.chunk.data
        rows = [
            (f"D at {float(f):g} × {e.vary}", with_interval(*map(float, values), "Å²/ps"))
            for f, *values in zip(data.factor, data.D, data.D_low, data.D_high, strict=True)
        ]
        note = f"{self.progress(last)}, {self.name_of(e)}. {BRACKETS}"
        note += f" {unsettled(data)}" if e.equation != "time-local" else ""
        note += f" {ZERO_POINT}" if e.statistics == "quantum" else ""
        self.readout.show(self.named(last, ready) + of_stiffness(data, e.vary), rows, note)
