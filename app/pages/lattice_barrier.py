"""Ion barrier: the energy along the ion's path, atoms at rest and relaxed."""

import panel as pn

from ..controls.board import Group
from ..controls.kinds import Slider
from ..figures.passage import profile
from ..scenes.passage import PassageScene
from ..scenes.player import Player
from .parts import framed
from .view import View


class LatticeBarrierView(View):
    """The profile, and the ion on its way with the atoms giving way."""

    key = "lattice-barrier"
    saved = "profile"

    def __init__(self, page):
        super().__init__(page)
        self.profile = page.figure(profile)
        self.scene: PassageScene | None = None
        self.enlarged = Slider("magnification of displacements", 8, 1, 20, step=1)
        self.enlarged.watch(lambda _: self._show_passage())

    def picture(self):
        self.player = Player(
            symbol="ℓ", unit="Å", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = PassageScene(self.player, 240)
        self.profile.share("now", self.scene.now)
        return pn.Column(
            framed(self.profile),
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def moving(self) -> list:
        return [self.scene.figure] if self.scene else []

    def groups(self) -> list[Group]:
        return [Group("Moving picture", [self.enlarged])]

    def draw(self, results, own) -> None:
        self.profile.show(results)
        if results[own].summary:
            self._show_passage()
            self.page.say(results)

    def _show_passage(self) -> None:
        own = self.page.own
        # an ion that repels nothing has no neighbours
        if own and self.scene and own.data.sizes.get("neighbour"):
            self.scene.update(own.data, self.enlarged.value)
