"""SweepPage: points of many runs against what differs between them, as they come in."""

import numpy as np
import panel as pn

from ionoscope.engine import Chunk
from ionoscope.engine.diffusion.sweep import DiffusionSweep

from ..theme import label
from ..views.bands import Bands, Dots, Rule
from .overlay import Shown
from .wanderers import WanderersPage


class SweepPage(WanderersPage):
    """D and kinetic temperature over one parameter; hollow points still run."""

    top: Bands
    """The picture on top; `build` makes it."""

    def picture(self):
        return pn.Column(
            self.legend,
            pn.pane.Bokeh(self.top.figure, sizing_mode="stretch_width"),
            sizing_mode="stretch_width",
        )

    def export_figure(self):
        return self.top.figure

    def dots(self, shown: Shown, name: str, x: np.ndarray | None = None) -> Dots:
        """A variable of a sweep with its interval; `x` if it is not the axis itself."""
        data, kind = shown.run.chunk.data, shown.run.experiment
        x = data[kind.axis].values if x is None else x
        ends = [data[k].values if k in data else None for k in (f"{name}_low", f"{name}_high")]
        return Dots(shown.run.id, x, data[name].values, *ends, data.share.values == 1)

    def has_data(self, chunk: Chunk) -> bool:
        return "share" in chunk.data

    def progress(self, shown: Shown) -> str:
        """How many points are there, in words."""
        experiment: DiffusionSweep = shown.experiment
        done = int((shown.run.chunk.data.share.values == 1).sum())
        total = len(experiment.places())
        return f"{done} of {total} points" if done < total else f"all {total} points"

    def thermometer(self, height: int, name: str, **options) -> Bands:
        """A picture of the kinetic temperature."""
        return Bands(label(name), label("kinetic_ratio"), height, self.styles,
                     name="kinetic_ratio", **options)  # fmt: skip

    def crystal_heat(self, shown: Shown) -> tuple[np.ndarray, np.ndarray]:
        """The axis and m⟨ṙ²⟩/3kT of the crystal's atoms along it, 1 where that is not known."""
        data, axis = shown.run.chunk.data, shown.run.experiment.axis
        ratio = data.bath_ratio.values if "bath_ratio" in data else np.ones(data.sizes[axis])
        known = np.isfinite(ratio)
        return data[axis].values[known], ratio[known]

    def crystals(self, ready: list[Shown]) -> list[Rule]:
        """The crystals' own heat as grey levels, each once."""
        levels = {}
        for shown in ready:
            x, ratio = self.crystal_heat(shown)
            if len(x):
                name = "" if levels else "its crystal"
                levels.setdefault((x.tobytes(), ratio.tobytes()), Rule(None, x, ratio, name))
        return list(levels.values())
