"""Validity: the map of errors; click a collision to open it."""

import panel as pn

from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.validity import PAIRS

from ..controls.board import Board
from .pick_box import PickBox
from .trust import Trust
from .view import View


class ValidityView(View):
    """The map over the two parameters that are varied."""

    key = "ion-validity"
    saved = "validity"

    def __init__(self, page):
        super().__init__(page)
        self.trust = Trust(page, page.draw)
        self.trust.live.on_pick(lambda x, y: self._picked(10**x, 10**y))
        names = "across: v₀ (Å/ps) or M", "up: λ (Å) or k/k₀"
        self.pick_box = PickBox(names, "Open this collision", self._picked)

    def picture(self):
        board = Board([self.pick_box.group()], margin=(0, 10))
        return pn.Column(self.trust.layout(), board, sizing_mode="stretch_width")

    def draw(self, results, own) -> None:
        result = results[own]
        run = next((r for r in self.page.runs.runs if r.chunk), None)
        self.trust.show(result, run.share if run else 1.0)
        self.page.say(results, own)

    def _picked(self, x: float, y: float) -> None:
        """Open the collision at this point of the map."""
        if self.page.own is None:
            return
        own = self.page.own.parameters
        texts = {k: as_text(v) for k, v in own.items() if k in IonCollision.declared()}
        self.page.context.go("ion-collision", texts | picked(own, x, y))


def picked(own: dict, x: float, y: float) -> dict[str, str]:
    """What a collision at (x, y) of a map with these parameters has of its own, as text."""
    values = dict(zip(PAIRS[own["axes"]], (x, y), strict=True))
    stiffness = values.pop("stiffness", None)
    if stiffness is not None:
        values |= {name: stiffness * own[name] for name in ("k1", "k2")}
    return {name: as_text(float(f"{v:.4g}")) for name, v in values.items()}
