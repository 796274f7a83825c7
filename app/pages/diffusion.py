"""Diffusion: the ion's path, how far it comes, how hot it is, by one or several equations."""

from html import escape
from typing import ClassVar

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk, Result

from ..answers.heat import heat
from ..answers.transport import SETTLING
from ..figures.heat import thermometer, velocities
from ..figures.looks import looks
from ..figures.style import SIGNS
from ..figures.wandering import alpha2, history, msd, residence
from ..scenes.path3d import Path, Path3D
from ..scenes.player import Player
from .overlay import Overlay, Shown
from .parts import row_of, titled
from .wanderers import WanderersPage

BARS = 94, 22
"""Pixels that the thermometer needs around its bars, and for each of them."""


class DiffusionPage(WanderersPage):
    """The path in three dimensions, the mean square displacement beside it, the rest below."""

    key = "ion-diffusion"
    # side by side the two pictures need the readout's width, where the window is not wide
    widths = ("1000 1 640px", "1 1 330px")
    OVERLAYS: ClassVar = (
        *WanderersPage.OVERLAYS,
        Overlay("kT", "Temperatures", {"10": "10", "25": "25", "50": "50"}, "<i>kT</i>"),
        Overlay("U0", "Strengths", {"4000": "4000", "8000": "8000"}, "<i>U</i>₀"),
    )

    def build(self) -> None:
        super().build()
        self.readout.pane.param.update(css_classes=["readout", "broad"], min_height=170)
        self.player = Player(
            symbol="t", unit="ps", pace=0.2, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.path = Path3D(self.player, 300)
        self.msd = self.live_figure(msd, 385)
        for figure in (thermometer, history, velocities, residence, alpha2):
            self.live_figure(figure)
        self.words = pn.pane.HTML(
            "", margin=(8, 10), styles={"font-size": "14px", "flex": "1 1 300px", "min-width": "0"}
        )
        self.every = pmui.Checkbox(label="paths of four ions of each run", value=False)
        self.every.param.watch(lambda _: self._paths([s.result for s in self.ready()]), "value")

    def picture(self):
        # under it the same player moves the dot along the path
        path = pn.Column(
            self.path.layout,
            self.player,
            sizing_mode="stretch_width",
            styles={"flex": "1 1 300px", "min-width": "0"},
        )
        return pn.Column(row_of(path, titled(self.msd)), sizing_mode="stretch_width")

    def extra_controls(self) -> list:
        cards = super().extra_controls()
        cards[0].append(self.every)
        return cards

    def export_figure(self):
        return self.msd.fig

    def more(self) -> list:
        live = self.figures
        return [
            row_of(titled(live["thermometer"]), self.words),
            row_of(titled(live["history"]), titled(live["velocities"])),
            row_of(titled(live["residence"]), titled(live["alpha2"])),
        ]

    def has_data(self, chunk: Chunk) -> bool:
        return "msd" in chunk.data

    def paint(self, ready: list[Shown]) -> None:
        super().paint(ready)
        if not ready and any(not s.run.over for s in self.shown_runs):
            self.readout.show(SETTLING)

    def show(self, results: list[Result]) -> None:
        rest, bar = BARS
        self.figures["thermometer"].fig.height = max(150, rest + bar * len(results))
        super().show(results)
        self._paths(results)
        self.words.object = "".join(
            f'<p style="margin: 4px 0"><span style="color: {look.color}">{SIGNS[look.marker]}'
            f"</span> {escape(sentence)}</p>"
            for look, sentence in zip(looks(results), heat(results), strict=True)
        )

    def _paths(self, results: list[Result]) -> None:
        paths = []
        for result, look in zip(results, looks(results), strict=True):
            places = result.data.place.values
            tracks = places if self.every.value else places[:1]
            paths += [Path(look, result.data.path_time.values, track) for track in tracks]
        self.path.update(paths, results[0].parameters["a"] if results else 3.0)
