"""Backends: how a mark looks, in the words of Bokeh and in those of Matplotlib."""

from .style import INKS, THIN, WIDTH, Look

Options = tuple[dict, dict]
"""Bokeh's, Matplotlib's."""
POINTS_A_PIXEL = 0.75
"""Points a pixel: Matplotlib measures lines and letters in points."""
DASH = {"dotdash": "dashdot"}
MARKER = {
    "circle": "o",
    "square": "s",
    "triangle": "^",
    "diamond": "D",
    "inverted_triangle": "v",
    "x": "x",
}
HOVER = {"tools": ["hover"]}
BAR_WIDTH = 1.6
"""Width of a point's bar in pixels."""
LETTERS = {"text_font_size": "12px", "text_align": "left", "text_baseline": "middle"}
"""Bokeh's words for all texts."""
HIDDEN = {"alpha": 0}, {"alpha": 0}


def stroke(look: Look, width: float) -> Options:
    """A line so many pixels wide."""
    return (
        {"color": look.color, "line_dash": look.dash, "line_width": width},
        {
            "color": look.color,
            "linestyle": DASH.get(look.dash, look.dash),
            "linewidth": width * POINTS_A_PIXEL,
        },
    )


def curve(look: Look, width: float | None) -> Options:
    """A line whose values hover tells."""
    bokeh, matplotlib = stroke(look, width or WIDTH)
    return bokeh | HOVER, matplotlib


def rule(look: Look) -> Options:
    """A line to compare a curve with."""
    return stroke(look, THIN)


def across(look: Look) -> Options:
    """A line from one end of the picture to the other."""
    bokeh, matplotlib = stroke(look, 1.5)
    return bokeh, matplotlib | {"linewidth": 1.2}


def filled(color: str, alpha: float) -> Options:
    """What has no edge; `color` too for Matplotlib, or Bokeh's cycle is its default beside it."""
    return (
        {"color": color, "fill_alpha": alpha, "line_alpha": 0},
        {"facecolor": color, "color": color, "edgecolor": "none", "alpha": alpha, "linewidth": 0},
    )


def band(color: str, alpha: float) -> Options:
    """As `filled`, of an Area, whose opacity Bokeh calls otherwise."""
    _, matplotlib = filled(color, alpha)
    return {"color": color, "alpha": alpha, "line_alpha": 0}, matplotlib


def box(color: str, alpha: float) -> Options:
    """A filled box without an edge; without opacity the edge alone."""
    edge = 0 if alpha else 3
    return (
        {"color": color, "fill_alpha": alpha, "line_width": edge, "line_color": color},
        {
            "facecolor": color if alpha else "none",
            "edgecolor": color,
            "alpha": alpha or 1.0,
            "linewidth": edge * POINTS_A_PIXEL,
        },
    )


def tiles(color) -> Options:
    """Boxes without gaps between them, in the colours that a column holds."""
    return (
        {"fill_color": color, "line_color": color, "line_width": 1, **HOVER},
        {"facecolor": color, "edgecolor": color, "linewidth": POINTS_A_PIXEL},
    )


def bars(color: str) -> Options:
    """A point's interval, without heads."""
    return (
        {"line_color": color, "line_width": BAR_WIDTH, "upper_head": None, "lower_head": None},
        {"edgecolor": color, "elinewidth": BAR_WIDTH * POINTS_A_PIXEL, "capsize": 0},
    )


def points(look: Look, size: float, width: float, alpha: float) -> Options:
    """Markers so many pixels large, filled or, without opacity, hollow."""
    bokeh = {
        "color": look.color,
        "marker": look.marker,
        "size": size,
        "fill_alpha": alpha,
        "line_width": width,
        **HOVER,
    }
    matplotlib = {"marker": MARKER[look.marker], "s": (size * POINTS_A_PIXEL) ** 2}
    if look.marker == "x":  # Matplotlib warns of a cross with edges
        return bokeh, matplotlib | {
            "c": look.color,
            "edgecolors": None,
            "linewidth": width * POINTS_A_PIXEL,
        }
    inside = look.color if alpha else "none"
    return bokeh, matplotlib | {"facecolors": inside, "edgecolors": look.color}


def texts(color: str) -> Options:
    """Letters that begin at their place."""
    return (
        {"text_color": color, **LETTERS},
        {
            "color": INKS.get(color, (color,))[0],
            "size": 9,
            "horizontalalignment": "left",
            "verticalalignment": "center",
        },
    )


def cells(own: dict, name: str, told: bool) -> Options:
    """A map in the figure's own colours, with the names of its classes if it has any.

    `told` are maps of classes whose hover tells the value `name` behind them.
    """
    look = {"cmap": list(own["palette"]), "clim": own["clim"]}
    bokeh, matplotlib = look | HOVER, dict(look)
    if told:
        bokeh["hover_tooltips"] = [(name, f"@{name}")]
    if classes := own.get("classes"):
        ticks = list(enumerate(classes))
        bokeh |= {"colorbar": True, "clabel": "", "cticks": ticks}
        matplotlib |= {"colorbar": True, "clabel": "", "cbar_ticks": ticks}
    return bokeh, matplotlib
