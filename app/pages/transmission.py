"""Transmission: P(ω_T) of several systems at once, exact or counted, and what E_a does."""

import numpy as np
import panel as pn
import panel_material_ui as pmui
import xarray as xr
from bokeh.models import ColumnDataSource

from ionoscope.engine import Chunk, Result
from ionoscope.engine.gate.curves import curve_of
from ionoscope.engine.gate.transmission import GateTransmission
from ionoscope.engine.statistics.normal import NORMAL

from ..answers.answer import Answer
from ..figures import transmission
from ..figures.names import names
from ..figures.symbols import html
from ..share.formatting import number, percent
from .overlay import Overlay, OverlayPage, Shown
from .parts import row_of, titled


class TransmissionPage(OverlayPage):
    """Arrhenius plot, P against ω_T, E_a below; a temperature slider reads every curve."""

    key = "gate-transmission"
    OVERLAYS = (
        Overlay("M", "Masses", {"1/5": "0.2", "1": "1", "5": "5"}, "<i>M</i>"),
        Overlay("s", "Impact parameters", {"0": "0", "2": "2"}, "<i>s</i>"),
    )

    def build(self) -> None:
        super().build()
        self.arrhenius = self.live_figure(transmission.arrhenius)
        self.direct = self.live_figure(transmission.direct)
        self.activation = self.live_figure(transmission.activation)
        self.plots = self.arrhenius, self.direct, self.activation
        self.beta, self.omega_T = ColumnDataSource({"x": []}), ColumnDataSource({"x": []})
        for plot, cursor in zip(self.plots, (self.beta, self.omega_T, self.omega_T), strict=True):
            plot.share("now", cursor)
        self.temperature = pmui.FloatSlider(
            label="Read every curve at ω_T",
            start=0.3,
            end=10,
            step=0.01,
            value=2.0,
            sizing_mode="stretch_width",
        )
        self.temperature.param.watch(lambda _: self._read(), "value")
        self.table = pn.pane.HTML("", sizing_mode="stretch_width", css_classes=["curve-table"])

    def picture(self):
        pair = row_of(titled(self.arrhenius, least=240), titled(self.direct, least=240))
        return pn.Column(pair, self.temperature, self.table, sizing_mode="stretch_width")

    def export_figure(self):
        return self.arrhenius.fig

    def more(self) -> list:
        return [row_of(titled(self.activation))]

    def started(self, base: GateTransmission) -> None:
        low, high = base.omega_T[0], base.omega_T[-1]
        value = min(max(self.temperature.value, low), high)
        self.temperature.param.update(start=low, end=max(high, low + 0.1), value=value)

    def has_data(self, chunk: Chunk) -> bool:
        return bool(chunk.data.sizes.get("omega_T"))

    def paint(self, ready: list[Shown]) -> None:
        results = [self._so_far(s) for s in self.shown_runs]
        for plot in self.plots:
            plot.show(results)
        if ready:
            self.say(results, self.shown_runs.index(ready[-1]))
        else:
            self.readout.show(Answer("No curve yet.", (), "Press Run."))
        self._read()

    @staticmethod
    def _so_far(shown: Shown) -> Result:
        """A run that has nothing yet counts in names and colours, which do not change then."""
        if shown.run.chunk:
            return shown.result
        nothing = Chunk(0.0, "", xr.Dataset())
        return shown.experiment.result(nothing, shown.run.status, 0.0)

    # words and numbers --------------------------------------------------------------------

    def _read(self) -> None:
        """Read every curve at the slider's temperature, without a launch."""
        omega = self.temperature.value
        self.omega_T.data, self.beta.data = {"x": [omega]}, {"x": [1 / omega]}
        rows = [self._reading(s, omega) for s in self.shown_runs if s.run.chunk]
        said = (f"at ω_T = {omega:.3g}", "P", "E_a (E_osc)")
        head = "<tr>" + "".join(f"<th>{html(name)}</th>" for name in said) + "</tr>"
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
            number(float(here.E_a), NORMAL * float(here.E_a_error)),
        )

    def result(self) -> Result:
        """The curves shown, along a new dimension if there are several."""
        ready = self.ready()
        if len(ready) < 2 or any(
            s.experiment.omega_T != ready[0].experiment.omega_T for s in ready
        ):
            return super().result()
        columns = ["P", "P_low", "P_high", "E_a", "E_a_error"]
        data = xr.concat([s.run.chunk.data[columns] for s in ready], dim="curve")
        for key in ("ensemble", "M", "s", "method"):
            values = [getattr(s.experiment, key) for s in ready]
            data = data.assign_coords({key: ("curve", values)})
        last = ready[-1]
        curves = {"curves": names([s.result for s in ready])}
        chunk = Chunk(last.run.share, "done", data, curves)
        return last.experiment.result(chunk, last.run.status, sum(s.run.elapsed for s in ready))
