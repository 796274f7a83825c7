"""Transmission: P(ω_T) of several systems at once, exact or counted, and what E_a does."""

from typing import ClassVar

import numpy as np
import panel as pn
import panel_material_ui as pmui
import xarray as xr

from ionoscope.engine import Chunk, Result
from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.curves import curve_of
from ionoscope.engine.gate.transmission import GateTransmission

from ..formatting import number, percent
from ..theme import source
from ..views.curves import Curve, Panel
from .overlay import Overlay, OverlayPage, Shown

BARRIER = ("U0", "lam", "s", "potential", "M", "x0")


class TransmissionPage(OverlayPage):
    """Arrhenius plot, P against ω_T, E_a below; a temperature slider reads every curve."""

    key = "gate-transmission"
    OVERLAYS = (
        Overlay("M", "Masses", {"1/5": "0.2", "1": "1", "5": "5"}, "<i>M</i>"),
        Overlay("s", "Impact parameters", {"0": "0", "2": "2"}, "<i>s</i>"),
    )
    NAMES: ClassVar = {"ensemble": "{}", "M": "M={:g}", "s": "s={:g}"}

    def build(self) -> None:
        super().build()
        self.cursor = source("omega_T", "beta")
        self.arrhenius = Panel("P", True, True, 400, self.cursor)
        self.direct = Panel("P", False, False, 400, self.cursor)
        self.slope = Panel("E_a", False, False, 300, self.cursor)
        self.arrhenius.figure.name = "arrhenius"
        self.temperature = pmui.FloatSlider(
            label="Read every curve at ω_T", start=0.3, end=10, step=0.01, value=2.0,
            sizing_mode="stretch_width",
        )  # fmt: skip
        self.temperature.param.watch(lambda _: self._read(), "value")
        self.table = pn.pane.HTML("", sizing_mode="stretch_width", css_classes=["curve-table"])
        self._rules: dict[tuple, dict] = {}

    def picture(self):
        pair = pn.Row(
            pn.pane.Bokeh(self.arrhenius.figure, sizing_mode="stretch_width"),
            pn.pane.Bokeh(self.direct.figure, sizing_mode="stretch_width"),
            sizing_mode="stretch_width",
        )
        return pn.Column(pair, self.temperature, self.table, sizing_mode="stretch_width")

    def export_figure(self):
        return self.arrhenius.figure

    def more(self) -> list:
        return [pn.pane.Bokeh(self.slope.figure, sizing_mode="stretch_width")]

    def started(self, base: GateTransmission) -> None:
        low, high = base.omega_T[0], base.omega_T[-1]
        value = min(max(self.temperature.value, low), high)
        self.temperature.param.update(start=low, end=max(high, low + 0.1), value=value)

    def has_data(self, chunk: Chunk) -> bool:
        return bool(chunk.data.sizes.get("omega_T"))

    def paint(self, ready: list[Shown]) -> None:
        curves = [self._curve(s) for s in ready]
        rules = self._arrhenius_rules(ready)
        for panel in (self.arrhenius, self.direct, self.slope):
            panel.update(curves, rules)
        self._say(ready)
        self._read()

    def _curve(self, shown: Shown) -> Curve:
        e, data = shown.experiment, shown.run.chunk.data
        return Curve(data, self.name_of(e), self.rank(e, "M"), self.rank(e, "s"),
                     e.method == "sampled")  # fmt: skip

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
            f"For the last curve, {self.name_of(last.experiment)}. Grey: exp(−E/ω_T) with the "
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
        ready = self.ready()
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
            last.run.share, "done", data, {"curves": [self.name_of(s.experiment) for s in ready]}
        )
        return Result.of(last.experiment, chunk, last.run.status, sum(s.run.elapsed for s in ready))
