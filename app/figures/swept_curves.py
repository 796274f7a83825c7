"""Swept curves: an answer over the parameter that is swept first, a curve for each of the others.

A point says by its shape how far it may be trusted: a disc is an answer, a triangle one that is
doubted, a cross at the foot of the picture none; what goes on is hollow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from ionoscope.engine import Result

from .figure import Figure
from .hooks import WHOLE
from .marks import Dots, Mark, Rule
from .names import names
from .sketch import Axis, Sketch
from .style import COLOURS, DASHES, Look
from .swept import DOUBTED, GOOD, NONE, Swept, swept

SOUND, CAUTION, NOTHING = "circle", "triangle", "x"
"""Markers of an answer, a doubted one, and none."""
FOOT = 0.07
"""How far below the lowest value crosses stand, as a share of the height."""
ROOM = 0.06, 0.06
MOST_TICKS = 12
"""Words that an axis of words has room for."""
NEAR = 24.0
"""Pixels within which a click means a point."""
MOST_NAMED = 12
"""Curves that are named at their ends; more have their names in what hover tells."""


def curves(results: Sequence[Result], answer: str | None = None, log: bool = False) -> Sketch:
    """An answer over the parameter that is swept first.

    Parameters
    ----------
    results : list of Result
        Sweeps of one experiment over the same first parameter; those over another are left out.
    answer : str, optional
        Name of a number or word of the points' summaries; the experiment's main one if not given.
    log : bool
        Whether the ordinate is logarithmic.
    """
    each = _comparable(results, answer)
    if not each:
        return Sketch((), Axis("x", text=" "), Axis("y", text=" "))
    one = each[-1]
    x, y = _across(each), ordinate(one, log and not one.words)
    looks = _looks([name for name, *_ in _rows(each)])
    foot = _foot(each, y)
    marks = [
        mark
        for (_, own, row), look in zip(_rows(each), looks, strict=True)
        for mark in _curve(own, row, _places(own, each), look, foot)
    ]
    return Sketch(tuple(marks), x, y, f"{one.called} over {one.along[0].symbol}")


def _comparable(results: Sequence[Result], answer: str | None) -> list[Swept]:
    """The sweeps over the same first parameter as the last one."""
    each = [swept(result, answer) for result in results]
    return [one for one in each if one.along[0].name == each[-1].along[0].name]


def ordinate(own: Swept, log: bool) -> Axis:
    """The axis of an answer: symbol and unit, or its name in words."""
    ticks = tuple((float(i), word) for i, word in enumerate(own.words)) or None
    symbol = own.symbol if len(own.symbol) <= 14 else ""
    text = "" if symbol else own.called + (f" ({own.unit})" if own.unit else "")
    return Axis(symbol or own.answer, text, own.unit, log=log, room=ROOM, ticks=ticks)


def _rows(each: Sequence[Swept]) -> Iterator[tuple[str, Swept, int]]:
    """The name of every curve, its sweep and its place there."""
    several = names([one.result for one in each]) if len(each) > 1 else [""]
    for which, one in zip(several, each, strict=True):
        for row, name in enumerate(one.others):
            yield " ".join(filter(None, (name, which))), one, row


def _looks(called: Sequence[str]) -> list[Look]:
    many = len(called) > MOST_NAMED
    return [
        Look(
            COLOURS[i % len(COLOURS)],
            DASHES[i // len(COLOURS) % len(DASHES)],
            SOUND,
            "" if many else name,
        )
        for i, name in enumerate(called)
    ]


def _across(each: Sequence[Swept]) -> Axis:
    """The axis of what is swept: numbers, or values one after the other."""
    first = each[-1].along[0]
    if all(one.along[0].numbers is not None for one in each):
        log = all(one.along[0].log for one in each)
        return Axis(first.symbol, unit=first.unit, log=log, room=ROOM)
    return axis_of_words(first.symbol, _texts(each))


def axis_of_words(symbol: str, texts: Sequence[str], room: float = 0.08) -> Axis:
    """Values one after the other, as many of them named as there is room for."""
    every = -(-len(texts) // MOST_TICKS)
    ticks = tuple((float(i), text) for i, text in enumerate(texts) if i % every == 0)
    return Axis(symbol, unit="", room=(room, room), ticks=ticks)


def _texts(each: Sequence[Swept]) -> list[str]:
    """Values of all sweeps, each once."""
    return list(dict.fromkeys(text for one in each for text in one.along[0].texts))


def _places(own: Swept, each: Sequence[Swept]) -> np.ndarray:
    """Where the values of the first axis stand."""
    first = own.along[0]
    if all(one.along[0].numbers is not None for one in each):
        return first.places
    texts = _texts(each)
    return np.array([texts.index(text) for text in first.texts], float)


def _foot(each: Sequence[Swept], y: Axis) -> float:
    """Where crosses stand: below all that is known."""
    found = [own.values[np.isin(own.state, (GOOD, DOUBTED))] for own in each]
    found += [end[np.isfinite(end)] for own in each for end in own.ends or ()]
    seen = np.concatenate(found)
    seen = y.even(seen[(seen > 0) | (not y.log)])
    if not len(seen):
        return 1.0 if y.log else 0.0
    low, high = float(seen.min()), float(seen.max())
    return float(y.back(low - FOOT * ((high - low) or abs(high) or 1.0)))


def _curve(own: Swept, row: int, x: np.ndarray, look: Look, foot: float) -> Iterator[Mark]:
    """A thin line from point to point, and the points by how far they go."""
    state, y, over, index = (
        own.rows(column)[row]
        for column in (own.state, own.values, own.over, np.arange(len(own.state)))
    )
    said = np.array(own.said, object)[index]
    ends = [own.rows(end)[row] for end in own.ends or ()] or [None, None]
    order, known = np.argsort(x, kind="stable"), np.isin(state, (GOOD, DOUBTED))
    line = np.where(known, y, np.nan)[order]
    if known.any():
        yield Rule(x[order], line, f" {look.name}" if look.name else "", look)
    for which, marker in ((GOOD, SOUND), (DOUBTED, CAUTION)):
        at = state == which
        low, high = (None if end is None else end[at] for end in ends)
        yield Dots(
            x[at], y[at], look._replace(marker=marker), low, high, over[at], said=list(said[at])
        )
    at = state == NONE
    none = look._replace(marker=NOTHING)
    yield Dots(x[at], np.full(at.sum(), foot), none, said=list(said[at]), width=2.0)


# figures ------------------------------------------------------------------------------------

NAME, TITLE = "sweep", "**The answer over what is swept**"


@cache
def figure_for(x: str, y: str) -> Figure:
    """The figure whose axes are "even", "log" or of "words"."""
    axes = [
        Axis(name, text=" ", log=kind == "log", ticks=() if kind == "words" else None)
        for name, kind in (("x", x), ("y", y))
    ]
    layers = ("rules", "strokes", "dots", "limits", "words")
    options = {"said": WHOLE, "legend": False}
    figure = Figure("sweep", NAME, TITLE, curves, *axes, layers, 380, options)
    object.__setattr__(figure, "__doc__", curves.__doc__)
    return figure


def kinds_of(results: Sequence[Result], answer: str, log: bool) -> tuple[str, str]:
    """What `figure_for` is to be asked for."""
    sketch = curves(results, answer, log)
    return _kind(sketch.x), _kind(sketch.y)


def _kind(axis: Axis) -> str:
    return "log" if axis.log else "even" if axis.ticks is None else "words"


def figure_of_sweeps(experiment: str) -> Figure:
    """The figure of an experiment's sweeps."""
    own = replace(figure_for("even", "even"), experiment=experiment)
    object.__setattr__(own, "__doc__", curves.__doc__)
    return own


