"""Elements: an ordinary HoloViews element for every mark, as a notebook and a file have them.

Options are said in the words of each backend that is loaded: a server loads Bokeh's alone.
"""

from functools import singledispatch

import holoviews as hv
import numpy as np

from .figure import Figure
from .frame import dress, framed
from .marks import (
    Area,
    Boxes,
    Cells,
    Cursor,
    Dots,
    Level,
    Line,
    Mark,
    Rule,
    Steps,
    Strokes,
    Veil,
    Words,
    stairs,
)
from .sketch import Axis, Sketch
from .style import FAINT, THIN, VEIL, WIDTH

POINTS = 0.75
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


def picture(sketch: Sketch, figure: Figure) -> hv.Overlay:
    """All marks of a sketch, each an element with its options, over the sketch's axes."""
    x0, x1, y0, y1 = sketch.ranges()
    found = [e for mark in sketch.visible for e in elements(mark, sketch, figure)]
    found += _names(sketch)
    # Matplotlib's log axes need something positive to begin with
    blank = hv.Curve([(x0, y0), (x1, y1)], _dim(sketch.x), _dim(sketch.y))
    blank = dress(blank, {"alpha": 0}, {"alpha": 0})
    return framed(hv.Overlay(found or [blank]), sketch, figure)


def _dim(axis: Axis) -> hv.Dimension:
    label = axis.text or axis.symbol
    return hv.Dimension((axis.name, label), unit=axis.units or None)


def _dims(sketch: Sketch) -> tuple[hv.Dimension, hv.Dimension]:
    return _dim(sketch.x), _dim(sketch.y)


@singledispatch
def elements(mark: Mark, sketch: Sketch, figure: Figure) -> list[hv.Element]:
    """The elements that draw a mark."""
    raise TypeError(f"{mark!r} is no mark")


@elements.register
def _(mark: Line, sketch, figure) -> list[hv.Element]:
    x, y = _dims(sketch)
    values = [np.asarray(v, float) for v in (mark.x, mark.y)]
    curve = hv.Curve(tuple(values), x, y, label=mark.look.name)
    width = mark.width or WIDTH
    curve = dress(
        curve,
        {
            "color": mark.look.color,
            "line_dash": mark.look.dash,
            "line_width": width,
            "tools": ["hover"],
        },
        {
            "color": mark.look.color,
            "linestyle": DASH.get(mark.look.dash, mark.look.dash),
            "linewidth": width * POINTS,
        },
    )
    if mark.low is None:
        return [curve]
    low, high = (np.asarray(v, float) for v in (mark.low, mark.high))
    ends = [
        hv.Dimension((f"{y.name}_{k}", f"{y.label}, {k} end"), unit=y.unit) for k in ("low", "high")
    ]
    band = hv.Area((values[0], low, high), x, ends, group="Band")
    color = mark.look.color
    band = dress(band, {"color": color, "alpha": FAINT, "line_alpha": 0}, _filled(color, FAINT))
    return [band, curve]


@elements.register
def _(mark: Rule, sketch, figure) -> list[hv.Element]:
    curve = hv.Curve(
        (np.asarray(mark.x, float), np.asarray(mark.y, float)), *_dims(sketch), group="Rule"
    )
    dash = mark.look.dash
    return [
        dress(
            curve,
            {"color": mark.look.color, "line_dash": dash, "line_width": THIN},
            {
                "color": mark.look.color,
                "linestyle": DASH.get(dash, dash),
                "linewidth": THIN * POINTS,
            },
        )
    ]


