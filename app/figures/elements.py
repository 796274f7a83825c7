"""Elements: an ordinary HoloViews element for every mark, as a notebook and a file have them.

Options are said in the words of each backend that is loaded: a server loads Bokeh's alone.
"""

from functools import singledispatch

import holoviews as hv
import numpy as np

from . import backends, marks
from .axes import dress, on_axes
from .figure import Figure
from .sketch import Axis, Sketch
from .style import FAINT, VEIL


def overlay(sketch: Sketch, figure: Figure) -> hv.Overlay:
    """All marks of a sketch, each an element with its options, over the sketch's axes."""
    x0, x1, y0, y1 = sketch.ranges()
    found = [e for mark in sketch.visible for e in elements(mark, sketch, figure)]
    found += _names(sketch)
    # Matplotlib's log axes need something positive to begin with
    blank = hv.Curve([(x0, y0), (x1, y1)], _dim(sketch.x), _dim(sketch.y))
    blank = dress(blank, *backends.HIDDEN)
    return on_axes(hv.Overlay(found or [blank]), sketch, figure)


def _dim(axis: Axis) -> hv.Dimension:
    label = axis.text or axis.symbol
    return hv.Dimension((axis.name, label), unit=axis.units or None)


def _dims(sketch: Sketch) -> tuple[hv.Dimension, hv.Dimension]:
    return _dim(sketch.x), _dim(sketch.y)


def _floats(*values) -> tuple[np.ndarray, ...]:
    return tuple(np.asarray(v, float) for v in values)


@singledispatch
def elements(mark: marks.Mark, sketch: Sketch, figure: Figure) -> list[hv.Element]:
    """The elements that draw a mark."""
    raise TypeError(f"{mark!r} is no mark")


# lines --------------------------------------------------------------------------------------


@elements.register
def _(mark: marks.Line, sketch, figure) -> list[hv.Element]:
    curve = hv.Curve(_floats(mark.x, mark.y), *_dims(sketch), label=mark.look.name)
    curve = dress(curve, *backends.curve(mark.look, mark.width))
    return [curve] if mark.low is None else [_band(mark, sketch), curve]


def _band(mark: marks.Line, sketch: Sketch) -> hv.Area:
    x, y = _dims(sketch)
    ends = [
        hv.Dimension((f"{y.name}_{k}", f"{y.label}, {k} end"), unit=y.unit) for k in ("low", "high")
    ]
    band = hv.Area(_floats(mark.x, mark.low, mark.high), x, ends, group="Band")
    return dress(band, *backends.band(mark.look.color, FAINT))


@elements.register
def _(mark: marks.Rule, sketch, figure) -> list[hv.Element]:
    curve = hv.Curve(_floats(mark.x, mark.y), *_dims(sketch), group="Rule")
    return [dress(curve, *backends.rule(mark.look))]


@elements.register
def _(mark: marks.Level, sketch, figure) -> list[hv.Element]:
    return _named_line(hv.HLine(mark.y), mark, sketch)


@elements.register
def _(mark: marks.Cursor, sketch, figure) -> list[hv.Element]:
    return _named_line(hv.VLine(mark.x), mark, sketch)


def _named_line(line, mark: marks.Level | marks.Cursor, sketch: Sketch) -> list[hv.Element]:
    """A line across the picture, and its name if it has one."""
    line = dress(line, *backends.across(mark.look))
    if not mark.label:
        return [line]
    x, y, text = sketch.label(mark)
    return [line, _texts([x], [y], [text], mark.look.color)]


@elements.register
def _(mark: marks.Strokes, sketch, figure) -> list[hv.Element]:
    pieces = hv.Segments(_floats(*mark[:4]), ["x0", "y0", "x1", "y1"])
    return [dress(pieces, *backends.stroke(mark.look, mark.width))]


# points -------------------------------------------------------------------------------------


@elements.register
def _(mark: marks.Dots, sketch, figure) -> list[hv.Element]:
    x, y = _dims(sketch)
    at, value = _floats(mark.x, mark.y)
    if len(at) and not np.isfinite(value).any():
        return []  # nothing is known yet, and Matplotlib's log axes could not be laid
    found = [] if mark.low is None else [_bars(mark, sketch)]
    filled = np.ones(len(at), bool) if mark.filled is None else np.asarray(mark.filled, bool)
    for rows, alpha in ((filled, 1.0), (~filled, 0.0)):
        if rows.any() or (alpha and not len(at)):
            dots = hv.Scatter((at[rows], value[rows]), x, y, label=mark.look.name)
            options = backends.points(mark.look, mark.size, mark.width, alpha)
            found.append(dress(dots, *options))
    return found


