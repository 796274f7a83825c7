"""Memory: the recoil kernel in time, its running area against 𝓛, its spectrum, its convergence."""

import numpy as np
import xarray as xr
from bokeh.models import HoverTool, Label, Range1d, Span

from ..theme import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    VERMILION,
    Growing,
    label,
    plot,
    source,
)  # fmt: skip

COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE)
DASHES = ("solid", "dashed", "dotdash", "dotted")


def style(i: int) -> tuple[str, str]:
    """Colour and dash of the i-th pair of atoms."""
    return COLOURS[i % len(COLOURS)], DASHES[i // len(COLOURS) % len(DASHES)]


class KernelPlot:
    """W_xx(t) of chosen pairs, the box's thin and grey, the echo marked."""

    def __init__(self, height: int):
        self.lines = source("xs", "ys", "color", "dash", "name")
        self.box = source("xs", "ys")
        self.names = source("x", "y", "text", "color")
        self.figure = plot(
            label("time"), "W_xx (10⁻³ Å²/meV)", height, x_range=Range1d(0, 2),
            y_range=Range1d(-0.4, 1.1), name="recoil",
        )  # fmt: skip
        fig = self.figure
        fig.multi_line("xs", "ys", source=self.box, color=GREY, line_width=1.2)
        lines = fig.multi_line("xs", "ys", source=self.lines, color="color", line_dash="dash",
                               line_width=2.2)  # fmt: skip
        fig.text("x", "y", "text", source=self.names, text_color="color", text_font_size="12px",
                 text_baseline="middle", x_offset=6)  # fmt: skip
        self.echo = Span(dimension="height", line_color=VERMILION, line_dash="dashed")
        self.word = Label(x=0, y=8, y_units="screen", x_offset=6, text_color=VERMILION,
                          text_font_size="12px")  # fmt: skip
        fig.add_layout(self.echo)
        fig.add_layout(self.word)
        fig.add_tools(HoverTool(renderers=[lines], line_policy="nearest", tooltips=[
            ("pair", "@name"), (label("time"), "$x{0.000}"), ("W_xx", "$y{0.0000}")]))  # fmt: skip
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def update(self, data: xr.Dataset, echo: float, N: int) -> None:
        """Show W of an infinite crystal and, once known, of a box of N³ cells."""
        t = data.time.values
        W = 1e3 * data.W.values[:, :, 0, 0].T
        names = [str(d) for d in data.displacement.values]
        styles = [style(i) for i in range(len(names))]
        self.lines.data = {
            "xs": [t] * len(W), "ys": list(W), "color": [c for c, _ in styles],
            "dash": [d for _, d in styles], "name": names,
        }  # fmt: skip
        box = 1e3 * data.W_box.values[:, :, 0, 0].T if "W_box" in data else []
        self.box.data = {"xs": [t] * len(box), "ys": list(box)}
        self._name(t, W, names, [c for c, _ in styles])
        self.echo.update(location=echo, visible=bool(echo < t[-1]))
        self.word.update(x=echo, visible=bool(echo < t[-1]), text=f"echo in a box of {N}³ (grey)")
        self.x.show(t[0], t[-1], 0.01)
        self.y.show(min(W.min(), 0), W.max())

    def _name(self, t, W, names, colours) -> None:
        """Name the curves one under another where all have become small, the highest first."""
        gap = min(0.06, 0.9 / len(W)) * (W.max() - min(W.min(), 0))
        rank = np.argsort(np.argsort(-W[:, 0]))
        at = t[0] + 0.84 * (t[-1] - t[0])
        self.names.data = {
            "x": [at] * len(W), "y": W.max() - gap * (rank + 0.5),
            "text": [f"L = {name}" for name in names], "color": colours,
        }  # fmt: skip


class AreaPlot:
    """∫₀ᵗ W dt' in units of 𝓛: every pair of atoms ends at 1."""

    def __init__(self, height: int):
        self.lines = source("xs", "ys", "color", "dash", "name")
        self.figure = plot(label("time"), "∫W_xx dt / l", height, x_range=Range1d(0, 2),
                           y_range=Range1d(-1, 3), name="area")  # fmt: skip
        lines = self.figure.multi_line("xs", "ys", source=self.lines, color="color",
                                       line_dash="dash", line_width=2)  # fmt: skip
        self.figure.add_layout(Span(location=1, dimension="width", line_color=GREY,
                                    line_dash="dashed", line_width=1.5))  # fmt: skip
        tips = [("pair", "@name"), (label("time"), "$x{0.000}"), ("∫W dt / l", "$y{0.000}")]
        self.figure.add_tools(HoverTool(renderers=[lines], line_policy="nearest", tooltips=tips))
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)

    def update(self, data: xr.Dataset, L: float) -> None:
        """Show the running area of W."""
        t, W = data.time.values, data.W.values[:, :, 0, 0].T
        steps = (W[:, 1:] + W[:, :-1]) / 2 * np.diff(t)
        area = np.concatenate([np.zeros((len(W), 1)), np.cumsum(steps, axis=1)], axis=1) / L
        styles = [style(i) for i in range(len(W))]
        self.lines.data = {
            "xs": [t] * len(W), "ys": list(area), "color": [c for c, _ in styles],
            "dash": [d for _, d in styles], "name": [str(d) for d in data.displacement.values],
        }  # fmt: skip
        self.x.show(t[0], t[-1], 0.01)
        self.y.show(min(area.min(), 0), max(area.max(), 1.2))


