"""What commands share at the terminal: bad input in a sentence, tables, progress, files."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .letters import fitted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

BAD_INPUT = 2
ENDINGS = {"finished": 0, "failed": 1, "stopped": 130}
"""Exit codes by the status of a run."""


class Sentence(click.ClickException):
    """Bad input: one sentence on stderr, exit code 2."""

    exit_code = BAD_INPUT

    def show(self, file=None) -> None:
        click.echo(f"ionoscope: {self.format_message()}", err=True)


def console() -> "Console":
    """Where tables are printed: as wide as the terminal, or wide enough for a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 140)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> "Table":
    """A table whose columns are as wide as what the terminal can show of them."""
    from rich.table import Table

    made = Table(*map(fitted, columns))
    for row in rows:
        made.add_row(*map(fitted, row))
    return made


def check_folder(out: Path | None) -> None:
    """Refuse a file in a folder that is not there, before anything runs."""
    if out and not out.parent.is_dir():
        raise Sentence(f"--out {out}: the folder {out.parent} does not exist; make it first.")


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Say in a sentence what keeps a file from being written."""
    try:
        yield
    except OSError as error:
        raise Sentence(f"--out {out} cannot be written ({error}).") from error


@contextmanager
def progress(name: str) -> Iterator[Callable[[float], None]]:
    """Gives a call that takes the share done; a bar on a terminal."""
    if not sys.stderr.isatty():
        yield lambda share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda share: bar.update(task, completed=share)
