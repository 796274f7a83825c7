"""Trust: a map of relative errors in five classes, over two logarithmic axes."""

from collections.abc import Callable

import numpy as np
import panel as pn
import xarray as xr
from bokeh.events import Tap
from bokeh.models import (
    CustomJSHover,
    CustomJSTickFormatter,
    FixedTicker,
    HoverTool,
    LinearColorMapper,
    Range1d,
)

from ..theme import VERMILION, plot, source

CLASSES = (1e-3, 1e-2, 1e-1, 1.0)
NAMES = ("below 0.1 %", "below 1 %", "below 10 %", "below 100 %", "worse")
PALETTE = ("#00204D", "#31446B", "#7C7B78", "#BCAF6F", "#FFEA46")
"""Cividis: dark is safe."""
_POWER = "const v = 10 ** tick; return v < 10 ? v.toPrecision(1) : v.toFixed(0);"


class TrustMap:
    """|error| of an approximation; `on_pick(x, y)` follows a click, in the axes' own units."""

    def __init__(self, height: int, on_pick: Callable[[float, float], None]):
        self.image, self.here = source("image", "value", "x", "y", "dw", "dh"), source("x", "y")
        self._on_pick = on_pick
        self._axes: tuple = ()
        self.figure = fig = plot("", "", height, x_range=Range1d(0, 1), y_range=Range1d(0, 1),
                                 tools="save", name="trust")  # fmt: skip
        mapper = LinearColorMapper(palette=PALETTE, low=-0.5, high=4.5, nan_color="#00000000")
        cells = fig.image("image", "x", "y", "dw", "dh", source=self.image, color_mapper=mapper)
        fig.scatter("x", "y", source=self.here, marker="x", size=14, line_width=3,
                    color=VERMILION)  # fmt: skip
        percent = CustomJSHover(code="return (100 * value).toPrecision(2) + ' %';")
        fig.add_tools(HoverTool(renderers=[cells], tooltips=[("error", "@value{custom}")],
                                formatters={"@value": percent}))  # fmt: skip
        for axis in fig.axis:
            axis.formatter = CustomJSTickFormatter(code=_POWER)
        fig.grid.visible = False
        fig.on_event(Tap, lambda event: on_pick(10**event.x, 10**event.y))
        legend = "".join(
            f'<span style="white-space:nowrap;margin-right:14px"><span style="display:inline-block;'
            f'width:12px;height:12px;background:{c};border:1px solid #888"></span> {n}</span>'
            for c, n in zip(PALETTE, NAMES, strict=True)
        )
        self.legend = pn.pane.HTML(legend, margin=(4, 10, 2, 60), styles={"font-size": "13px"})

    def show_here(self, here: tuple[float, float] | None) -> None:
        """Mark where the page's collision stands, (across, up) in the axes' own units."""
        inside = here is not None and min(here) > 0
        self.here.data = {
            "x": [np.log10(here[0])] if inside else [], "y": [np.log10(here[1])] if inside else []
        }  # fmt: skip

    def update(self, error: xr.DataArray, here: tuple[float, float] | None) -> None:
        """Show errors over (up, across) and where the page's collision stands."""
        up, across = (error[d] for d in error.dims)
        x, y = np.log10(across.values), np.log10(up.values)
        dx, dy = x[1] - x[0], y[1] - y[0]
        size = np.abs(error.values)
        classes = np.where(np.isfinite(size), np.digitize(size, CLASSES), np.nan)
        box = x[0] - dx / 2, y[0] - dy / 2, x[-1] - x[0] + dx, y[-1] - y[0] + dy
        self.image.data = {
            "image": [classes.astype(np.float32)], "value": [error.values.astype(np.float32)],
            "x": [box[0]], "y": [box[1]], "dw": [box[2]], "dh": [box[3]],
        }  # fmt: skip
        self.show_here(here)
        if error.dims == self._axes:
            return
        self._axes = error.dims  # only then do the axes change: they are dear to draw
        fig = self.figure
        fig.x_range.update(start=box[0], end=box[0] + box[2])
        fig.y_range.update(start=box[1], end=box[1] + box[3])
        for axis, data in ((fig.xaxis, across), (fig.yaxis, up)):
            axis.axis_label = _label(data)
            axis.ticker = FixedTicker(ticks=_ticks(data.values))


def _label(data: xr.DataArray) -> str:
    unit = data.attrs.get("units", "")
    return f"{data.attrs['symbol']}{f' ({unit})' if unit else ''}"


def _ticks(values: np.ndarray) -> list[float]:
    """Logarithms of 1, 2 and 5 times powers of ten inside the values."""
    decades = np.arange(np.floor(np.log10(values[0])), np.ceil(np.log10(values[-1])) + 1)
    ticks = [np.log10(k) + d for d in decades for k in (1, 2, 5)]
    low, high = np.log10(values[0]) - 0.01, np.log10(values[-1]) + 0.01
    return [float(t) for t in ticks if low <= t <= high]
