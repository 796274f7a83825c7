"""`ionoscope runs note`: what a person says of a kept run."""

from pathlib import Path

import click

from ..terminal import Sentence
from .opened import entries, of_runs, opened


@of_runs
@click.command()
@click.argument("run", metavar="ID")
@click.option("--name", help='Its name, by which it can be called; "" for none.')
@click.option("--note", help='What there is to say of it; "" for nothing.')
@click.option("--tag", "tags", multiple=True, help="A tag to add; repeat it for several.")
@click.option("--untag", "gone", multiple=True, help="A tag to take away.")
def command(
    run: str,
    runs: Path,
    name: str | None,
    note: str | None,
    tags: tuple[str, ...],
    gone: tuple[str, ...],
) -> None:
    """Give a kept run a name, a note or tags."""
    if name is None and note is None and not (tags or gone):
        raise Sentence("what is to be noted? Give --name, --note, --tag or --untag.")
    with opened(runs) as catalogue:
        (entry,) = entries(catalogue, [run])
        kept = [tag for tag in (*entry.tags, *tags) if tag not in gone]
        catalogue.describe(entry.id, name, note, kept)
        now = catalogue.entry(entry.id)
    told = (("name", now.name), ("note", now.note), ("tags", ", ".join(now.tags)))
    click.echo("; ".join([now.id, *(f"{what}: {text}" for what, text in told if text)]))
