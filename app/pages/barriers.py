"""Barriers: three heights against the impact parameter."""

from ..figures.gate_barrier import scan
from .parts import framed
from .view import View


class BarriersView(View):
    """The scan of the barriers."""

    key = "gate-barriers"
    saved = "scan"

    def __init__(self, page):
        super().__init__(page)
        self.scan = page.figure(scan)

    def picture(self):
        return framed(self.scan)
