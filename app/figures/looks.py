"""Looks: a colour for each equation, a dash and a marker for each result that shares it."""

from collections.abc import Callable, Sequence

from ionoscope.engine import Result

from .names import names
from .style import DASHES, KINDS, MARKERS, Look


def looks(results: Sequence[Result], kind: Callable[[Result], str] | None = None) -> list[Look]:
    """One look a result; `kind` gives its entry of KINDS, its equation if nothing else is said."""
    seen: dict[str, int] = {}
    found = []
    for result, name in zip(results, names(results), strict=True):
        key = kind(result) if kind else result.parameters.get("equation", "full")
        turn = seen[key] = seen.get(key, -1) + 1
        base, first = KINDS[key], list(KINDS).index(key)
        dash = DASHES[(DASHES.index(base.dash) + turn) % len(DASHES)]
        found.append(Look(base.color, dash, MARKERS[(first + turn) % len(MARKERS)], name))
    return found
