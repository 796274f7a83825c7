"""Collision: deflection and force in full and by each approximation; where one may trust which."""

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk, Result
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.ion.collision import APPROXIMATIONS, IonCollision
from ionoscope.engine.ion.validity import AXES, ValidityMap

from ..figures.collision import ANSWERS, deflection, force
from ..figures.style import KINDS
from ..figures.validity import NAMES, PALETTE, QUANTITIES, validity
from ..runs.live_run import LiveRun
from .base import ExperimentPage
from .parts import html_title, row_of, titled

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


class CollisionPage(ExperimentPage):
    """Deflection and force, four curves each; the map of errors below."""

    key = "ion-collision"

    def build(self) -> None:
        self.deflection = self.live_figure(deflection).unnamed()
        self.force = self.live_figure(force).unnamed()
        self.trust = self.live_figure(validity)
        self.trust.on_pick(lambda x, y: self._picked(10**x, 10**y))
        self.map_wake = self.context.wake(self._map_tick)
        self.survey = LiveRun(self.context.store.pool, self.map_wake)
        self.axes = self._select("Over", list(AXES))
        self.quantity = self._select("Error of", {words: q for q, words in QUANTITIES.items()})
        names = {KINDS[a.replace("_", "-")].name: a for a in APPROXIMATIONS}
        self.approximation = self._select("Approximation", names)
        self.axes.param.watch(lambda _: self._ask_map(), "value")
        for select in (self.quantity, self.approximation):
            select.param.watch(lambda _: self._draw_map(), "value")
        self._asked: tuple = ()
        self._drawn: Chunk | None = None
        self.mapped: ValidityMap | None = None
        self.map_note = pn.pane.Markdown("", sizing_mode="stretch_width")

    @staticmethod
    def _select(label: str, options) -> pmui.Select:
        first = next(iter(options.values())) if isinstance(options, dict) else options[0]
        return pmui.Select(label=label, options=options, value=first, size="small", width=210)

    def picture(self):
        pair = [titled(live) for live in (self.deflection, self.force)]
        for picture in pair:  # side by side in the narrowest window, too
            picture.styles = {"flex": "1 1 240px", "min-width": "0"}
        looks = [KINDS[name.replace("_", "-")] for name in ANSWERS]
        names = _names(_CURVE.format(look, _DASHES[look.dash]) for look in looks)
        return pn.Column(names, row_of(*pair), sizing_mode="stretch_width")

    def export_figure(self):
        return self.force.fig

    def more(self) -> list:
        return [
            pn.pane.HTML(
                html_title(f"{validity.title}; click one to open it."),
                margin=(12, 0, 4, 10),
                styles={"font-size": "15px"},
            ),
            row_of(self.axes, self.quantity, self.approximation),
            _names(map(_CLASS.format, PALETTE, NAMES)),
            self.trust.pane,
            self.map_note,
        ]

    def request(self, experiment: IonCollision, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:  # a thousand more collisions can wait until the hand rests
            self._ask_map()

    def draw(self, result: Result) -> None:
        if "force_full" not in result.data:
            return
        self.deflection.show([result])
        self.force.show([result])
        self.say([result])
        self._draw_map()

    # the map --------------------------------------------------------------------------------

    def _ask_map(self) -> None:
        """Ask for the map anew, unless only what its axes show has changed."""
        if self.experiment is None:
            return
        wanted = ValidityMap(self.experiment, self.axes.value)
        if wanted.depends_on() != self._asked:
            self._asked = wanted.depends_on()
            self.survey.request(wanted)

    def _map_tick(self) -> None:
        self.survey.poke()
        run = self.survey.run
        if run and run.chunk and self.context.latch.is_open and self._drawn is not run.chunk:
            self.survey.drawn, self._drawn = run, run.chunk
            with pn.io.hold():
                self._draw_map()

    def _draw_map(self) -> None:
        run = self.survey.run
        if run is None or run.chunk is None or self.experiment is None:
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
        e = self.experiment
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
        self.rail.set({name: as_text(float(f"{v:.4g}")) for name, v in values.items()})

    def tick(self) -> None:
        super().tick()
        self._map_tick()

    def close(self) -> None:
        super().close()
        self.map_wake.close()
        self.survey.close()


def _names(each) -> pn.pane.HTML:
    return pn.pane.HTML("".join(each), margin=(4, 10, 2, 60), styles={"font-size": "13px"})
