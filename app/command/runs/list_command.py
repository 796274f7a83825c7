"""`ionoscope runs list`: kept runs that fit, and those going on."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from ionoscope.engine import InvalidParameter, known

from ...runs.entry import Entry
from ...runs.going import Going
from ...runs.query import Query
from ...share import conditions
from ...share.conditions import Condition
from ...share.listing import listing
from ...share.telling import changes, when
from ..terminal import Sentence, console, say, table
from ..wording import refused
from .opened import of_runs, opened
from .show_command import to_json


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
        return click.echo(
            '{"going": [], "runs": []}' if as_json else f"No runs are kept in {runs} yet."
        )
    with opened(runs) as catalogue:
        found, count = catalogue.entries(query), catalogue.count(query)
        going = [] if trash else _fitting(catalogue.going(), query.experiment)
        if as_json:
            told = {"going": [one._asdict() for one in going]}
            told["runs"] = [to_json(catalogue, entry) for entry in found]
            return click.echo(json.dumps(told))
        if going:
            console().print(table(*_going(going)))
        if found or not going:
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


def _fitting(going: Iterable[Going], experiment: str) -> list[Going]:
    return [one for one in going if experiment in ("", one.experiment)]


def _going(going: Iterable[Going]) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of what is computed now."""
    heads = ["id", "experiment", "began", "done", "stage", "parameters", "computed by"]
    rows = [
        [
            *(one.id, one.experiment, when(one.began), f"{one.share:.0%}", one.stage),
            *(changes(one.experiment, one.parameters), one.owner),
        ]
        for one in going
    ]
    return heads, rows


def _show(found: list[Entry], count: int, query: Query, runs: Path) -> None:
    if not found:
        told = conditions.text(Condition(*one) for one in query.where)
        fitting = f" with {told}" if told else " that fit" if query != Query() else ""
        return click.echo(f"No runs{fitting} in {runs}.")
    _print(found)
    if count > len(found):
        say(f"{count - len(found)} more; --most {count} lists all.")


def _print(found: Sequence[Entry]) -> None:
    shared, heads, rows = listing(found)
    if shared:
        click.echo(shared)
    console().print(table(heads, rows))
