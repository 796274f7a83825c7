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

from . import columns
from .backends import LETTERS
from .columns import TWO, Columns
from .figure import Figure
from .sketch import Sketch
from .style import DOT, GREY, THIN, VEIL

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


_LOOKS = {
    "color": np.array(["#000000", "#ffffff"]),
    "dash": np.array(["solid", "dashed"]),
    "marker": np.array(["circle", "square"]),
    "name": np.array(["a", "b"]),
    "said": np.array(["a", "b"]),
    "text": np.array(["a", "b"]),
    "width": np.array([1.0, 2.0]),
    "alpha": np.array([0.1, 0.2]),
    "fill": TWO,
    "size": np.array([8.0, 9.0]),
    "low": TWO,
    "high": TWO + 1,
}


def _rows(*names: str) -> dict[str, np.ndarray]:
    places = {"x": TWO, "y": TWO, "x0": TWO, "y0": TWO, "x1": TWO + 1, "y1": TWO + 2}
    return {name: (places | _LOOKS)[name] for name in names}


def _paths(*names: str) -> list[dict]:
    return [{"x": TWO, "y": TWO + i, **{n: _LOOKS[n][i] for n in names}} for i in (0, 1)]


def _element(kind: type[hv.Element], kdims, vdims=(), **options) -> Callable:
    return lambda columns: kind(columns, list(kdims), list(vdims), **options)


def _of(*names: str) -> dict[str, dim]:
    """Options that columns of the same names hold."""
    words = {
        "color": "color",
        "dash": "line_dash",
        "width": "line_width",
        "alpha": "fill_alpha",
        "marker": "marker",
        "size": "size",
        "fill": "fill_alpha",
    }
    return {words[name]: dim(name) for name in names}


_LIMITS = ("color", "fill", "size", "name", "said")
_DOTS = ("color", "marker", "fill", "size", "width", "name", "low", "high", "said")
_XY, _ENDS, _LINE = ("x", "y"), ("x0", "y0", "x1", "y1"), ("color", "dash", "width")
LAYERS = {
    "cells": Layer(
        columns.cells,
        _element(hv.Image, _XY, ("value", "said"), datatype=["grid"]),
        {},
        {"x": TWO, "y": TWO, "value": np.eye(2), "said": np.eye(2)},
    ),
    "veil": Layer(
        columns.veil,
        _element(hv.Image, _XY, ("weight",), datatype=["grid"], group="Veil"),
        {"cmap": VEIL, "clim": (0, 1)},
        {"x": TWO, "y": TWO, "weight": np.eye(2)},
    ),
    "areas": Layer(
        columns.areas,
        _element(hv.Polygons, _XY, ("color", "alpha", "name")),
        {**_of("color", "alpha"), "line_alpha": 0},
        [
            {"x": TWO[[0, 1, 1]], "y": TWO[[0, 0, 1]] + i, "color": c, "alpha": a, "name": c}
            for i, c, a in ((0, "#000000", 0.1), (1, "#ffffff", 0.2))
        ],
    ),
    "boxes": Layer(
        columns.boxes,
        _element(hv.Rectangles, _ENDS, ("color", "alpha", "width"), **PLAIN),
        {**_of("color", "alpha", "width"), "line_color": dim("color")},
        _rows(*_ENDS, "color", "alpha", "width"),
    ),
    "tiles": Layer(
        columns.tiles,
        _element(hv.Rectangles, _ENDS, ("color", "said"), group="Tile", **PLAIN),
        {"color": dim("color"), "line_color": dim("color"), "line_width": 1},
        _rows(*_ENDS, "color", "said"),
    ),
    "levels": Layer(
        columns.levels,
        _element(hv.HLines, "y", ("color", "dash"), **PLAIN),
        {**_of("color", "dash"), "line_width": 1.6},
        _rows("y", "color", "dash"),
    ),
    "cursors": Layer(
        columns.cursors,
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
        columns.rules,
        _element(hv.Contours, _XY, ("color", "dash"), group="Rule"),
        {**_of("color", "dash"), "line_width": THIN},
        _paths("color", "dash"),
    ),
    "lines": Layer(
        columns.lines,
        _element(hv.Contours, _XY, (*_LINE, "name")),
        _of(*_LINE),
        _paths(*_LINE, "name"),
    ),
    "strokes": Layer(
        columns.strokes,
        _element(hv.Segments, _ENDS, _LINE, **PLAIN),
        _of(*_LINE),
        _rows(*_ENDS, *_LINE),
    ),
    "dots": Layer(
        columns.dots,
        _element(hv.Scatter, "x", ("y", *_DOTS), **PLAIN),
        _of("color", "marker", "fill", "size", "width"),
        _rows("x", "y", *_DOTS),
    ),
    "limits": Layer(
        columns.limits,
        _element(hv.Scatter, "x", ("y", *_LIMITS), group="Limit", **PLAIN),
        {**_of("color", "fill", "size"), "marker": "inverted_triangle"},
        _rows("x", "y", *_LIMITS),
    ),
    "found": Layer(
        columns.found,
        _element(hv.Points, _XY, ("name", "low", "high"), **PLAIN),
        {"alpha": 0, "size": DOT},
        _rows("x", "y", "name", "low", "high"),
    ),
    "words": Layer(
        columns.words,
        _element(hv.Labels, _XY, ("text", "color"), **PLAIN),
        {"text_color": dim("color"), **LETTERS},
        _rows("x", "y", "text", "color"),
    ),
}
"""By name, in the order in which they are drawn."""


def layered(data: dict[str, Columns], figure: Figure) -> hv.Overlay:
    """One element a layer."""
    return hv.Overlay([_dressed(name, LAYERS[name], rows, figure) for name, rows in data.items()])


def _dressed(name: str, layer: Layer, rows: Columns, figure: Figure) -> hv.Element:
    options = dict(layer.options)
    if name == "cells":
        options |= {"cmap": list(figure.options["palette"]), "clim": figure.options["clim"]}
    return layer.element(rows).opts(**options, backend="bokeh")
