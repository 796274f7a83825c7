"""WanderersPage: what the pages of wandering ions share: several runs, one of them spoken of."""

from typing import ClassVar

from ionoscope.engine import Result
from ionoscope.engine.ion.model import EQUATIONS

from .overlay import Overlay, OverlayPage, Shown


class WanderersPage(OverlayPage):
    """Every figure shows all runs; the readout speaks of the one whose values are entered."""

    OVERLAYS: ClassVar[tuple[Overlay, ...]] = (
        Overlay("equation", "Equations", {name: name for name in EQUATIONS}),
    )
    MOST = 12

    def chosen(self, ready: list[Shown]) -> Shown:
        """The run of the values that are entered, else the newest."""
        values = self.experiment and self.experiment.values()
        return next((s for s in ready[::-1] if s.experiment.values() == values), ready[-1])

    def paint(self, ready: list[Shown]) -> None:
        results = [shown.result for shown in ready]
        self.show(results)
        self.say(results, ready.index(self.chosen(ready)) if ready else -1)

    def show(self, results: list[Result]) -> None:
        """Draw all results."""
        for live in self.figures.values():
            live.show(results)
