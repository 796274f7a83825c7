"""Barrier: frozen, relaxed and dynamic, on the curve V(y) and against the impact parameter."""

import panel as pn

from ionoscope.engine import Result
from ionoscope.engine.gate.barrier import GateBarrier

from ..figures import gate_barrier
from ..runs.live_run import LiveRun
from .base import ExperimentPage
from .parts import row_of, titled


class BarrierPage(ExperimentPage):
    """V(y) with the three levels; the barriers against s below."""

    key = "gate-barrier"

    def build(self) -> None:
        self.landscape = self.live_figure(gate_barrier.landscape)
        self.scan = self.live_figure(gate_barrier.scan)
        self.scan_wake = self.context.wake(self._scan_tick)
        self.survey = LiveRun(self.context.store.pool, self.scan_wake)

    def picture(self):
        return self.landscape.pane

    def export_figure(self):
        return self.landscape.fig

    def more(self) -> list:
        return [row_of(titled(self.scan))]

    def request(self, experiment: GateBarrier, dragging: bool) -> None:
        super().request(experiment, dragging)
        self.survey.request(gate_barrier.scanned(experiment))

    def draw(self, result: Result) -> None:
        self.landscape.show(result)
        self.say([result])

    def _scan_tick(self) -> None:
        self.survey.poke()
        run = self.survey.run
        if run and run.chunk and self.experiment and self.context.latch.is_open:
            self.survey.drawn = run
            with pn.io.hold():
                self.scan.show(self.experiment.result(run.chunk, run.status, run.elapsed))

    def tick(self) -> None:
        super().tick()
        self._scan_tick()

    def close(self) -> None:
        super().close()
        self.scan_wake.close()
        self.survey.close()
