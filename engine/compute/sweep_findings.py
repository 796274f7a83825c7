"""What may be concluded from a sweep: which of its points have an answer, and which are doubted."""

from collections.abc import Sequence

from ..core.finding import DOUBT, REFUSAL, Finding, Value, answer, doubt, refusal
from ..core.parameters import as_text

FEW = 3
"""Points that are named one by one; of more the number is told."""


def findings(summary: dict) -> list[Finding]:
    """How many points have an answer, and what is doubted or refused where."""
    points = summary.get("points", [])
    if not any(point["summary"] for point in points):
        return []
    ended = [point for point in points if point["status"] == "finished"]
    good = [point for point in ended if not _says(point, REFUSAL)]
    others = (
        (ended, REFUSAL, "has no answer", "have no answer"),
        (ended, DOUBT, "is doubted", "are doubted"),
    )
    doubts = _ends(points) + [text for one in others for text in _reasons(*one)]
    return [_first(len(good), len(points)), *map(doubt, doubts)]


def _first(good: int, many: int) -> Finding:
    """How many points have an answer."""
    if not good:
        return refusal(f"None of {many} points has an answer.")
    counts = (Value("points", many), Value("with an answer", good))
    share = f"All {many}" if good == many else f"{good} of {many}"
    return answer(f"{share} points {'has' if good == 1 else 'have'} an answer.", *counts)


def _ends(points: Sequence[dict]) -> list[str]:
    """Which points failed, and which have not come to their end."""
    failed = [point for point in points if point["status"] == "failed"]
    stopped = [point for point in points if point["status"] == "stopped"]
    told = [f"{_where(points, failed)} failed."] if failed else []
    has = "has" if len(stopped) == 1 else "have"
    return told + ([f"{_where(points, stopped)} {has} not ended."] if stopped else [])


def _says(point: dict, level: str) -> list[str]:
    """The sentences of that level of a point."""
    return [found["text"] for found in point["findings"] if found["level"] == level]


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
