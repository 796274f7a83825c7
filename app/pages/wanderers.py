"""Wanderers: what the pages of wandering ions share: several runs, one of them spoken of."""

from ionoscope.engine import Result
from ionoscope.engine.ion.model import EQUATIONS

from .overlays import Overlay
from .view import View

EQUATION = Overlay("equation", "Equations", {name: name for name in EQUATIONS})
TEMPERATURE = Overlay("kT", "Temperatures", {"10": "10", "25": "25", "50": "50"}, "kT")


class WanderersView(View):
    """Every figure shows all runs; the readout speaks of the one whose values are entered."""

    follows = False
    run_label = "Run"
    most = 12

    def spoken(self, results: list[Result]) -> int:
        """The run of the values that are entered, else the newest."""
        values = self.page.experiment and self.page.experiment.values()
        same = [i for i, result in enumerate(results) if result.parameters == values]
        return same[-1] if same else len(results) - 1

    def draw(self, results: list[Result], own: int) -> None:
        for live in self.page.figures.values():
            live.show(results)
        self.page.say(results, own)
