"""Colours, type and plot defaults: the same quantity looks the same on every page."""

from bokeh.core.property.descriptors import UnsetValueError
from bokeh.models import ColumnDataSource, Range1d
from bokeh.plotting import figure as bokeh_figure

from ionoscope.engine.units import TERMS

BLUE, ORANGE, GREEN, VERMILION = "#0072B2", "#E69F00", "#009E73", "#D55E00"
PURPLE, SKY, GREY = "#CC79A7", "#56B4E9", "#8A8A8A"
"""Okabe–Ito, with a grey that reads on light and dark."""

TRANSMITTED, REFLECTED, UNDECIDED = GREEN, "#F2C879", PURPLE
"""The pair of the maps: dark against light, so that it survives greyscale."""

PARTICLE, OSCILLATOR, INTERACTION = BLUE, VERMILION, GREEN
"""Who is who in scenes and energy plots."""

FONT = "Roboto, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif"

_EITHER = {
    "chart_style": "classic",
    "typography": {"fontFamily": FONT, "button": {"textTransform": "none"}},
    # below 900 pixels the rail becomes a drawer
    "breakpoints": {"values": {"xs": 0, "sm": 900, "md": 1000, "lg": 1280, "xl": 1600}},
    "components": {
        "MuiButton": {"styleOverrides": {"root": {"textTransform": "none"}}},
        "MuiAppBar": {"styleOverrides": {"root": {"backgroundColor": "#005A8C", "color": "#fff"}}},
        # else they are black on blue, and grey on black, when it is dark
        "MuiIconButton": {"styleOverrides": {"root": {"color": "inherit"}}},
    },
}

THEME = {
    "light": {
        **_EITHER,
        "palette": {"primary": {"main": BLUE}, "secondary": {"main": VERMILION}},
    },
    # blue words on black need a lighter blue to be read
    "dark": {
        **_EITHER,
        "palette": {"primary": {"main": SKY}, "secondary": {"main": ORANGE}},
    },
}

STATES = {
    "ready": GREY,
    "queued": GREY,
    "running": BLUE,
    "stopped": ORANGE,
    "finished": GREEN,
    "failed": VERMILION,
    "refused": VERMILION,
}
"""One colour for each word a run can be described with."""


def label(name: str) -> str:
    """Axis label of a dataset variable: symbol and unit."""
    return TERMS[name].label


def plot(x_label: str, y_label: str, height: int, **options):
    """A figure with the habits every plot shares: fixed height, full width, quiet tools."""
    defaults = {
        "tools": "pan,wheel_zoom,box_zoom,reset,save",
        "toolbar_location": "above",
        "sizing_mode": "stretch_width",
        "x_axis_label": x_label,
        "y_axis_label": y_label,
        "min_border_right": 16,
    }
    fig = bokeh_figure(height=height, **defaults | options)
    fig.toolbar.logo = None
    fig.toolbar.autohide = True
    for axis in fig.axis:
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_text_font_size = "14px"
        axis.major_label_text_font_size = "12px"
    fig.grid.grid_line_alpha = 0.25
    return fig


def drawn_width(fig, otherwise: int = 250) -> int:
    """Pixels between a figure's axes once a browser has drawn it, `otherwise` before."""
    return _drawn(fig, "inner_width") or otherwise


def drawn_height(fig, otherwise: int = 250) -> int:
    """As `drawn_width`, upwards."""
    return _drawn(fig, "inner_height") or otherwise


def _drawn(fig, side: str) -> int:
    try:
        return getattr(fig, side)
    except UnsetValueError:  # no browser has told it yet
        return 0


def source(*columns: str) -> ColumnDataSource:
    """An empty source with the given columns."""
    return ColumnDataSource({c: [] for c in columns})


class Growing:
    """An axis range that grows with the data until a person zooms, and never fights them."""

    def __init__(self, range_: Range1d):
        self.range = range_
        self._set: tuple[float, float] | None = None

    def show(self, low: float, high: float, pad: float = 0.05, shrink: bool = True) -> None:
        """Make [low, high] visible with `pad` of its width around it."""
        if self._set is not None and (self.range.start, self.range.end) != self._set:
            return
        room = pad * (high - low or 1.0)
        wanted = (float(low - room), float(high + room))
        if not shrink and self._set is not None:
            wanted = (min(wanted[0], self._set[0]), max(wanted[1], self._set[1]))
        self.range.update(
            start=wanted[0], end=wanted[1], reset_start=wanted[0], reset_end=wanted[1]
        )
        self._set = wanted
