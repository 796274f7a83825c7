"""Listing: kept runs as rows of a table, for a terminal and for a notebook."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from ionoscope.engine import known
from ionoscope.engine.core.finding import Finding
from ionoscope.engine.core.parameters import as_text

from .formatting import duration
from .telling import changes, differing, headline, when

COLUMNS = 8
"""Most parameters that have columns of their own."""


class Kept(Protocol):
    """What is told of a kept run."""

    id: str
    name: str
    experiment: str
    created: float
    status: str
    elapsed_s: float
    parameters: dict
    findings: tuple[Finding, ...]


class Listing(NamedTuple):
    """A sentence on what all runs have in common, "" for nothing; heads and rows."""

    shared: str
    heads: list[str]
    rows: list[list[str]]


def listing(runs: Sequence[Kept]) -> Listing:
    """What runs of one experiment have in common is said once, and each parameter in which they
    differ has a column, unless there are many; of several experiments each row tells its own."""
    told = [differing(run.experiment, run.parameters) for run in runs]
    names = dict.fromkeys(name for own in told for name in own)
    shared = {n: told[0].get(n) for n in names if len({own.get(n) for own in told}) == 1}
    apart = [name for name in names if name not in shared]
    if len({run.experiment for run in runs}) != 1 or len(apart) > COLUMNS:
        return Listing("", *_table(runs, ["experiment"], ["parameters"]))
    about = ", ".join(f"{name} = {text}" for name, text in shared.items())
    first = runs[0].experiment
    return Listing(f"{first} with {about}" if about else first, *_table(runs, [], apart))


def _table(
    runs: Sequence[Kept], first: list[str], last: list[str]
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows; `last` are columns of parameters."""
    heads = ["id", *(["name"] if any(run.name for run in runs) else []), *first]
    heads += ["ended", "status", "took", *last, "answer"]
    return [_head(runs, head) for head in heads], [_row(run, heads) for run in runs]


def _head(runs: Sequence[Kept], name: str) -> str:
    """A name with its unit, if it is a parameter."""
    kind = known(runs[0].experiment) if runs else None
    declared = kind.declared() if kind else {}
    return f"{name} ({declared[name].unit})" if name in declared and declared[name].unit else name


def _row(run: Kept, heads: Iterable[str]) -> list[str]:
    cells = {name: as_text(value) for name, value in run.parameters.items()} | {
        "id": run.id,
        "name": run.name,
        "experiment": run.experiment,
        "ended": when(run.created),
        "status": run.status,
        "took": duration(run.elapsed_s),
        "parameters": changes(run.experiment, run.parameters),
        "answer": headline(run.findings),
    }
    return [cells.get(head, "") for head in heads]
