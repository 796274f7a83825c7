"""Phonons: dispersion and density of states; click a mode and see the crystal move in it."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.lattice.phonons import LatticePhonons

from ..formatting import number
from ..scenes.player import Player
from ..views.crystal import CrystalScene, Wave
from ..views.dispersion import DensityOfStates, Dispersion, corner_name
from .base import ExperimentPage

KELVIN = 1 / 0.08617333262
"""Kelvin in a meV."""


def _place(q) -> str:
    """A wave vector by its name, or in units of 2π/a."""
    name = corner_name(q)
    return f"{name}·2π/a" if name.startswith("(") else name


class PhononsPage(ExperimentPage):
    """Dispersion with density of states, and the crystal moving in the chosen mode."""

    key = "lattice-phonons"

    def build(self) -> None:
        self.dispersion = Dispersion(300, self._picked)
        self.dos = DensityOfStates(300, self.dispersion.figure.y_range)
        self.player = Player(
            symbol="t", unit="ps", pace=4.0, loop=True, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.scene = CrystalScene(self.player, 250)
        self.mode = (30, 2)
        self.amplitude = pmui.FloatSlider(
            label="amplitude in the picture, in a", start=0, end=0.5, step=0.01, value=0.25,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.amplitude.param.watch(lambda _: self._show_mode(), "value")
        self.place = pmui.IntSlider(
            label="mode: place on the path", start=0, end=240, value=self.mode[0],
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.branch = pmui.IntSlider(
            label="mode: branch, from below", start=1, end=3, value=self.mode[1] + 1,
            sizing_mode="stretch_width",
        )  # fmt: skip
        for slider in (self.place, self.branch):
            slider.param.watch(lambda _: self._chosen(), "value")

    def picture(self):
        self.dos.figure.update(width=190, sizing_mode="fixed")
        return pn.Column(
            pn.Row(
                pn.pane.Bokeh(self.dispersion.figure, sizing_mode="stretch_width"),
                pn.pane.Bokeh(self.dos.figure),
                sizing_mode="stretch_width",
            ),
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def extra_controls(self) -> list:
        controls = self.place, self.branch, self.amplitude
        return [pmui.Card(*controls, title="Moving picture", variant="outlined",
                          sizing_mode="stretch_width", margin=(4, 0))]  # fmt: skip

    def export_figure(self):
        return self.dispersion.figure

    def draw(self, experiment: LatticePhonons, chunk: Chunk) -> None:
        self.dispersion.update(chunk.data)
        self.dos.update(chunk.data)
        self._show_mode()

    def show_state(self) -> dict[str, str]:
        return {"mode": f"{self.mode[0]},{self.mode[1]}"}

    def set_show_state(self, state: dict[str, str]) -> None:
        parts = state.get("mode", "").split(",")
        if len(parts) == 2 and all(p.isdecimal() and len(p) < 6 for p in parts):
            self.mode = (int(parts[0]), min(int(parts[1]), 2))

    def _picked(self, point: int, branch: int) -> None:
        self.mode = (point, branch)
        self._show_mode()
        self.context.moved()

    def _chosen(self) -> None:
        """The sliders choose a mode; they follow a click without choosing it again."""
        if (self.place.value, self.branch.value - 1) != self.mode:
            self._picked(self.place.value, self.branch.value - 1)

    def _show_mode(self) -> None:
        if self.shown is None:
            return
        experiment, chunk = self.shown
        data = chunk.data
        point, branch = min(self.mode[0], data.sizes["q_path"] - 1), self.mode[1]
        self.dispersion.mark(point, branch)
        self.mode = (point, branch)
        self.place.param.update(end=data.sizes["q_path"] - 1, value=point)
        self.branch.value = branch + 1
        at = data.isel(q_path=point, branch=branch)
        theta = experiment.along()[0][point]
        self.scene.amplitude = self.amplitude.value
        self.scene.update(Wave(theta, at.polarisation.values, float(at.Omega)))
        self._say(at, chunk.summary)

    def _say(self, at, found: dict) -> None:
        Omega = float(at.Omega)
        q, eta = at.q.values, at.polarisation.values
        quantum = float(at.hbar_Omega)
        along = ", ".join(f"{x:.2f}" for x in eta + 0.0)
        sound = found["sound_100"]
        rows = [
            ("shown: at q", _place(q)),
            ("   ħΩ", number(quantum, unit="meV")),
            ("   as a temperature", number(quantum * KELVIN, unit="K")),
            ("   one swing takes", number(6.283185307 / Omega, unit="ps") if Omega > 1e-6 else "—"),
            ("   atoms move along", f"({along})"),
            ("highest ħΩ", number(found["hbar_Omega_max"], unit="meV")),
            ("sound along [100]", number(sound["longitudinal"], unit="Å/ps")),
            ("   transverse", number(sound["transverse"], unit="Å/ps")),
        ]
        self.readout.show(
            f"Its fastest swing takes {number(6.283185307 / found['Omega_max'])} ps.",
            rows,
            "Click a curve to see that vibration. Its speed in the picture is true to scale.",
        )
