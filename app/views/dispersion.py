"""Dispersion: frequencies along a path through the zone, density of states beside them."""

from collections.abc import Callable

import numpy as np
import xarray as xr
from bokeh.events import Tap
from bokeh.models import HoverTool, Range1d

from ionoscope.engine.lattice.crystal import CORNERS

from ..theme import BLUE, GREY, ORANGE, VERMILION, Growing, label, plot, source

ACROSS = 0.02
"""Share of the picture within which a click still means a curve that is not nearest in height."""


class Dispersion:
    """ħΩ along the path, three branches; `on_pick(point, branch)` follows a click."""

    def __init__(self, height: int, on_pick: Callable[[int, int], None]):
        self.curves = [source("q", "E", "Omega", "THz") for _ in range(3)]
        self.picked, self.corners = source("x", "y"), source("x")
        self._on_pick, self._data = on_pick, None
        self.figure = plot(
            "wave vector q", label("hbar_Omega"), height, x_range=Range1d(0, 1),
            y_range=Range1d(0, 22), name="dispersion", tools="save",
        )  # fmt: skip
        fig = self.figure
        fig.vspan("x", source=self.corners, color=GREY, line_width=1, line_alpha=0.7)
        lines = [fig.line("q", "E", source=s, color=BLUE, line_width=2.2) for s in self.curves]
        fig.scatter("x", "y", source=self.picked, color=VERMILION, size=13, line_color="white")
        tips = [
            (label("hbar_Omega"), "@E{0.000}"),
            (label("Omega"), "@Omega{0.000}"),
            ("Ω/2π (THz)", "@THz{0.000}"),
        ]
        fig.add_tools(HoverTool(renderers=lines, tooltips=tips, line_policy="nearest"))
        fig.xgrid.visible = False
        fig.on_event(Tap, self._tapped)
        self.x, self.y = Growing(fig.x_range), Growing(fig.y_range)

    def update(self, data: xr.Dataset) -> None:
        """Show a dispersion."""
        self._data = data
        s, E, Omega = (data[k].values for k in ("q_path", "hbar_Omega", "Omega"))
        for branch, curve in enumerate(self.curves):
            curve.data = {
                "q": s, "E": E[:, branch], "Omega": Omega[:, branch],
                "THz": Omega[:, branch] / (2 * np.pi),
            }  # fmt: skip
        places = np.asarray(data.attrs["corners"])
        self.corners.data = {"x": places}
        self.figure.xaxis.ticker = places.tolist()
        at = [int(np.argmin(np.abs(s - place))) for place in places]
        names = [corner_name(data.q.values[i]) for i in at]
        self.figure.xaxis.major_label_overrides = dict(zip(places.tolist(), names, strict=True))
        self.x.show(s[0], s[-1], 0.01)
        self.y.show(0, E.max(), 0.05)

    def mark(self, point: int, branch: int) -> None:
        """Mark the mode that is shown."""
        if self._data is not None:
            at = self._data.isel(q_path=point, branch=branch)
            self.picked.data = {"x": [float(at.q_path)], "y": [float(at.hbar_Omega)]}

    def _tapped(self, event: Tap) -> None:
        if self._data is None:
            return
        s, E = self._data.q_path.values, self._data.hbar_Omega.values
        wide, high = s[-1] - s[0], E.max() or 1
        far = ((s[:, None] - event.x) / wide) ** 2 + ((E - event.y) / high) ** 2
        self._on_pick(*(int(i) for i in np.unravel_index(np.argmin(far), far.shape)))


def corner_name(q: np.ndarray) -> str:
    """Γ, X, M or R if q (units of 2π/a) is one of their kind, else its coordinates."""
    folded = np.sort(np.abs(q - np.round(q)))[::-1]
    for name, corner in CORNERS.items():
        if np.allclose(folded, np.sort(corner)[::-1], atol=1e-9):
            return name
    return "(" + ", ".join(f"{x:g}" for x in np.round(q, 3)) + ")"


class DensityOfStates:
    """g(ħΩ), drawn sideways so that its heights are the dispersion's."""

    def __init__(self, height: int, y_range: Range1d):
        self.data = source("g", "E")
        self.figure = plot(
            label("dos"), "", height, x_range=Range1d(0, 0.5), y_range=y_range, name="dos",
            tools="save",
        )  # fmt: skip
        self.figure.harea(y="E", x1=0, x2="g", source=self.data, color=ORANGE, alpha=0.35)
        line = self.figure.line("g", "E", source=self.data, color=ORANGE, line_width=1.8)
        self.figure.yaxis.visible = False
        self.figure.xaxis.ticker.desired_num_ticks = 3
        tips = [(label("hbar_Omega"), "@E{0.00}"), (label("dos"), "@g{0.000}")]
        self.figure.add_tools(HoverTool(renderers=[line], tooltips=tips, mode="hline"))
        self.x = Growing(self.figure.x_range)

    def update(self, data: xr.Dataset) -> None:
        """Show a density of states."""
        g = data.dos.values
        self.data.data = {"g": g, "E": data.hbar_Omega_bin.values}
        self.x.show(0, g.max())
