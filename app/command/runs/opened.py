"""The catalogue that a command asks, and the runs that words on the command line mean."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from ionoscope.engine import Result

from ...runs.catalogue import Catalogue
from ...runs.checkpoints import adopt
from ...runs.entry import Entry
from ...runs.naming import named
from ...serve.settings import RUNS
from ..terminal import UNWRITTEN, Sentence


def of_runs(command: click.Command) -> click.Command:
    """`command` with --runs, the folder that it is about."""
    command.params.append(RUNS)
    return command


@contextmanager
def opened(folder: Path) -> Iterator[Catalogue]:
    """The catalogue in `folder`, with what killed processes left behind; a Sentence, too, where
    it cannot be had or what is asked of it cannot be done."""
    if not folder.is_dir():
        raise Sentence(f"no runs are kept in {folder} yet.")
    try:
        catalogue = Catalogue(folder)
        try:
            with suppress(OSError):  # a folder that can only be read has nothing to take in
                adopt(catalogue)
            yield catalogue
        finally:
            catalogue.close()
    except ValueError as error:
        raise Sentence(str(error)) from error
    except OSError as error:
        sentence = Sentence(f"--runs {folder}: {error.strerror or error}")
        sentence.exit_code = UNWRITTEN
        raise sentence from error


def entries(catalogue: Catalogue, words: Iterable[str], removed: bool = False) -> list[Entry]:
    """The runs that words mean, each once; ValueError for one that means none."""
    found = [named(catalogue, word, removed) for word in words]
    return list({entry.id: entry for entry in found}.values())


def loaded(catalogue: Catalogue, words: Iterable[str]) -> list[tuple[Entry, Result]]:
    """The same with what they computed."""
    return [(entry, catalogue.load(entry.id)) for entry in entries(catalogue, words)]
