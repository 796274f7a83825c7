"""Barrier: frozen, relaxed and dynamic, on the curve V(y) and against the impact parameter."""

from collections.abc import Iterator

from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.barrier_scan import GateBarriers

from ..figures import gate_barrier
from .elsewhere import opener
from .parts import framed, row_of, titled
from .view import View


class BarrierView(View):
    """V(y) with the three levels; the barriers against s below."""

    key = "gate-barrier"
    saved = "landscape"

    def __init__(self, page):
        super().__init__(page)
        self.landscape = page.figure(gate_barrier.landscape)
        self.scan = page.figure(gate_barrier.scan, 300)
        self.survey = page.beside(self._show_scan)
        self.scanned = False

    def picture(self):
        return framed(self.landscape)

    def below(self) -> Iterator:
        self.scanned = True
        self._ask_scan()
        yield row_of(titled(self.scan))
        yield opener(self.page, self.survey)

    def changed(self, experiment: GateBarrier, dragging: bool) -> None:
        self._ask_scan()

    def draw(self, results, own) -> None:
        self.landscape.show(results)
        self.page.say(results)

    def _ask_scan(self) -> None:
        """Ask for the scan around what is entered, once it is on the page."""
        if self.scanned and self.page.experiment:
            self.survey.follow([scanned(self.page.experiment)])

    def _show_scan(self) -> None:
        run, experiment = self.survey.runs[0], self.page.experiment
        if run.chunk and experiment:
            self.scan.show(run.result(), here=experiment.s)


def scanned(experiment: GateBarrier) -> GateBarriers:
    """The scan over impact parameters around an experiment, its own s included."""
    shared = {k: v for k, v in experiment.values().items() if k in GateBarriers.declared()}
    return GateBarriers(**shared, s_max=max(6.0, abs(experiment.s)))
