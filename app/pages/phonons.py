"""Phonons: dispersion and density of states; click a mode and see the crystal move in it."""

import numpy as np
import panel as pn
import xarray as xr

from ionoscope.engine import Result

from ..answers.crystal import is_simple, phonons, swing
from ..controls.board import Group
from ..controls.kinds import Slider
from ..figures.cell import Cell
from ..figures.phonons import dispersion, dos, nearest
from ..figures.unit_cell import phonons_crystal
from ..scenes.crystal import CrystalScene, Wave
from ..scenes.player import Player
from ..scenes.solid import Motion, SolidScene
from .own_crystal import OwnCrystal
from .parts import data_of, small
from .view import View


class PhononsView(View):
    """Dispersion with density of states, and the crystal moving in the chosen mode."""

    key = "lattice-phonons"
    saved = "dispersion"

    def __init__(self, page):
        super().__init__(page)
        self.dispersion, self.dos = page.figure(dispersion), page.figure(dos)
        self.crystal = page.figure(phonons_crystal)
        self.own = OwnCrystal(page, {"n_zone": "12"})
        self.dispersion.on_pick(self._tapped)
        self.scene: CrystalScene | None = None
        self.solid: SolidScene | None = None
        self.mode = (30, 2)
        self.amplitude = Slider("displayed amplitude, in a", 0.25, 0, 0.5, step=0.01)
        self.amplitude.watch(lambda _: self._show_mode())
        self.place = Slider("mode: position on the path", self.mode[0], 0, 240, step=1, whole=True)
        self.branch = Slider(
            "mode: branch, from lowest", self.mode[1] + 1, 1, 3, step=1, whole=True
        )
        for slider in (self.place, self.branch):
            slider.watch(lambda _: self._chosen())

    def picture(self):
        self._put_beside()
        self.player = Player(
            symbol="t", unit="ps", pace=4.0, loop=True, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = CrystalScene(self.player, 250)
        self.stage = pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width")
        return pn.Column(
            pn.Row(self.dispersion.pane, self.dos.pane, sizing_mode="stretch_width"),
            self.stage,
            self.player,
            pn.Row(data_of(self.dispersion), data_of(self.dos), sizing_mode="stretch_width"),
            sizing_mode="stretch_width",
        )

    def moving(self) -> list:
        return [scene.figure for scene in (self.scene, self.solid) if scene]

    def aside(self) -> list:
        return [small(self.crystal)]

    def groups(self) -> list[Group]:
        moving = Group("Moving picture", [self.place, self.branch, self.amplitude])
        return [self.own.group(), moving]

    def draw(self, results, own) -> None:
        self.dos.show(results)
        self.crystal.show(results)
        self._show_mode()

    def state(self) -> dict[str, str]:
        return {"mode": f"{self.mode[0]},{self.mode[1]}"}

    def set_state(self, state: dict[str, str]) -> None:
        parts = state.get("mode", "").split(",")
        if len(parts) == 2 and all(p.isdecimal() and len(p) < 6 for p in parts):
            self.mode = (int(parts[0]), int(parts[1]))

    def _put_beside(self) -> None:
        """The density of states beside the dispersion: narrow, the heights the same."""
        self.dos.share_y(self.dispersion)
        self.dos.fig.update(width=190, sizing_mode="fixed")
        self.dos.pane.param.update(width=190, sizing_mode="fixed")
        # a hidden label is never typeset, and the browser would wait for it
        self.dos.fig.yaxis[0].update(visible=False, axis_label=None)
        self.dos.fig.xaxis.ticker.desired_num_ticks = 3

    def _tapped(self, x: float, y: float) -> None:
        if self.page.own is not None:
            self._picked(*nearest(self.page.own.data, x, y))

    def _picked(self, point: int, branch: int) -> None:
        self.mode = (point, branch)
        self._show_mode()
        self.page.context.moved()

    def _chosen(self) -> None:
        """The sliders choose a mode; they follow a click without choosing it again."""
        chosen = round(self.place.value), round(self.branch.value) - 1
        if chosen != self.mode:
            self._picked(*chosen)

    def _show_mode(self) -> None:
        own = self.page.own
        if own is None:
            return
        last, top = own.data.sizes["q_path"] - 1, own.data.sizes["branch"]
        self.mode = point, branch = min(self.mode[0], last), min(self.mode[1], top - 1)
        self.dispersion.show([own], mode=self.mode)
        self.place.reach(0, last, point)
        self.branch.reach(1, top, branch + 1)
        self._move(own, own.data.isel(q_path=point, branch=branch))
        self.page.readout.show(phonons([own], self.mode))

    def _move(self, own: Result, at: xr.Dataset) -> None:
        """Show the crystal moving in the chosen mode."""
        if is_simple(own):
            self._on_stage(self.scene)
            wave = Wave(2 * np.pi * at.q.values, at.polarisation.values, float(at.Omega))
            self.scene.update(wave)
            return
        self.solid = self.solid or SolidScene(self.player, 250)
        self._on_stage(self.solid)
        motion = Motion(at.q.values, swing(own, self.mode), float(at.Omega))
        self.solid.update(Cell.of(own), motion)

    def _on_stage(self, scene: CrystalScene | SolidScene) -> None:
        scene.amplitude = self.amplitude.value
        if self.stage.object is not scene.figure:
            self.stage.object = scene.figure
