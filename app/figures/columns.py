"""Columns: the marks of a kind as the rows of one table, or as paths with columns of their own."""

import numpy as np

from . import marks
from .sketch import Sketch
from .style import DOT, FAINT, WIDTH

Columns = dict[str, np.ndarray] | list[dict]
"""Arrays by name, or a path each."""
PATTERNS = {"dashed": "6 4", "dotted": "2 3", "dotdash": "2 4 6 4"}
"""Lengths on and off; as a column the name of dashes means such as are hardly told from dots."""
NOTHING = np.full((2, 2), np.nan)
TWO = np.array([1.0, 2.0])
_STROKED = marks.Strokes | marks.Dots | marks.Limits
NONE = np.inf
"""An end of no interval; for nan Bokeh writes NaN, whatever the formatter would."""


# maps ---------------------------------------------------------------------------------------


def cells(sketch: Sketch) -> Columns:
    for m in sketch.marks:
        if isinstance(m, marks.Cells):
            said = m.values if m.said is None else m.said
            return {"x": m.x, "y": m.y, "value": m.values, "said": said}
    return {"x": TWO, "y": TWO, "value": np.full((2, 2), np.nan), "said": NOTHING}


def veil(sketch: Sketch) -> Columns:
    for m in sketch.marks:
        if isinstance(m, marks.Veil):
            return {"x": m.x, "y": m.y, "weight": m.weight}
    return {"x": TWO, "y": TWO, "weight": NOTHING}


# filled -------------------------------------------------------------------------------------


def areas(sketch: Sketch) -> Columns:
    return [
        {
            "x": np.append(x, x[:1]),
            "y": np.append(y, y[:1]),
            "color": color,
            "alpha": alpha,
            "name": m.look.name,
        }
        for m in sketch.visible
        for x, y, color, alpha in _filled(m)
    ]


def _filled(m) -> list[tuple]:
    match m:
        case marks.Line() if m.low is not None:
            x, low, high = (np.asarray(v, float) for v in (m.x, m.low, m.high))
            return [(*o, m.look.color, FAINT) for o in marks.outlines(x, low, high)]
        case marks.Steps() if m.solid:
            return [(*marks.stairs(m.edges, m.heights), m.look.color, 0.28)]
        case marks.Area():
            return [(m.x, m.y, m.look.color, m.alpha)]
    return []


def boxes(sketch: Sketch) -> Columns:
    found = [m for m in sketch.marks if isinstance(m, marks.Boxes)]
    return _joined(
        (
            {
                "x0": m.x0,
                "y0": m.y0,
                "x1": m.x1,
                "y1": m.y1,
                "color": m.look.color,
                "alpha": m.alpha,
                "width": 0.0 if m.alpha else 3.0,
            }
            for m in found
        ),
        ("x0", "y0", "x1", "y1", "color", "alpha", "width"),
    )


def tiles(sketch: Sketch) -> Columns:
    found = [m for m in sketch.marks if isinstance(m, marks.Tiles)]
    return _joined(
        (
            {
                "x0": m.x0,
                "y0": m.y0,
                "x1": m.x1,
                "y1": m.y1,
                "color": np.array(m.colors, object),
                "said": np.array(m.said, object),
            }
            for m in found
        ),
        ("x0", "y0", "x1", "y1", "color", "said"),
    )


# lines --------------------------------------------------------------------------------------


def lines(sketch: Sketch) -> Columns:
    return [
        {
            "x": x,
            "y": y,
            "color": m.look.color,
            "dash": _pattern(m),
            "name": m.look.name,
            "width": width,
        }
        for m in sketch.visible
        for x, y, width in _drawn(m)
    ]


def _drawn(m) -> list[tuple]:
    match m:
        case marks.Line():
            return [(np.asarray(m.x, float), np.asarray(m.y, float), m.width or WIDTH)]
        case marks.Steps() if not m.solid:
            return [(*marks.stairs(m.edges, m.heights), 2.0)]
    return []


def rules(sketch: Sketch) -> Columns:
    return [
        {"x": m.x, "y": m.y, "color": m.look.color, "dash": _pattern(m)}
        for m in sketch.visible
        if isinstance(m, marks.Rule)
    ]


def strokes(sketch: Sketch) -> Columns:
    return _joined(
        (_stroke(m) for m in sketch.visible if isinstance(m, _STROKED)),
        ("x0", "y0", "x1", "y1", "color", "dash", "width"),
    )


