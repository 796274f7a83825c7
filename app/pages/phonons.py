"""Phonons: dispersion and density of states; click a mode and see the crystal move in it."""

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Result

from ..answers.crystal import phonons
from ..figures.phonons import dispersion, dos, nearest
from ..scenes.crystal import CrystalScene, Wave
from ..scenes.player import Player
from .base import ExperimentPage


class PhononsPage(ExperimentPage):
    """Dispersion with density of states, and the crystal moving in the chosen mode."""

    key = "lattice-phonons"

    def build(self) -> None:
        self.dispersion, self.dos = self.live_figure(dispersion), self.live_figure(dos)
        self.dispersion.on_pick(self._tapped)
        self._put_beside()
        self.player = Player(
            symbol="t", unit="ps", pace=4.0, loop=True, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = CrystalScene(self.player, 250)
        self.mode = (30, 2)
        self.amplitude = pmui.FloatSlider(
            label="amplitude in the picture, in a",
            start=0,
            end=0.5,
            step=0.01,
            value=0.25,
            sizing_mode="stretch_width",
        )
        self.amplitude.param.watch(lambda _: self._show_mode(), "value")
        self.place = pmui.IntSlider(
            label="mode: place on the path",
            start=0,
            end=240,
            value=self.mode[0],
            sizing_mode="stretch_width",
        )
        self.branch = pmui.IntSlider(
            label="mode: branch, from below",
            start=1,
            end=3,
            value=self.mode[1] + 1,
            sizing_mode="stretch_width",
        )
        for slider in (self.place, self.branch):
            slider.param.watch(lambda _: self._chosen(), "value")

    def picture(self):
        return pn.Column(
            pn.Row(self.dispersion.pane, self.dos.pane, sizing_mode="stretch_width"),
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def extra_controls(self) -> list:
        controls = self.place, self.branch, self.amplitude
        return [
            pmui.Card(
                *controls,
                title="Moving picture",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def export_figure(self):
        return self.dispersion.fig

    def draw(self, result: Result) -> None:
        self.dos.show([result])
        self._show_mode()

    def show_state(self) -> dict[str, str]:
        return {"mode": f"{self.mode[0]},{self.mode[1]}"}

    def set_show_state(self, state: dict[str, str]) -> None:
        parts = state.get("mode", "").split(",")
        if len(parts) == 2 and all(p.isdecimal() and len(p) < 6 for p in parts):
            self.mode = (int(parts[0]), min(int(parts[1]), 2))

    def _put_beside(self) -> None:
        """The density of states beside the dispersion: narrow, the heights the same."""
        self.dos.share_y(self.dispersion)
        self.dos.fig.update(width=190, sizing_mode="fixed")
        self.dos.pane.param.update(width=190, sizing_mode="fixed")
        # a hidden label is never typeset, and the browser would wait for it
        self.dos.fig.yaxis[0].update(visible=False, axis_label=None)
        self.dos.fig.xaxis.ticker.desired_num_ticks = 3

    def _tapped(self, x: float, y: float) -> None:
        if self.drawn is not None:
            self._picked(*nearest(self.drawn.data, x, y))

    def _picked(self, point: int, branch: int) -> None:
        self.mode = (point, branch)
        self._show_mode()
        self.context.moved()

    def _chosen(self) -> None:
        """The sliders choose a mode; they follow a click without choosing it again."""
        if (self.place.value, self.branch.value - 1) != self.mode:
            self._picked(self.place.value, self.branch.value - 1)

    def _show_mode(self) -> None:
        if self.drawn is None:
            return
        data = self.drawn.data
        self.mode = point, branch = min(self.mode[0], data.sizes["q_path"] - 1), self.mode[1]
        self.dispersion.show([self.drawn], mode=self.mode)
        self.place.param.update(end=data.sizes["q_path"] - 1, value=point)
        self.branch.value = branch + 1
        at = data.isel(q_path=point, branch=branch)
        self.scene.amplitude = self.amplitude.value
        theta = 2 * np.pi * at.q.values
        self.scene.update(Wave(theta, at.polarisation.values, float(at.Omega)))
        self.readout.show(phonons([self.drawn], mode=self.mode))
