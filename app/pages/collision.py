"""Collision: deflection and force in full and by each approximation; where one may trust which."""

from collections.abc import Iterator

import numpy as np
import panel as pn

from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.memoryless import APPROXIMATIONS
from ionoscope.engine.ion.validity import AXES, ValidityMap

from ..controls.board import Board, Group
from ..controls.kinds import Choice
from ..figures.collision import ANSWERS, deflection, force
from ..figures.style import KINDS
from ..figures.validity import NAMES, PALETTE, QUANTITIES, validity
from .parts import html_title, row_of, titled
from .view import View

_DASHES = {"solid": "", "dashed": "6", "dotted": "2 4", "dotdash": "2 4 6 4"}
_CURVE = (
    '<span style="white-space:nowrap;margin-right:14px"><svg width="26" height="10"><line x2="26" '
    'y1="5" y2="5" stroke="{0.color}" stroke-width="2.2" stroke-dasharray="{1}"/></svg> '
    "{0.name}</span>"
)
_CLASS = (
    '<span style="white-space:nowrap;margin-right:14px"><span style="display:inline-block;'
    'width:12px;height:12px;background:{};border:1px solid #888"></span> {}</span>'
)


class CollisionView(View):
    """Deflection and force, four curves each; the map of errors below."""

    key = "ion-collision"
    saved = "force"

    def __init__(self, page):
        super().__init__(page)
        self.deflection = page.figure(deflection).unnamed()
        self.force = page.figure(force).unnamed()
        self.trust = page.figure(validity)
        self.trust.on_pick(lambda x, y: self._picked(10**x, 10**y))
        self.survey = page.beside(self._draw_map)
        names = {KINDS[a.replace("_", "-")].name: a for a in APPROXIMATIONS}
        self.axes = Choice("Over", {words: words for words in AXES})
        self.quantity = Choice("Error of", {words: q for q, words in QUANTITIES.items()})
        self.approximation = Choice("Approximation", names)
        self.axes.watch(lambda _: self._ask_map())
        for choice in (self.quantity, self.approximation):
            choice.watch(lambda _: self._draw_map())
        self._asked: tuple | None = None
        self.mapped: ValidityMap | None = None
        self.map_note = pn.pane.Markdown("", sizing_mode="stretch_width")

    def picture(self):
        pair = [titled(live) for live in (self.deflection, self.force)]
        for picture in pair:  # side by side in the narrowest window, too
            picture.styles = {"flex": "1 1 240px", "min-width": "0"}
        looks = [KINDS[name.replace("_", "-")] for name in ANSWERS]
        names = _names(_CURVE.format(look, _DASHES[look.dash]) for look in looks)
        return pn.Column(names, row_of(*pair), sizing_mode="stretch_width")

    def below(self) -> Iterator:
        title = pn.pane.HTML(
            html_title(f"{validity.title}; click one to open it."),
            margin=(12, 0, 4, 10),
            styles={"font-size": "15px"},
        )
        self._asked = ()
        self._ask_map()
        choices = Group("", [self.axes, self.quantity, self.approximation], row=True)
        yield pn.Column(
            title,
            Board([choices], margin=(0, 10)),
            _names(map(_CLASS.format, PALETTE, NAMES)),
            self.trust.pane,
            self.map_note,
            sizing_mode="stretch_width",
        )

    def changed(self, experiment: IonCollision, dragging: bool) -> None:
        if not dragging:  # a thousand more collisions can wait until the hand rests
            self._ask_map()

    def draw(self, results, own) -> None:
        if "force_full" not in results[own].data:
            return
        self.deflection.show(results)
        self.force.show(results)
        self.page.say(results)
        self._draw_map()

    # the map --------------------------------------------------------------------------------

    def _ask_map(self) -> None:
        """Ask for the map anew, unless only what its axes show has changed; not before it is on
        the page."""
        if self.page.experiment is None or self._asked is None:
            return
        wanted = ValidityMap(self.page.experiment, self.axes.value)
        if wanted.depends_on() != self._asked:
            self._asked = wanted.depends_on()
            self.survey.follow([wanted])

    def _draw_map(self) -> None:
        run = next(iter(self.survey.runs), None)
        if run is None or run.chunk is None or self.page.experiment is None:
            return
        self.mapped = run.experiment
        self.trust.show(
            self.mapped.base.result(run.chunk, run.status, run.elapsed),
            quantity=self.quantity.value,
            approximation=self.approximation.value,
            here=self._place(self.mapped),
        )
        self._note_map(run.share)

    def _note_map(self, share: float) -> None:
        known = np.isfinite(self.trust.sketch.marks[0].said).sum()
        done = f" ({share:.0%} done)" if share < 1 else ""
        own = (
            " The outgoing speed is that of the time-local equation of motion left to itself."
            if self.quantity.value == "speed"
            else ""
        )
        self.map_note.object = (
            f"{known} collisions{done}; empty: the ion ran into the atom, or would take too "
            f"long.{own}"
        )

    def _place(self, survey: ValidityMap) -> tuple[float, float]:
        e = self.page.experiment
        own = {"lam": e.lam, "v0": e.v0, "M": e.M, "stiffness": e.k1 / survey.base.k1}
        return own[survey.across.name], own[survey.up.name]

    def _picked(self, x: float, y: float) -> None:
        """Open the collision at this point of the map that is shown."""
        survey = self.mapped
        if survey is None:
            return
        values = {survey.across.name: x, survey.up.name: y}
        stiffness = values.pop("stiffness", None)
        if stiffness is not None:
            values |= {"k1": stiffness * survey.base.k1, "k2": stiffness * survey.base.k2}
        self.page.rail.set({name: as_text(float(f"{v:.4g}")) for name, v in values.items()})


def _names(each) -> pn.pane.HTML:
    return pn.pane.HTML("".join(each), margin=(4, 10, 2, 60), styles={"font-size": "13px"})
