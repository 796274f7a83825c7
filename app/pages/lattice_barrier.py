"""Ion barrier: the energy along the ion's path, atoms at rest and relaxed."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Result

from ..figures.passage import profile
from ..scenes.passage import PassageScene
from ..scenes.player import Player
from .base import ExperimentPage


class LatticeBarrierPage(ExperimentPage):
    """The profile, and the ion on its way with the atoms giving way."""

    key = "lattice-barrier"

    def build(self) -> None:
        self.profile = self.live_figure(profile)
        self.player = Player(
            symbol="ℓ", unit="Å", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = PassageScene(self.player, 240)
        self.profile.share("now", self.scene.now)
        self.enlarged = pmui.FloatSlider(
            label="atoms' displacements enlarged",
            start=1,
            end=20,
            step=1,
            value=8,
            sizing_mode="stretch_width",
        )
        self.enlarged.param.watch(lambda _: self._show_passage(), "value")

    def picture(self):
        return pn.Column(
            self.profile.pane,
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                self.enlarged,
                title="Moving picture",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def export_figure(self):
        return self.profile.fig

    def draw(self, result: Result) -> None:
        self.profile.show([result])
        if result.summary:
            self._show_passage()
            self.say([result])

    def _show_passage(self) -> None:
        # an ion that repels nothing has no neighbours
        if self.drawn and self.drawn.data.sizes.get("neighbour"):
            self.scene.update(self.drawn.data, self.enlarged.value)
