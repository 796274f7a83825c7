"""Sketch: marks and their two axes; what part of the plane they fill, before anything is drawn."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ionoscope.engine.core.units import TERMS
from ionoscope.engine.core.words import number

from .marks import Area, Cursor, Dots, Level, Limits, Line, Mark, Rule, Steps, Words
from .places import places
from .symbols import axis_tex, html

DEPTH = 10.0
"""On a log axis, whiskers and bands are seen down to the lowest point divided by this."""
LETTER = 7.0
"""Pixels that a letter of a name takes."""
LINE = 16.0
"""Pixels that names at the right end are kept apart."""
ABOVE, BESIDE = 0.035, 0.04
"""Where a level's name stands above it, and a cursor's above the foot, as shares of the height."""
SIZE = 480, 300
"""Pixels inside the axes, across and up, until a browser says otherwise."""
FURNITURE = Cursor | Level | Words
"""Marks that may be there without any result."""


@dataclass(frozen=True)
class Axis:
    """One axis: a variable of the dataset, or a text; its range and its ticks.

    Attributes
    ----------
    name : str
        The variable's name; its symbol and unit are the label unless `text` is given.
    text : str
        A label in words.
    unit : str
        The unit, if it is not the variable's own.
    log : bool
        Whether it is logarithmic.
    span : (float, float), optional
        What is to be seen; else what the marks fill, and `also`.
    also : tuple of float
        Values that are to be seen in any case.
    room : (float, float)
        Space before and after, as shares of the span.
    ticks : tuple of (float, str), optional
        Places and what stands there.
    note : str
        What stands after symbol and unit on the axis, in TeX.
    powers : bool
        Whether places are logarithms to base 10 of what the ticks name.
    """

    name: str
    text: str = ""
    unit: str | None = None
    log: bool = False
    span: tuple[float, float] | None = None
    also: tuple[float, ...] = ()
    room: tuple[float, float] = (0.04, 0.04)
    ticks: tuple[tuple[float, str], ...] | None = None
    note: str = ""
    powers: bool = False

    @property
    def symbol(self) -> str:
        term = TERMS.get(self.name)
        return term.symbol if term else self.name

    @property
    def units(self) -> str:
        term = TERMS.get(self.name)
        return self.unit if self.unit is not None else (term.unit if term else "")

    @property
    def label(self) -> str:
        """In plain letters."""
        return self.text or (f"{self.symbol} ({self.units})" if self.units else self.symbol)

    @property
    def tex(self) -> str:
        """In TeX, without dollar signs; '' for a text."""
        return "" if self.text else axis_tex(self.symbol, self.units) + self.note

    @property
    def html(self) -> str:
        return html(self.label)

    def even(self, values):
        """Values on the axis as if it were linear."""
        return np.log10(values) if self.log else np.asarray(values, float)

    def back(self, values):
        return 10.0 ** np.asarray(values) if self.log else values

    def seen(self, values) -> np.ndarray:
        """Values as floats, those that the axis cannot show as nan."""
        values = np.array(values, float)
        if self.log:
            values[~(values > 0)] = np.nan
        return values


@dataclass(frozen=True)
class Sketch:
    """Marks in the order in which they are drawn, over two axes of `size` pixels."""

    marks: tuple[Mark, ...]
    x: Axis
    y: Axis
    title: str = ""
    size: tuple[float, float] = SIZE

    @cached_property
    def visible(self) -> tuple[Mark, ...]:
        """The marks as the axes can show them: a point that is not positive is an upper limit on a
        log axis, what else is not is left out, and bars that go below it end at its foot."""
        if not (self.x.log or self.y.log):
            return self.marks
        floor = self._floor()
        shown = ((self._on_axes(m, floor), self._limits(m, floor)) for m in self.marks)
        return tuple(m for both in shown for m in both if m is not None)

    def _floor(self) -> float:
        values = [np.ravel(m.y) for m in self.marks if isinstance(m, Line | Dots)]
        values += [np.asarray(m.high)[_below(m)] for m in self.marks if _barred(m)]
        values = np.concatenate(values) if values else np.empty(0)
        values = values[np.isfinite(values) & (values > 0)]
        return values.min() / DEPTH if len(values) else np.finfo(float).tiny

    def _on_axes(self, mark: Mark, floor: float) -> Mark | None:
        if not isinstance(mark, Line | Rule | Dots):
            return mark
        x, y = self.x.seen(mark.x), self.y.seen(mark.y)
        hidden = np.isnan(x) | np.isnan(y)
        if isinstance(mark, Rule) and hidden.all():
            return None
        mark = mark._replace(x=x, y=np.where(hidden, np.nan, y))
        if isinstance(mark, Rule) or mark.low is None:
            return mark
        return mark._replace(**{k: self._end(mark, k, floor) for k in ("low", "high")})

    def _limits(self, mark: Mark, floor: float) -> Limits | None:
        """The points of a mark that a log axis shows as upper limits, None if there is none."""
        if not (self.y.log and _barred(mark)):
            return None
        below = _below(mark) & np.isfinite(self.x.seen(mark.x))
        if not below.any():
            return None
        x, y = np.asarray(mark.x, float)[below], np.asarray(mark.high)[below]
        nothing = mark.nothing or [""] * len(below)
        said = [
            f"{words}: {self.y.symbol} < {number(limit)}".removeprefix(": ")
            for words, limit in zip(np.array(nothing, object)[below], y, strict=True)
        ]
        filled = np.ones(len(below), bool) if mark.filled is None else np.asarray(mark.filled)
        return Limits(x, y, mark.look, floor, filled[below], said, mark.size)

    def _end(self, mark: Line | Dots, which: str, floor: float) -> np.ndarray:
        """One end of a mark's bars: its own value where there is none, the foot if it is lower."""
        end = getattr(mark, which)
        end = np.where(np.isfinite(end), end, mark.y)
        return np.where(np.isnan(mark.y), np.nan, np.maximum(end, floor) if self.y.log else end)

    # what is to be seen ---------------------------------------------------------------------

    def ranges(self) -> tuple[float, float, float, float]:
        """Ends of x and y: all marks with room around, and beside them for the rules' names."""
        return self._ranges

    @cached_property
    def _ranges(self) -> tuple[float, float, float, float]:
        letters = max((len(t) for *_, t in self._ends()), default=0)
        beside = min(LETTER * (letters + 2) / self.size[0], 0.6) if letters else 0.0
        y, up = self.y, self._filled(1)
        if y.log and len(up) and up.min() == self._floor():  # bars that go on below the picture
            y = replace(y, room=(0.0, y.room[1]))
        return (*_ends(self.x, self._filled(0), beside), *_ends(y, up, 0.0))

    def _filled(self, way: int) -> np.ndarray:
        axis = (self.x, self.y)[way]
        values = [np.asarray(axis.also, float)]
        values += [np.ravel(v) for m in self.visible for v in places(m, way)]
        values = np.concatenate(values)
        return values[np.isfinite(values) & ((values > 0) | (not axis.log))]

    def named(self) -> list[tuple[float, float, str, str]]:
        """x, y, text, colour of every name at a line's right end, kept apart."""
        ends = sorted(self._ends(), key=lambda e: e[1])
        if not ends:
            return []
        _, _, low, high = self.ranges()
        low, high = self.y.even(low), self.y.even(high)
        heights = self.y.even(np.array([y for _, y, *_ in ends]))
        heights = self.y.back(_apart(heights, LINE / self.size[1] * (high - low), high))
        return [(x, float(h), t, c) for (x, _, c, t), h in zip(ends, heights, strict=True)]

    def _ends(self) -> list[tuple[float, float, str, str]]:
        """x, y, colour, name where each named rule ends."""
        found = []
        for m in self.visible:
            if isinstance(m, Rule) and m.label:
                at = np.flatnonzero(np.isfinite(np.asarray(m.x) * np.asarray(m.y)))
                at = at[np.argmax(np.asarray(m.x)[at])]
                found.append((float(m.x[at]), float(m.y[at]), m.look.color, m.label))
        return found

    def label(self, mark: Level | Cursor) -> tuple[float, float, str]:
        """x, y and text of a name: a level's above its left end and those of lower levels, a
        cursor's at its foot."""
        low, high = self.y.even(self.ranges()[2:])
        if isinstance(mark, Cursor):
            return mark.x, float(self.y.back(low + BESIDE * (high - low))), f" {mark.label}"
        x = self.x.back(self.x.even(self.ranges()[:2]) @ [0.99, 0.01])
        named = sorted({m.y for m in self.marks if isinstance(m, Level) and m.label})
        heights = self.y.even(np.array(named)) + ABOVE * (high - low)
        heights = _apart(heights, LINE / self.size[1] * (high - low), high)
        return float(x), float(self.y.back(heights[named.index(mark.y)])), mark.label

    @property
    def legend(self) -> list:
        """Looks that have a name, each once, in order."""
        looks = [m.look for m in self.marks if isinstance(m, Line | Dots | Steps | Area)]
        return list({look.name: look for look in looks if look.name}.values())

    @property
    def blank(self) -> bool:
        """Whether there is nothing of a result on it."""
        return not any(places(m, 0) for m in self.marks if not isinstance(m, FURNITURE))

    def with_marks(self, *more: Mark) -> "Sketch":
        """The same sketch with more on top."""
        return replace(self, marks=(*self.marks, *more))


