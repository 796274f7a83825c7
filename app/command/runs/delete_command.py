"""`ionoscope runs delete`: into the trash."""

import shlex
from pathlib import Path

import click

from ...runs.catalogue import TRASH_S
from ...share.formatting import about
from .opened import entries, of_runs, opened


@of_runs
@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID …")
def command(ids: tuple[str, ...], runs: Path) -> None:
    """Move kept runs to the trash, from which they go for good after a week."""
    with opened(runs) as catalogue:
        found = entries(catalogue, ids)
        for entry in found:
            catalogue.remove(entry.id)
    undo = shlex.join(["ionoscope", "runs", "restore", *(entry.id for entry in found)])
    days = about(TRASH_S).removeprefix("about ")
    click.echo(f"{len(found)} in the trash for {days}; {undo} takes {_them(found)} back.")


def _them(found: list) -> str:
    return "it" if len(found) == 1 else "them"
