"""Collision: deflection and force in full and by each approximation; where one may trust which."""

from collections.abc import Iterator

import panel as pn

from ionoscope.engine.ion.collision import IonCollision
from ionoscope.engine.ion.validity import PAIRS, IonValidity

from ..controls.kinds import Choice
from ..figures.collision import ANSWERS, deflection, force
from ..figures.style import KINDS
from ..figures.validity import validity
from .elsewhere import opener
from .parts import html_title, keys, row_of, titled
from .trust import Trust
from .validity import picked
from .view import View

_DASHES = {"solid": "", "dashed": "6", "dotted": "2 4", "dotdash": "2 4 6 4"}
_CURVE = (
    '<span style="white-space:nowrap;margin-right:14px"><svg width="26" height="10"><line x2="26" '
    'y1="5" y2="5" stroke="{0.color}" stroke-width="2.2" stroke-dasharray="{1}"/></svg> '
    "{0.name}</span>"
)


class CollisionView(View):
    """Deflection and force, four curves each; the map of errors below."""

    key = "ion-collision"
    saved = "force"

    def __init__(self, page):
        super().__init__(page)
        self.deflection = page.figure(deflection).named(False)
        self.force = page.figure(force).named(False)
        self.trust = Trust(page, self._draw_map)
        self.trust.live.on_pick(lambda x, y: self._picked(10**x, 10**y))
        self.survey = page.beside(self._draw_map)
        self.axes = Choice("Over", {words: words for words in PAIRS})
        self.axes.watch(lambda _: self._ask_map())
        self._asked: tuple | None = None
        self.mapped: IonValidity | None = None

    def picture(self):
        pair = [titled(live) for live in (self.deflection, self.force)]
        for picture in pair:  # side by side in the narrowest window, too
            picture.styles = {"flex": "1 1 240px", "min-width": "0"}
        looks = [KINDS[name.replace("_", "-")] for name in ANSWERS]
        names = keys(_CURVE.format(look, _DASHES[look.dash]) for look in looks)
        return pn.Column(names, row_of(*pair), sizing_mode="stretch_width")

    def below(self) -> Iterator:
        title = pn.pane.HTML(
            html_title(f"{validity.title}; click one to open it."),
            margin=(12, 0, 4, 10),
            styles={"font-size": "15px"},
        )
        self._asked = ()
        self._ask_map()
        yield pn.Column(
            title,
            self.trust.layout(self.axes),
            opener(self.page, self.survey),
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
        wanted = IonValidity.around(self.page.experiment, axes=self.axes.value)
        if wanted.depends_on() != self._asked:
            self._asked = wanted.depends_on()
            self.survey.follow([wanted])

    def _draw_map(self) -> None:
        run = next(iter(self.survey.runs), None)
        if run is None or run.chunk is None or self.page.experiment is None:
            return
        self.mapped = run.experiment
        self.trust.show(run.result(), run.share, self._place(self.mapped))

    def _place(self, survey: IonValidity) -> tuple[float, float]:
        e = self.page.experiment
        own = {"lam": e.lam, "v0": e.v0, "M": e.M, "stiffness": e.k1 / survey.k1}
        across, up = PAIRS[survey.axes]
        return own[across], own[up]

    def _picked(self, x: float, y: float) -> None:
        """Show the collision at this point of the map that is shown."""
        if self.mapped is not None:
            self.page.rail.set(picked(self.mapped.values(), x, y))
