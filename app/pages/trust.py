"""Trust: the map of errors with what it may show, on its own page and under a collision."""

from collections.abc import Callable

import numpy as np
import panel as pn

from ionoscope.engine import Result
from ionoscope.engine.ion.memoryless import APPROXIMATIONS

from ..controls.board import Board, Group
from ..controls.kinds import Choice, Control
from ..figures.style import KINDS
from ..figures.validity import NAMES, PALETTE, QUANTITIES, validity
from .host import Host
from .parts import classes, framed

LEFT_ALONE = "The outgoing speed is from the time-local equation of motion, integrated on its own."


class Trust:
    """The map, the choice of what it shows, the legend of its classes, and a note."""

    def __init__(self, page: Host, redraw: Callable[[], None]):
        self.live = page.figure(validity)
        names = {KINDS[a.replace("_", "-")].name: a for a in APPROXIMATIONS}
        self.quantity = Choice("Error of", {words: q for q, words in QUANTITIES.items()})
        self.approximation = Choice("Approximation", names)
        for choice in (self.quantity, self.approximation):
            choice.watch(lambda _: redraw())
        self.note = pn.pane.Markdown("", sizing_mode="stretch_width")

    def layout(self, *controls: Control) -> pn.Column:
        """All of it, with `controls` before its own."""
        choices = Group("", [*controls, self.quantity, self.approximation], row=True)
        return pn.Column(
            Board([choices], margin=(0, 10)),
            classes(PALETTE, NAMES),
            framed(self.live),
            self.note,
            sizing_mode="stretch_width",
        )

    def show(self, result: Result, share: float, here: tuple[float, float] | None = None) -> None:
        """Draw a result of ion-validity; `here` is the collision that is marked."""
        chosen = {"quantity": self.quantity.value, "approximation": self.approximation.value}
        self.live.show(result, here=here, **chosen)
        known = np.isfinite(self.live.sketch.marks[0].said).sum()
        done = f" ({share:.0%} done)" if share < 1 else ""
        own = f" {LEFT_ALONE}" if self.quantity.value == "speed" else ""
        self.note.object = (
            f"{known} collisions{done}. Left out: the ion ran into the atom, or the run would take "
            f"too long{'; empty: not computed yet' if share < 1 else ''}.{own}"
        )
