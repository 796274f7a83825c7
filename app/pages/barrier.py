"""Barrier: frozen, relaxed and dynamic, on the curve V(y) and against the impact parameter."""

import panel as pn

from ionoscope.engine import Chunk
from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.scans import BarrierSurvey

from ..formatting import number
from ..jobs import LiveRun
from ..views.landscape import BarrierScan, Landscape
from .base import ExperimentPage


class BarrierPage(ExperimentPage):
    """V(y) with the three levels; the barriers against s below."""

    key = "gate-barrier"

    def build(self) -> None:
        self.landscape, self.scan = Landscape(), BarrierScan()
        self.scan_wake = self.context.wake(self._scan_tick)
        self.survey = LiveRun(self.context.store.pool, self.scan_wake)

    def picture(self):
        return pn.pane.Bokeh(self.landscape.figure, sizing_mode="stretch_width")

    def export_figure(self):
        return self.landscape.figure

    def more(self) -> list:
        return [pn.pane.Bokeh(self.scan.figure, sizing_mode="stretch_width")]

    def request(self, experiment: GateBarrier, dragging: bool) -> None:
        super().request(experiment, dragging)
        self.survey.request(BarrierSurvey(experiment, max(6.0, abs(experiment.s))))

    def draw(self, experiment: GateBarrier, chunk: Chunk) -> None:
        self.landscape.update(chunk.data, chunk.summary)
        found = chunk.summary
        possible = found["frozen"] - found["relaxed"]
        known = found["E_min"] is not None and possible > 1e-9
        share = f"{(found['frozen'] - found['E_min']) / possible:.0%}" if known else "—"
        rows = [
            ("frozen, U(s)", number(found["frozen"], unit="E_osc")),
            ("relaxed, E*", number(found["relaxed"], unit="E_osc")),
            ("   with the oscillator at y", number(found["y_relaxed"], unit="l_osc")),
            ("dynamic, E_min", number(found["E_min"], unit="E_osc")),
            ("share of the relaxation used", share),
            ("stationary points of V", str(chunk.data.sizes["stationary_y"])),
        ]
        edges = chunk.data.sizes["edge"]
        note = (
            ""
            if edges == 1
            else f"From rest, transmission begins or ends at {edges} energies, not one."
        )
        verdict = f"An oscillator at rest asks {number(found['E_min'])} E_osc."
        if found["undecided"]:
            verdict = "The dynamic barrier stays open."
            note = (
                f"{found['undecided']:.2%} of the launches linger longer than they are followed: "
                "a lighter particle or a narrower interaction would decide."
            )
        self.readout.show(verdict, rows, note)

    def _scan_tick(self) -> None:
        self.survey.poke()
        run = self.survey.run
        if run and run.chunk and self.experiment and self.context.gate.is_open:
            self.survey.drawn = run
            with pn.io.hold():
                self.scan.update(run.chunk.data, abs(self.experiment.s))

    def tick(self) -> None:
        super().tick()
        self._scan_tick()

    def close(self) -> None:
        super().close()
        self.scan_wake.close()
        self.survey.close()
