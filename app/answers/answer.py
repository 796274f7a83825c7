"""Answer: a verdict in a sentence, rows of names and numbers, what to keep in mind, what to doubt.

What is concluded of one run are its findings, which the engine makes; here they are put together
for a reader who may have several runs before him.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ionoscope.engine import Result
from ionoscope.engine.core.finding import DOUBT, NOTE, Finding, Value, conclusion

from ..figures.names import names

INTERVALS = "In brackets: half-width of the 95 % interval, or both its limits."


class Answer(NamedTuple):
    """`verdict`, `note` and `doubts` are sentences, `rows` pairs of name and formatted number."""

    verdict: str
    rows: Sequence[tuple[str, str]] = ()
    note: str = ""
    doubts: Sequence[str] = ()


NOTHING = Answer("No result yet.")

ANSWERS: dict[str, Callable[..., Answer]] = {}
"""By experiment, where there is more to say than the findings: from a list of results and the
place of the one that is spoken of."""


def answers(key: str) -> Callable:
    """Register the function below as the answer of an experiment."""

    def registered(says: Callable[..., Answer]) -> Callable[..., Answer]:
        ANSWERS[key] = says
        return says

    return registered


def told(results: Sequence[Result], of: int = -1, values: Sequence[Value] = ()) -> Answer:
    """The findings of the result at place `of`, with `values` first, the others' beside."""
    chosen, findings = results[of], results[of].findings
    end = conclusion(findings)
    if end is None:
        return NOTHING
    several = len(results) > 1
    name = f"{names(results)[of]}: " if several else ""
    values = [*values, *(value for finding in findings for value in finding.values)]
    others = _others(results, chosen) if several else []
    notes = [f.text for f in findings if f.level == NOTE]
    if any(value.low is not None for value in values):
        notes.append(INTERVALS)
    doubts = [f.text for f in findings if f.level == DOUBT]
    return Answer(name + end.text, others + rows(values), " ".join(notes), doubts)


def rows(values: Sequence[Value]) -> list[tuple[str, str]]:
    """Names and numbers; what belongs to the value before is set in."""
    return [(f"{'   ' if value.part else ''}{value.name}", value.text) for value in values]


def _others(results: Sequence[Result], chosen: Result) -> list[tuple[str, str]]:
    """What was asked for, of every other result."""
    named = zip(names(results), results, strict=True)
    each = [(name, conclusion(result.findings)) for name, result in named if result is not chosen]
    return [_first(name, end) for name, end in each if end]


def _first(name: str, end: Finding) -> tuple[str, str]:
    """The first value of a conclusion; its sentence where it has none."""
    if not end.values:
        return name, end.text
    value = end.values[0]
    return f"{value.name}, {name}", value.text