def _barred(mark: Mark) -> bool:
    """Whether a mark is points with bars."""
    return isinstance(mark, Dots) and mark.high is not None


def _below(mark: Dots) -> np.ndarray:
    """Which points are not above zero, though their upper ends are."""
    return (np.asarray(mark.y) <= 0) & (np.asarray(mark.high) > 0)


def _apart(heights: np.ndarray, gap: float, top: float) -> np.ndarray:
    """Rising heights moved up where they are nearer than `gap`, and back below `top`."""
    heights = heights.copy()
    for i in range(1, len(heights)):
        heights[i] = max(heights[i], heights[i - 1] + gap)
    heights[-1] = min(heights[-1], top)
    for i in reversed(range(len(heights) - 1)):
        heights[i] = min(heights[i], heights[i + 1] - gap)
    return heights


def _ends(axis: Axis, filled: np.ndarray, beside: float) -> tuple[float, float]:
    """Both ends of an axis, with its room, and a share of the picture beside it for names."""
    span = axis.span or ((filled.min(), filled.max()) if len(filled) else (0.1, 1.0))
    low, high = axis.even(np.array(span, float))
    width = (high - low) or (0.3 if axis.log else abs(high) or 1.0)
    after = max(axis.room[1], 0.02 if beside else 0.0) + beside / (1 - beside)
    low, high = low - axis.room[0] * width, high + after * width
    high = high if high > low else low + width  # a browser draws no axis without length
    return float(axis.back(low)), float(axis.back(high))
