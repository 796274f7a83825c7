"""`ionoscope runs show`: all that is known of a kept run."""

import json
from pathlib import Path

import click

from ionoscope.engine import known
from ionoscope.engine.core.parameters import as_text

from ...runs.catalogue import Catalogue
from ...runs.entry import Entry
from ...share.telling import differing, size, when
from ..printing import numbers, said
from .opened import entries, of_runs, opened


@of_runs
@click.command()
@click.argument("run", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(run: str, runs: Path, as_json: bool) -> None:
    """Show all that is known of a kept run."""
    with opened(runs) as catalogue:
        (entry,) = entries(catalogue, [run])
        if as_json:
            return click.echo(json.dumps(to_json(catalogue, entry)))
        click.echo("\n".join(_lines(catalogue, entry)))


def to_json(catalogue: Catalogue, entry: Entry) -> dict:
    """A run as JSON tells it."""
    findings = [finding.to_json() for finding in entry.findings]
    return {**entry._asdict(), "findings": findings, "file": str(catalogue.path(entry.id))}


def _lines(catalogue: Catalogue, entry: Entry) -> list[str]:
    about = {
        "name": entry.name,
        "note": entry.note,
        "tags": ", ".join(entry.tags),
        "ended": f"{when(entry.created)}, after {entry.elapsed_s:.3g} s",
        "made from": entry.made_from,
        "versions": ", ".join(f"{k} {v}" for k, v in entry.versions.items()),
        "file": f"{catalogue.path(entry.id)} ({size(entry.size)})",
    }
    return [
        f"{entry.experiment} {entry.id}: {entry.status}",
        *(f"  {name:10} {text}" for name, text in about.items() if text),
        *("", *said(entry.findings)),
        *("", "parameters (* differs from its default)", *_parameters(entry)),
        *("", "summary", *numbers(entry.summary)),
    ]


def _parameters(entry: Entry) -> list[str]:
    kind = known(entry.experiment)
    declared = kind.declared() if kind else {}
    differ = differing(entry.experiment, entry.parameters)
    return [
        f"{'*' if name in differ else ' '} {name:24} {as_text(value)} "
        f"{declared[name].unit if name in declared else ''}".rstrip()
        for name, value in entry.parameters.items()
    ]
