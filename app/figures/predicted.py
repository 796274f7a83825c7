"""Predicted: what a class has predicted, numbers in a histogram, answers in bars."""

from dataclasses import replace

import numpy as np

from .figure import Figure
from .marks import Boxes, Cursor
from .sketch import Axis, Sketch
from .style import BLUE, PURPLE, Look

VALUE = Axis("predicted", text="prediction")
OPTION = Axis("predicted", text=" ")
PEOPLE = Axis("people", text="people", also=(0.0, 4.0), room=(0.0, 0.08))
ANSWER, CLASS = Look(BLUE), Look(PURPLE)
BINS = 12
"""About so many bars."""


def _of_numbers(_, values=(), answer: float | None = None, unit: str = "") -> Sketch:
    """How many predicted about what; a line at the answer once it is known."""
    axis = replace(VALUE, text=f"prediction ({unit})" if unit else "prediction")
    known = [*values, *(() if answer is None else (answer,))]
    edges = _edges(min(known, default=0.0), max(known, default=1.0))
    counts, _ = np.histogram(values, edges)
    marks = [Boxes(edges[:-1], 0.0 * counts, edges[1:], counts.astype(float), CLASS)]
    if answer is not None:
        marks.append(Cursor(answer, ANSWER, "the answer"))
    return Sketch(tuple(marks), replace(axis, span=(edges[0], edges[-1])), PEOPLE)


def _of_options(_, values=(), options=(), answer: str = "") -> Sketch:
    """How many chose which answer; the one that comes true in its colour once it is known."""
    counts = np.array([sum(v == option for v in values) for option in options], float)
    at = np.arange(len(options), dtype=float)
    ticks = tuple((float(i), letter(i)) for i in range(len(options)))
    axis = replace(OPTION, ticks=ticks, span=(-0.6, len(options) - 0.4))
    true = np.array([option == answer for option in options], bool)
    others = _bars(at[~true], counts[~true], CLASS)
    return Sketch((others, _bars(at[true], counts[true], ANSWER)), axis, PEOPLE)


def _bars(at: np.ndarray, counts: np.ndarray, look: Look) -> Boxes:
    return Boxes(at - 0.35, 0.0 * counts, at + 0.35, counts, look, 0.6)


def letter(place: int) -> str:
    """What an answer is called: A, B, C."""
    return chr(ord("A") + place)


def _edges(low: float, high: float) -> np.ndarray:
    """Edges of equal bars around all values, at even numbers."""
    width = (high - low) or abs(high) or 1.0
    rough = width / BINS
    decade = 10.0 ** np.floor(np.log10(rough))
    step = decade * next(k for k in (1, 2, 5, 10) if k * decade >= rough)
    first, last = np.floor(low / step), np.floor(high / step) + 1
    return step * np.arange(first, last + 1)


_LAYERS = ("boxes", "cursors", "words")
_LOOKS = {"layers": _LAYERS, "height": 220, "options": {"tools": "save", "legend": False}}
numbers = Figure("", "predicted-numbers", "Predictions", _of_numbers, VALUE, PEOPLE, **_LOOKS)
choices = Figure("", "predicted-choices", "Predictions", _of_options, OPTION, PEOPLE, **_LOOKS)
