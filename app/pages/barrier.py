"""Barrier: frozen, relaxed and dynamic, on the curve V(y) and against the impact parameter."""

from collections.abc import Iterator

from ionoscope.engine.gate.barrier import GateBarrier

from ..figures import gate_barrier
from .parts import row_of, titled
from .view import View


class BarrierView(View):
    """V(y) with the three levels; the barriers against s below."""

    key = "gate-barrier"
    saved = "landscape"

    def __init__(self, page):
        super().__init__(page)
        self.landscape = page.figure(gate_barrier.landscape)
        self.scan = page.figure(gate_barrier.scan)
        self.survey = page.beside(self._show_scan)
        self.scanned = False

    def picture(self):
        return self.landscape.pane

    def below(self) -> Iterator:
        self.scanned = True
        self._ask_scan()
        yield row_of(titled(self.scan))

    def changed(self, experiment: GateBarrier, dragging: bool) -> None:
        self._ask_scan()

    def draw(self, results, own) -> None:
        self.landscape.show(results)
        self.page.say(results)

    def _ask_scan(self) -> None:
        """Ask for the scan around what is entered, once it is on the page."""
        if self.scanned and self.page.experiment:
            self.survey.follow([gate_barrier.scanned(self.page.experiment)])

    def _show_scan(self) -> None:
        run, experiment = self.survey.runs[0], self.page.experiment
        if run.chunk and experiment:
            self.scan.show(experiment.result(run.chunk, run.status, run.elapsed))
