"""Launch: one particle on its way, in real space and in time."""

import panel as pn

from ionoscope.engine import Chunk
from ionoscope.engine.gate.launch import GateLaunch

from ..formatting import number
from ..scenes.player import Player
from ..theme import OSCILLATOR
from ..views.scene import Scene
from ..views.traces import ENERGIES, POSITIONS, PhasePlane, TimeTrace, named
from .base import ExperimentPage


class LaunchPage(ExperimentPage):
    """The scene with its player; positions, energies and the phase plane below."""

    key = "gate-launch"

    def build(self) -> None:
        self.player = Player(sizing_mode="stretch_width", margin=(4, 0))
        self.scene = Scene(self.player)
        now, state = self.scene.now, self.scene.state
        self.positions = TimeTrace(POSITIONS, "x, y (l_osc)", 260, now)
        self.energies = TimeTrace(ENERGIES, "energy (E_osc)", 260, now)
        self.phase = PhasePlane(260, state)

    def picture(self):
        return pn.Column(
            pn.pane.Bokeh(self.scene.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def export_figure(self):
        return self.scene.figure

    def more(self) -> list:
        phase = named({"oscillator": (OSCILLATOR, "solid")}, self.phase.figure)
        return [
            pn.Row(self.positions.layout, self.energies.layout, phase, sizing_mode="stretch_width")
        ]

    def draw(self, experiment: GateLaunch, chunk: Chunk) -> None:
        for view in (self.positions, self.energies, self.phase):
            view.update(chunk.data)
        self.scene.update(chunk.data, experiment, chunk.summary.get("tau"))
        if chunk.summary:
            self._say(experiment, chunk.summary)

    def _say(self, experiment: GateLaunch, found: dict) -> None:
        outcome = found["outcome"]
        verdict = {
            "transmitted": "It passes.",
            "reflected": "It is turned back.",
            "undecided": "Undecided: it lingers at the top longer than was followed.",
        }[outcome]
        gained = found["E_oscillator"] - experiment.E_oscillator
        rows = [
            ("decided at τ", number(found["tau"], unit="periods")),
            ("particle at x", number(found["x"] if outcome == "reflected" else 0.0, unit="l_osc")),
            ("oscillator at y", number(found["y"], unit="l_osc")),
            ("E_particle", number(found["E_particle"], unit="E_osc")),
            ("E_oscillator", number(found["E_oscillator"], unit="E_osc")),
            ("interaction U", number(found["U"], unit="E_osc")),
            ("largest drift of the sum", number(found.get("E_drift"), unit="E_osc")),
        ]
        note = (
            f"All at the decision. By then the oscillator has "
            f"{'gained' if gained >= 0 else 'lost'} {abs(gained):.3g} E_osc."
        )
        self.readout.show(verdict, rows, note)
