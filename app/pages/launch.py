"""Launch: one particle on its way, in real space and in time."""

from collections.abc import Iterator

import panel as pn

from ionoscope.engine import Result

from ..figures import launch
from ..scenes.launch import LaunchScene
from ..scenes.player import Player
from .parts import data_of_scene, row_of, titled
from .view import View


class LaunchView(View):
    """The scene with its player; positions, energies and the phase plane below."""

    key = "gate-launch"
    saved = "scene"

    def __init__(self, page):
        super().__init__(page)
        self.scene: LaunchScene | None = None
        self.positions, self.energies, self.phase = self.plots = [
            page.figure(f) for f in (launch.positions, launch.energies, launch.phase)
        ]

    def picture(self):
        self.player = Player(sizing_mode="stretch_width", margin=(4, 0))
        self.scene = LaunchScene(self.player)
        for plot in (self.positions, self.energies):
            plot.share("now", self.scene.now)
        self.phase.share("dots", self.scene.state)
        scene = pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width")
        self.data = data_of_scene(self.page, "scene", self.scene.table)
        return pn.Column(scene, self.player, self.data, sizing_mode="stretch_width")

    def moving(self) -> list:
        return [self.scene.figure] if self.scene else []

    def below(self) -> Iterator:
        yield row_of(*(titled(plot, least=260) for plot in self.plots))

    def draw(self, results: list[Result], own: int) -> None:
        [result] = results
        for plot in self.plots:
            plot.show(result)
        if self.scene:
            self.scene.show(result)
            self.data.refresh()
        if result.summary:
            self.page.say([result])
