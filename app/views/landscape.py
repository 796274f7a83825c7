"""Landscape: the energy of the oscillator with the particle on top of the pass."""

import numpy as np
import xarray as xr
from bokeh.models import HoverTool, Label, Range1d, Span

from ..theme import BLUE, GREEN, GREY, INTERACTION, VERMILION, Growing, label, plot, source

BARRIERS = {"frozen": (GREY, "dashed"), "E_min": (VERMILION, "dotdash"), "relaxed": (BLUE, "solid")}
NAMES = {"frozen": "frozen U(s)", "E_min": "dynamic E_min", "relaxed": "relaxed E*"}


class Landscape:
    """V(y) = U(y−s) + y²/2 with its stationary points and the three barriers as levels."""

    def __init__(self):
        self.curve, self.points = source("y", "V"), source("y", "V", "color", "kind")
        fig = plot(
            label("y"),
            label("V"),
            440,
            x_range=Range1d(-5, 5),
            y_range=Range1d(0, 12),
            name="landscape",
        )
        line = fig.line("y", "V", source=self.curve, color=INTERACTION, line_width=2.5)
        fig.scatter("y", "V", source=self.points, color="color", size=11, line_color="white")
        fig.add_tools(
            HoverTool(
                renderers=[line],
                mode="vline",
                tooltips=[(label("y"), "@y{0.000}"), (label("V"), "@V{0.0000}")],
            )
        )
        self.levels = {}
        for key, (color, dash) in BARRIERS.items():
            span = Span(dimension="width", line_color=color, line_dash=dash, line_width=2)
            text = Label(
                x=8,
                y=0,
                x_units="screen",
                y_units="data",
                text_color=color,
                text_font_size="13px",
                y_offset=2,
            )
            fig.add_layout(span)
            fig.add_layout(text)
            self.levels[key] = (span, text)
        self.figure = fig
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def update(self, data: xr.Dataset, summary: dict) -> None:
        """Show a barrier result."""
        y, V = data.y.values, data.V.values
        self.curve.data = {"y": y, "V": V}
        low = data.stationary_is_minimum.values
        self.points.data = {
            "y": data.stationary_y.values,
            "V": data.stationary_V.values,
            "color": np.where(low, GREEN, VERMILION),
            "kind": np.where(low, "minimum", "maximum"),
        }
        for key, (span, text) in self.levels.items():
            span.visible = text.visible = summary[key] is not None
            if span.visible:
                span.location = text.y = summary[key]
                text.text = f"{NAMES[key]} = {summary[key]:.4g}"
        top = max(summary["frozen"], summary["E_min"] or 0, data.stationary_V.values.max())
        self.y.show(0, 1.35 * top, 0)
        near = y[V < 1.4 * top]
        # the levels' names stand left of the curve
        self.x.show(near.min() - 0.45 * (near.max() - near.min()), near.max(), 0.02)


class BarrierScan:
    """The three barriers against the impact parameter."""

    def __init__(self):
        self.data = source("s", *BARRIERS)
        self.here = source("s")
        fig = plot(
            label("s"), "barrier (E_osc)", 300, x_range=Range1d(0, 6), y_range=Range1d(0, 11)
        )
        for key, (color, dash) in BARRIERS.items():
            fig.line(
                "s",
                key,
                source=self.data,
                color=color,
                line_dash=dash,
                line_width=2,
                legend_label=NAMES[key],
            )
        fig.vspan("s", source=self.here, color=GREY, line_width=1)
        fig.legend.background_fill_alpha = 0.4
        fig.legend.border_line_alpha = 0
        tips = [(label("s"), "@s{0.00}")] + [(NAMES[k], f"@{k}{{0.000}}") for k in BARRIERS]
        fig.add_tools(HoverTool(tooltips=tips, mode="vline", renderers=[fig.renderers[0]]))
        self.figure = fig
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def update(self, data: xr.Dataset, s: float) -> None:
        """Show a scan over s and mark the present one."""
        self.data.data = {k: data[k].values for k in ("s", *BARRIERS)}
        self.here.data = {"s": [s]}
        self.x.show(0, float(data.s.values[-1]), 0.01)
        self.y.show(0, float(np.nanmax(data.frozen.values)))
