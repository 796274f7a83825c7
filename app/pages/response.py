"""Response: how the crystal gives way to a push, and what the time-local equation keeps of it."""

from ionoscope.engine import Result

from ..figures.response import area, convergence, loss, recoil
from .base import ExperimentPage
from .parts import row_of, titled


class ResponsePage(ExperimentPage):
    """W(t) above; its running area, its spectrum and its convergence below."""

    key = "lattice-response"

    def build(self) -> None:
        self.recoil = self.live_figure(recoil)
        self.parts = [self.live_figure(figure) for figure in (area, loss, convergence)]

    def picture(self):
        return self.recoil.pane

    def export_figure(self):
        return self.recoil.fig

    def more(self) -> list:
        return [row_of(*(titled(live, least=280) for live in self.parts))]

    def draw(self, result: Result) -> None:
        for live in (self.recoil, *self.parts):
            live.show([result])
        self.say([result])
