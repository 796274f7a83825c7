"""Checkpoints: files with what a kept run has computed while it goes on, for kill -9.

A checkpoint is a result in a file of its own beside the catalogue, whose name says whose it is and
carries a checksum of its content; the newer one is moved into place before the older goes, so there
is always a whole one. Those that a dead process left behind are taken into the catalogue as
interrupted runs, by whoever notices first.
"""

import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ionoscope.engine import Result

from .catalogue import Catalogue
from .kept_file import checksum
from .owner import PLACE, bury, dead, owners
from .presence import TELLING

log = logging.getLogger(__name__)

ENDING = ".checkpoint"
DIGITS = 16
"""Of the SHA-256 that a name carries."""
INTERRUPTED = "interrupted"


def write(folder: Path, id: str, owner: str, result: Result) -> None:
    """Write a checkpoint of the run called `id` in place of the one before."""
    (folder / PLACE).mkdir(exist_ok=True)
    new = folder / PLACE / f".{id}.{owner}.new"
    path = folder / PLACE / f"{id}.{owner}.{result.to_netcdf(new)[:DIGITS]}{ENDING}"
    new.replace(path)
    remove([old for old in found(folder, id) if old != path])


def found(folder: Path, id: str = "*", owner: str = "*") -> list[Path]:
    """Checkpoints in `folder`, newest first."""
    return _by_age((folder / PLACE).glob(f"{id}.{owner}.*{ENDING}"))


def adopt(catalogue: Catalogue) -> None:
    """Take what dead processes left behind into the catalogue, as interrupted runs; OSError if it
    takes none, then it is all left where it is."""
    folder = catalogue.folder
    for path in _by_age(folder.glob(f"*{ENDING}")):  # of versions that told no owner
        _adopt(catalogue, path)
    for owner in owners(folder) | {path.name.split(".")[-3] for path in found(folder)}:
        with dead(folder, owner) as it_is:
            if it_is:
                _adopt_all(catalogue, owner)


def _adopt_all(catalogue: Catalogue, owner: str) -> None:
    folder = catalogue.folder
    for path in found(folder, owner=owner):
        _adopt(catalogue, path)
    remove((folder / PLACE).glob(f".*.{owner}.new*"))  # never moved into place
    remove([folder / PLACE / f"{owner}{end}" for end in (TELLING, ".new")])
    bury(folder, owner)


def _adopt(catalogue: Catalogue, path: Path) -> None:
    if not path.exists():  # an older one of a run that has been taken
        return
    id, *_, wanted, _ = path.name.split(".")
    try:
        if not checksum(path).startswith(wanted):
            raise ValueError(f"{path} is damaged.")
        result = Result.from_netcdf(path)
    except ValueError as error:
        log.warning("A checkpoint was set aside: %s", error)
        path.rename(catalogue.folder / f"{path.stem}.damaged")
        return
    known = catalogue.entry(id)
    if known is None or known.status == INTERRUPTED:
        catalogue.add(id, replace(result, status=INTERRUPTED))
        log.info("Run %s was cut off at %s; what it had computed is kept.", id, result.created)
    remove([path, *found(catalogue.folder, id)])


def _by_age(paths: Iterable[Path]) -> list[Path]:
    ages = {}
    for path in paths:
        with suppress(FileNotFoundError):  # its run has ended meanwhile
            if not path.name.startswith("."):
                ages[path] = path.stat().st_mtime_ns
    return sorted(ages, key=ages.get, reverse=True)


def remove(paths: Iterable[Path]) -> None:
    """Delete checkpoints, those that are gone already too."""
    for path in paths:
        path.unlink(missing_ok=True)
