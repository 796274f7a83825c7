"""Lists in words: "two temperatures: 1 and 5"."""

from collections.abc import Sequence

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LONGEST = 10
"""Items of a list that is told to its end."""


def counted(items: Sequence[str], plural: str) -> str:
    """How many items there are, and which, e.g. "three times: 0, 1 and 2"."""
    many = COUNTS[len(items)] if len(items) < len(COUNTS) else str(len(items))
    name = _singular(plural) if len(items) == 1 else plural
    return f"{many} {name}: {_enumerated(items)}"


def _enumerated(items: Sequence[str]) -> str:
    if len(items) > LONGEST:
        return f"{', '.join(items[:3])} … {items[-1]}"
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def _singular(plural: str) -> str:
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural.removesuffix("s")
