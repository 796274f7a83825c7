"""Names: what tells the results on one picture apart, in as few letters as will do."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ionoscope.engine import Result, known
from ionoscope.engine.core.parameters import as_text

TOLD = {"meV", "ps", "Å"}
"""Units that stand beside a value; the longer ones are known from the page."""
FIRST = ("equation", "ensemble", "vary", "kT", "method", "statistics", "phi", "lam")
"""What a result is called if it is alone, the first that it has."""
ASIDE = {"Accuracy", "Run"}
"""Groups of parameters that are named only if nothing else tells results apart."""
ONLY = {"t_c": ("equation", "memory")}
"""Parameters that matter only where another one has a certain value."""


class Told(NamedTuple):
    """What of a result a name is made of."""

    experiment: str
    parameters: dict


def names(results: Sequence[Result]) -> list[str]:
    """A name for each: the values of the parameters in which they differ."""
    return list(_names(tuple((r.experiment, *map(_pair, r.parameters.items())) for r in results)))


def _pair(item: tuple) -> tuple:
    return item[0], _plain(item[1])


@lru_cache(maxsize=256)
def _names(keys: tuple) -> tuple[str, ...]:
    """As `names`: asked for by every figure of a page, many times a second, of the same runs."""
    results = [Told(experiment, dict(pairs)) for experiment, *pairs in keys]
    return tuple(_found(results)) if results else ()


def _found(results: list[Told]) -> list[str]:
    shared = [key for key in results[0].parameters if all(key in r.parameters for r in results)]
    differ = [key for key in shared if _kinds(results, [key]) > 1]
    said = _telling(results, differ)
    # all digits only if six do not tell them apart
    ways = [[_name(r, said, exact) for r in results] for exact in (False, True)]
    return _numbered(max(ways, key=lambda found: len(set(found))))


def _numbered(found: list[str]) -> list[str]:
    """Names that occur again get a number: each is one curve."""
    again = [found[:i].count(name) for i, name in enumerate(found)]
    return [f"{name} ({n + 1})" if n else name for name, n in zip(found, again, strict=True)]


def _telling(results: Sequence[Told], keys: list[str]) -> list[str]:
    """Without those of how it was computed, and lists, that only follow the others."""
    for key in reversed(keys):
        others = [k for k in keys if k != key]
        if _is_aside(results[0], key) and _kinds(results, others) == _kinds(results, keys):
            keys = others
    return keys


def _kinds(results: Sequence[Told], keys: Sequence[str]) -> int:
    return len({tuple(_plain(r.parameters[key]) for key in keys) for r in results})


def _is_aside(result: Told, key: str) -> bool:
    declared = _declared(result.experiment)
    group = declared[key].group if key in declared else ""
    return group in ASIDE or isinstance(result.parameters[key], list | tuple)


def called(what: str, results: Sequence[Result]) -> list[str]:
    """`what` if a result is alone; else each with what tells it apart."""
    return [what] if len(results) == 1 else [f"{what}, {name}" for name in names(results)]


def _name(result: Told, keys: Sequence[str], exact: bool) -> str:
    own = result.parameters
    keys = [k for k in keys if k not in ONLY or own.get(ONLY[k][0]) in (None, ONLY[k][1])]
    keys = keys or [next((k for k in FIRST if k in own), "seed")]
    return " ".join(valued(result.experiment, k, own[k], exact) for k in keys)


def valued(experiment: str, key: str, value, exact: bool = False) -> str:
    """A parameter's value with its symbol and unit; of words the word alone."""
    parameter = _declared(experiment).get(key)
    if isinstance(value, str):
        return parameter.as_written(value) if parameter else value
    symbol = parameter.symbol if parameter else key
    unit = f" {parameter.unit}" if parameter and parameter.unit in TOLD else ""
    beside = parameter.beside(value) if parameter else ""
    text = f"{value:g}" if isinstance(value, float) and not exact else as_text(value)
    text = text if len(text) <= 24 else f"{text[:23]}…"
    if beside:  # two units say what it is, and names are to be short
        return f"{text}{unit}{beside}"
    link = " " if key == "seed" else "="
    return f"{symbol}{link}{text}{unit}"


def _declared(experiment: str) -> dict:
    kind = known(experiment)
    return kind.declared() if kind else {}


def _plain(value):
    return tuple(map(_plain, value)) if isinstance(value, list | tuple) else value


def rank(results: Sequence[Result], key: str) -> list[int]:
    """The place of each one's value of a parameter among all of theirs."""
    values = sorted({r.parameters[key] for r in results})
    return [values.index(r.parameters[key]) for r in results]
