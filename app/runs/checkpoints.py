"""Checkpoints: files with what a kept run has computed while it goes on, for kill -9.

A checkpoint is a result in a file of its own beside the catalogue, whose name carries a checksum
of its content; the newer one is moved into place before the older goes, so there is always a
whole one. Those that a process left behind are taken into the catalogue as interrupted runs.
"""

import hashlib
import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ionoscope.engine import Result

from .catalogue import Catalogue

log = logging.getLogger(__name__)

ENDING = ".checkpoint"
DIGITS = 16
"""Of the SHA-256 that a name carries."""
INTERRUPTED = "interrupted"


def write(folder: Path, id: str, result: Result) -> None:
    """Write a checkpoint of the run called `id` in place of the one before."""
    new = folder / f".{id}{ENDING}.new"
    path = folder / f"{id}.{result.to_netcdf(new)[:DIGITS]}{ENDING}"
    new.replace(path)
    remove([old for old in found(folder, id) if old != path])


def found(folder: Path, id: str = "*") -> list[Path]:
    """Checkpoints in `folder`, newest first."""
    ages = {}
    for path in folder.glob(f"{id}.*{ENDING}"):
        with suppress(FileNotFoundError):  # its run has ended meanwhile
            if not path.name.startswith("."):
                ages[path] = path.stat().st_mtime_ns
    return sorted(ages, key=ages.get, reverse=True)


def adopt(catalogue: Catalogue) -> None:
    """Take what an earlier process left behind into the catalogue, as interrupted runs."""
    try:
        remove(list(catalogue.folder.glob(f".*{ENDING}.*")))  # never moved into place
        for path in found(catalogue.folder):
            if path.exists():  # else an older one of a run that has been taken
                _adopt(catalogue, path)
    except OSError as error:
        log.warning("Interrupted runs cannot be taken into the catalogue yet (%s).", error)


def _adopt(catalogue: Catalogue, path: Path) -> None:
    id, checksum = path.name.removesuffix(ENDING).rsplit(".", 1)
    try:
        if _checksum(path.read_bytes()) != checksum:
            raise ValueError(f"{path} is damaged.")
        result = Result.from_netcdf(path)
    except ValueError as error:
        log.warning("A checkpoint was set aside: %s", error)
        path.rename(path.with_suffix(".damaged"))
        return
    known = catalogue.entry(id)
    if known is None or known.status == INTERRUPTED:
        catalogue.add(id, replace(result, status=INTERRUPTED))
    remove(found(catalogue.folder, id))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def remove(paths: list[Path]) -> None:
    """Delete checkpoints, those that are gone already too."""
    for path in paths:
        path.unlink(missing_ok=True)
