"""What commands share at the terminal: bad input in a sentence, tables, progress, files."""

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from .letters import fitted

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

BAD_INPUT = 2
ENDINGS = {"finished": 0, "failed": 1}
"""Exit codes by the status of a run that ended by itself."""
UNWRITTEN = 1
"""Exit code where a file is not where it was to be."""


class Sentence(click.ClickException):
    """Bad input: one sentence on stderr, exit code 2."""

    exit_code = BAD_INPUT

    def show(self, file=None) -> None:
        say(self.format_message())


def say(text: str) -> None:
    """A line on stderr, if anybody still reads it."""
    try:
        click.echo(f"ionoscope: {text}", err=True)
    except OSError:
        _to_nowhere(sys.stderr)


def heard(speak: Callable[[], None]) -> bool:
    """Call `speak()`, which prints to stdout; False, and a word on stderr, if that is closed."""
    try:
        speak()
    except OSError as error:
        _to_nowhere(sys.stdout)
        if error.errno != errno.EPIPE:  # `| head` has what it wanted
            say(f"the answer cannot be printed ({error.strerror or error}).")
        return False
    return True


class Unbroken:
    """A stream that can be written to though its terminal was closed or its disk is full."""

    def __init__(self, stream: IO):
        self._stream = stream

    def __getattr__(self, name: str):
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write, to nowhere if need be."""
        try:
            self._stream.write(text)
        except OSError:
            _to_nowhere(self._stream)
        return len(text)

    def flush(self) -> None:
        """Flush, to nowhere if need be."""
        try:
            self._stream.flush()
        except OSError:
            _to_nowhere(self._stream)


def _to_nowhere(stream: IO) -> None:
    """Let go what `stream` still holds: else Python, at its end, would fail on it once more."""
    with suppress(OSError, ValueError):  # one that is no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def console() -> "Console":
    """Where tables are printed: as wide as the terminal, or wide enough for a file."""
    from rich.console import Console

    return Console(width=None if sys.stdout and sys.stdout.isatty() else 140)


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> "Table":
    """A table whose columns are as wide as what the terminal can show of them."""
    from rich.table import Table

    made = Table(*map(fitted, columns))
    for row in rows:
        made.add_row(*map(fitted, row))
    return made


def check_folder(out: Path | None) -> None:
    """Refuse a file that could not be written, before anything runs."""
    if out is None:
        return
    if not out.parent.is_dir():
        raise Sentence(f"--out {out}: the folder {out.parent} does not exist; make it first.")
    if out.is_dir():
        raise Sentence(f"--out {out} is a folder; give a file in it, such as {out / 'run.nc'}.")
    if not os.access(out.parent, os.W_OK):
        raise Sentence(f"--out {out}: the folder {out.parent} cannot be written to; use another.")


@contextmanager
def writing(out: Path, flag: str = "--out") -> Iterator[None]:
    """Say in a sentence what keeps a file from being written, and exit with 1."""
    try:
        yield
    except OSError as error:
        sentence = Sentence(f"{flag} {out} cannot be written ({error.strerror or error}).")
        sentence.exit_code = UNWRITTEN
        raise sentence from error


@contextmanager
def progress(name: str) -> Iterator[Callable[[float], None]]:
    """Gives a call that takes the share done; a bar on a terminal."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield lambda share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    screen = Console(file=Unbroken(sys.stderr))
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task(name, total=1.0)
        yield lambda share: bar.update(task, completed=share)
