"""Predictions as text: what a person commits to, and how a link carries all of a lesson's.

A number as it is written, an option by its name, a sketch as heights in percent of the picture's,
from left to right. A link has "step:text;step:text …".
"""

from collections.abc import Mapping
from math import isfinite

from ionoscope.engine.core.parameters import Unread, as_text, number

from .guided import CHOICE, NUMBER, Lesson, Question

PLACES = 21
"""Heights of a sketch."""
BLANK = "x"
"""Where nothing has been drawn."""


def checked(text: str, question: Question) -> str:
    """A prediction as it is kept; ValueError, in a sentence, if it is none."""
    if question.kind == CHOICE:
        if text not in question.options:
            raise ValueError("Choose one of the answers first.")
        return text
    if question.kind == NUMBER:
        return as_text(_number(text, question))
    return sketched(heights(text))


def _number(text: str, question: Question) -> float:
    try:
        value = number(text, question.unit)
    except Unread as error:
        raise ValueError(f"Write a number{_in(question)} first.") from error
    if not (isfinite(value) and question.low <= value <= question.high):
        ends = f"{as_text(question.low)} and {as_text(question.high)}"
        raise ValueError(f"Predict a number between {ends}{_in(question)}.")
    return value


def _in(question: Question) -> str:
    return f" in {question.unit}" if question.unit else ""


def heights(text: str) -> tuple[int | None, ...]:
    """The heights of a sketch in percent, None where nothing is drawn; ValueError if there are
    not PLACES of them, or hardly any."""
    parts = text.split(",")
    if len(parts) != PLACES:
        raise ValueError("Draw a curve over the picture first.")
    found = tuple(None if part == BLANK else int(part) for part in parts)
    known = [height for height in found if height is not None]
    if len(known) < 2 or not all(0 <= height <= 100 for height in known):
        raise ValueError("Draw a curve over the picture first.")
    return found


def sketched(heights: tuple[int | None, ...]) -> str:
    """A sketch as text."""
    return ",".join(BLANK if height is None else str(height) for height in heights)


def linked(said: Mapping[str, str]) -> str:
    """The predictions of a lesson, by step, as a link carries them."""
    return ";".join(f"{step}:{text}" for step, text in said.items())


def read(text: str, lesson: Lesson) -> dict[str, str]:
    """The predictions that a link carries, as far as they are some; never raises."""
    pairs = dict(part.split(":", 1) for part in text.split(";") if ":" in part)
    found = {}
    for step in lesson.steps:
        if step.predict and step.key in pairs:
            try:
                found[step.key] = checked(pairs[step.key], step.predict)
            except ValueError:
                continue
    return found
