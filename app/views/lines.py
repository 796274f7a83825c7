"""Lines: several named curves over one axis, each with its own points."""

from typing import NamedTuple

import numpy as np
import panel as pn
from bokeh.models import HoverTool, Range1d, Span

from ..theme import BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION, Growing, plot, source
from .traces import named

KINDS = {
    "full": (BLUE, "solid", "full"),
    "memory": (GREEN, "dashed", "memory"),
    "time-local": (VERMILION, "dotted", "time-local"),
    "time_local": (VERMILION, "dotted", "time-local"),
    "quasistatic": (ORANGE, "dashed", "quasistatic"),
    "homogeneous": (PURPLE, "dashed", "homogeneous"),
}
"""Colour, dash and name of every way to compute: the same on every page."""
MOST = 3000
"""Most points a curve is drawn with."""


class Line(NamedTuple):
    """One curve: its key in a table of styles, and its points."""

    key: str
    x: np.ndarray
    y: np.ndarray


class Lines:
    """A figure with one multi-line glyph; `styles` maps keys to colour, dash and name."""

    def __init__(self, x_label: str, y_label: str, height: int, styles: dict = KINDS, name=""):
        self.styles = styles
        self.data = source("xs", "ys", "color", "dash", "name")
        self.marks = source("x", "y", "color")
        self.figure = plot(
            x_label, y_label, height, x_range=Range1d(0, 1), y_range=Range1d(0, 1), name=name
        )
        lines = self.figure.multi_line("xs", "ys", source=self.data, color="color",
                                       line_dash="dash", line_width=2.2)  # fmt: skip
        self.figure.scatter("x", "y", source=self.marks, color="color", size=9,
                            line_color="white")  # fmt: skip
        tips = [("", "@name"), (x_label, "$x{0.000}"), (y_label, "$y{0.00000}")]
        self.figure.add_tools(HoverTool(renderers=[lines], line_policy="nearest", tooltips=tips))
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)

    def layout(self, keys, title: str = "") -> pn.Column:
        """The figure under the names of its curves."""
        legend = named({self.styles[k][2]: self.styles[k][:2] for k in keys}, self.figure)
        if title:
            legend.insert(0, pn.pane.Markdown(title, margin=(8, 0, 0, 10)))
        legend.styles = {"flex": "1 1 300px", "min-width": "0"}
        return legend

    def cursor(self, now) -> None:
        """A vertical line at the player's time."""
        self.figure.vspan("time", source=now, color=GREY, line_width=1)

    def level(self, height: float) -> None:
        """A horizontal line."""
        self.figure.add_layout(Span(location=height, dimension="width", line_color=GREY,
                                    line_dash="dashed"))  # fmt: skip

    def update(self, lines: list[Line], window: tuple[float, float] | None = None) -> None:
        """Draw the curves, over `window` of x if given."""
        thin = [(k, *_thinned(x, y)) for k, x, y in lines]
        style = [self.styles[k] for k, *_ in thin]
        self.data.data = {
            "xs": [x for _, x, _ in thin], "ys": [y for *_, y in thin],
            "color": [s[0] for s in style], "dash": [s[1] for s in style],
            "name": [s[2] for s in style],
        }  # fmt: skip
        if not thin:
            return
        x0 = min(x[0] for _, x, _ in thin)
        x1 = max(x[-1] for _, x, _ in thin)
        self.x.show(*(window or (x0, x1)), 0.0)
        values = np.concatenate([y[np.isfinite(y)] for *_, y in thin])
        if len(values):
            low, high = values.min(), values.max()
            self.y.show(low, max(high, low + 1e-12))

    def mark(self, points: list[tuple[str, float, float]]) -> None:
        """Mark points, each in its curve's colour."""
        self.marks.data = {
            "x": [x for _, x, _ in points], "y": [y for *_, y in points],
            "color": [self.styles[k][0] for k, *_ in points],
        }  # fmt: skip


def _thinned(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    every = -(-len(x) // MOST)
    return x[::every], y[::every]
