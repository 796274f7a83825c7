"""`ionoscope runs compare`: parameters and answers of kept runs, side by side."""

import json
from pathlib import Path

import click

from ...answers.comparison import INDEPENDENT, Comparison, Found, comparison
from ...answers.difference import NOTHING
from ..terminal import Sentence, console, table
from .opened import entries, of_runs, opened

MARK = "≠"


@of_runs
@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID ID …")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(ids: tuple[str, ...], runs: Path, as_json: bool) -> None:
    """Compare parameters and answers of kept runs; of two, by how much the answers differ."""
    with opened(runs) as catalogue:
        found = entries(catalogue, ids)
    if len(found) < 2:
        raise Sentence("there is nothing to compare with: name two runs or more.")
    made = comparison(found, [entry.name or entry.id for entry in found])
    if as_json:
        return click.echo(json.dumps(_told(made)))
    _print(made)


def _print(made: Comparison) -> None:
    many = sum(row.differs for row in made.asked)
    click.echo(f"asked: {many} of {len(made.asked)} differ, marked {MARK}")
    rows = [[MARK if row.differs else "", row.name, *row.texts] for row in made.asked]
    console().print(table(("", "", *made.names), rows))
    if not made.found:
        return
    click.echo("found, with 95 % intervals")
    if len(made.names) > 2:
        console().print(table(("", *made.names), [[row.name, *row.texts] for row in made.found]))
        return
    heads = ("", "", *made.names, "difference")
    console().print(table(heads, [_line(row) for row in made.found]))
    click.echo(f"{MARK}: {INDEPENDENT} {made.caution}".rstrip())


def _line(row: Found) -> list[str]:
    less = row.less.text if row.less else NOTHING
    return [MARK if row.differs else "", row.name, *row.texts, less]


def _told(made: Comparison) -> dict:
    """As JSON tells it."""
    asked = [row._asdict() for row in made.asked]
    caution = {"caution": made.caution} if made.caution else {}
    return {"runs": made.names, "asked": asked, "found": [*map(_numbers, made.found)], **caution}


def _numbers(row: Found) -> dict:
    values = [value.to_json() if value else None for value in row.values]
    less = {"difference": row.less.to_json()} if row.less else {}
    return {"name": row.name, "values": values, **less}
