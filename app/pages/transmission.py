"""Transmission: P(ω_T) of several systems at once, exact or counted, and what E_a does."""

from collections.abc import Iterator

import numpy as np
import panel as pn
from bokeh.models import ColumnDataSource

from ionoscope.engine import Chunk, Result
from ionoscope.engine.core.words import number, percent
from ionoscope.engine.gate.curves import curve_of
from ionoscope.engine.gate.transmission import GateTransmission
from ionoscope.engine.statistics.normal import NORMAL

from ..answers.answer import Answer
from ..controls.board import Board, Group
from ..controls.kinds import Slider
from ..figures import transmission
from ..figures.symbols import html
from ..live.run_set import so_far
from ..runs.run import Run
from .overlays import Overlay
from .parts import row_of, titled
from .view import View


class TransmissionView(View):
    """Arrhenius plot, P against ω_T, E_a below; a temperature slider reads every curve."""

    key = "gate-transmission"
    saved = transmission.arrhenius.name
    follows = False
    run_label = "Run"
    most = 24
    overlays = (
        Overlay("M", "Masses", {"1/5": "0.2", "1": "1", "5": "5"}, "M"),
        Overlay("s", "Impact parameters", {"0": "0", "2": "2"}, "s"),
    )

    def __init__(self, page):
        super().__init__(page)
        self.arrhenius = page.figure(transmission.arrhenius)
        self.direct = page.figure(transmission.direct)
        self.activation = page.figure(transmission.activation)
        self.plots = self.arrhenius, self.direct, self.activation
        self.beta, self.omega_T = ColumnDataSource({"x": []}), ColumnDataSource({"x": []})
        for plot, cursor in zip(self.plots, (self.beta, self.omega_T, self.omega_T), strict=True):
            plot.share("now", cursor)
        self.temperature = Slider("Read all curves at ω_T", 2.0, 0.3, 10, step=0.01)
        self.temperature.watch(lambda _: self._read())
        self.table = pn.pane.HTML("", sizing_mode="stretch_width", css_classes=["curve-table"])

    def picture(self):
        pair = row_of(titled(self.arrhenius, least=240), titled(self.direct, least=240))
        board = Board([Group("", [self.temperature])], margin=(0, 10))
        return pn.Column(pair, board, self.table, sizing_mode="stretch_width")

    def below(self) -> Iterator:
        yield row_of(titled(self.activation))

    def started(self, base: GateTransmission) -> None:
        low, high = base.omega_T[0], base.omega_T[-1]
        self.temperature.reach(low, max(high, low + 0.1), self.temperature.value)

    def has_data(self, chunk: Chunk) -> bool:
        return bool(chunk.data.sizes.get("omega_T"))

    def draw(self, results: list[Result], own: int) -> None:
        # a run that has nothing yet counts in names and colours, which do not change then
        runs = self.page.runs.runs
        shown = [so_far(run) for run in runs]
        for plot in self.plots:
            plot.show(shown)
        if results:
            ready = [i for i, run in enumerate(runs) if run.chunk and self.has_data(run.chunk)]
            self.page.say(shown, ready[own])
        else:
            self.page.readout.show(Answer("No curves yet.", (), "Press Run."))
        self._read()

    def _read(self) -> None:
        """Read every curve at the slider's temperature, without a launch."""
        if self.alone:
            return
        omega = self.temperature.value
        self.omega_T.data, self.beta.data = {"x": [omega]}, {"x": [1 / omega]}
        rows = [_reading(run, omega) for run in self.page.runs.runs if run.chunk]
        said = (f"at ω_T = {omega:.3g}", "P", "E_a (E_osc)")
        head = "<tr>" + "".join(f"<th>{html(name)}</th>" for name in said) + "</tr>"
        body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
        table = f'<table class="curves">{head}{body}</table>'
        self.table.object = self.page.riddle.masked(table)


def _reading(run: Run, omega: float) -> tuple[str, str, str]:
    """Name, P and E_a of a curve at a temperature."""
    data, e = run.chunk.data, run.experiment
    name = f"{e.ensemble}, M = {e.M:g}, s = {e.s:g}, {e.method}"
    curve = curve_of(data, e.ensemble)
    if curve is not None:
        P, E_a = curve.with_activation(np.array([omega]))
        return name, percent(float(P[0])), number(float(E_a[0]))
    if not data.sizes.get("omega_T"):
        return name, "—", "—"
    at = int(np.argmin(np.abs(data.omega_T.values - omega)))
    here = data.isel(omega_T=at)
    nearest = f" (counted at {float(here.omega_T):.3g})"
    return (
        name + nearest,
        percent(float(here.P), float(here.P_low), float(here.P_high)),
        number(float(here.E_a), NORMAL * float(here.E_a_error)),
    )
