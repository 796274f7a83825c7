"""Sweeps in the terminal: a table of their points, or one JSON object."""

import click

from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.compute.sweep import ENDING, level, scalars
from ionoscope.engine.core.finding import TITLES
from ionoscope.engine.core.parameters import Kind

from .printing import short
from .terminal import console, table

COLUMNS = 8
"""Most columns of answers in the table."""


def to_json(result: Result) -> dict:
    """The object that --json prints: that of a run, with the points and what is swept beside."""
    told = result.to_json()
    over = dict(result.parameters["over"])
    own = {k: v for k, v in told["parameters"].items() if k != "over"}
    points = told.pop("summary")["points"]
    return {**told, "experiment": of(result), "parameters": own, "over": over, "points": points}


def of(result: Result) -> str:
    """The experiment of a sweep's points."""
    return result.experiment.removesuffix(ENDING)


def show(result: Result) -> None:
    """Print a table of the points, and what may be concluded."""
    points, over = result.summary["points"], dict(result.parameters["over"])
    names = list(dict.fromkeys(name for p in points for name in scalars(p["summary"])))
    declared = EXPERIMENTS[of(result)].declared()
    rows = [_row(p, declared, names[:COLUMNS]) for p in points]
    shown = table((*over, "status", *names[:COLUMNS]), rows)
    for column in shown.columns[: len(over) + 1]:
        column.no_wrap = True
    console().print(shown)
    if len(names) > COLUMNS:
        click.echo(f"{len(names) - COLUMNS} more answers per point with --json or --out.")
    for finding in result.findings:
        click.echo(finding)


def _row(point: dict, declared: dict[str, Kind], names: list[str]) -> list[str]:
    found = scalars(point["summary"])
    answers = [short(found[n]) if n in found else "" for n in names]
    place = [declared[name].told(value) for name, value in point["values"].items()]
    return [*place, _state(point), *answers]


def _state(point: dict) -> str:
    """How a point ended, and what is to be known of its answer."""
    worst = level(point)
    return ", ".join([point["status"], *([TITLES[worst].lower()] if worst in TITLES else [])])
