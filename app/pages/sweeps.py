"""SweepPage: points of many runs against what differs between them, as they come in."""

from typing import ClassVar

import panel as pn

from ionoscope.engine import Chunk

from ..answers import sweeps  # noqa: F401  what the pages say
from ..figures.figure import Figure
from .parts import row_of, titled
from .wanderers import WanderersPage


class SweepPage(WanderersPage):
    """The experiment's figures: the first on top, the others below in rows of two."""

    FIGURES: ClassVar[tuple[Figure, ...]]

    def build(self) -> None:
        super().build()
        self.top, *self.others = map(self.live_figure, self.FIGURES)

    def picture(self):
        return pn.Column(self.top.pane, sizing_mode="stretch_width")

    def more(self) -> list:
        pairs = [self.others[i : i + 2] for i in range(0, len(self.others), 2)]
        return [row_of(*map(titled, pair)) for pair in pairs]

    def export_figure(self):
        return self.top.fig

    def has_data(self, chunk: Chunk) -> bool:
        return "share" in chunk.data
