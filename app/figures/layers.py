"""Layers: all marks of a kind as one HoloViews element, so that any number of runs is but data.

This is how a live page draws: what tells one curve from another (colour, dash, marker) is a
column. A notebook gets an element for each curve instead, see `elements`.
"""

from collections.abc import Callable
from typing import NamedTuple

import holoviews as hv
import numpy as np
from holoviews import dim
from holoviews.plotting import bokeh as _bokeh  # noqa: F401  makes its options known

from .figure import Figure
from .marks import (
    Area,
    Boxes,
    Cells,
    Cursor,
    Dots,
    Level,
    Line,
    Rule,
    Steps,
    Strokes,
    Veil,
    Words,
    outlines,
    stairs,
    told,
)
from .sketch import Sketch
from .style import DOT, FAINT, GREY, THIN, VEIL, WIDTH

Columns = dict[str, np.ndarray] | list[dict]
PLAIN = {"datatype": ["dictionary"]}
"""Arrays as they are: data frames take twice as long."""


class Layer(NamedTuple):
    """How the marks of a kind become columns, and columns an element with its options.

    `sample` is columns of two rows that differ in everything: from it the layer is drawn first.
    """

    columns: Callable[[Sketch], Columns]
    element: Callable[[Columns], hv.Element]
    options: dict
    sample: Columns


# maps ---------------------------------------------------------------------------------------


def _cells(sketch: Sketch) -> Columns:
    for m in sketch.marks:
        if isinstance(m, Cells):
            said = m.values if m.said is None else m.said
            return {"x": m.x, "y": m.y, "value": m.values, "said": said}
    return {"x": TWO, "y": TWO, "value": np.full((2, 2), np.nan), "said": np.full((2, 2), np.nan)}


def _veil(sketch: Sketch) -> Columns:
    for m in sketch.marks:
        if isinstance(m, Veil):
            return {"x": m.x, "y": m.y, "weight": m.weight}
    return {"x": TWO, "y": TWO, "weight": np.full((2, 2), np.nan)}


# filled -------------------------------------------------------------------------------------


def _areas(sketch: Sketch) -> Columns:
    return [
        {"x": x, "y": y, "color": color, "alpha": alpha, "name": m.look.name}
        for m in sketch.visible for x, y, color, alpha in _filled(m)
    ]  # fmt: skip


def _filled(m) -> list[tuple]:
    match m:
        case Line() if m.low is not None:
            x, low, high = (np.asarray(v, float) for v in (m.x, m.low, m.high))
            return [(*o, m.look.color, FAINT) for o in outlines(x, low, high)]
        case Steps() if m.solid:
            return [(*stairs(m.edges, m.heights), m.look.color, 0.28)]
        case Area():
            return [(m.x, m.y, m.look.color, m.alpha)]
    return []


def _boxes(sketch: Sketch) -> Columns:
    boxes = [m for m in sketch.marks if isinstance(m, Boxes)]
    return _joined(
        ({"x0": m.x0, "y0": m.y0, "x1": m.x1, "y1": m.y1, "color": m.look.color,
          "alpha": m.alpha, "width": 0.0 if m.alpha else 3.0} for m in boxes),
        ("x0", "y0", "x1", "y1", "color", "alpha", "width"),
    )  # fmt: skip


# lines --------------------------------------------------------------------------------------


def _lines(sketch: Sketch) -> Columns:
    return [
        {"x": x, "y": y, "color": m.look.color, "dash": m.look.dash, "name": m.look.name,
         "width": width}
        for m in sketch.visible for x, y, width in _drawn(m)
    ]  # fmt: skip


def _drawn(m) -> list[tuple]:
    match m:
        case Line():
            return [(np.asarray(m.x, float), np.asarray(m.y, float), m.width or WIDTH)]
        case Steps() if not m.solid:
            return [(*stairs(m.edges, m.heights), 2.0)]
    return []


def _rules(sketch: Sketch) -> Columns:
    return [
        {"x": m.x, "y": m.y, "color": m.look.color, "dash": m.look.dash}
        for m in sketch.visible
        if isinstance(m, Rule)
    ]


def _strokes(sketch: Sketch) -> Columns:
    return _joined(
        (_stroke(m) for m in sketch.visible if isinstance(m, Strokes | Dots)),
        ("x0", "y0", "x1", "y1", "color", "dash", "width"),
    )


def _stroke(m: Strokes | Dots) -> dict:
    look = {"color": m.look.color, "dash": "solid"}
    if isinstance(m, Strokes):
        look["dash"] = m.look.dash
        return {"x0": m.x0, "y0": m.y0, "x1": m.x1, "y1": m.y1, "width": m.width, **look}
    low, high = (m.y if e is None else e for e in (m.low, m.high))
    return {"x0": m.x, "y0": low, "x1": m.x, "y1": high, "width": 1.6, **look}


