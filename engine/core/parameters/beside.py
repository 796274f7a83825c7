"""Beside: parameters that have an effect only where another one has certain values."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Beside(NamedTuple):
    """That a parameter has an effect only if another has one of some words, or none `but` those."""

    name: str
    words: tuple[str, ...]
    but: bool = False

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether it has one where the parameters have these `values`, or texts."""
        return (values[self.name] in self.words) != self.but

    def why(self, values: Mapping[str, Any]) -> str:
        """Why it has none there, as it goes on after the name and the value."""
        return f"has no effect where `{self.name} = {values[self.name]}`"