def _stroke(m: marks.Strokes | marks.Dots | marks.Limits) -> dict:
    look = {"color": m.look.color, "dash": "solid"}
    if isinstance(m, marks.Limits):
        return {"x0": m.x, "y0": m.foot, "x1": m.x, "y1": m.y, "width": 1.6, **look}
    if isinstance(m, marks.Strokes):
        look["dash"] = _pattern(m)
        return {"x0": m.x0, "y0": m.y0, "x1": m.x1, "y1": m.y1, "width": m.width, **look}
    low, high = (m.y if e is None else e for e in (m.low, m.high))
    return {"x0": m.x, "y0": low, "x1": m.x, "y1": high, "width": 1.6, **look}


def levels(sketch: Sketch) -> Columns:
    found = [m for m in sketch.marks if isinstance(m, marks.Level)]
    return _joined(
        ({"y": [m.y], "color": m.look.color, "dash": _pattern(m)} for m in found),
        ("y", "color", "dash"),
    )


def cursors(sketch: Sketch) -> Columns:
    found = [m for m in sketch.marks if isinstance(m, marks.Cursor)]
    return _joined(
        ({"x": [m.x], "color": m.look.color, "dash": _pattern(m)} for m in found),
        ("x", "color", "dash"),
    )


# points -------------------------------------------------------------------------------------


def dots(sketch: Sketch) -> Columns:
    return _joined(
        (_points(m) for m in sketch.visible if isinstance(m, marks.Dots)),
        ("x", "y", "color", "marker", "fill", "size", "width", "name", "low", "high", "said"),
    )


def _points(m: marks.Dots) -> dict:
    filled = np.ones(len(m.x)) if m.filled is None else np.asarray(m.filled, float)
    return {
        "x": m.x,
        "y": m.y,
        "color": m.look.color,
        "marker": m.look.marker,
        "fill": filled,
        "size": float(m.size or DOT),
        "width": m.width,
        "name": m.look.name,
        "said": m.said or "",
        **_interval(m),
    }


def limits(sketch: Sketch) -> Columns:
    return _joined(
        (
            {
                "x": m.x,
                "y": m.y,
                "color": m.look.color,
                "fill": m.filled.astype(float),
                "size": m.size + 2.0,
                "name": m.look.name,
                "said": m.said,
            }
            for m in sketch.visible
            if isinstance(m, marks.Limits)
        ),
        ("x", "y", "color", "fill", "size", "name", "said"),
    )


def found(sketch: Sketch) -> Columns:
    """Invisible points where hover finds a curve's values, or a histogram's."""
    return _joined(
        (_vertices(m) for m in sketch.visible if isinstance(m, marks.Line | marks.Steps)),
        ("x", "y", "name", "low", "high"),
    )


def _vertices(m: marks.Line | marks.Steps) -> dict:
    if isinstance(m, marks.Line):
        return {"x": m.x, "y": m.y, "name": m.look.name, **_interval(m)}
    middle = (np.asarray(m.edges)[1:] + np.asarray(m.edges)[:-1]) / 2
    return {"x": middle, "y": m.heights, "name": m.look.name, "low": NONE, "high": NONE}


def _interval(m: marks.Line | marks.Dots) -> dict:
    """Both ends, NONE where there is no interval."""
    if m.low is None:
        return {"low": NONE, "high": NONE}
    low, high = np.asarray(m.low, float), np.asarray(m.high, float)
    wide = high > low
    return {"low": np.where(wide, low, NONE), "high": np.where(wide, high, NONE)}


# texts --------------------------------------------------------------------------------------


def words(sketch: Sketch) -> Columns:
    rows = [(x, y, f"  {text}", color) for x, y, text, color in sketch.named()]
    for m in sketch.marks:
        if isinstance(m, marks.Words):
            rows += [(x, y, t, m.look.color) for x, y, t in zip(m.x, m.y, m.text, strict=True)]
    rows += [(*sketch.label(m), m.look.color) for m in sketch.marks if _labelled(m)]
    columns = zip(*rows, strict=True) if rows else [()] * 4
    return {
        k: np.array(v, object if k in ("text", "color") else float)
        for k, v in zip(("x", "y", "text", "color"), columns, strict=True)
    }


def _pattern(m) -> str:
    return PATTERNS.get(m.look.dash, m.look.dash)


def _labelled(m) -> bool:
    return isinstance(m, marks.Level | marks.Cursor) and bool(m.label)


def _joined(parts, names) -> dict[str, np.ndarray]:
    """Columns of several marks one below the other; a single value stands for all rows."""
    parts = list(parts)
    if not parts:
        return {name: np.empty(0, object) for name in names}  # floats are no colours
    first = names[0]
    rows = [len(p[first]) for p in parts]
    return {
        name: np.concatenate([_filled_up(p[name], n) for p, n in zip(parts, rows, strict=True)])
        for name in names
    }


def _filled_up(value, rows: int) -> np.ndarray:
    """An array as it is, a single value so many times."""
    if isinstance(value, np.ndarray | list):
        return np.asarray(value)
    return np.full(rows, value)