def _levels(sketch: Sketch) -> Columns:
    levels = [m for m in sketch.marks if isinstance(m, Level)]
    return _joined(
        ({"y": [m.y], "color": m.look.color, "dash": m.look.dash} for m in levels),
        ("y", "color", "dash"),
    )


def _cursors(sketch: Sketch) -> Columns:
    cursors = [m for m in sketch.marks if isinstance(m, Cursor)]
    return _joined(
        ({"x": [m.x], "color": m.look.color, "dash": m.look.dash} for m in cursors),
        ("x", "color", "dash"),
    )


# points -------------------------------------------------------------------------------------


def _dots(sketch: Sketch) -> Columns:
    return _joined(
        (_points(m) for m in sketch.visible if isinstance(m, Dots)),
        ("x", "y", "color", "marker", "fill", "size", "name", "said"),
    )


def _points(m: Dots) -> dict:
    filled = np.ones(len(m.x)) if m.filled is None else np.asarray(m.filled, float)
    return {
        "x": m.x, "y": m.y, "color": m.look.color, "marker": m.look.marker, "fill": filled,
        "size": float(m.size or DOT), "name": m.look.name, "said": told(m),
    }  # fmt: skip


def _found(sketch: Sketch) -> Columns:
    """Invisible points where hover finds a curve's values, or a histogram's."""
    return _joined(
        (_vertices(m) for m in sketch.visible if isinstance(m, Line | Steps)),
        ("x", "y", "name", "said"),
    )


def _vertices(m: Line | Steps) -> dict:
    if isinstance(m, Line):
        return {"x": m.x, "y": m.y, "name": m.look.name, "said": told(m)}
    middle = (np.asarray(m.edges)[1:] + np.asarray(m.edges)[:-1]) / 2
    said = [f"{h:.4g}{m.said}" for h in m.heights]
    return {"x": middle, "y": m.heights, "name": m.look.name, "said": said}


# texts --------------------------------------------------------------------------------------


def _words(sketch: Sketch) -> Columns:
    rows = [(x, y, f" {text}", color) for x, y, text, color in sketch.named()]
    for m in sketch.marks:
        if isinstance(m, Words):
            rows += [(x, y, t, m.look.color) for x, y, t in zip(m.x, m.y, m.text, strict=True)]
    x0, x1, y0, y1 = sketch.ranges() if any(_labelled(m) for m in sketch.marks) else (0, 1, 0, 1)
    x = sketch.x.back(sketch.x.even([x0, x1]) @ [0.99, 0.01])
    low, high = sketch.y.even([y0, y1])
    for m in sketch.marks:
        if isinstance(m, Level) and m.label:
            above = sketch.y.even(m.y) + 0.035 * (high - low)
            rows.append((x, sketch.y.back(above), m.label, m.look.color))
        elif isinstance(m, Cursor) and m.label:
            rows.append((m.x, sketch.y.back(low + 0.04 * (high - low)), f" {m.label}",
                         m.look.color))  # fmt: skip
    columns = zip(*rows, strict=True) if rows else [()] * 4
    return {k: np.array(v, object if k in ("text", "color") else float)
            for k, v in zip(("x", "y", "text", "color"), columns, strict=True)}  # fmt: skip


def _labelled(m) -> bool:
    return isinstance(m, Level | Cursor) and bool(m.label)


# all of them --------------------------------------------------------------------------------

TWO = np.array([1.0, 2.0])
_LOOKS = {"color": np.array(["#000000", "#ffffff"]), "dash": np.array(["solid", "dashed"]),
          "marker": np.array(["circle", "square"]), "name": np.array(["a", "b"]),
          "said": np.array(["a", "b"]), "text": np.array(["a", "b"]), "width": np.array([1.0, 2.0]),
          "alpha": np.array([0.1, 0.2]), "fill": TWO, "size": np.array([8.0, 9.0])}  # fmt: skip


def _rows(*names: str) -> dict[str, np.ndarray]:
    places = {"x": TWO, "y": TWO, "x0": TWO, "y0": TWO, "x1": TWO + 1, "y1": TWO + 2}
    return {name: (places | _LOOKS)[name] for name in names}


def _paths(*names: str) -> list[dict]:
    return [{"x": TWO, "y": TWO + i, **{n: _LOOKS[n][i] for n in names}} for i in (0, 1)]


def _element(kind: type[hv.Element], kdims, vdims=(), **options) -> Callable:
    return lambda columns: kind(columns, list(kdims), list(vdims), **options)


def _of(*names: str) -> dict[str, dim]:
    """Options that columns of the same names hold."""
    words = {"color": "color", "dash": "line_dash", "width": "line_width", "alpha": "fill_alpha",
             "marker": "marker", "size": "size", "fill": "fill_alpha"}  # fmt: skip
    return {words[name]: dim(name) for name in names}


