"""Described: a picture in words, for those who hear it: its axes, and where every curve goes."""

import numpy as np

from ionoscope.engine.core.words import about

from .figure import Figure
from .marks import Cells, Dots, Line, Steps
from .sketch import Axis, Sketch

MOST = 6
"""Curves that are told one by one; of more their number is said."""
ABOVE = 1.05
"""A curve that is so many times higher between its ends has a top that is told."""
DIGITS = 3
NOTHING = "No data yet."
Curve = Line | Dots | Steps


def described(sketch: Sketch, figure: Figure, title: str = "") -> str:
    """What a sketch shows, in sentences; `title` in place of the figure's own."""
    told = [_sentence((title or sketch.title or figure.title).replace("**", ""))]
    maps = [mark for mark in sketch.marks if isinstance(mark, Cells)]
    curves = [mark for mark in sketch.visible if isinstance(mark, Curve) and len(_places(mark)[0])]
    if not (maps or curves):
        return " ".join([*told, NOTHING if not sketch.marks else ""]).strip()
    told += [_axes(sketch), *(_map(mark, figure) for mark in maps)]
    if len(curves) > MOST:
        told.append(f"{len(curves)} curves or sets of points.")
    else:
        told += [_curve(mark, sketch) for mark in curves]
    return " ".join(filter(None, told))


def _sentence(text: str) -> str:
    return text if text[-1:] in ".?!" else f"{text}."


def _axes(sketch: Sketch) -> str:
    x0, x1, y0, y1 = sketch.ranges()
    told = _axis("Across", sketch.x, x0, x1), _axis("up", sketch.y, y0, y1)
    return _sentence("; ".join(filter(None, told)))


def _axis(way: str, axis: Axis, low: float, high: float) -> str:
    """What an axis is, and from where to where it goes, by its ticks where they have names."""
    if not axis.label.strip():
        return ""
    log = ", logarithmic" if axis.log else ""
    if axis.ticks:
        names = [text for _, text in axis.ticks]
        return f"{way}: {axis.label}, {names[0]} to {names[-1]}{log}"
    return f"{way}: {axis.label}, {about(low, DIGITS)} to {about(high, DIGITS)}{log}"


def _map(mark: Cells, figure: Figure) -> str:
    """Which share of a map belongs to each class; else its lowest and highest value."""
    known = mark.values[np.isfinite(mark.values)]
    if not len(known):
        return NOTHING
    classes = figure.options.get("classes") or figure.options.get("words")
    if not classes:
        return f"Values from {about(known.min(), DIGITS)} to {about(known.max(), DIGITS)}."
    shares = [(np.mean(np.round(known) == i), name) for i, name in enumerate(classes)]
    return _sentence(
        "Of the map " + ", ".join(f"{share:.1%} {name}" for share, name in shares if share)
    )


def _curve(mark: Curve, sketch: Sketch) -> str:
    """From where to where it goes, and its top if that lies between."""
    x, y = _places(mark)
    name = mark.look.name or "The curve"
    place = "" if sketch.x.ticks else f" at {sketch.x.symbol} = {{}}"
    if len(y) == 1:
        return f"{name}: {about(y[0], DIGITS)}{place.format(about(x[0], DIGITS))}."
    text = f"{name}: from {about(y[0], DIGITS)} to {about(y[-1], DIGITS)}"
    top = int(np.argmax(y))
    if y[top] > ABOVE * max(y[0], y[-1]):
        text += f", at most {about(y[top], DIGITS)}{place.format(about(x[top], DIGITS))}"
    return f"{text}."


def _places(mark: Curve) -> tuple[np.ndarray, np.ndarray]:
    """Finite points of a curve, in order."""
    if isinstance(mark, Steps):
        edges = np.asarray(mark.edges, float)
        x, y = (edges[1:] + edges[:-1]) / 2, np.asarray(mark.heights, float)
    else:
        x, y = np.asarray(mark.x, float), np.asarray(mark.y, float)
    good = np.isfinite(x) & np.isfinite(y)
    return x[good], y[good]
