"""Naming: the kept run that a word means."""

from contextlib import closing
from pathlib import Path

from ionoscope.engine import Result

from .catalogue import Catalogue
from .entry import Entry
from .query import Query

MANY = 5
"""Most runs that are told where a word could mean several."""


def named(catalogue: Catalogue, word: str, removed: bool = False) -> Entry:
    """The run whose id is `word` or begins with it, or whose name it is.

    `removed` looks in the trash, and nowhere else. ValueError, in a sentence, if it is none or
    could be several.
    """
    entry = catalogue.entry(word)
    if entry and (entry.removed is not None) == removed:
        return entry
    # what holds the word somewhere, which is fast, and then what is called by it
    holding = catalogue.entries(Query(text=word, removed=removed, most=-1))
    found = [e for e in holding if e.name == word] or [e for e in holding if e.id.startswith(word)]
    if len(found) == 1:
        return found[0]
    if found:
        told = ", ".join(f"{e.id} ({e.experiment})" for e in found[:MANY])
        more = f" and {len(found) - MANY} more" if len(found) > MANY else ""
        raise ValueError(f"{word!r} could be {told}{more}: give more of the id.")
    raise ValueError(_unknown(catalogue, word, removed))


def read(folder: Path, word: str) -> Result:
    """What the run computed that `word` means in `folder`; ValueError or OSError if it cannot be
    had."""
    if not folder.is_dir():
        raise ValueError(f"There is no kept run {word!r}: none are kept in {folder} yet.")
    with closing(Catalogue(folder)) as catalogue:
        return catalogue.load(named(catalogue, word).id)


def _unknown(catalogue: Catalogue, word: str, removed: bool) -> str:
    """That there is none, and where to look."""
    if removed:
        return f"There is no run {word!r} in the trash."
    try:
        gone = named(catalogue, word, removed=True)
    except ValueError:
        return f"There is no kept run {word!r} in {catalogue.folder}."
    return f"Run {gone.id} is in the trash: ionoscope runs restore {gone.id} takes it back."