@elements.register
def _(mark: Dots, sketch, figure) -> list[hv.Element]:
    x, y = _dims(sketch)
    at, value = np.asarray(mark.x, float), np.asarray(mark.y, float)
    found = []
    if mark.low is not None:
        less, more = (
            np.nan_to_num(np.abs(value - np.asarray(e, float))) for e in (mark.low, mark.high)
        )
        bars = hv.ErrorBars((at, value, less, more), x, [y, "below", "above"])
        found.append(
            dress(
                bars,
                {
                    "line_color": mark.look.color,
                    "line_width": 1.6,
                    "upper_head": None,
                    "lower_head": None,
                },
                {"edgecolor": mark.look.color, "elinewidth": 1.6 * POINTS, "capsize": 0},
            )
        )
    filled = np.ones(len(at), bool) if mark.filled is None else np.asarray(mark.filled, bool)
    for rows, alpha in ((filled, 1.0), (~filled, 0.0)):
        if rows.any() or (alpha and not len(at)):
            dots = hv.Scatter((at[rows], value[rows]), x, y, label=mark.look.name)
            found.append(_scatter(dots, mark, alpha))
    return found


def _scatter(dots: hv.Scatter, mark: Dots, alpha: float) -> hv.Scatter:
    color = mark.look.color
    return dress(
        dots,
        {
            "color": color,
            "marker": mark.look.marker,
            "size": mark.size,
            "fill_alpha": alpha,
            "line_width": mark.width,
            "tools": ["hover"],
        },
        {
            "facecolors": color if alpha else "none",
            "edgecolors": color,
            "marker": MARKER[mark.look.marker],
            "s": (mark.size * POINTS) ** 2,
        }
        if mark.look.marker != "x"
        # Matplotlib warns of a cross with edges
        else {
            "c": color,
            "edgecolors": None,
            "marker": "x",
            "s": (mark.size * POINTS) ** 2,
            "linewidth": mark.width * POINTS,
        },
    )


@elements.register
def _(mark: Steps, sketch, figure) -> list[hv.Element]:
    outline = stairs(mark.edges, mark.heights)
    if mark.solid:
        return elements(Area(*outline, mark.look, 0.28), sketch, figure)
    # not a Histogram: it would frame each bar down to zero, and those of several runs together
    return elements(Line(*outline, mark.look, width=2.0), sketch, figure)


@elements.register
def _(mark: Area, sketch, figure) -> list[hv.Element]:
    corners = {"x": np.asarray(mark.x, float), "y": np.asarray(mark.y, float)}
    filled = hv.Polygons([corners], ["x", "y"], label=mark.look.name)
    return [
        dress(
            filled,
            {"color": mark.look.color, "fill_alpha": mark.alpha, "line_alpha": 0},
            _filled(mark.look.color, mark.alpha),
        )
    ]


def _filled(color: str, alpha: float) -> dict:
    """Matplotlib's options; `color` too, for Bokeh's cycle is its default once both are loaded."""
    return {"facecolor": color, "color": color, "edgecolor": "none", "alpha": alpha, "linewidth": 0}


@elements.register
def _(mark: Level, sketch, figure) -> list[hv.Element]:
    line = _straight(hv.HLine(mark.y), mark)
    if not mark.label:
        return [line]
    x0, x1, y0, y1 = sketch.ranges()
    x = sketch.x.back(sketch.x.even([x0, x1]) @ [0.99, 0.01])
    y = sketch.y.back(sketch.y.even(mark.y) + 0.035 * np.ptp(sketch.y.even([y0, y1])))
    return [line, _texts([x], [y], [mark.label], mark.look.color)]


@elements.register
def _(mark: Cursor, sketch, figure) -> list[hv.Element]:
    line = _straight(hv.VLine(mark.x), mark)
    if not mark.label:
        return [line]
    _, _, y0, y1 = sketch.ranges()
    y = sketch.y.back(sketch.y.even([y0, y1]) @ [0.96, 0.04])
    return [line, _texts([mark.x], [y], [f" {mark.label}"], mark.look.color)]


def _straight(line, mark: Level | Cursor):
    dash = mark.look.dash
    return dress(
        line,
        {"color": mark.look.color, "line_dash": dash, "line_width": 1.5},
        {"color": mark.look.color, "linestyle": DASH.get(dash, dash), "linewidth": 1.2},
    )


