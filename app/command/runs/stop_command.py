"""`ionoscope runs stop`: a word to whoever computes a run."""

from pathlib import Path

import click

from ..terminal import Sentence
from .opened import of_runs, opened


@of_runs
@click.command()
@click.argument("run", metavar="ID")
def command(run: str, runs: Path) -> None:
    """Stop a run that another process computes; what it has computed is kept."""
    with opened(runs) as catalogue:
        found = [one for one in catalogue.going() if one.id.startswith(run)]
        if len(found) != 1:
            many = f"{len(found)} runs have an id" if found else "no run is going on whose id"
            raise Sentence(f"{many} that begins with {run}: ionoscope runs list names all.")
        (going,) = found
        if not catalogue.ask_stop(going.id):
            raise Sentence(f"run {going.id} has just ended.")
    click.echo(f"{going.owner} was asked to stop {going.id}; it does within a second or two.")
