"""Difference: the curves of two results subtracted, as a figure of its own."""

from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.statistics.difference import Estimate, difference

from .figure import Figure
from .marks import Dots, Level, Line, Steps
from .sketch import Axis, Sketch
from .style import Look

LAYERS = ("areas", "levels", "lines", "strokes", "dots", "found")
Curve = Line | Dots | Steps
NEAR = 1e-9
"""Places on an axis that differ by this share of its length are one."""


@cache
def difference_of(figure: Figure) -> Figure:
    """The figure that draws the first of two results less the second, where `figure` draws both."""
    return Figure(
        figure.experiment,
        f"{figure.name}-difference",
        f"{figure.title}: **difference**",
        partial(subtracted, figure),
        figure.x,
        _y(figure.y),
        LAYERS,
        figure.height,
    )


def subtracted(figure: Figure, results: list[Result]) -> Sketch:
    """The curves of `figure` for the first of two results less those for the second.

    ValueError, in a sentence, where they have no axis in common.
    """
    if not results:
        return Sketch((), figure.x, _y(figure.y))
    first, second = (figure.sketch(result) for result in results)
    if (first.x.label, first.y.label) != (second.x.label, second.y.label):
        raise ValueError("The two runs have different quantities on the axes of this figure.")
    pairs = list(zip(_curves(first), _curves(second), strict=False))
    if not pairs or "cells" in figure.layers or "boxes" in figure.layers:
        raise ValueError("This figure has no curves that could be subtracted.")
    found = [mark for a, b in pairs if (mark := _less(a, b)) is not None]
    if not found:
        raise ValueError(
            "The curves of the two runs have no part of the horizontal axis in common."
        )
    return Sketch((Level(0.0), *found), replace(first.x, span=None), _y(first.y))


def _y(axis: Axis) -> Axis:
    """The vertical axis of a difference, which may be negative."""
    return replace(axis, text=f"Δ {axis.label}", log=False, also=(0.0,), span=None, ticks=None)


def _curves(sketch: Sketch) -> list[Curve]:
    return [m for m in sketch.marks if isinstance(m, Curve)]


def _less(a: Curve, b: Curve) -> Line | Dots | None:
    """One curve less another where both are; None where they never are, or are no functions."""
    ours, theirs = _points(a), _points(b)
    if type(a) is not type(b) or ours is None or theirs is None:
        return None
    x, *both = (_between if isinstance(a, Line) else _shared)(ours, theirs)
    if not len(x):
        return None
    found = difference(*both)
    look = Look(a.look.color, "solid", a.look.marker, a.look.name)
    spread = any(getattr(mark, "low", None) is not None for mark in (a, b))
    ends = {"low": found.low, "high": found.high} if spread else {}
    return (Dots if isinstance(a, Dots) else Line)(x, found.value, look, **ends)


class Points(NamedTuple):
    """A curve as a function: places that rise, and what is there."""

    x: np.ndarray
    at: Estimate


def _points(mark: Curve) -> Points | None:
    """None for what is no function of the horizontal axis."""
    x, y = _x(mark), np.asarray(mark.heights if isinstance(mark, Steps) else mark.y, float)
    ends = [getattr(mark, end, None) for end in ("low", "high")]
    values = [y, *(y if e is None else np.where(np.isfinite(e), e, y) for e in ends)]
    if len(x) and x[0] > x[-1]:
        x, values = x[::-1], [v[::-1] for v in values]
    rises = len(x) and np.all(np.diff(x) > 0)
    return Points(x, Estimate(*values)) if rises else None


def _x(mark: Curve) -> np.ndarray:
    if isinstance(mark, Steps):
        edges = np.asarray(mark.edges, float)
        return (edges[1:] + edges[:-1]) / 2
    return np.asarray(mark.x, float)


def _between(a: Points, b: Points) -> tuple[np.ndarray, Estimate, Estimate]:
    """Of curves: the places of the first where both are, on straight lines between points."""
    x = a.x[(a.x >= b.x[0]) & (a.x <= b.x[-1])]
    return x, *(Estimate(*(np.interp(x, own.x, v) for v in own.at)) for own in (a, b))


def _shared(a: Points, b: Points) -> tuple[np.ndarray, Estimate, Estimate]:
    """Of points: those places that both have."""
    near = np.abs(a.x[:, None] - b.x) <= NEAR * np.abs(a.x).max()
    pairs = zip((a, b), np.nonzero(near), strict=True)
    ours, theirs = (
        Points(own.x[rows], Estimate(*(v[rows] for v in own.at))) for own, rows in pairs
    )
    return ours.x, ours.at, theirs.at
