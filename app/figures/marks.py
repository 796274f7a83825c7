"""Marks: what a picture consists of, as plain arrays; no library of pictures is known here."""

from typing import NamedTuple

import numpy as np

from .style import PLAIN, Look

MOST = 2000
"""Most points of a curve; a screen has no more columns."""
FEWER = 400
"""Most points of a curve with a band."""


class Line(NamedTuple):
    """A curve y(x), arrays (point,), with its 95 % interval if it has one."""

    x: np.ndarray
    y: np.ndarray
    look: Look
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    width: float | None = None


class Rule(NamedTuple):
    """A thin line to compare with, named at its right end; grey unless it belongs to a curve."""

    x: np.ndarray
    y: np.ndarray
    label: str = ""
    look: Look = Look(PLAIN.color, "dashed")


class Dots(NamedTuple):
    """Points with bars, arrays (point,); those not `filled` belong to runs that go on.

    `said` is what hover tells of each, if it is not y with its interval; `width` is that of the
    markers' lines. On a log axis a point that is not above zero becomes the limit at its upper
    end, see `Limits`; `nothing` says of each what was not found.
    """

    x: np.ndarray
    y: np.ndarray
    look: Look
    low: np.ndarray | None = None
    high: np.ndarray | None = None
    filled: np.ndarray | None = None
    size: float = 9.0
    said: list[str] | None = None
    width: float = 1.6
    nothing: list[str] | None = None


class Limits(NamedTuple):
    """Upper limits: the values lie below y, arrays (point,), for nothing was found.

    `foot` is where the axis ends below; `said` is what hover tells of each.
    """

    x: np.ndarray
    y: np.ndarray
    look: Look
    foot: float
    filled: np.ndarray
    said: list[str]
    size: float = 9.0


class Steps(NamedTuple):
    """A histogram: edges (bin + 1,), heights (bin,); an outline, or `solid`."""

    edges: np.ndarray
    heights: np.ndarray
    look: Look
    solid: bool = False


class Area(NamedTuple):
    """A filled outline with corners (x, y)."""

    x: np.ndarray
    y: np.ndarray
    look: Look
    alpha: float = 0.2


class Level(NamedTuple):
    """A horizontal line across the picture, named at its left end."""

    y: float
    look: Look = Look(PLAIN.color, "dashed")
    label: str = ""


class Cursor(NamedTuple):
    """A vertical line across the picture, named at its foot."""

    x: float
    look: Look = PLAIN
    label: str = ""


class Strokes(NamedTuple):
    """Straight pieces from (x0, y0) to (x1, y1), arrays (piece,)."""

    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    look: Look = PLAIN
    width: float = 1.6


class Boxes(NamedTuple):
    """Rectangles from (x0, y0) to (x1, y1), arrays (box,): filled, or a frame if alpha is 0."""

    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    look: Look
    alpha: float = 0.35


class Tiles(NamedTuple):
    """Rectangles as Boxes, each in a colour of its own; `said` is what hover tells of each."""

    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    colors: list[str]
    said: list[str]


class Words(NamedTuple):
    """Texts at (x, y), each array (text,)."""

    x: np.ndarray
    y: np.ndarray
    text: list[str]
    look: Look = PLAIN


class Cells(NamedTuple):
    """A map: `values` (y, x) on even axes; nan is not drawn. `said` is what hover tells of it."""

    x: np.ndarray
    y: np.ndarray
    values: np.ndarray
    said: np.ndarray | None = None


class Veil(NamedTuple):
    """A grey veil over a map: `weight` (y, x) between 0, hidden, and 1, clear."""

    x: np.ndarray
    y: np.ndarray
    weight: np.ndarray


Mark = (
    Line
    | Rule
    | Dots
    | Limits
    | Steps
    | Area
    | Level
    | Cursor
    | Strokes
    | Boxes
    | Tiles
    | Words
    | Cells
    | Veil
)


def thinned(x: np.ndarray, *others: np.ndarray, log: bool = False, most: int = MOST) -> list:
    """x and others at no more than `most` points and the last, evenly along x, or along log x."""
    x = np.asarray(x, float)
    rows = np.flatnonzero(x > 0) if log else np.arange(len(x))
    if len(rows) > most:
        where = np.log(x[rows]) if log else x[rows]
        even = np.linspace(where[0], where[-1], most)
        rows = rows[np.unique(np.searchsorted(where, even).clip(0, len(rows) - 1))]
    return [a[rows] for a in (x, *(np.asarray(o, float) for o in others))]


def stairs(edges: np.ndarray, heights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A histogram's outline from zero to zero, two points an edge."""
    return np.repeat(edges, 2), np.concatenate([[0.0], np.repeat(heights, 2), [0.0]])


def outlines(x, low, high) -> list[tuple[np.ndarray, np.ndarray]]:
    """Outline of each stretch without gaps in which a band has a width."""
    good = np.isfinite(x) & (high > low)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], good.astype(int), [0]])))
    return [
        (np.concatenate([x[a:b], x[a:b][::-1]]), np.concatenate([low[a:b], high[a:b][::-1]]))
        for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]
