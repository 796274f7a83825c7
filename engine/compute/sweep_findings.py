"""What may be concluded from a sweep: which of its points have an answer, and which are doubted."""

from collections.abc import Sequence

from ..core.finding import DOUBT, REFUSAL, Finding, Value, answer, doubt, refusal
from ..core.parameters import as_text

FEW = 3
"""Points that are named one by one; of more the number is told."""


def findings(summary: dict) -> list[Finding]:
    """How many points have an answer, and what is doubted or refused where."""
    points = summary.get("points", [])
    known = [point for point in points if point["summary"]]
    if not known:
        return []
    refused = [point for point in known if _says(point, REFUSAL)]
    failed = [point for point in points if point["status"] == "failed"]
    good = len(known) - len(refused)
    counts = (Value("points", len(points)), Value("with an answer", good))
    first = f"{_share(good, len(points))} points {'has' if good == 1 else 'have'} an answer."
    told = (
        [answer(first, *counts)] if good else [refusal(f"No point has an answer of {len(points)}.")]
    )
    told += [doubt(f"{_where(points, failed)} failed.")] if failed else []
    told += [doubt(text) for text in _reasons(known, REFUSAL, "has no answer", "have no answer")]
    return told + [doubt(text) for text in _reasons(known, DOUBT, "is doubted", "are doubted")]


def _says(point: dict, level: str) -> list[str]:
    """The sentences of that level of a point."""
    return [found["text"] for found in point["findings"] if found["level"] == level]


def _share(some: int, of: int) -> str:
    return f"All {of}" if some == of else f"{some} of {of}"


def _reasons(points: Sequence[dict], level: str, one: str, many: str) -> list[str]:
    """Where points say something of that level, with the first one's reason."""
    where = [point for point in points if _says(point, level)]
    if not where:
        return []
    verb = one if len(where) == 1 else f"{many}, the first"
    return [f"{_where(points, where)} {verb}: {_says(where[0], level)[0]}"]


def _where(points: Sequence[dict], some: Sequence[dict]) -> str:
    """Which of the points these are."""
    if len(some) == len(points) > 1:
        return f"All {len(points)} points"
    if len(some) > FEW:
        return f"{len(some)} of {len(points)} points"
    return "The point" + ("s " if len(some) > 1 else " ") + " and ".join(map(_named, some))


def _named(point: dict) -> str:
    return "(" + ", ".join(f"{k} = {as_text(v)}" for k, v in point["values"].items()) + ")"
