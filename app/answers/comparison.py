"""Comparison: what runs were asked and found, side by side."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ionoscope.engine import known
from ionoscope.engine.core.finding import Finding, Value
from ionoscope.engine.core.parameters import as_text

from ..share.telling import short
from .difference import NOTHING, less, values


class Asked(Protocol):
    """What a result has, and the row of a kept one too."""

    experiment: str
    parameters: dict
    findings: tuple[Finding, ...]
    status: str
    versions: dict


class Row(NamedTuple):
    """A parameter: its name, a text of each run, and whether they differ."""

    name: str
    texts: tuple[str, ...]
    differs: bool


class Found(NamedTuple):
    """A number of the answers: its name, and what it is in each run, None where it has none.

    `less` is the first less the second of two runs, None where nothing can be subtracted.
    """

    name: str
    values: tuple[Value | None, ...]
    less: Value | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """As they are written."""
        return tuple(value.text if value else NOTHING for value in self.values)

    @property
    def differs(self) -> bool:
        """Whether 0 lies outside the 95 % interval of the difference."""
        if self.less is None or None in (self.less.low, self.less.high):
            return False
        return self.less.low > 0 or self.less.high < 0


INDEPENDENT = (
    "0 lies outside the 95 % interval of the difference, which is that of independent runs."
)
"""What the mark at a difference says."""


class Comparison(NamedTuple):
    """Runs by their names, what differs of what they were asked first, and what they found.

    `caution` says why a difference's interval may not hold, "" if it does.
    """

    names: tuple[str, ...]
    asked: tuple[Row, ...]
    found: tuple[Found, ...]
    caution: str = ""


def comparison(runs: Sequence[Asked], names: Sequence[str]) -> Comparison:
    """The comparison of `runs`, which are called by `names`."""
    told = list(map(_asked, runs))
    asked = [
        Row(name, texts := tuple(own.get(name, NOTHING) for own in told), len(set(texts)) > 1)
        for name in dict.fromkeys(name for own in told for name in own)
    ]
    asked.sort(key=lambda row: not row.differs)
    return Comparison(tuple(names), tuple(asked), tuple(_found(runs)), caution(runs))


def caution(runs: Sequence[Asked]) -> str:
    """Why two runs may not be independent, as the interval of their difference takes them; "" if
    they are, and for more than two."""
    if len(runs) != 2:
        return ""
    kinds = [known(run.experiment) for run in runs]
    seeds = {run.parameters.get("seed") for run in runs}
    if all(kind and kind.random for kind in kinds) and len(seeds) < len(runs):
        return (
            f"They have the same seed ({', '.join(map(str, seeds))}) and may share random numbers: "
            "give each a seed of its own for an interval that holds."
        )
    return ""


def _asked(run: Asked) -> dict[str, str]:
    """What decides a run, by what stands at the head of a row."""
    kind = known(run.experiment)
    declared = kind.declared() if kind else {}
    told = {"experiment": run.experiment, "ionoscope": str(run.versions.get("ionoscope", ""))}
    for name, value in run.parameters.items():
        unit = declared[name].unit if name in declared else ""
        told[f"{name} ({unit})" if unit else name] = short(as_text(value))
    return told


def _found(runs: Sequence[Asked]) -> list[Found]:
    """The numbers that the runs' findings rest on."""
    own = [values(run) for run in runs]
    rows = [
        Found(name, tuple(each.get(name) for each in own))
        for name in dict.fromkeys(name for each in own for name in each)
    ]
    return [_subtracted(row) for row in rows] if len(runs) == 2 else rows


def _subtracted(row: Found) -> Found:
    first, second = row.values
    return row._replace(less=less(first, second) if first and second else None)
