"""Stage: the Bokeh figure that a moving scene is drawn on, and its sources."""

from bokeh.core.property.descriptors import UnsetValueError
from bokeh.models import ColumnDataSource
from bokeh.plotting import figure as bokeh_figure

from ionoscope.engine.core.units import TERMS


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
