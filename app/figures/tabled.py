"""Tabled: the data of a picture as a table, a block for every curve, as text and as CSV."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ionoscope.engine.core.words import number

from .figure import Figure
from .marks import Cells, Dots, Line, Mark, Rule, Steps, Tiles
from .sketch import Axis, Sketch

INTERVAL = "95 % from", "95 % to"
"""Heads of the ends of an interval."""
TO = "to"
"""Head of the upper edge of a bin."""


class Block(NamedTuple):
    """A curve: its name and its columns, arrays of numbers or texts (row,), by their heads."""

    name: str
    columns: dict[str, np.ndarray]

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(next(iter(self.columns.values())))


class Table(NamedTuple):
    """Heads of all columns, and the blocks, each of which has some of them."""

    heads: tuple[str, ...]
    blocks: tuple[Block, ...]

    def first(self, most: int) -> list[tuple[str, list[list[str]], int]]:
        """Of every block its name, its first rows as they are written, and how many more."""
        return [(b.name, self._written(b, most), max(b.rows - most, 0)) for b in self.blocks]

    def _written(self, block: Block, most: int) -> list[list[str]]:
        columns = [block.columns.get(head) for head in self.heads]
        return [
            ["" if c is None else _text(c[row]) for c in columns]
            for row in range(min(most, block.rows))
        ]

    def csv(self) -> str:
        """All of it, with a column for the curves' names; numbers with all their digits."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("curve", *self.heads))
        for block in self.blocks:
            columns = [block.columns.get(h, [""] * block.rows) for h in self.heads]
            rows = zip(*([_exact(v) for v in column] for column in columns), strict=True)
            writer.writerows((block.name, *row) for row in rows)
        return out.getvalue()


def tabled(sketch: Sketch, figure: Figure) -> Table:
    """The data of a sketch; marks that only help the eye are left out."""
    blocks = [block for mark in sketch.marks for block in _blocks(mark, sketch, figure)]
    blocks = [block for block in blocks if block.rows]
    heads = dict.fromkeys(head for block in blocks for head in block.columns)
    return Table(tuple(sorted(heads, key=lambda head: head in INTERVAL)), tuple(blocks))


def _blocks(mark: Mark, sketch: Sketch, figure: Figure) -> Iterator[Block]:
    x, y = _head(sketch.x, "x"), _head(sketch.y, "y")
    match mark:
        case Line() | Dots():
            columns = {x: _along(sketch.x, mark.x), y: _along(sketch.y, mark.y)}
            yield Block(mark.look.name, _finite(columns | _interval(mark)))
        case Rule():
            columns = {x: _along(sketch.x, mark.x), y: _along(sketch.y, mark.y)}
            yield Block(mark.label or f"{mark.look.name} (line)".strip(), _finite(columns))
        case Steps():
            edges = np.asarray(mark.edges, float)
            columns = {x: edges[:-1], f"{x}, {TO}": edges[1:], y: np.asarray(mark.heights, float)}
            yield Block(mark.look.name, columns)
        case Cells() if _is_of_maps(sketch):
            yield Block("", _of_maps(mark, sketch, figure.options["classes"]))
        case Cells():
            yield Block("", _finite(_of_map(mark, sketch, figure, x, y)))
        case Tiles() if any(mark.said):
            middle = (np.asarray(mark.x0) + mark.x1) / 2, (np.asarray(mark.y0) + mark.y1) / 2
            columns = {x: _along(sketch.x, middle[0]), y: _along(sketch.y, middle[1])}
            said = np.array([text.replace("\n", "; ") for text in mark.said], object)
            yield Block("", columns | {"point": said})


def _head(axis: Axis, otherwise: str) -> str:
    return axis.label.strip() or otherwise


def _along(axis: Axis, places) -> np.ndarray:
    """Places on an axis as they are read there: by the names of its ticks, or by its numbers."""
    places = np.asarray(places, float)
    names = dict(axis.ticks or ())
    if axis.powers:
        return 10.0**places
    if names and all(place in names for place in places.tolist()):
        return np.array([names[place] for place in places.tolist()], object)
    return places


def _interval(mark: Line | Dots) -> dict[str, np.ndarray]:
    if mark.low is None or mark.high is None:
        return {}
    ends = np.asarray(mark.low, float), np.asarray(mark.high, float)
    return dict(zip(INTERVAL, ends, strict=True)) if np.any(ends[1] > ends[0]) else {}


def _is_of_maps(sketch: Sketch) -> bool:
    """Whether small maps stand side by side, and the axes only name them."""
    return all(axis.ticks and not axis.powers for axis in (sketch.x, sketch.y))


def _of_maps(mark: Cells, sketch: Sketch, classes: Sequence[str]) -> dict[str, np.ndarray]:
    """A row a small map: which share of it belongs to each class, in per cent."""
    across, up = (
        np.abs(np.subtract.outer(places, [place for place, _ in axis.ticks])).argmin(axis=1)
        for places, axis in ((mark.x, sketch.x), (mark.y, sketch.y))
    )
    found: dict[str, list] = {}
    for j, (_, above) in enumerate(sketch.y.ticks):
        for i, (_, beside) in enumerate(sketch.x.ticks):
            own = mark.values[np.ix_(up == j, across == i)]
            own = own[np.isfinite(own)].round()
            shares = [
                100.0 * np.mean(own == k) if own.size else np.nan for k in range(len(classes))
            ]
            heads = (sketch.x.symbol, sketch.y.symbol, *(f"{name} (%)" for name in classes))
            for head, value in zip(heads, (beside, above, *shares), strict=True):
                found.setdefault(head, []).append(value)
    return {
        head: np.array(v, object if isinstance(v[0], str) else float) for head, v in found.items()
    }


def _of_map(mark: Cells, sketch: Sketch, figure: Figure, x: str, y: str) -> dict[str, np.ndarray]:
    """A row a cell; a class by its name, and the value behind it."""
    across, up = np.meshgrid(_along(sketch.x, mark.x), _along(sketch.y, mark.y))
    columns = {x: across.ravel(), y: up.ravel()}
    name = figure.options.get("quantity", "value")
    words = figure.options.get("words")
    values = mark.values if mark.said is None else mark.said
    if words:
        known = np.isfinite(mark.values)
        at = np.where(known, mark.values, 0).round().astype(int)
        values = np.where(known, np.array(words, object)[at], "")
        name = "outcome"
    return columns | {name: values.ravel()}


def _finite(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Without the rows in which a number is missing."""
    numbers = [c for head, c in columns.items() if c.dtype != object and head not in INTERVAL]
    good = np.all([np.isfinite(c) for c in numbers], axis=0) if numbers else slice(None)
    return {head: column[good] for head, column in columns.items()}


def _text(value) -> str:
    if isinstance(value, str):
        return value
    return number(float(value)) if np.isfinite(value) else "—"


def _exact(value) -> str:
    if isinstance(value, str):
        return value
    return repr(float(value)) if np.isfinite(value) else ""