@elements.register
def _(mark: Strokes, sketch, figure) -> list[hv.Element]:
    ends = tuple(np.asarray(v, float) for v in (mark.x0, mark.y0, mark.x1, mark.y1))
    pieces = hv.Segments(ends, ["x0", "y0", "x1", "y1"])
    dash, color = mark.look.dash, mark.look.color
    return [
        dress(
            pieces,
            {"color": color, "line_dash": dash, "line_width": mark.width},
            {"color": color, "linestyle": DASH.get(dash, dash), "linewidth": mark.width * POINTS},
        )
    ]


@elements.register
def _(mark: Boxes, sketch, figure) -> list[hv.Element]:
    corners = tuple(np.asarray(v, float) for v in (mark.x0, mark.y0, mark.x1, mark.y1))
    boxes, color = hv.Rectangles(corners, ["x0", "y0", "x1", "y1"]), mark.look.color
    edge = 0 if mark.alpha else 3
    return [
        dress(
            boxes,
            {"color": color, "fill_alpha": mark.alpha, "line_width": edge, "line_color": color},
            {
                "facecolor": color if mark.alpha else "none",
                "edgecolor": color,
                "alpha": mark.alpha or 1.0,
                "linewidth": edge * POINTS,
            },
        )
    ]


@elements.register
def _(mark: Words, sketch, figure) -> list[hv.Element]:
    return [_texts(mark.x, mark.y, mark.text, mark.look.color)] if len(mark.text) else []


def _names(sketch: Sketch) -> list[hv.Element]:
    """The rules' names at their right ends, by colour."""
    named: dict[str, list] = {}
    for x, y, text, color in sketch.named():
        named.setdefault(color, []).append((x, y, f" {text}"))
    return [_texts(*zip(*rows, strict=True), color) for color, rows in named.items()]


def _texts(x, y, text, color: str) -> hv.Labels:
    labels = hv.Labels(
        {"x": np.asarray(x, float), "y": np.asarray(y, float), "text": np.asarray(text, object)},
        ["x", "y"],
        "text",
    )
    return dress(
        labels,
        {
            "text_color": color,
            "text_font_size": "12px",
            "text_align": "left",
            "text_baseline": "middle",
        },
        {"color": color, "size": 9, "horizontalalignment": "left", "verticalalignment": "center"},
    )


@elements.register
def _(mark: Cells, sketch, figure) -> list[hv.Element]:
    name = figure.options.get("quantity", "value")
    values = {name: mark.values} if mark.said is None else {"class": mark.values, name: mark.said}
    values = {key: np.asarray(value, float) for key, value in values.items()}
    image = hv.Image(
        {"x": mark.x, "y": mark.y, **values},
        [hv.Dimension("x", label=sketch.x.label), hv.Dimension("y", label=sketch.y.label)],
        list(values),
    )
    look = {"cmap": list(figure.options["palette"]), "clim": figure.options["clim"]}
    bokeh, matplotlib = {**look, "tools": ["hover"]}, dict(look)
    if mark.said is not None:
        bokeh["hover_tooltips"] = [(name, f"@{name}")]
    if classes := figure.options.get("classes"):
        ticks = list(enumerate(classes))
        bokeh |= {"colorbar": True, "clabel": "", "cticks": ticks}
        matplotlib |= {"colorbar": True, "clabel": "", "cbar_ticks": ticks}
    return [dress(image, bokeh, matplotlib)]


@elements.register
def _(mark: Veil, sketch, figure) -> list[hv.Element]:
    columns = {"x": mark.x, "y": mark.y, "weight": mark.weight}
    veil = hv.Image(columns, ["x", "y"], "weight", group="Veil")
    look = {"cmap": VEIL, "clim": (0, 1)}
    return [dress(veil, look, look)]
