"""Launch: one particle on its way, in real space and in time."""

import panel as pn

from ionoscope.engine import Result

from ..figures import launch
from ..scenes.launch import LaunchScene
from ..scenes.player import Player
from .base import ExperimentPage
from .parts import row_of, titled


class LaunchPage(ExperimentPage):
    """The scene with its player; positions, energies and the phase plane below."""

    key = "gate-launch"

    def build(self) -> None:
        self.player = Player(sizing_mode="stretch_width", margin=(4, 0))
        self.scene = LaunchScene(self.player)
        self.positions, self.energies, self.phase = self.plots = [
            self.live_figure(f) for f in (launch.positions, launch.energies, launch.phase)
        ]
        for plot in (self.positions, self.energies):
            plot.share("now", self.scene.now)
        self.phase.share("dots", self.scene.state)

    def picture(self):
        scene = pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width")
        return pn.Column(scene, self.player, sizing_mode="stretch_width")

    def export_figure(self):
        return self.scene.figure

    def more(self) -> list:
        return [row_of(*(titled(plot, least=260) for plot in self.plots))]

    def draw(self, result: Result) -> None:
        for plot in self.plots:
            plot.show(result)
        self.scene.show(result)
        if result.summary:
            self.say([result])
