"""Conditions on runs as a person writes them, "lam >= 2, D < 5", and as a link carries them."""

import math
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from ionoscope.engine import EXPERIMENTS, Experiment, InvalidParameter, known
from ionoscope.engine.core.parameters import (
    Choice,
    Kind,
    Switch,
    Unread,
    as_text,
    number,
    parts,
    same_word,
)

ANSWER = "answer."
"""Before the name of a number of the answer."""
OF_RUNS = ("created", "elapsed_s", "size", "name", "id", "experiment", "status", "made_from")
"""What every run has beside parameters; `created` is compared with a date, 2026-11-26."""
LINKED = {"ge": ">=", "le": "<=", "ne": "!=", "eq": "=", "gt": ">", "lt": "<"}
"""Operators as links carry them, for nothing in a link needs to be escaped."""
WRITTEN = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "="}
SHAPE = re.compile(
    rf"\s*([^\s<>=!≤≥≠:]+)\s*(<=|>=|!=|==|[=<>≤≥≠]|:(?:{'|'.join(LINKED)}):)\s*([^\s<>=!≤≥≠].*?)\s*"
)


class Condition(NamedTuple):
    """A parameter, or a number of the answer with "answer." before it, an operator, a value."""

    key: str
    operator: str
    value: float | str

    @property
    def text(self) -> str:
        """As a person writes it."""
        return f"{self.key.removeprefix(ANSWER)} {self.operator} {as_text(self.value)}"

    @property
    def linked(self) -> str:
        """As a link carries it."""
        word = next(word for word, sign in LINKED.items() if sign == self.operator)
        return f"{self.key}:{word}:{as_text(self.value)}"


def read(text: str, experiment: str = "") -> tuple[Condition, ...]:
    """The conditions of a text, of runs of an experiment if one is given; ValueError, in a
    sentence, if one of them is none."""
    kind = known(experiment)
    return tuple(_read(part, kind) for part in parts(text))


def key(name: str, experiment: str = "") -> str:
    """Where the value of a name stands: a column, a parameter, or a number of the answer."""
    return _key(name, known(experiment))[0]


def text(conditions: Iterable[Condition]) -> str:
    """What a person would have to write."""
    return "; ".join(one.text for one in conditions)


def linked(conditions: Iterable[Condition]) -> str:
    """What a link carries."""
    return ";".join(one.linked for one in conditions)


def _read(part: str, kind: type[Experiment] | None) -> Condition:
    found = SHAPE.fullmatch(part)
    if not found:
        raise ValueError(
            f"“{part.strip()[:80]}” is no condition. Write a parameter or a number of the answer, "
            "one of = != < <= > >= and a value, for instance: lam >= 2"
        )
    name, sign, value = found.groups()
    operator = LINKED.get(sign.strip(":"), WRITTEN.get(sign, sign))
    key, parameter = _key(name, kind)
    return Condition(key, operator, _date(value) if key == "created" else _value(parameter, value))


def _key(name: str, kind: type[Experiment] | None) -> tuple[str, Kind | None]:
    """Where the value of this name stands, and the parameter if it is one."""
    if name.startswith(ANSWER) or name in OF_RUNS:
        return name, None
    kinds = [kind] if kind else list(EXPERIMENTS.values())
    for each in kinds:
        declared = each.declared()
        symbols = {p.symbol: own for own, p in declared.items()}
        own = name if name in declared else symbols.get(name) or same_word(name, declared)
        if own:
            return own, declared[own]
    return ANSWER + name, None


def _date(value: str) -> float:
    """Seconds since 1970 at a date, and time, here."""
    try:
        return datetime.fromisoformat(value).timestamp()
    except ValueError as error:
        raise ValueError(f"{value!r} is no date; write for instance 2026-11-26.") from error


def _value(parameter: Kind | None, value: str) -> float | str:
    """A number, in the parameter's own unit, or a word."""
    if isinstance(parameter, Choice):
        return same_word(value, parameter.objects) or value
    if isinstance(parameter, Switch):
        with suppress(InvalidParameter):
            return int(parameter.from_text(value))
    with suppress(Unread):
        found = number(value, parameter.unit if parameter else "")
        if math.isfinite(found):
            return int(found) if found == int(found) else found
    return value
