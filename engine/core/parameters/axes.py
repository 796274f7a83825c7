"""Axes: the kind of parameter that says what a sweep goes over."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from .kinds import Kind, declared
from .refusals import shown
from .text import as_text

Over = tuple[tuple[str, tuple[Any, ...]], ...]
"""Names of parameters, each with its values."""
BETWEEN = re.compile(r";(?=\s*\w+\s*=)")
"""What separates two axes; values that are lists of points have semicolons of their own."""


class Axes(Kind[Over]):
    """Parameters and the values that each of them takes, the last one changing fastest.

    As text: "lam=1,2;U0=5:10:6". Numbers may be first:last:count; values that are lists themselves
    are separated by |. `of` declares the parameters; all combinations are at most `most`.
    """

    def __init__(self, of: Mapping[str, Kind], *, most: int, doc: str, **about: Any) -> None:
        kept = {**declared(**about), "of": dict(of), "most": most}
        super().__init__((), doc=doc, constant=True, metadata=kept)

    @property
    def of(self) -> dict[str, Kind]:
        """The parameters that can be swept, by name."""
        return self.metadata["of"]

    def allowed(self) -> str:
        most = f"{self.metadata['most']:,}".replace(",", "\u202f")
        return f"NAME=V1,V2,… of one or several parameters, at most {most} combinations"

    def checked(self, value: object) -> Over:
        pairs = value.items() if isinstance(value, Mapping) else value
        if isinstance(pairs, str) or not isinstance(pairs, Iterable):
            self.refuse(value, "does not say what is swept over")
        found = tuple(self._axis(value, pair) for pair in pairs)
        names = [name for name, _ in found]
        if again := next((name for name in names if names.count(name) > 1), ""):
            self.refuse(again, "is swept over twice", "Give all its values at once.")
        many, most = int(np.prod([len(values) for _, values in found])), self.metadata["most"]
        if many > most:
            self.refuse(f"{many} combinations", "are too many")
        return found

    def _axis(self, value: object, pair: Any) -> tuple[str, tuple[Any, ...]]:
        """A name and its values, checked; InvalidParameter, of that one, if they cannot be."""
        if isinstance(pair, str) or not isinstance(pair, Iterable) or len(pair := tuple(pair)) != 2:
            self.refuse(value, "is not a list of names with their values")
        name, values = pair
        own = self._known(name)
        if isinstance(values, str) or not isinstance(values, Iterable):
            own.refuse(values, "is not a list of values")
        found = tuple(map(own.checked, values))
        if not found:
            self.refuse(name, "has no values", f"Write {name}=V1,V2,…")
        if len(set(found)) < len(found):
            text = ", ".join(map(as_text, found))
            own.refuse(text, "has a value twice", "Leave one out.")
        return name, found

    def _known(self, name: object) -> Kind:
        if name not in self.of:
            self.refuse(name, "is no parameter to sweep over", f"It has: {', '.join(self.of)}.")
        return self.of[str(name)]

    def parsed(self, text: str) -> list[tuple[str, list]]:
        return [self.axis(part) for part in BETWEEN.split(text) if part.strip()]

    def enclosed(self, value: Over) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        for name, values in value:
            for one in values:
                found |= self.of[name].enclosed(one)
        return found

    def axis(self, text: str) -> tuple[str, list]:
        """NAME=V1,V2,… as name and values, not yet checked; InvalidParameter if it is none."""
        name, equals, rest = (part.strip() for part in text.partition("="))
        own = self._known(name)
        if not equals or not rest:
            self.refuse(text, "has no values", f"Write {name}=V1,V2,…")
        between = "|" if isinstance(own.default, tuple) else ","
        texts = _even(rest) or [part.strip() for part in rest.split(between)]
        return name, [own.parsed(one) for one in texts]

    def understood(self, value: Over) -> str:
        """What a checked value is, in words: how many points, and over what."""
        many = int(np.prod([len(values) for _, values in value]))
        over = ", ".join(f"{self.of[name].symbol}: {len(values)}" for name, values in value)
        return f"{many} points ({shown(over)[1:-1]})"


def _even(text: str) -> list[str] | None:
    """ "first:last:count" as so many numbers; None if it is something else."""
    try:
        first, last, count = text.split(":")
        return [repr(v) for v in np.linspace(float(first), float(last), int(count)).tolist()]
    except ValueError:
        return None
