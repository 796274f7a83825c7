"""Traces: positions and energies against time, and the oscillator's phase plane."""

import numpy as np
import panel as pn
import xarray as xr
from bokeh.models import ColumnDataSource, HoverTool, Range1d

from ..theme import GREY, INTERACTION, OSCILLATOR, PARTICLE, Growing, label, plot, source

POINTS = 2000
"""Most points a curve is drawn with."""

POSITIONS = {"x": (PARTICLE, "solid"), "y": (OSCILLATOR, "dashed")}
ENERGIES = {
    "E_particle": (PARTICLE, "solid"),
    "E_oscillator": (OSCILLATOR, "dashed"),
    "U": (INTERACTION, "dotdash"),
}


def thinned(data: xr.Dataset, names, most: int = POINTS) -> dict[str, np.ndarray]:
    """Columns `names` and tau of a path, every k-th row and the last."""
    rows = np.unique(np.append(np.arange(0, data.sizes["tau"], -(-data.sizes["tau"] // most)), -1))
    rows = np.where(rows < 0, data.sizes["tau"] - 1, rows)
    return {k: data[k].values[np.unique(rows)] for k in ("tau", *names)}


def named(curves: dict, figure) -> pn.Column:
    """A figure under the names of its curves, each in its colour and dash."""
    styles = {"solid": "solid", "dashed": "dashed", "dotdash": "dotted", "dotted": "dotted"}
    names = "".join(
        f'<span style="border-bottom: 3px {styles[dash]} {color}; margin-right: 18px">{name}</span>'
        for name, (color, dash) in curves.items()
    )
    legend = pn.pane.HTML(names, margin=(4, 10, 2, 60), styles={"font-size": "13px"})
    return pn.Column(
        legend, pn.pane.Bokeh(figure, sizing_mode="stretch_width"), sizing_mode="stretch_width"
    )


class TimeTrace:
    """Some of a path's variables against τ, with the player's cursor."""

    def __init__(self, curves: dict, y_label: str, height: int, now: ColumnDataSource | None):
        self.names = list(curves)
        self.data = source("tau", *curves)
        self.figure = plot(
            label("tau"), y_label, height, x_range=Range1d(0, 1), y_range=Range1d(0, 1)
        )
        for name, (color, dash) in curves.items():
            self.figure.line(
                "tau", name, source=self.data, color=color, line_dash=dash, line_width=2
            )
        if now is not None:
            self.figure.vspan("tau", source=now, color=GREY, line_width=1)
        tips = [(label("tau"), "@tau{0.000}")] + [(n, f"@{n}{{0.0000}}") for n in curves]
        self.figure.add_tools(
            HoverTool(tooltips=tips, mode="vline", renderers=[self.figure.renderers[0]])
        )
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)
        self.layout = named(curves, self.figure)

    def update(self, data: xr.Dataset) -> None:
        """Show a path."""
        columns = thinned(data, self.names)
        self.data.data = columns
        self.x.show(columns["tau"][0], columns["tau"][-1], 0)
        values = np.concatenate([columns[n] for n in self.names])
        self.y.show(values.min(), values.max())


class PhasePlane:
    """The oscillator's ẏ against y: circles while it is free."""

    def __init__(self, height: int, state: ColumnDataSource):
        self.data = source("tau", "y", "v_y")
        self.figure = plot(
            label("y"), label("v_y"), height, x_range=Range1d(-1, 1), y_range=Range1d(-1, 1)
        )
        self.figure.line("y", "v_y", source=self.data, color=OSCILLATOR, line_width=1.5)
        self.figure.scatter("y", "v_y", source=state, color=OSCILLATOR, size=10)
        tips = [(label("y"), "@y{0.000}"), (label("v_y"), "@v_y{0.000}")]
        self.figure.add_tools(HoverTool(tooltips=tips, mode="mouse"))
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)

    def update(self, data: xr.Dataset) -> None:
        """Show a path."""
        self.data.data = thinned(data, ("y", "v_y"))
        y, v = np.abs(data.y.values).max() or 1, np.abs(data.v_y.values).max() or 1
        self.x.show(-y, y)
        self.y.show(-v, v)