def point_at(
    results: Sequence[Result], sketch: Sketch, place: tuple[float, float], answer: str
) -> tuple[int, int] | None:
    """Which result's which point is drawn within a few pixels of a place; None if none is."""
    each = _comparable(results, answer)
    foot, found = _foot(each, sketch.y), []
    for own in each:
        apart = _pixels(sketch, place, _places(own, each), own, foot)
        if np.isfinite(apart).any():
            best = int(np.nanargmin(apart))
            found.append((float(apart[best]), _index(results, own), best))
    distance, *point = min(found, default=(np.inf, 0, 0))
    return (point[0], point[1]) if distance <= NEAR else None


def _index(results: Sequence[Result], own: Swept) -> int:
    """Place of a sweep among results; one that has no such answer yet is drawn as a copy."""
    return next(i for i, r in enumerate(results) if r.summary is own.result.summary)


def _pixels(sketch: Sketch, place, x: np.ndarray, own: Swept, foot: float) -> np.ndarray:
    """How far every point of a sweep is drawn from a place, nan where it is not drawn."""
    across = np.repeat(x, len(own.others))
    up = np.where(np.isin(own.state, (GOOD, DOUBTED)), own.values, np.nan)
    up = np.where(own.state == NONE, foot, up)
    ends, gaps = sketch.ranges(), []
    for axis, size, at, own_at, low, high in zip(
        (sketch.x, sketch.y), sketch.size, place, (across, up), ends[::2], ends[1::2], strict=True
    ):
        even = axis.even(axis.seen(own_at)) - float(axis.even(at))
        gaps.append(even * size / float(axis.even(high) - axis.even(low)))
    return np.hypot(*gaps)