@elements.register
def _(mark: marks.Limits, sketch, figure) -> list[hv.Element]:
    x, y = _dims(sketch)
    at, value, foot = _floats(mark.x, mark.y, np.full(len(mark.y), mark.foot))
    bars = hv.ErrorBars((at, value, value - foot, 0 * value), x, [y, "below", "above"])
    found = [dress(bars, *backends.bars(mark.look.color))]
    said = hv.Dimension("limit", label="limit")
    look = mark.look._replace(marker="inverted_triangle")
    for rows, alpha in ((mark.filled, 1.0), (~mark.filled, 0.0)):
        if rows.any():
            words = np.array(mark.said, object)[rows]
            dots = hv.Scatter((at[rows], value[rows], words), x, [y, said], group="Limit")
            found.append(dress(dots, *backends.points(look, mark.size + 2.0, 1.6, alpha)))
    return found


def _bars(mark: marks.Dots, sketch: Sketch) -> hv.ErrorBars:
    x, y = _dims(sketch)
    at, value, *ends = _floats(mark.x, mark.y, mark.low, mark.high)
    less, more = (np.nan_to_num(np.abs(value - end)) for end in ends)
    known = np.isfinite(value)  # where nothing is, there is no bar either
    rows = at[known], value[known], less[known], more[known]
    bars = hv.ErrorBars(rows, x, [y, "below", "above"])
    return dress(bars, *backends.bars(mark.look.color))


# filled -------------------------------------------------------------------------------------


@elements.register
def _(mark: marks.Steps, sketch, figure) -> list[hv.Element]:
    outline = marks.stairs(mark.edges, mark.heights)
    if mark.solid:
        return elements(marks.Area(*outline, mark.look, 0.28), sketch, figure)
    # not a Histogram: it would frame each bar down to zero, and those of several runs together
    return elements(marks.Line(*outline, mark.look, width=2.0), sketch, figure)


@elements.register
def _(mark: marks.Area, sketch, figure) -> list[hv.Element]:
    corners = dict(zip("xy", _floats(mark.x, mark.y), strict=True))
    filled = hv.Polygons([corners], ["x", "y"], label=mark.look.name)
    return [dress(filled, *backends.filled(mark.look.color, mark.alpha))]


@elements.register
def _(mark: marks.Boxes, sketch, figure) -> list[hv.Element]:
    boxes = hv.Rectangles(_floats(*mark[:4]), ["x0", "y0", "x1", "y1"])
    return [dress(boxes, *backends.box(mark.look.color, mark.alpha))]


@elements.register
def _(mark: marks.Tiles, sketch, figure) -> list[hv.Element]:
    if not len(mark.x0):
        return []
    ends, more = ["x0", "y0", "x1", "y1"], ["color", hv.Dimension("said", label="point")]
    rows = (*_floats(*mark[:4]), np.array(mark.colors, object), np.array(mark.said, object))
    return [dress(hv.Rectangles(rows, ends, more), *backends.tiles(hv.dim("color")))]


# texts --------------------------------------------------------------------------------------


@elements.register
def _(mark: marks.Words, sketch, figure) -> list[hv.Element]:
    return [_texts(mark.x, mark.y, mark.text, mark.look.color)] if len(mark.text) else []


def _names(sketch: Sketch) -> list[hv.Element]:
    """The rules' names at their right ends, by colour."""
    named: dict[str, list] = {}
    for x, y, text, color in sketch.named():
        named.setdefault(color, []).append((x, y, f" {text}"))
    return [_texts(*zip(*rows, strict=True), color) for color, rows in named.items()]


def _texts(x, y, text, color: str) -> hv.Labels:
    x, y = _floats(x, y)
    rows = {"x": x, "y": y, "text": np.asarray(text, object)}
    return dress(hv.Labels(rows, ["x", "y"], "text"), *backends.texts(color))


# maps ---------------------------------------------------------------------------------------


@elements.register
def _(mark: marks.Cells, sketch, figure) -> list[hv.Element]:
    name = figure.options.get("quantity", "value")
    values = {name: mark.values} if mark.said is None else {"class": mark.values, name: mark.said}
    values = dict(zip(values, _floats(*values.values()), strict=True))
    axes = [hv.Dimension(k, label=axis.label) for k, axis in (("x", sketch.x), ("y", sketch.y))]
    image = hv.Image({"x": mark.x, "y": mark.y, **values}, axes, list(values))
    return [dress(image, *backends.cells(figure.options, name, mark.said is not None))]


@elements.register
def _(mark: marks.Veil, sketch, figure) -> list[hv.Element]:
    columns = {"x": mark.x, "y": mark.y, "weight": mark.weight}
    veil = hv.Image(columns, ["x", "y"], "weight", group="Veil")
    look = {"cmap": VEIL, "clim": (0, 1)}
    return [dress(veil, look, look)]
