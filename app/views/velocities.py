"""Velocities: how an ion's velocity is distributed, beside Maxwell and Boltzmann."""

import numpy as np
import panel as pn
from bokeh.models import HoverTool, Range1d

from ionoscope.engine.statistics.velocities import Histogram

from ..formatting import number
from ..theme import GREY, Growing, plot, source
from .lines import KINDS
from .traces import named


class Velocities:
    """Histograms of several runs as outlines over the bath's distribution as a grey area."""

    def __init__(self, height: int, styles: dict = KINDS, name: str = "velocities"):
        self.styles = styles
        self.outlines = source("xs", "ys", "color", "dash")
        self.areas, self.bins = source("xs", "ys"), source("x", "y", "name", "bath")
        self.figure = fig = plot("Ṙ_x (Å/ps)", "density (ps/Å)", height, name=name,
                                 x_range=Range1d(-1, 1), y_range=Range1d(0, 1))  # fmt: skip
        fig.patches("xs", "ys", source=self.areas, color=GREY, fill_alpha=0.28, line_alpha=0.6)
        fig.multi_line("xs", "ys", source=self.outlines, color="color", line_dash="dash",
                       line_width=2)  # fmt: skip
        found = fig.scatter("x", "y", source=self.bins, size=8, alpha=0)
        tips = [("", "@name"), ("Ṙ_x (Å/ps)", "@x{0.00}"), ("found (ps/Å)", "@y{0.0000}"),
                ("Maxwell–Boltzmann", "@bath")]  # fmt: skip
        fig.add_tools(HoverTool(renderers=[found], tooltips=tips, mode="mouse"))
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def layout(self, keys, title: str = "") -> pn.Column:
        """The figure under the names of its runs."""
        names = {self.styles[k][2]: self.styles[k][:2] for k in keys}
        legend = named({**names, "Maxwell–Boltzmann": (GREY, "solid")}, self.figure)
        if title:
            legend.insert(0, pn.pane.Markdown(title, margin=(8, 0, 0, 10)))
        legend.styles = {"flex": "1 1 300px", "min-width": "0"}
        return legend

    def update(self, runs: list[tuple[str, Histogram]]) -> None:
        """Draw the histogram of each run (key, histogram); baths that are the same, once."""
        styles = [self.styles[key] for key, _ in runs]
        steps = [_steps(h.edges, h.density) for _, h in runs]
        self.outlines.data = {
            "xs": [x for x, _ in steps], "ys": [y for _, y in steps],
            "color": [s[0] for s in styles], "dash": [s[1] for s in styles],
        }  # fmt: skip
        baths = {(h.edges.tobytes(), h.expected.tobytes()): h for _, h in runs}
        areas = [_steps(h.edges, h.expected) for h in baths.values()]
        self.areas.data = {"xs": [x for x, _ in areas], "ys": [y for _, y in areas]}
        self.bins.data = {
            "x": [x for _, h in runs for x in (h.edges[1:] + h.edges[:-1]) / 2],
            "y": [y for _, h in runs for y in h.density],
            "name": [s[2] for s, (_, h) in zip(styles, runs, strict=True) for _ in h.density],
            "bath": [number(y) for _, h in runs for y in h.expected],
        }  # fmt: skip
        if runs:
            reach = max(4.2 / 6 * float(np.abs(h.edges).max()) for _, h in runs)
            self.x.show(-reach, reach, 0)
            self.y.show(0, max(float(np.nanmax(y)) for _, y in [*steps, *areas]), 0.04)


def _steps(edges: np.ndarray, heights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A staircase from zero to zero, two points an edge."""
    return np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])
