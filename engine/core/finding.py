"""Finding: what may be concluded from a run, in one plain sentence, with its numbers."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from .words import number, with_interval

ANSWER, NOTE, DOUBT, REFUSAL = LEVELS = ("answer", "note", "doubt", "refusal")
"""What was asked for; what to know beside it; why not to trust it; why there is no answer."""
TITLES = {DOUBT: "Caution", REFUSAL: "No answer"}
"""What stands before a sentence that is not the answer."""


class Value(NamedTuple):
    """A number of a finding: what it is called, its unit, the ends of its 95 % interval.

    `value` may be a word where the answer is one, None where nothing is known. `part` says that
    it belongs to the value before it; `digits` are the significant ones without an interval.
    """

    name: str
    value: float | int | str | None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    part: bool = False
    digits: int = 5

    @property
    def text(self) -> str:
        """As it is written, e.g. "4.19(8) Å²/ps"."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, int):
            return f"{self.value:,} {self.unit}".replace(",", "\u202f").rstrip()
        if None not in (self.low, self.high):
            return with_interval(self.value, self.low, self.high, self.unit)
        known = self.value is not None and math.isfinite(self.value)
        return number(float(f"{self.value:.{self.digits}g}") if known else None, unit=self.unit)

    def to_json(self) -> dict[str, Any]:
        """Name, value and unit, and of the rest what differs from its default."""
        own, usual = self._asdict(), self._field_defaults
        told = ("name", "value", "unit")
        return {k: v for k, v in own.items() if k in told or v != usual[k]}


class Finding(NamedTuple):
    """A sentence, of what weight it is (one of LEVELS), and the numbers that it rests on."""

    level: str
    text: str
    values: tuple[Value, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Level, text and values, as JSON and files hold them."""
        return {
            "level": self.level,
            "text": self.text,
            "values": [value.to_json() for value in self.values],
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Finding":
        """What `to_json` told; KeyError or TypeError if it is something else."""
        return cls(told["level"], told["text"], tuple(Value(**v) for v in told["values"]))

    def __str__(self) -> str:
        """The sentence, after a word for what it is."""
        return f"{TITLES[self.level]}: {self.text}" if self.level in TITLES else self.text


def answer(text: str, *values: Value) -> Finding:
    """What was asked for."""
    return Finding(ANSWER, text, values)


def note(text: str, *values: Value) -> Finding:
    """What to know beside the answer."""
    return Finding(NOTE, text, values)


def doubt(text: str, *values: Value) -> Finding:
    """Why the answer may be wrong."""
    return Finding(DOUBT, text, values)


def refusal(text: str, *values: Value) -> Finding:
    """Why there is no answer."""
    return Finding(REFUSAL, text, values)


def conclusion(findings: Sequence[Finding]) -> Finding | None:
    """The one that says what was asked for, or why it is not said; None if nothing does."""
    return next((f for f in findings if f.level in (ANSWER, REFUSAL)), None)
