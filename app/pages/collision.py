"""Collision: deflection and force in full and by each approximation; where one may trust which."""

import numpy as np
import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import Chunk
from ionoscope.engine.ion.collision import APPROXIMATIONS, IonCollision
from ionoscope.engine.ion.validity import AXES, ValidityMap
from ionoscope.engine.parameters import as_text

from ..formatting import number
from ..jobs import LiveRun
from ..views.lines import KINDS, Line, Lines
from ..views.trust import TrustMap
from .base import ExperimentPage

CURVES = ("full", *APPROXIMATIONS)
QUANTITIES = {
    "force, at any time": "force_curve",
    "deflection, at any time": "deflection_curve",
    "largest force": "force",
    "largest deflection": "deflection",
}
"""Errors of the map, by the words that choose them."""
FAINT = 2e-3
"""Share of the largest force below which nothing happens that is worth showing."""


class CollisionPage(ExperimentPage):
    """Deflection and force, four curves each; the map of errors below."""

    key = "ion-collision"

    def build(self) -> None:
        self.deflection = Lines("t (ps)", "r (Å)", 390, name="deflection")
        self.force = Lines("t (ps)", "F (meV/Å)", 390, name="force")
        self.trust = TrustMap(420, self._picked)
        self.map_wake = self.context.wake(self._map_tick)
        self.survey = LiveRun(self.context.store.pool, self.map_wake)
        self.axes = self._select("Over", list(AXES))
        self.quantity = self._select("Error of", {**QUANTITIES, "outgoing speed": "speed"})
        names = {KINDS[a][2]: a for a in APPROXIMATIONS}
        self.approximation = self._select("Approximation", names)
        self.axes.param.watch(lambda _: self._ask_map(), "value")
        for select in (self.quantity, self.approximation):
            select.param.watch(lambda _: self._draw_map(), "value")
        self._asked: tuple = ()
        self._drawn: Chunk | None = None
        self.map_note = pn.pane.Markdown("", sizing_mode="stretch_width")

    @staticmethod
    def _select(label: str, options) -> pmui.Select:
        first = next(iter(options.values())) if isinstance(options, dict) else options[0]
        return pmui.Select(label=label, options=options, value=first, size="small", width=210)

    def picture(self):
        panes = [
            pn.Column(
                pn.pane.Bokeh(view.figure, sizing_mode="stretch_width"),
                sizing_mode="stretch_width",
            )
            for view in (self.deflection, self.force)
        ]
        legend = self.force.layout(CURVES)[0]
        return pn.Column(
            legend, pn.Row(*panes, sizing_mode="stretch_width"), sizing_mode="stretch_width"
        )

    def export_figure(self):
        return self.force.figure

    def more(self) -> list:
        return [
            pn.pane.Markdown(
                "**Where may one trust it?** Each point is a collision of its own; click one to "
                "open it.", margin=(12, 0, 0, 10),
            ),
            pn.Row(self.axes, self.quantity, self.approximation,
                   styles={"flex-wrap": "wrap"}),
            self.trust.legend,
            pn.pane.Bokeh(self.trust.figure, sizing_mode="stretch_width"),
            self.map_note,
        ]  # fmt: skip

    def request(self, experiment: IonCollision, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:  # a thousand more collisions can wait until the hand rests
            self._ask_map()

    def draw(self, experiment: IonCollision, chunk: Chunk) -> None:
        if "force_full" not in chunk.data:
            return
        data, t = chunk.data, chunk.data.time.values
        for kind, view in (("deflection", self.deflection), ("force", self.force)):
            curves = [Line(name, t, data[f"{kind}_{name}"].values) for name in CURVES]
            view.update(curves, self._window(t, data.force_full.values))
            view.mark([(c.key, c.x[np.argmax(c.y)], c.y.max()) for c in curves])
        self._say(experiment, chunk.summary)
        if self.survey.run is not None:
            self.trust.show_here(self._place(self.survey.run.experiment))

    @staticmethod
    def _window(t: np.ndarray, force: np.ndarray) -> tuple[float, float]:
        """The time in which something happens, with as much room around it."""
        busy = t[force > FAINT * max(force.max(), 1e-300)]
        if not len(busy):
            return t[0], t[-1]
        room = 0.35 * (busy[-1] - busy[0])
        return max(t[0], busy[0] - room), min(t[-1], busy[-1] + 2 * room)

    def _say(self, experiment: IonCollision, found: dict) -> None:
        full = found["full"]
        rows = [
            ("largest deflection, full", number(full["r_max"], unit="Å")),
            ("largest force, full", number(full["F_max"], unit="meV/Å")),
            ("it leaves with", number(found["v_out"], unit="Å/ps")),
            ("   time-local motion", number(found["v_out_time_local"], unit="Å/ps")),
            ("energy left behind", number(found["energy_lost"], unit="meV")),
        ]
        for name in APPROXIMATIONS:
            error = found["error"][name]
            shown = " / ".join(_percent(error[k]) for k in ("r", "F"))
            rows.append((f"{KINDS[name][2]}: error of r / F", shown))
        off = found["error"]["time_local"]
        verdict = f"Without memory: force {_percent(off['F'])}, deflection {_percent(off['r'])}."
        note = (
            "These are errors of the maxima; in time the curves may differ more. "
            "The approximations are fed with the full solution's own path. The time-local equation "
            "of motion left to itself makes the homogeneous choice."
        )
        if found["echo_time"] < found["duration"]:
            note += (
                f" After {found['echo_time']:.2f} ps the box of {experiment.cells}³ hears its own "
                "echo."
            )
        self.readout.show(verdict, rows, note)

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
        if run and run.chunk and self.context.gate.is_open and self._drawn is not run.chunk:
            self.survey.drawn, self._drawn = run, run.chunk
            with pn.io.hold():
                self._draw_map()

    def _draw_map(self) -> None:
        run = self.survey.run
        if run is None or run.chunk is None or self.experiment is None:
            return
        data = run.chunk.data
        if self.quantity.value == "speed":
            error = data.speed_error
        else:
            error = data.error.sel(
                approximation=self.approximation.value, quantity=self.quantity.value
            )
            error = error.drop_vars(("approximation", "quantity"))
        self.trust.update(error, self._place(run.experiment))
        done = "" if run.over else f" ({run.share:.0%} done)"
        own = (
            " The outgoing speed is that of the time-local equation of motion left to itself."
            if self.quantity.value == "speed"
            else ""
        )
        self.map_note.object = (
            f"{int(np.isfinite(error.values).sum())} collisions{done}; empty: the ion ran into "
            f"the atom, or would take too long.{own}"
        )

    def _place(self, survey: ValidityMap) -> tuple[float, float]:
        e = self.experiment
        own = {"lam": e.lam, "v0": e.v0, "M": e.M, "stiffness": e.k1 / survey.base.k1}
        return own[survey.across.name], own[survey.up.name]

    def _picked(self, x: float, y: float) -> None:
        """Open the collision at this point of the map."""
        run = self.survey.run
        if run is None:
            return
        survey = run.experiment
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


def _percent(share: float | None) -> str:
    if share is None:
        return "—"
    if abs(share) >= 10:
        return "over 1000 %"
    return f"{100 * share:+.0f}\u00a0%" if abs(share) >= 0.1 else f"{100 * share:+.2g}\u00a0%"
