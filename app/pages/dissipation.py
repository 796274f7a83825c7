"""Dissipation: the ion's path by all three equations, its energy, and what takes it."""

from collections.abc import Iterator

import panel as pn

from ionoscope.engine import InvalidParameter, Result
from ionoscope.engine.ion.dissipation import IonDissipation
from ionoscope.engine.ion.findings_dissipation import is_whole
from ionoscope.engine.ion.model import EQUATIONS

from ..controls.board import Group
from ..controls.kinds import Slider, Tick
from ..figures.dissipation import difference, drag, energy, path, velocity
from ..scenes.player import Player
from ..scenes.row import Row
from .parts import data_of_scene, framed, row_of, titled
from .view import View


class DissipationView(View):
    """z(t) by three equations with the moving row; velocity, energy, difference, drag below."""

    key = "ion-dissipation"
    saved = "path"

    def __init__(self, page):
        super().__init__(page)
        self.together_in = [page.figure(f) for f in (path, velocity, energy, difference)]
        self.drag = page.figure(drag)
        self.row: Row | None = None
        self.others = page.beside(self._draw_together)
        self.together = Tick("compare all three equations", True)
        self.together.watch(lambda _: self._together_changed())
        self.enlarged = Slider("magnification of displacements", 10, 1, 30, step=1)
        self.enlarged.watch(lambda _: self._show_row())

    def picture(self):
        self.player = Player(
            symbol="t", unit="ps", pace=1.5, sizing_mode="stretch_width", margin=(0, 0)
        )
        self.row = Row(self.player, 150)
        self.data = data_of_scene(self.page, "row", self.row.table)
        for live in self.together_in:
            live.share("now", self.row.now)
        return pn.Column(
            framed(self.together_in[0]),
            pn.pane.Bokeh(self.row.figure, sizing_mode="stretch_width"),
            self.player,
            self.data,
            sizing_mode="stretch_width",
        )

    def moving(self) -> list:
        return [self.row.figure] if self.row else []

    def groups(self) -> list[Group]:
        return [Group("Picture", [self.together, self.enlarged])]

    def below(self) -> Iterator:
        _, *others = self.together_in
        below = [*others, self.drag]
        yield row_of(*map(titled, below[:2]))
        yield row_of(*map(titled, below[2:]))

    def changed(self, experiment: IonDissipation, dragging: bool) -> None:
        if not dragging:
            self.others.follow(self._wanted(experiment))

    def draw(self, results, own) -> None:
        self.drag.show(results)
        if is_whole(results[own]):
            self._show_row()
        self._draw_together()

    def _wanted(self, experiment: IonDissipation) -> list[IonDissipation]:
        """The other equations; one that cannot be run, e.g. with a memory longer than the box
        allows, is left out."""
        wanted = []
        for name in EQUATIONS:
            if self.together.value and name != experiment.equation:
                try:
                    wanted.append(experiment.changed(equation=name))
                except InvalidParameter:
                    continue
        return wanted

    def _together_changed(self) -> None:
        if self.page.experiment is not None:
            self.changed(self.page.experiment, False)
            self._draw_together()

    def _results(self) -> list[Result]:
        """The own run and the others, as far as they have come, in the equations' order."""
        found = self.others.results(lambda chunk: "z" in chunk.data)
        by_equation = {r.parameters["equation"]: r for r in (*found, self.page.own)}
        return [by_equation[e] for e in EQUATIONS if e in by_equation]

    def _draw_together(self) -> None:
        if self.page.own is None:
            return
        results = self._results()
        for live in self.together_in:
            live.show(results)
        own = next(i for i, r in enumerate(results) if r is self.page.own)
        self.page.say(results, own)

    def _show_row(self) -> None:
        if self.page.own and self.row:
            self.row.update(self.page.own.data, self.enlarged.value)
            self.data.refresh()
