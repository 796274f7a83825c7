"""Thermal motion: histograms grow as modes are summed, beside what theory says."""

from collections.abc import Iterator

import panel as pn

from ionoscope.engine import InvalidParameter
from ionoscope.engine.core.parameters import Kind, counted, parts
from ionoscope.engine.lattice.thermal import LatticeThermal

from ..controls.board import Group
from ..controls.kinds import Text
from ..figures.thermal import covariance, displacement, speed
from ..figures.unit_cell import thermal_crystal
from .own_crystal import OwnCrystal
from .parts import framed, row_of, small, titled
from .view import View
from .wording import sentence

MOST = 3
"""Most temperatures shown beside the chosen one."""


class ThermalView(View):
    """Histograms of displacement and speed; covariance in time below."""

    key = "lattice-thermal"
    saved = "speed"

    def __init__(self, page):
        super().__init__(page)
        self.spreads = [page.figure(figure) for figure in (displacement, speed)]
        self.covariance = page.figure(covariance)
        self.crystal = page.figure(thermal_crystal)
        self.own = OwnCrystal(page, {"times": "0:0.3:31", "cells": "20"})
        self.others = page.beside(self._draw_spreads)
        self.also = Text(
            "also at kT (meV), e.g. 5,50",
            "5,50",
            "Up to three more temperatures to draw, separated by commas.",
        )
        self.also.watch(lambda _: self._also_changed())

    def picture(self):
        return pn.Row(*map(framed, self.spreads), sizing_mode="stretch_width")

    def groups(self) -> list[Group]:
        return [Group("More temperatures", [self.also]), self.own.group()]

    def aside(self) -> list:
        return [small(self.crystal)]

    def below(self) -> Iterator:
        yield row_of(titled(self.covariance))

    def state(self) -> dict[str, str]:
        return {"also": "".join(self.also.value.split())}

    def set_state(self, state: dict[str, str]) -> None:
        if "also" in state:
            self.also.value = state["also"][:60]

    def overlay(self, values: dict[str, list[str]]) -> None:
        self.also.value = ",".join(values.get("kT", []))

    def changed(self, experiment: LatticeThermal, dragging: bool) -> None:
        if not dragging:
            self.others.follow([experiment.changed(kT=kT) for kT in self._wanted(experiment)])

    def draw(self, results, own) -> None:
        self.covariance.show(results)
        self.crystal.show(results)
        self._draw_spreads()
        self.page.say(results)

    def _also_changed(self) -> None:
        if self.page.experiment is not None:
            self.changed(self.page.experiment, False)
            self._draw_spreads()
        self.page.context.moved()

    def _wanted(self, experiment: LatticeThermal) -> list[float]:
        """Temperatures beside the one above; a text that is none is left out and said."""
        kind, wanted, trouble = experiment.declared()["kT"], [], ""
        for part in parts(self.also.value)[:MOST]:
            try:
                wanted.append(kind.from_text(part))
            except InvalidParameter as error:
                trouble = sentence(error, LatticeThermal)
        self.also.update(refused=bool(trouble), note=self._note(kind, wanted))
        if trouble and pn.state.notifications:
            pn.state.notifications.warning(trouble, duration=6000)
        return [kT for kT in wanted if kT != experiment.kT]  # that is on the picture already

    def _note(self, kind: Kind, wanted: list[float]) -> str:
        """Which temperatures were understood."""
        if not wanted:
            return ""
        listed = counted([f"{kT:.10g}" for kT in wanted], "temperatures")
        return f"{listed} {kind.unit}{kind.beside(sorted(wanted))}"

    def _draw_spreads(self) -> None:
        if self.page.own:
            for live in self.spreads:
                live.show([self.page.own, *self.others.results()])