class SpectrumPlot:
    """What the crystal takes up at each frequency, against the flat 𝓛 of the time-local one."""

    def __init__(self, height: int):
        self.data = source("x", "y", "l")
        self.figure = plot(label("Omega"), "loss / l", height, x_range=Range1d(0, 35),
                           y_range=Range1d(0, 4), name="loss")  # fmt: skip
        line = self.figure.line("x", "y", source=self.data, color=BLUE, line_width=2)
        self.figure.varea(x="x", y1="y", y2="l", source=self.data, color=VERMILION, alpha=0.15)
        self.figure.line("x", "l", source=self.data, color=VERMILION, line_dash="dashed",
                         line_width=2)  # fmt: skip
        for words, color, y in (("the crystal", BLUE, 30), ("time-local: l", VERMILION, 12)):
            self.figure.add_layout(
                Label(x=-8, y=y, x_units="screen", y_units="screen", x_offset=20, text=words,
                      text_color=color, text_font_size="12px")
            )  # fmt: skip
        tips = [(label("Omega"), "@x{0.00}"), ("loss / l", "@y{0.000}")]
        self.figure.add_tools(HoverTool(renderers=[line], tooltips=tips, mode="vline"))
        self.x, self.y = Growing(self.figure.x_range), Growing(self.figure.y_range)

    def update(self, data: xr.Dataset, L: float) -> None:
        """Show the spectrum of the loss and what 𝓛 keeps of it."""
        Omega, y = data.Omega_bin.values, data.loss_spectrum.values / L
        x = np.concatenate([[0], Omega, [Omega[-1], 1.15 * Omega[-1]]])
        y = np.concatenate([[1], y, [0, 0]])
        self.data.data = {"x": x, "y": y, "l": np.ones(len(x))}
        self.x.show(0, x[-1], 0)
        self.y.show(0, y.max())


class ConvergencePlot:
    """Error of W(0): a plain grid's N³ points against n Gauss points a side."""

    def __init__(self, height: int):
        self.grid, self.nodes = source("x", "y"), source("x", "y")
        self.figure = plot("points a side", label("grid_error"), height, x_axis_type="log",
                           y_axis_type="log", x_range=Range1d(3, 100), y_range=Range1d(1e-17, 1),
                           name="convergence")  # fmt: skip
        fig = self.figure
        for data, color, marker in ((self.grid, GREY, "square"), (self.nodes, BLUE, "circle")):
            fig.line("x", "y", source=data, color=color, line_width=1.5)
            dots = fig.scatter("x", "y", source=data, color=color, size=7, marker=marker)
            tips = [("points a side", "@x"), (label("grid_error"), "@y{0.0e}")]
            fig.add_tools(HoverTool(renderers=[dots], tooltips=tips))
        fig.xaxis.ticker = [4, 10, 20, 40, 80]
        for words, color, y in (("periodic box", GREY, 30), ("this page", BLUE, 12)):
            fig.add_layout(Label(x=0, y=y, x_units="screen", y_units="screen", x_offset=12,
                                 text=words, text_color=color, text_font_size="12px"))  # fmt: skip

    def update(self, data: xr.Dataset) -> None:
        """Show both errors."""
        self.grid.data = {"x": data.grid.values, "y": data.grid_error.values}
        self.nodes.data = {"x": data.node.values, "y": data.node_error.values}