_XY, _ENDS, _LINE = ("x", "y"), ("x0", "y0", "x1", "y1"), ("color", "dash", "width")
LAYERS = {
    "cells": Layer(
        _cells,
        _element(hv.Image, _XY, ("value", "said"), datatype=["grid"]),
        {},
        {"x": TWO, "y": TWO, "value": np.eye(2), "said": np.eye(2)},
    ),
    "veil": Layer(
        _veil,
        _element(hv.Image, _XY, ("weight",), datatype=["grid"], group="Veil"),
        {"cmap": VEIL, "clim": (0, 1)},
        {"x": TWO, "y": TWO, "weight": np.eye(2)},
    ),
    "areas": Layer(
        _areas,
        _element(hv.Polygons, _XY, ("color", "alpha", "name")),
        {**_of("color", "alpha"), "line_alpha": 0},
        [
            {"x": TWO[[0, 1, 1]], "y": TWO[[0, 0, 1]] + i, "color": c, "alpha": a, "name": c}
            for i, c, a in ((0, "#000000", 0.1), (1, "#ffffff", 0.2))
        ],
    ),
    "boxes": Layer(
        _boxes,
        _element(hv.Rectangles, _ENDS, ("color", "alpha", "width"), **PLAIN),
        {**_of("color", "alpha", "width"), "line_color": dim("color")},
        _rows(*_ENDS, "color", "alpha", "width"),
    ),
    "levels": Layer(
        _levels,
        _element(hv.HLines, "y", ("color", "dash"), **PLAIN),
        {**_of("color", "dash"), "line_width": 1.6},
        _rows("y", "color", "dash"),
    ),
    "cursors": Layer(
        _cursors,
        _element(hv.VLines, "x", ("color", "dash"), **PLAIN),
        {**_of("color", "dash"), "line_width": 1.4},
        _rows("x", "color", "dash"),
    ),
    "now": Layer(  # the player's time: its source belongs to a scene, see `Live.share`
        lambda _: {"x": np.empty(0)},
        _element(hv.VLines, "x", **PLAIN),
        {"color": GREY, "line_width": 1},
        _rows("x"),
    ),
    "rules": Layer(
        _rules,
        _element(hv.Contours, _XY, ("color", "dash"), group="Rule"),
        {**_of("color", "dash"), "line_width": THIN},
        _paths("color", "dash"),
    ),
    "lines": Layer(
        _lines,
        _element(hv.Contours, _XY, (*_LINE, "name")),
        _of(*_LINE),
        _paths(*_LINE, "name"),
    ),
    "strokes": Layer(
        _strokes,
        _element(hv.Segments, _ENDS, _LINE, **PLAIN),
        _of(*_LINE),
        _rows(*_ENDS, *_LINE),
    ),
    "dots": Layer(
        _dots,
        _element(hv.Scatter, "x", ("y", "color", "marker", "fill", "size", "name", "said"),
                 **PLAIN),
        {**_of("color", "marker", "fill", "size"), "line_width": 1.6},
        _rows("x", "y", "color", "marker", "fill", "size", "name", "said"),
    ),
    "found": Layer(
        _found,
        _element(hv.Points, _XY, ("name", "said"), **PLAIN),
        {"alpha": 0, "size": DOT},
        _rows("x", "y", "name", "said"),
    ),
    "words": Layer(
        _words,
        _element(hv.Labels, _XY, ("text", "color"), **PLAIN),
        {"text_color": dim("color"), "text_font_size": "12px", "text_align": "left",
         "text_baseline": "middle"},
        _rows("x", "y", "text", "color"),
    ),
}  # fmt: skip
"""By name, in the order in which they are drawn."""


def _joined(parts, names) -> dict[str, np.ndarray]:
    """Columns of several marks one below the other; a single value stands for all rows."""
    parts = list(parts)
    if not parts:
        return {name: np.empty(0) for name in names}
    first = names[0]
    return {
        name: np.concatenate([np.broadcast_to(np.asarray(p[name]), len(p[first])) for p in parts])
        for name in names
    }


def columns(sketch: Sketch, names) -> dict[str, Columns]:
    """What the layers of these names hold."""
    return {name: LAYERS[name].columns(sketch) for name in names}


def layered(data: dict[str, Columns], figure: Figure) -> hv.Overlay:
    """One element a layer."""
    return hv.Overlay([_dressed(name, LAYERS[name], rows, figure) for name, rows in data.items()])


def _dressed(name: str, layer: Layer, rows: Columns, figure: Figure) -> hv.Element:
    options = dict(layer.options)
    if name == "cells":
        options |= {"cmap": list(figure.options["palette"]), "clim": figure.options["clim"]}
    return layer.element(rows).opts(**options, backend="bokeh")
