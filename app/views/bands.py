"""Bands: named curves with their intervals, points with bars, and lines to compare them with."""

import numpy as np
import panel as pn
from bokeh.models import HoverTool, Range1d

from ..theme import GREY, drawn_width, plot, source
from .lines import KINDS
from .scales import Scale, name_decades, name_temperatures
from .series import Band, Dots, Rule, flat, joined, outlines, said

SIGNS = {"circle": "●", "square": "■", "triangle": "▲", "diamond": "◆", "inverted_triangle": "▼"}
"""Markers, and how they look in a line of text."""
MOST = 400
"""Most points a curve is drawn with."""
DEPTH = 10.0
"""On a log axis, whiskers and bands are seen down to the lowest point divided by this."""


def marker(styles: dict, key: str) -> str:
    """The marker of a key: the fourth entry of its style, else one by its place in the table."""
    style = styles.get(key)
    if style is None:
        return "circle"
    if len(style) > 3:
        return style[3]
    names = list(dict.fromkeys(s[2] for s in styles.values()))
    return list(SIGNS)[names.index(style[2]) % len(SIGNS)]


class Bands:
    """A figure of curves, points and rules; `styles` maps keys to colour, dash, name[, marker]."""

    def __init__(self, x_label: str, y_label: str, height: int, styles: dict = KINDS,
                 log_x: bool = False, log_y: bool = False, name: str = ""):  # fmt: skip
        self.styles, self.log_x, self.log_y = styles, log_x, log_y
        self.curves = source("xs", "ys", "color", "dash")
        self.areas = source("xs", "ys", "color")
        self.vertices = source("x", "y", "name", "said")
        self.dots = source("x", "y", "low", "high", "color", "marker", "fill", "name", "said")
        self.rules = source("xs", "ys", "color", "dash")
        self.ends = source("x", "y", "text", "color")
        self.figure = plot(
            x_label, y_label, height, name=name, x_range=Range1d(0.1, 1), y_range=Range1d(0.1, 1),
            x_axis_type="log" if log_x else "linear", y_axis_type="log" if log_y else "linear",
        )  # fmt: skip
        self._glyphs(x_label, y_label)
        for axis, log in ((self.figure.xaxis, log_x), (self.figure.yaxis, log_y)):
            if log:
                name_decades(axis)
        self.x, self.y = Scale(self.figure.x_range, log_x), Scale(self.figure.y_range, log_y)

    def _glyphs(self, x_label: str, y_label: str) -> None:
        fig = self.figure
        fig.patches("xs", "ys", source=self.areas, color="color", fill_alpha=0.2, line_alpha=0)
        fig.multi_line("xs", "ys", source=self.rules, color="color", line_dash="dash",
                       line_width=1.3)  # fmt: skip
        fig.multi_line("xs", "ys", source=self.curves, color="color", line_dash="dash",
                       line_width=2.2)  # fmt: skip
        fig.segment("x", "low", "x", "high", source=self.dots, color="color", line_width=1.6)
        dots = fig.scatter("x", "y", source=self.dots, color="color", marker="marker", size=9,
                           fill_alpha="fill", line_width=1.6)  # fmt: skip
        found = fig.scatter("x", "y", source=self.vertices, size=9, alpha=0)
        fig.text("x", "y", "text", source=self.ends, text_color="color", text_font_size="12px",
                 text_baseline="middle", x_offset=6)  # fmt: skip
        tips = [("", "@name"), (x_label, "@x{0.[0000]}"), (y_label, "@said")]
        fig.add_tools(HoverTool(renderers=[dots, found], tooltips=tips, mode="mouse"))

    def layout(self, keys, title: str = "") -> pn.Column:
        """The figure under the names of its curves and points."""
        names = "".join(
            f'<span style="margin-right: 18px"><span style="color: {self.styles[k][0]}">'
            f"{SIGNS[marker(self.styles, k)]}</span> {self.styles[k][2]}</span>"
            for k in keys
        )
        parts = [pn.pane.Markdown(title, margin=(8, 0, 0, 10))] if title else []
        legend = pn.pane.HTML(names, margin=(4, 10, 2, 60), styles={"font-size": "13px"})
        picture = pn.pane.Bokeh(self.figure, sizing_mode="stretch_width")
        return pn.Column(*parts, legend, picture, sizing_mode="stretch_width",
                         styles={"flex": "1 1 300px", "min-width": "0"})  # fmt: skip

    def temperatures(self, times: float = 1000.0) -> None:
        """Name k_B T above an axis of x = `times`/k_B T."""
        name_temperatures(self.figure, times)

    def update(self, bands: list[Band] = (), dots: list[Dots] = (), rules: list[Rule] = (),
               levels: list[Rule] = ()) -> None:  # fmt: skip
        """Draw all there is, `levels` dotted; what a log axis cannot show is left out."""
        bands = [band._replace(**self._thinned(band)) for band in bands]
        floor = self._floor([*bands, *dots])
        self._draw_curves(bands, floor)
        self._draw_dots(dots, floor)
        rules, levels = self._drawable(rules), self._drawable(levels)
        dashes = ["dashed"] * len(rules) + ["dotted"] * len(levels)
        rules += levels
        self.rules.data = {
            "xs": [r.x for r in rules], "ys": [r.y for r in rules],
            "color": [self._color(r.key) for r in rules], "dash": dashes,
        }  # fmt: skip
        self._fit(rules, floor)
        self._name_rules(rules)

    # drawing --------------------------------------------------------------------------------

    def _color(self, key: str | None) -> str:
        return GREY if key is None else self.styles[key][0]

    def _thinned(self, band: Band) -> dict[str, np.ndarray]:
        """Arrays of a curve at no more than MOST points, evenly spread along its axis."""
        x = np.asarray(band.x, float)
        rows = np.arange(len(x))
        if self.log_x:
            rows = rows[x > 0]
        if len(rows) > MOST:
            where = np.log(x[rows]) if self.log_x else x[rows]
            even = np.linspace(where[0], where[-1], MOST)
            rows = rows[np.unique(np.searchsorted(where, even).clip(0, len(rows) - 1))]
        y = np.asarray(band.y, float)[rows]
        low, high = (y if b is None else np.asarray(b, float)[rows] for b in (band.low, band.high))
        return {"x": x[rows], "y": y, "low": low, "high": high}

    def _seen(self, x, y) -> tuple[np.ndarray, np.ndarray]:
        """Points as floats, those that a log axis cannot show as nan."""
        x, y = np.array(x, float), np.array(y, float)
        lost = (self.log_x & (x <= 0)) | (self.log_y & (y <= 0))
        x[lost], y[lost] = np.nan, np.nan
        return x, y

    def _drawable(self, rules) -> list[Rule]:
        """Rules of which there is something to see."""
        seen = [r._replace(**dict(zip("xy", self._seen(r.x, r.y), strict=True))) for r in rules]
        return [r for r in seen if np.isfinite(r.x * r.y).any()]

    def _floor(self, drawn: list) -> float:
        """Lowest value that is drawn: bars that go below end here."""
        if not self.log_y:
            return -np.inf
        values = np.concatenate([np.ravel(np.asarray(d.y, float)) for d in drawn] or [[]])
        values = values[np.isfinite(values) & (values > 0)]
        return values.min() / DEPTH if len(values) else np.finfo(float).tiny

    def _interval(self, d, floor: float) -> tuple[np.ndarray, ...]:
        """Points and ends of their bars, ready to be drawn; ends that are not known are y."""
        x, y = self._seen(d.x, d.y)
        ends = [y if e is None else np.where(np.isfinite(e), e, y) for e in (d.low, d.high)]
        return x, y, *(np.where(np.isnan(y), np.nan, np.maximum(e, floor)) for e in ends)

    def _draw_curves(self, bands: list[Band], floor: float) -> None:
        drawn = [(b, *self._interval(b, floor)) for b in bands]
        self.curves.data = {
            "xs": [x for _, x, *_ in drawn], "ys": [y for _, _, y, *_ in drawn],
            "color": [self._color(b.key) for b, *_ in drawn],
            "dash": [self.styles[b.key][1] for b, *_ in drawn],
        }  # fmt: skip
        areas = [
            (b.key, *part) for b, x, y, low, high in drawn
            for part in outlines(x, low, high)
        ]  # fmt: skip
        self.areas.data = {
            "xs": [x for _, x, _ in areas], "ys": [y for *_, y in areas],
            "color": [self._color(k) for k, *_ in areas],
        }  # fmt: skip
        self.vertices.data = joined(
            {"x": x, "y": y, "name": [self.styles[b.key][2]] * len(x), "said": said(b)}
            for b, x, y, *_ in drawn
        ) or {k: [] for k in self.vertices.data}  # fmt: skip

    def _draw_dots(self, dots: list[Dots], floor: float) -> None:
        columns = []
        for d in dots:
            x, y, low, high = self._interval(d, floor)
            filled = np.ones(len(x)) if d.filled is None else np.asarray(d.filled, float)
            columns.append({
                "x": x, "y": y, "low": low, "high": high, "fill": filled, "said": said(d),
                "color": [self._color(d.key)] * len(x), "name": [self.styles[d.key][2]] * len(x),
                "marker": [marker(self.styles, d.key)] * len(x),
            })  # fmt: skip
        self.dots.data = joined(columns) or {k: [] for k in self.dots.data}

    # ranges and names -----------------------------------------------------------------------

    def _fit(self, rules: list[Rule], floor: float) -> None:
        """Show all of it, with room at the right for the rules' names, at 7 pixels a letter."""
        x = flat(self.dots.data["x"], *self.curves.data["xs"], *(r.x for r in rules))
        y = flat(*(self.dots.data[k] for k in ("y", "low", "high")), *self.curves.data["ys"],
                  *self.areas.data["ys"], *(r.y for r in rules))  # fmt: skip
        letters = max((len(r.label) for r in rules), default=0)
        share = min(7 * letters / drawn_width(self.figure, 500), 0.5)
        if len(x) and len(y):
            self.x.show(x.min(), x.max(), 0.04, 0.04 + share / (1 - share))
            # bars that go on below the picture end at its edge
            self.y.show(y.min(), y.max(), 0.06 if y.min() > floor else 0, 0.06)

    def _name_rules(self, rules: list[Rule]) -> None:
        """Write each rule's name beside its right end, names kept apart."""
        ends = []
        for r in (r for r in rules if r.label):
            at = np.flatnonzero(np.isfinite(r.x * r.y))
            at = at[np.argmax(r.x[at])]
            ends.append((r.y[at], r.x[at], r))
        ends.sort(key=lambda e: e[0])
        places = self.y.apart([y for y, *_ in ends], 16 / max(self.figure.height - 130, 50))
        self.ends.data = {
            "x": [x for _, x, _ in ends], "y": places, "text": [r.label for *_, r in ends],
            "color": [self._color(r.key) for *_, r in ends],
        }  # fmt: skip
