"""Collision: what the atom and the force do in full, and by each approximation."""

from dataclasses import replace

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.ion.memoryless import APPROXIMATIONS

from .figure import figure
from .looks import looks
from .marks import Dots, Line, Mark, thinned
from .names import called
from .sketch import Axis, Sketch
from .style import KINDS, Look

ANSWERS = ("full", *APPROXIMATIONS)
TIME = Axis("time", room=(0.0, 0.0))
FORCE, DEFLECTION = Axis("force_full"), Axis("deflection_full")
QUIET = 2e-3
"""Share of the largest force below which nothing happens that is worth showing."""


@figure(
    "ion-collision",
    "**Force** between ion and atom",
    TIME,
    FORCE,
    "lines dots",
    height=390,
    corner="top_right",
)
def force(results) -> Sketch:
    """Force against time, in full and by each approximation."""
    return _curves(results, "force", FORCE)


@figure(
    "ion-collision",
    "**Deflection** of the atom",
    TIME,
    DEFLECTION,
    "lines dots",
    height=390,
    corner="top_right",
)
def deflection(results) -> Sketch:
    """Deflection of the atom against time, in full and by each approximation."""
    return _curves(results, "deflection", DEFLECTION)


def _curves(results: list[Result], kind: str, y: Axis) -> Sketch:
    results = [r for r in results if "force_full" in r.data]
    own = [_looks(results, name) for name in ANSWERS]
    marks = [
        mark
        for i, result in enumerate(results)
        for name, of in zip(ANSWERS, own, strict=True)
        for mark in _curve(result, f"{kind}_{name}", of[i])
    ]
    return Sketch(tuple(marks), replace(TIME, span=_window(results)), y)


def _looks(results: list[Result], name: str) -> list[Look]:
    """Of one answer in every result: its colour and its name."""
    key = name.replace("_", "-")
    own = zip(looks(results, lambda _: key), called(KINDS[key].name, results), strict=True)
    return [look._replace(name=words) for look, words in own]


def _curve(result: Result, variable: str, look: Look) -> list[Mark]:
    t, y = result.data.time.values, result.data[variable].values
    top = [np.argmax(y)]
    return [Line(*thinned(t, y), look), Dots(t[top], y[top], look)]


def _window(results: list[Result]) -> tuple[float, float] | None:
    """The time in which something happens in one of the collisions, with as much room around."""
    ends = [_busy(r.data.time.values, r.data.force_full.values) for r in results]
    return (min(a for a, _ in ends), max(b for _, b in ends)) if ends else None


def _busy(t: np.ndarray, force: np.ndarray) -> tuple[float, float]:
    busy = t[force > QUIET * max(force.max(), 1e-300)]
    if not len(busy):
        return t[0], t[-1]
    room = 0.35 * (busy[-1] - busy[0])
    return max(t[0], busy[0] - room), min(t[-1], busy[-1] + 2 * room)
