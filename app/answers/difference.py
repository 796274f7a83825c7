"""Difference: the numbers of two results, and by how much they differ."""

from typing import NamedTuple

from ionoscope.engine import Result
from ionoscope.engine.core.finding import Value
from ionoscope.engine.statistics.difference import Estimate, difference

NOTHING = "—"
"""Where there is no number."""


class Compared(NamedTuple):
    """A number of both results and the first less the second, as they are written."""

    name: str
    first: str
    second: str
    less: str


def compared(first: Result, second: Result) -> list[Compared]:
    """The numbers that both results rest on, by name; "—" where there is nothing to subtract."""
    ours, theirs = map(values, (first, second))
    return [
        Compared(name, ours[name].text, theirs[name].text, found.text if found else NOTHING)
        for name in ours
        if name in theirs
        for found in (less(ours[name], theirs[name]),)
    ]


def values(result: Result) -> dict[str, Value]:
    """The numbers that its findings rest on, by name; the first where one stands twice."""
    found: dict[str, Value] = {}
    for value in (v for finding in result.findings for v in finding.values):
        found.setdefault(value.name, value)
    return found


def less(a: Value, b: Value) -> Value | None:
    """`a` less `b` with its interval; None where there is nothing to subtract.

    Where one of them alone has an interval, that of the other is not known, nor that of both.
    """
    numbers = all(isinstance(v.value, int | float) for v in (a, b))
    if not numbers or a.unit != b.unit:
        return None
    found = difference(_estimate(a), _estimate(b))
    value, low, high = map(float, found)
    ends = {"low": low, "high": high} if _known(a) and _known(b) else {}
    return Value(a.name, value, a.unit, digits=max(a.digits, b.digits), **ends)


def _estimate(value: Value) -> Estimate:
    """With its interval; one end without the other is none."""
    ends = (value.low, value.high) if _known(value) else [value.value] * 2
    return Estimate(value.value, *ends)


def _known(value: Value) -> bool:
    """Whether it has both ends of an interval."""
    return None not in (value.low, value.high)
