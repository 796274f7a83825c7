"""Curves: transmission and activation energy against temperature, many systems at once."""

from typing import NamedTuple

import numpy as np
import xarray as xr
from bokeh.models import HoverTool, Range1d

from ..theme import BLUE, GREEN, GREY, PURPLE, VERMILION, drawn_width, label, plot, source

COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
"""By mass, light to heavy."""
MARKERS = ("circle", "diamond", "square", "triangle")
DASHES = ("solid", "dashed", "dotdash", "dotted")
"""By impact parameter."""


class Curve(NamedTuple):
    """One curve to draw: its data, name, and where it stands among masses and offsets."""

    data: xr.Dataset
    name: str
    mass: int
    offset: int
    sampled: bool


class Panel:
    """One plot of a quantity against ω_T or 1/ω_T: lines, points with bars, Arrhenius lines."""

    def __init__(self, quantity: str, inverse: bool, log: bool, height: int, cursor):
        self.quantity, self.inverse, self.log = quantity, inverse, log
        self._levels: list[tuple[float, str]] = []
        self.lines = source("xs", "ys", "color", "dash")
        self.points = source("x", "y", "low", "high", "color", "marker", "name")
        self.bands = source("xs", "ys", "color")
        self.rules = source("xs", "ys", "dash")
        self.labels = source("x", "y", "text", "color")
        x_label = label("beta" if inverse else "omega_T")
        self.figure = plot(
            x_label,
            label(quantity),
            height,
            x_range=Range1d(0, 1),
            y_axis_type="log" if log else "linear",
            y_range=Range1d(1e-3, 1),
        )
        fig = self.figure
        fig.multi_line("xs", "ys", source=self.rules, color=GREY, line_dash="dash", line_width=1.2)
        fig.patches("xs", "ys", source=self.bands, color="color", alpha=0.2)
        fig.multi_line(
            "xs", "ys", source=self.lines, color="color", line_dash="dash", line_width=2.2
        )
        fig.segment("x", "low", "x", "high", source=self.points, color="color", line_width=1.2)
        dots = fig.scatter("x", "y", source=self.points, color="color", marker="marker", size=5)
        fig.text(
            "x",
            "y",
            "text",
            source=self.labels,
            text_color="color",
            text_font_size="12px",
            text_baseline="middle",
            x_offset=6,
        )
        fig.vspan("beta" if inverse else "omega_T", source=cursor, color=GREY, line_width=1.5)
        tips = [("", "@name"), (x_label, "@x{0.000}"), (label(quantity), "@y{0.00000}")]
        fig.add_tools(HoverTool(renderers=[dots], tooltips=tips))

    def update(self, curves: list[Curve], rules: list[tuple[float, str]]) -> None:
        """Draw curves; `rules` are activation energies with a dash, drawn as exp(−E/ω_T)."""
        self._levels = rules
        drawn = [(c, *self._columns(c)) for c in curves if c.data.sizes.get("omega_T")]
        lines = [d for d in drawn if not d[0].sampled]
        self.lines.data = {
            "xs": [x for _, x, *_ in lines],
            "ys": [y for _, _, y, *_ in lines],
            "color": [self._color(c) for c, *_ in lines],
            "dash": [DASHES[c.offset % 4] for c, *_ in lines],
        }
        self.bands.data = {
            "xs": [np.concatenate([x, x[::-1]]) for _, x, *_ in lines],
            "ys": [np.concatenate([low, high[::-1]]) for *_, low, high in lines],
            "color": [self._color(c) for c, *_ in lines],
        }
        self.points.data = self._points([d for d in drawn if d[0].sampled])
        self._draw_rules(drawn, rules)
        self._draw_labels(drawn)
        self._fit(drawn)

    def _points(self, drawn: list) -> dict:
        columns = {k: [] for k in ("x", "y", "low", "high", "color", "marker", "name")}
        for curve, x, y, low, high in drawn:
            for key, values in zip(("x", "y", "low", "high"), (x, y, low, high), strict=True):
                columns[key].extend(values)
            columns["color"].extend([self._color(curve)] * len(x))
            columns["marker"].extend([MARKERS[curve.offset % 4]] * len(x))
            columns["name"].extend([curve.name] * len(x))
        return columns

    def _color(self, curve: Curve) -> str:
        return COLOURS[curve.mass % len(COLOURS)]

    def _columns(self, curve: Curve):
        data, q = curve.data, self.quantity
        omega, value = data.omega_T.values, data[q].values
        if q == "P":
            low, high = data.P_low.values, data.P_high.values
        else:
            low, high = value - data.E_a_error.values, value + data.E_a_error.values
        keep = np.isfinite(value) & ((value > 0) if self.log else np.isfinite(value))
        x = 1 / omega if self.inverse else omega
        floor = 1e-12 if self.log else -np.inf
        return x[keep], value[keep], np.maximum(low[keep], floor), high[keep]

    def _draw_rules(self, drawn, rules) -> None:
        if self.quantity == "E_a" and drawn:
            x = np.array([min(d[1].min() for d in drawn), max(d[1].max() for d in drawn)])
            ys = [np.full(2, E) for E, _ in rules]
        else:
            x = np.linspace(*self._span(drawn), 200) if drawn else np.array([])
            beta = x if self.inverse else 1 / np.maximum(x, 1e-9)
            ys = [np.exp(-E * beta) for E, _ in rules]
        self.rules.data = {"xs": [x] * len(rules), "ys": ys, "dash": [d for _, d in rules]}

    def _draw_labels(self, drawn) -> None:
        """Name each curve at its right end, names kept apart."""
        ends = sorted(
            ((y[x.argmax()], x.max(), c) for c, x, y, *_ in drawn if len(x)), key=lambda e: e[0]
        )
        columns = {"x": [], "y": [], "text": [], "color": []}
        gap, last = self._gap(drawn), None
        for y, x, c in ends:
            place = y if last is None else self._apart(last, y, gap)
            last = place
            for key, value in zip(columns, (x, place, c.name, self._color(c)), strict=True):
                columns[key].append(value)
        self.labels.data = columns

    def _gap(self, drawn) -> float:
        low, high = self._extent(drawn)
        share = 18 / max(self.figure.height - 90, 50)
        return (high / low) ** share if self.log else (high - low) * share

    def _apart(self, last: float, y: float, gap: float) -> float:
        return max(y, last * gap) if self.log else max(y, last + gap)

    def _span(self, drawn) -> tuple[float, float]:
        return min(d[1].min() for d in drawn), max(d[1].max() for d in drawn)

    def _extent(self, drawn) -> tuple[float, float]:
        values = np.concatenate([d[2] for d in drawn if len(d[2])] or [np.array([1e-3, 1.0])])
        if self.log:
            return max(values.min() / 1.5, 1e-9), min(values.max() * 1.5, 1.3)
        if self.quantity == "P":
            return 0.0, min(1.0, 1.15 * values.max())
        levels = np.concatenate([values, [E for E, _ in self._levels]])
        return min(values.min(), 0), levels.max() * 1.08

    def _fit(self, drawn) -> None:
        drawn = [d for d in drawn if len(d[1])]
        if not drawn:
            return
        x0, x1 = self._span(drawn)
        room = (x1 - x0) or 0.1
        # room for the longest name, at 7 pixels a letter
        letters = max(len(c.name) for c, *_ in drawn)
        share = min(0.05 + 7 * letters / drawn_width(self.figure), 0.6)
        self.figure.x_range.update(start=x0 - 0.03 * room, end=x1 + share / (1 - share) * room)
        low, high = self._extent(drawn)
        pad = 0 if self.log else 0.04 * (high - low)
        self.figure.y_range.update(start=low - pad, end=high + pad)
