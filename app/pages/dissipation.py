"""Dissipation: the ion's path by all three equations, its energy, and what takes it."""

import panel as pn
import panel_material_ui as pmui

from ionoscope.engine import InvalidParameter, Result
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.model import EQUATIONS

from ..answers.ion import is_whole
from ..figures.dissipation import difference, drag, energy, path, velocity
from ..runs.live_run import LiveRun
from ..scenes.player import Player
from ..scenes.row import Row
from .base import ExperimentPage
from .parts import row_of, titled


class DissipationPage(ExperimentPage):
    """z(t) by three equations with the moving row; velocity, energy, difference, drag below."""

    key = "ion-dissipation"

    def build(self) -> None:
        self.player = Player(
            symbol="t", unit="ps", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.row = Row(self.player, 150)
        self.together_in = [self.live_figure(f) for f in (path, velocity, energy, difference)]
        self.drag = self.live_figure(drag)
        for live in self.together_in:
            live.share("now", self.row.now)
        self.wakes = [self.context.wake(self._beside_tick)]
        self.lives = {e: LiveRun(self.context.store.pool, self.wakes[0]) for e in EQUATIONS}
        self.chosen_others: tuple[str, ...] = ()
        self.together = pmui.Checkbox(label="all three equations together", value=True)
        self.together.param.watch(lambda _: self._ask_others(), "value")
        self.enlarged = pmui.FloatSlider(
            label="atoms' displacements enlarged",
            start=1,
            end=30,
            step=1,
            value=10,
            sizing_mode="stretch_width",
        )
        self.enlarged.param.watch(lambda _: self._show_row(), "value")

    def picture(self):
        return pn.Column(
            self.figures["path"].pane,
            pn.pane.Bokeh(self.row.figure, sizing_mode="stretch_width"),
            self.player,
            sizing_mode="stretch_width",
        )

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                self.together,
                self.enlarged,
                title="Picture",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def export_figure(self):
        return self.figures["path"].fig

    def more(self) -> list:
        _, *others = self.together_in
        below = [titled(live) for live in (*others, self.drag)]
        return [row_of(*below[:2]), row_of(*below[2:])]

    def request(self, experiment: IonDissipation, dragging: bool) -> None:
        super().request(experiment, dragging)
        if not dragging:
            self._ask_others()

    def draw(self, result: Result) -> None:
        self.drag.show([result])
        if is_whole(result):
            self._show_row()
        self._draw_together()

    # the other equations --------------------------------------------------------------------

    def _ask_others(self) -> None:
        if self.experiment is None:
            return
        self.chosen_others = tuple(
            e for e in EQUATIONS if self.together.value and e != self.experiment.equation
        )
        for name in self.chosen_others:
            try:
                self.lives[name].request(self.experiment.changed(equation=name))
            except InvalidParameter:  # e.g. a memory longer than the box allows: left out
                self.chosen_others = tuple(e for e in self.chosen_others if e != name)
        self._draw_together()

    def _results(self) -> list[Result]:
        """The own run and the others, as far as they have come, in the equations' order."""
        runs = [self.lives[name].run for name in self.chosen_others]
        found = [run.result() for run in runs if run and run.chunk and "z" in run.chunk.data]
        own = [self.drawn] if self.drawn else []
        by_equation = {r.parameters["equation"]: r for r in (*found, *own)}
        return [by_equation[e] for e in EQUATIONS if e in by_equation]

    def _draw_together(self) -> None:
        results = self._results()
        for live in self.together_in:
            live.show(results)
        if self.drawn:
            own = next(i for i, r in enumerate(results) if r is self.drawn)
            self.say(results, own)

    def _beside_tick(self) -> None:
        for live in self.lives.values():
            live.poke()
            live.drawn = live.run
        if self.drawn and self.context.latch.is_open:
            with pn.io.hold():
                self._draw_together()

    def _show_row(self) -> None:
        if self.drawn:
            self.row.update(self.drawn.data, self.enlarged.value)

    def close(self) -> None:
        super().close()
        self.wakes[0].close()
        for live in self.lives.values():
            live.close()
