"""`ionoscope runs list`: kept runs that fit, and those going on."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ionoscope.engine import InvalidParameter, known
from ionoscope.engine.core.parameters import as_text

from ...runs.entry import Entry
from ...runs.query import Query
from ...share import conditions
from ...share.conditions import Condition
from ...share.formatting import duration
from ...share.telling import changes, differing, headline, when
from ..terminal import Sentence, console, say, table
from ..wording import refused
from .opened import of_runs, opened
from .show_command import to_json

COLUMNS = 8
"""Most parameters that have columns of their own."""


@of_runs
@click.command()
@click.option("--experiment", default="", metavar="KEY", help="Runs of this experiment alone.")
@click.option("--status", default="", help="finished, stopped, interrupted or failed.")
@click.option("--text", default="", help="Words in id, name, note, tags, parameters or answer.")
@click.option("--tag", "tags", multiple=True, help="A tag that it has; repeat for several.")
@click.option(
    "--where",
    multiple=True,
    metavar="CONDITION",
    help='On a parameter or a number of the answer, as "lam >= 2", "D < 5", "created > '
    '2026-11-01"; in quotes. Repeat it, and all must hold.',
)
@click.option("--sort", default="created", metavar="NAME", help="A parameter or number to sort by.")
@click.option("--ascending", is_flag=True, help="Smallest or oldest first.")
@click.option("--most", default=50, show_default=True, type=click.IntRange(1), help="Most runs.")
@click.option("--trash", is_flag=True, help="Runs in the trash.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(runs: Path, as_json: bool, trash: bool, **asked) -> None:
    """List kept runs, and those going on."""
    query = _query(trash, **asked)
    if not runs.is_dir():
        return click.echo('{"runs": []}' if as_json else f"No runs are kept in {runs} yet.")
    with opened(runs) as catalogue:
        found, count = catalogue.entries(query), catalogue.count(query)
        if as_json:
            return click.echo(json.dumps({"runs": [to_json(catalogue, e) for e in found]}))
        _show(found, count, query, runs)


def _query(
    trash: bool, experiment: str, where: Iterable[str], sort: str, ascending: bool, **asked
) -> Query:
    """The query that flags ask for; a Sentence if it cannot be."""
    if experiment and not known(experiment):
        raise Sentence(f"--experiment {experiment}: there is none; ionoscope list names all.")
    try:
        told = [one for text in where for one in conditions.read(text, experiment)]
        key = conditions.key(sort, experiment)
    except InvalidParameter as error:
        raise refused(error) from error
    except ValueError as error:
        raise Sentence(f"--where: {error}") from error
    return Query(
        experiment=experiment,
        where=tuple(map(tuple, told)),
        sort=key,
        descending=not ascending,
        removed=trash,
        **asked,
    )


def _show(found: list[Entry], count: int, query: Query, runs: Path) -> None:
    if not found:
        told = conditions.text(Condition(*one) for one in query.where)
        fitting = f" with {told}" if told else " that fit" if query != Query() else ""
        return click.echo(f"No runs{fitting} in {runs}.")
    _print(found)
    if count > len(found):
        say(f"{count - len(found)} more; --most {count} lists all.")


def _print(found: Sequence[Entry]) -> None:
    """A table of runs; what those of one experiment have in common stands above it, and each
    parameter in which they differ has a column, unless there are many."""
    kinds = {entry.experiment for entry in found}
    told = [differing(entry.experiment, entry.parameters) for entry in found]
    names = dict.fromkeys(name for own in told for name in own)
    shared = {n: told[0].get(n) for n in names if len({own.get(n) for own in told}) == 1}
    apart = [name for name in names if name not in shared]
    if len(kinds) > 1 or len(apart) > COLUMNS:
        console().print(table(*_rows(found, ["experiment"], ["parameters"])))
        return
    about = ", ".join(f"{name} = {text}" for name, text in shared.items())
    click.echo(f"{found[0].experiment}{f' with {about}' if about else ''}")
    console().print(table(*_rows(found, [], apart)))


def _rows(
    found: Sequence[Entry], first: list[str], last: list[str]
) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the table; `last` are columns of parameters."""
    heads = ["id", *(["name"] if any(e.name for e in found) else []), *first]
    heads += ["ended", "status", "took", *last, "answer"]
    return [_head(found[0], head) for head in heads], [_row(entry, heads) for entry in found]


def _head(entry: Entry, name: str) -> str:
    """A name with its unit, if it is a parameter."""
    kind = known(entry.experiment)
    declared = kind.declared() if kind else {}
    return f"{name} ({declared[name].unit})" if name in declared and declared[name].unit else name


def _row(entry: Entry, heads: Iterable[str]) -> list[str]:
    cells = {name: as_text(value) for name, value in entry.parameters.items()} | {
        "id": entry.id,
        "name": entry.name,
        "experiment": entry.experiment,
        "ended": when(entry.created),
        "status": entry.status,
        "took": duration(entry.elapsed_s),
        "parameters": changes(entry.experiment, entry.parameters),
        "answer": headline(entry.findings),
    }
    return [cells.get(head, "") for head in heads]
