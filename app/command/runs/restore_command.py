"""`ionoscope runs restore`: out of the trash."""

from pathlib import Path

import click

from .opened import entries, of_runs, opened


@of_runs
@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID …")
def command(ids: tuple[str, ...], runs: Path) -> None:
    """Take runs out of the trash."""
    with opened(runs) as catalogue:
        found = entries(catalogue, ids, removed=True)
        for entry in found:
            catalogue.restore(entry.id)
    click.echo("Kept again: " + ", ".join(f"{e.id} ({e.experiment})" for e in found) + ".")
