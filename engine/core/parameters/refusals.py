"""The sentence that a bad value gets, and how a value stands in it."""

import math
from typing import Any

import numpy as np

from .marks import Words, plain, unmarked, written
from .text import as_text


class InvalidParameter(ValueError):
    """A value that cannot be run; its text says what, why and what to do.

    `problem` goes on where the parameter and its value have been named; there and in `remedy`
    parameters are marked. `offer` holds values of other parameters with which it could be run.
    """

    def __init__(
        self, name: str, value: object, problem: str, remedy: str, offer: dict | None = None
    ) -> None:
        self.name, self.value, self.problem, self.remedy = name, value, problem, remedy
        self.offer = offer or {}
        super().__init__(name, value, problem, remedy, self.offer)

    @property
    def subject(self) -> str:
        """The parameter and its value, marked."""
        return f"`{unmarked(self.name)} = {shown(self.value)}`"

    @property
    def predicate(self) -> str:
        """What is wrong with it and what to do, with marks."""
        return f"{self.problem}. {self.remedy}"

    def said(self, words: Words = plain) -> str:
        """The whole of it, every parameter as `words` has it."""
        return written(f"{self.subject} {self.predicate}", words)

    def __str__(self) -> str:
        return self.said()


def _nested(value: object) -> bool:
    """Whether `value` is a list of lists of numbers."""
    pairs = value if isinstance(value, tuple | list) else ()
    return bool(pairs) and all(isinstance(p, tuple | list) and all(map(is_real, p)) for p in pairs)


def _numbers(value: object) -> bool:
    """Whether `value` is a list of numbers that floats can hold."""
    items = value if isinstance(value, tuple | list) else ()
    return bool(items) and all(is_real(x) and is_finite(x) for x in items)


def shown(value: object) -> str:
    """`value` as it stands in a message: short, quoted if text, cut if long."""
    if isinstance(value, str):
        value = repr(value)
    elif isinstance(value, float):
        value = f"{value:.10g}"
    elif _nested(value) or _numbers(value):  # as they are typed
        value = as_text(value)
    try:
        text = unmarked(str(value))
    except ValueError:  # an integer too long for Python to write
        text = "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "…"


def is_real(value: object) -> bool:
    """Whether `value` is a real number and no truth value."""
    real = isinstance(value, int | float | np.integer | np.floating)
    return real and not isinstance(value, bool)


def is_finite(value: Any) -> bool:
    """Whether a real number is one that floats can hold."""
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond every float
        return False
