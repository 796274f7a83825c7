"""Hiding: texts in which the values of hidden parameters stand as ?."""

import re
from collections.abc import Mapping
from math import isclose

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import Kind, as_text
from ionoscope.engine.core.parameters.refusals import is_real

NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]*\d)")
"""A number in running text, not one within a name."""


class Hiding:
    """Takes the values of `hidden` parameters, given as text, out of texts.

    A number that happens to be the same is taken out as well.
    """

    def __init__(self, kind: type[Experiment], hidden: Mapping[str, str]):
        read = [(kind.declared()[name], text) for name, text in hidden.items()]
        own = [(p, p.from_text(text)) for p, text in read if _can_be_read(p, text)]
        self._numbers = [x for p, value in own for x in _numbers(value, p.also)]
        words = {as_text(value) for _, value in own if not is_real(value)}
        self._words = sorted((w for w in words if len(w) > 1), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """The text with ? in place of them."""
        for word in self._words:
            text = text.replace(word, "?")
        return NUMBER.sub(self._untold, text) if self._numbers else text

    def _untold(self, match: re.Match) -> str:
        written = match[0].replace("−", "-")
        return "?" if any(_same(written, number) for number in self._numbers) else match[0]


def _can_be_read(parameter: Kind, text: str) -> bool:
    try:
        parameter.from_text(text)
    except InvalidParameter:
        return False
    return True


def _numbers(value: object, also: tuple[float, str] | None) -> list[float]:
    """The numbers by which a value is told, in its own unit and in the other."""
    values = [float(v) for v in (value if isinstance(value, tuple) else (value,)) if is_real(v)]
    return values + ([also[0] * v for v in values] if also else [])


def _same(written: str, value: float) -> bool:
    """Whether this is the value, to the digits that are written: to three at least."""
    number = float(written)
    digits = max(len(re.sub(r"[eE].*|[-.]", "", written).lstrip("0")), 3)
    return isclose(number, value, rel_tol=1e-12) or number == float(f"{value:.{digits}g}")
