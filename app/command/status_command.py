"""`ionoscope status`: who is on a running server, and how it is."""

import json
import time
from pathlib import Path

import click

from ..serve import ask
from ..serve.settings import RUNS
from .terminal import Sentence


@click.command()
@click.argument("target", metavar="[URL|FOLDER]", default="")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(target: str, as_json: bool, runs: Path) -> None:
    """Show who is on a running server, and how it is.

    The server is that of the folder of runs, or the one at URL; its key lies in that folder, so
    that nobody else is told.
    """
    by_address = target.startswith(("http://", "https://"))
    folder = runs if by_address or not target else Path(target)
    try:
        report = ask.status(target if by_address else ask.address(folder), folder)
    except ValueError as error:
        raise Sentence(str(error)) from error
    click.echo(json.dumps(report) if as_json else "\n".join(lines(report)))


command.params.append(RUNS)


def lines(report: dict) -> list[str]:
    """The report as lines of text."""
    lag = report["loop_lag_ms"]
    facts = {
        "address": report["address"],
        "version": report["version"],
        "up": _time(report["uptime_s"]),
        "runs": f"{report['runs_going']} going, {report['runs_queued']} queued, "
        f"{report['workers']} workers",
        "delay": f"{lag['p50']:g} ms median, {lag['p95']:g} ms p95, {lag['max']:g} ms most, "
        "in the last minute",
        "memory": f"{report['memory_mb']:g} MB, {report['memory_at_start_mb']:g} MB at the start",
        "trouble": report["trouble"],
        "visitors": str(len(report["visitors"])),
    }
    found = [f"{name:10}{fact}" for name, fact in facts.items() if fact]
    return [*found, *map(_visitor, report["visitors"])]


def _visitor(one: dict) -> str:
    name = one["name"] or one["id"][:6] or "(folder)"
    here = "away" if one["since"] is None else f"{_time(time.time() - one['since'])} here"
    runs = f"{one['runs_going']} going, {one['runs_queued']} queued"
    told = (name, "operator" if one["operator"] else "", here, runs, ", ".join(one["pages"]))
    return "  " + " · ".join(filter(None, told))


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {seconds} s"
