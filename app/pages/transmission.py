"""Transmission: P(ω_T) of several systems at once, exact or counted, and what E_a does."""

import time
from itertools import product
from typing import NamedTuple

import numpy as np
import panel as pn
import panel_material_ui as pmui
import xarray as xr

from engine import Chunk, Experiment, InvalidParameter, Result
from engine.gate.barrier import GateBarrier
from engine.gate.curves import curve_of
from engine.gate.transmission import GateTransmission
from engine.parameters import as_text

from ..formatting import number, percent
from ..jobs import Run
from ..theme import source
from ..views.curves import Curve, Panel
from .base import FRAME_RATE, ExperimentPage

MASSES = {"1/5": "0.2", "1": "1", "5": "5"}
OFFSETS = {"0": "0", "2": "2"}
BARRIER = ("U0", "lam", "s", "potential", "M", "x0")
MOST_CURVES = 24


class Shown(NamedTuple):
    """A run on the picture."""

    run: Run
    experiment: GateTransmission


class TransmissionPage(ExperimentPage):
    """Arrhenius plot, P against ω_T, E_a below; a temperature slider reads every curve."""

    key = "gate-transmission"
    live_page = False
    run_label = "Run"

    def build(self) -> None:
        self.shown_runs: list[Shown] = []
        self.cursor = source("omega_T", "beta")
        self.arrhenius = Panel("P", True, True, 400, self.cursor)
        self.direct = Panel("P", False, False, 400, self.cursor)
        self.slope = Panel("E_a", False, False, 300, self.cursor)
        self.arrhenius.figure.name = "arrhenius"
        self.masses = self._group("Masses", MASSES)
        self.offsets = self._group("Impact parameters", OFFSETS)
        self.keep = pmui.Checkbox(label="keep the curves that are there", value=False)
        self.clear = pmui.Button(label="Clear", icon="delete", size="small", variant="outlined")
        self.clear.on_click(lambda _: self._clear())
        self.temperature = pmui.FloatSlider(
            label="Read every curve at ω_T", start=0.3, end=10, step=0.01, value=2.0,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.temperature.param.watch(lambda _: self._read(), "value")
        self.table = pn.pane.HTML("", sizing_mode="stretch_width", css_classes=["curve-table"])
        self._rules: dict[tuple, dict] = {}

    def _group(self, label: str, options: dict) -> pmui.CheckButtonGroup:
        group = pmui.CheckButtonGroup(
            label=label, options=options, value=[], size="small", margin=(4, 0)
        )
        group.param.watch(lambda _: self.context.moved(), "value")
        return group

    def picture(self):
        pair = pn.Row(
            pn.pane.Bokeh(self.arrhenius.figure, sizing_mode="stretch_width"),
            pn.pane.Bokeh(self.direct.figure, sizing_mode="stretch_width"),
            sizing_mode="stretch_width",
        )
        return pn.Column(pair, self.temperature, self.table, sizing_mode="stretch_width")

    def export_figure(self):
        return self.arrhenius.figure

    def extra_controls(self) -> list:
        return [
            pmui.Card(
                pn.pane.Markdown("Besides the values above, also these:", margin=(0, 0)),
                pn.Row(pn.pane.HTML("<i>M</i> =", width=34, margin=(10, 0)), self.masses),
                pn.Row(pn.pane.HTML("<i>s</i> =", width=34, margin=(10, 0)), self.offsets),
                self.keep,
                self.clear,
                title="Overlay",
                variant="outlined",
                sizing_mode="stretch_width",
                margin=(4, 0),
            )
        ]

    def more(self) -> list:
        return [pn.pane.Bokeh(self.slope.figure, sizing_mode="stretch_width")]

    def show_state(self) -> dict[str, str]:
        return {
            k: v
            for k, v in {
                "M": ",".join(self.masses.value),
                "s": ",".join(self.offsets.value),
            }.items()
            if v
        }

    def set_show_state(self, state: dict[str, str]) -> None:
        self.overlay({k: v.split(",") for k, v in state.items()})

    def overlay(self, values: dict[str, list[str]]) -> None:
        self.masses.value = [m for m in values.get("M", []) if m in MASSES.values()]
        self.offsets.value = [s for s in values.get("s", []) if s in OFFSETS.values()]

    def open(self, texts, hide=(), lock=False) -> None:
        super().open(texts, hide, lock)
        self._start(keep=False)  # the first picture is a run, not an empty plot

    def _preset_chosen(self, event) -> None:
        super()._preset_chosen(event)
        if self.shown_runs:
            self._start(keep=False)

    # runs ---------------------------------------------------------------------------------

    def run(self) -> None:
        self._start(keep=True)

    def _start(self, keep: bool) -> None:
        """Run every combination asked for; `keep` the results in the catalogue."""
        base = self._build()
        if base is None:
            return
        self.stop()
        if not self.keep.value:
            self.shown_runs = []
        try:
            wanted = [base.changed(**v) for v in self._combinations(base)]
        except InvalidParameter as error:
            self.status.refused(error)
            return
        self.runs = []
        for experiment in wanted[: MOST_CURVES - len(self.shown_runs)]:
            run = self.context.store.start(experiment, keep)
            run.watch(self.wake)
            self.runs.append(run)
            self.shown_runs.append(Shown(run, experiment))
        self._fit_temperature(base)
        self.tick()

    def _combinations(self, base: Experiment) -> list[dict]:
        masses = {base.M, *(float(m) for m in self.masses.value)}
        offsets = {base.s, *(float(s) for s in self.offsets.value)}
        return [{"s": s, "M": M} for s, M in product(sorted(offsets), sorted(masses))]

    def _fit_temperature(self, base: GateTransmission) -> None:
        low, high = base.omega_T[0], base.omega_T[-1]
        value = min(max(self.temperature.value, low), high)
        self.temperature.param.update(start=low, end=max(high, low + 0.1), value=value)

    def _clear(self) -> None:
        self.stop()
        self.runs, self.shown_runs, self.shown = [], [], None
        self._paint()
        self.status.ready()

    def tick(self) -> None:
        if not self.context.gate.is_open:
            return
        version = tuple((s.run.id, s.run.version) for s in self.shown_runs)
        going_on = any(not s.run.over for s in self.shown_runs)
        if version == self._seen or (
            going_on and time.monotonic() - self._drawn_at < 1 / FRAME_RATE
        ):
            return
        self._seen, self._drawn_at = version, time.monotonic()
        with pn.io.hold():
            self._paint()
            self._follow()

    def draw(self, experiment: GateTransmission, chunk: Chunk) -> None:
        """All curves are drawn together, see `_paint`."""

    def _paint(self) -> None:
        ready = [
            s for s in self.shown_runs if s.run.chunk and s.run.chunk.data.sizes.get("omega_T")
        ]
        curves = [self._curve(s) for s in ready]
        rules = self._arrhenius_rules(ready)
        for panel in (self.arrhenius, self.direct, self.slope):
            panel.update(curves, rules)
        if ready:
            self.shown = (ready[-1].experiment, ready[-1].run.chunk)
        self._say(ready)
        self._read()

    def _curve(self, shown: Shown) -> Curve:
        e = shown.experiment
        masses = sorted({s.experiment.M for s in self.shown_runs})
        offsets = sorted({s.experiment.s for s in self.shown_runs})
        return Curve(shown.run.chunk.data, self._name(e), masses.index(e.M), offsets.index(e.s),
                     e.method == "sampled")  # fmt: skip

    def _name(self, e: GateTransmission) -> str:
        """What tells this curve from the others."""
        parts = []
        for key, text in (("ensemble", e.ensemble), ("M", f"M={e.M:g}"), ("s", f"s={e.s:g}")):
            if len({getattr(s.experiment, key) for s in self.shown_runs}) > 1:
                parts.append(text)
        return " ".join(parts) or e.ensemble

    def _barriers(self, e: GateTransmission) -> dict:
        key = tuple(getattr(e, k) for k in BARRIER)
        if key not in self._rules:
            self._rules[key] = GateBarrier(**dict(zip(BARRIER, key, strict=True))).solve().summary
        return self._rules[key]

    def _arrhenius_rules(self, ready: list[Shown]) -> list[tuple[float, str]]:
        found = [self._barriers(s.experiment) for s in ready]
        frozen = [(E, "solid") for E in sorted({round(f["frozen"], 6) for f in found})]
        return frozen + [(E, "dashed") for E in sorted({round(f["relaxed"], 6) for f in found})]

    # words and numbers --------------------------------------------------------------------

    def _say(self, ready: list[Shown]) -> None:
        if not ready:
            self.readout.show("No curve yet.", [], "Press Run.")
            return
        last = ready[-1]
        summary, barrier = last.run.chunk.summary, self._barriers(last.experiment)
        E = np.array(summary["E_a"], float)
        law = summary.get("power_law")
        low, high = np.nanmin(E), np.nanmax(E)
        straight = high - low < 0.01 * high
        verdict = (
            f"One activation energy: {number(high)} E_osc."
            if straight
            else f"E_a runs from {number(low)[:5]} to {number(high)[:5]} E_osc: no single one."
        )
        rows = [
            ("frozen barrier U(s)", number(barrier["frozen"], unit="E_osc")),
            ("relaxed barrier E*", number(barrier["relaxed"], unit="E_osc")),
            ("dynamic barrier E_min", number(barrier["E_min"], unit="E_osc")),
        ]
        if law:
            rows += [
                ("power law: exponent", number(law["exponent"], law["exponent_error"])),
                ("its worst miss in ln(−ln P)", number(law["worst"])),
            ]
        if last.experiment.method == "exact":
            error = max(np.max(np.array(summary["P_high"]) - np.array(summary["P"])), 0)
            rows.append(("largest error of P", number(float(error))))
        else:
            rows.append(("launches at each ω_T", str(int(last.run.chunk.data.launched))))
        note = (
            f"For the last curve, {self._name(last.experiment)}. Grey: exp(−E/ω_T) with the "
            "frozen (solid) and relaxed (dashed) barriers. An exponent of 1 is Arrhenius."
        )
        self.readout.show(verdict, rows, note)

    def _read(self) -> None:
        """Read every curve at the slider's temperature, without a launch."""
        omega = self.temperature.value
        self.cursor.data = {"omega_T": [omega], "beta": [1 / omega]}
        rows = [self._reading(s, omega) for s in self.shown_runs if s.run.chunk]
        head = f"<tr><th>at ω_T = {omega:.3g}</th><th>P</th><th>E_a (E_osc)</th></tr>"
        body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
        self.table.object = f'<table class="curves">{head}{body}</table>'

    def _reading(self, shown: Shown, omega: float) -> tuple[str, str, str]:
        data, e = shown.run.chunk.data, shown.experiment
        name = f"{e.ensemble}, M = {e.M:g}, s = {e.s:g}, {e.method}"
        curve = curve_of(data, e.ensemble)
        if curve is not None:
            here = np.array([omega])
            return name, percent(float(curve(here)[0])), number(float(curve.activation(here)[0]))
        if not data.sizes.get("omega_T"):
            return name, "—", "—"
        at = int(np.argmin(np.abs(data.omega_T.values - omega)))
        here = data.isel(omega_T=at)
        nearest = f" (counted at {float(here.omega_T):.3g})"
        return (
            name + nearest,
            percent(float(here.P), float(here.P_low), float(here.P_high)),
            number(float(here.E_a), float(here.E_a_error)),
        )

    def result(self) -> Result:
        """The curves shown, along a new dimension if there are several."""
        ready = [
            s for s in self.shown_runs if s.run.chunk and s.run.chunk.data.sizes.get("omega_T")
        ]
        if len(ready) < 2 or any(
            s.experiment.omega_T != ready[0].experiment.omega_T for s in ready
        ):
            return super().result()
        names = ["P", "P_low", "P_high", "E_a", "E_a_error"]
        data = xr.concat([s.run.chunk.data[names] for s in ready], dim="curve")
        for key in ("ensemble", "M", "s", "method"):
            values = [getattr(s.experiment, key) for s in ready]
            data = data.assign_coords({key: ("curve", values)})
        last = ready[-1]
        chunk = Chunk(
            last.run.share, "done", data, {"curves": [self._name(s.experiment) for s in ready]}
        )
        return Result.of(last.experiment, chunk, last.run.status, sum(s.run.elapsed for s in ready))

    def texts(self) -> dict[str, str]:
        return {k: as_text(v) if not isinstance(v, str) else v for k, v in super().texts().items()}
