"""Stage: the Bokeh figure that a moving scene is drawn on, and its sources."""

from collections.abc import Sequence
from pathlib import Path

from bokeh.core.property.descriptors import UnsetValueError
from bokeh.models import ColumnDataSource, Label, Range1d
from bokeh.plotting import figure as bokeh_figure

from ionoscope.engine.core.units import TERMS

from ..figures.style import GREY


def label(name: str) -> str:
    """Axis label of a dataset variable: symbol and unit."""
    return TERMS[name].label


def plot(x_label: str, y_label: str, height: int, says: str, **options):
    """A figure with the habits every plot shares: fixed height, full width, quiet tools.

    `says` is what it shows, for those who hear the page.
    """
    defaults = {
        "tools": "pan,wheel_zoom,box_zoom,reset,save",
        "toolbar_location": "above",
        "sizing_mode": "stretch_width",
        "x_axis_label": x_label,
        "y_axis_label": y_label,
        "min_border_right": 16,
    }
    fig = bokeh_figure(height=height, **defaults | options)
    fig.tags = [says]
    tell(fig)
    fig.toolbar.logo = None
    fig.toolbar.autohide = True
    for axis in fig.axis:
        axis.axis_label_text_font_style = "normal"
        axis.axis_label_text_font_size = "14px"
        axis.major_label_text_font_size = "12px"
    fig.grid.grid_line_alpha = 0.25
    return fig


def tell(fig, more: str = "") -> None:
    """Let those who hear the page know what a figure shows, and what `more` there is to say."""
    told = {"role": "figure", "aria-label": f"{fig.tags[0]} {more}".strip()}
    if fig.html_attributes != told:
        fig.html_attributes = told


def bare(
    name: str, height: int, x: tuple[float, float], y: tuple[float, float], says: str, **options
):
    """A figure of ranges that nobody drags, for a picture without axes."""
    options = {"tools": "save", **options}
    fig = plot("", "", height, says, name=name, x_range=Range1d(*x), y_range=Range1d(*y), **options)
    fig.axis.visible = fig.grid.visible = False
    return fig


def draw_springs(fig, springs: ColumnDataSource, alpha: float) -> None:
    """Springs as straight lines."""
    fig.segment("x0", "y0", "x1", "y1", source=springs, color=GREY, line_alpha=alpha)


def draw_atoms(fig, atoms: ColumnDataSource, color: str) -> None:
    """Atoms with a size and a shade each."""
    look = {"size": "size", "fill_alpha": "shade", "color": color}
    fig.scatter("x", "y", source=atoms, line_color="white", line_width=0.5, **look)


def caption(fig, names: Sequence[tuple[str, str]], x: float, y: float, apart: float) -> None:
    """Names with their colours in the lower left corner, from the bottom up, in pixels."""
    for i, (name, color) in enumerate(names):
        at = {"x": x, "y": y + apart * i, "x_units": "screen", "y_units": "screen"}
        text = {"text": f"● {name}", "text_color": color, "text_font_size": "13px"}
        fig.add_layout(Label(**at, **text))


def script(*names: str) -> str:
    """JavaScript files of this folder, one after the other."""
    folder = Path(__file__).parent
    return "".join((folder / f"{name}.js").read_text(encoding="utf-8") for name in names)


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
