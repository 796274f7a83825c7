"""Heat: how displacements and speeds are distributed, and how long atoms remember them."""

import numpy as np
import xarray as xr
from bokeh.models import HoverTool, Range1d

from ..theme import BLUE, GREEN, GREY, PURPLE, VERMILION, Growing, label, plot, source
from .traces import named

OTHERS = (VERMILION, GREEN, PURPLE)
"""Colours of the temperatures beside the chosen one."""


def maxwell(x: np.ndarray, variance: float) -> np.ndarray:
    """Distribution of the length of a vector whose three components have this variance."""
    if variance <= 0:
        return np.zeros_like(x)
    return np.sqrt(2 / np.pi) * x**2 / variance**1.5 * np.exp(-(x**2) / (2 * variance))


class Spread:
    """Histogram of |r| or |ṙ| with the exact curve, Maxwell–Boltzmann's, and other temperatures."""

    def __init__(self, quantity: str, kind: str, height: int):
        self.quantity, self.kind = quantity, kind
        self.bars, self.exact = source("left", "right", "top"), source("x", "y")
        self.classical, self.others = source("x", "y"), source("xs", "ys", "color")
        self.names = source("x", "y", "text", "color")
        self.figure = plot(label(quantity), label(f"p_{quantity}"), height, x_range=Range1d(0, 1),
                           y_range=Range1d(0, 1), name=quantity)  # fmt: skip
        fig = self.figure
        bars = fig.quad(left="left", right="right", top="top", bottom=0, source=self.bars,
                        color=BLUE, alpha=0.3, line_alpha=0)  # fmt: skip
        fig.multi_line("xs", "ys", source=self.others, color="color", line_width=1.5)
        fig.line("x", "y", source=self.classical, color=GREY, line_dash="dashed", line_width=2)
        fig.line("x", "y", source=self.exact, color=BLUE, line_width=2.2)
        fig.text("x", "y", "text", source=self.names, text_color="color", text_font_size="12px",
                 x_offset=4, y_offset=-4)  # fmt: skip
        tips = [(label(quantity), "@left{0.000} … @right{0.000}"), ("p", "@top{0.0000}")]
        fig.add_tools(HoverTool(renderers=[bars], tooltips=tips))
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def update(self, data: xr.Dataset, variance: float, classical: float, kT: float) -> None:
        """Show what has been summed so far and what it comes to."""
        x = np.linspace(0, 4.2 * np.sqrt(variance), 240)
        self.exact.data = {"x": x, "y": maxwell(x, variance)}
        self.classical.data = {"x": x, "y": maxwell(x, classical)}
        name = f"p_{self.quantity}"
        if name in data:
            centre, top = data[self.quantity].values, data[name].values
            half = (centre[1] - centre[0]) / 2
            self.bars.data = {"left": centre - half, "right": centre + half, "top": top}
        self._main = (x, variance, kT)
        self.show_others([])

    def show_others(self, others: list[tuple[float, xr.Dataset]]) -> None:
        """Add the histograms of other temperatures as outlines, named by kT."""
        x, variance, kT = self._main
        name = f"p_{self.quantity}"
        drawn = [(t, d[self.quantity].values, d[name].values) for t, d in others if name in d]
        self.others.data = {
            "xs": [c for _, c, _ in drawn], "ys": [p for *_, p in drawn],
            "color": [OTHERS[i % 3] for i in range(len(drawn))],
        }  # fmt: skip
        tops = [(kT, np.sqrt(2 * variance), maxwell(np.sqrt([2 * variance]), variance)[0], BLUE)]
        tops += [(t, c[p.argmax()], p.max(), OTHERS[i % 3]) for i, (t, c, p) in enumerate(drawn)]
        self.names.data = {
            "x": [t[1] for t in tops], "y": [t[2] for t in tops],
            "text": [f"{t[0]:g} meV" for t in tops], "color": [t[3] for t in tops],
        }  # fmt: skip
        self.x.show(0, max([x[-1], *(c[-1] for _, c, _ in drawn)]), 0)
        top = max(*(t[2] for t in tops), self.classical.data["y"].max())
        self.y.show(0, 1.12 * top, 0)


CURVES = {
    "C_pos": (BLUE, "solid", "position"),
    "C_vel": (VERMILION, "solid", "velocity"),
    "C_pos_classical": (BLUE, "dashed", "position, classical"),
    "C_vel_classical": (VERMILION, "dashed", "velocity, classical"),
}
"""Dataset variable → colour, dash and name."""


class MemoryOfHeat:
    """C(t)/C(0) of positions and velocities, the chosen statistics and the classical one."""

    def __init__(self, height: int):
        self.data = source("time", *CURVES)
        self.figure = plot(label("time"), "C(t)/C(0)", height, x_range=Range1d(0, 2),
                           y_range=Range1d(-1, 1.05), name="covariance")  # fmt: skip
        for key, (color, dash, _) in CURVES.items():
            self.figure.line("time", key, source=self.data, color=color, line_dash=dash,
                             line_width=2)  # fmt: skip
        tips = [(label("time"), "@time{0.000}")]
        tips += [(name, f"@{key}{{0.000}}") for key, (*_, name) in CURVES.items()]
        self.figure.add_tools(
            HoverTool(renderers=[self.figure.renderers[0]], tooltips=tips, mode="vline")
        )
        self.layout = named({name: (c, d) for c, d, name in CURVES.values()}, self.figure)
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)

    def update(self, data: xr.Dataset) -> None:
        """Show the covariance."""
        columns = {k: data[k].values / (data[k].values[0] or 1) for k in CURVES}
        self.data.data = {"time": data.time.values, **columns}
        self.x.show(data.time.values[0], data.time.values[-1], 0.01)
        self.y.show(min(v.min() for v in columns.values()), 1.0)
