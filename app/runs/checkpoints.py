"""Checkpoints: what a kept run has computed is on the disk while it goes on, for kill -9.

A checkpoint is a result in a file of its own beside the catalogue, whose name carries a checksum
of its content; the newer one is moved into place before the older goes, so there is always a
whole one. Those that a process left behind are taken into the catalogue as interrupted runs.
"""

import hashlib
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ionoscope.engine import Result

from .run import Run

if TYPE_CHECKING:
    from .catalogue import Catalogue
    from .keeper import Keeper

log = logging.getLogger(__name__)

CHECKPOINT_S = 10.0
"""Time between two checkpoints of a run."""
ENDING = ".checkpoint"
DIGITS = 16
"""Of the SHA-256 that a name carries."""
INTERRUPTED = "interrupted"


class Checkpoints:
    """Writes the newest chunk of every resumable run that it watches, in a thread of its own.

    Neither the event loop nor the workers wait for the disk, but for a run's end, which waits
    until its checkpoint in progress is written and then removes it.
    """

    def __init__(self, keeper: "Keeper"):
        self._keeper = keeper
        self._runs: dict[str, Run] = {}
        self._versions: dict[str, int] = {}
        self._writing = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, run: Run) -> None:
        """Keep checkpoints of `run` until it ends, if it can be resumed."""
        if self._keeper.folder is None or not getattr(run.experiment, "resumable", False):
            return
        self._runs[run.id] = run
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._work, name="ionoscope-checkpoints", daemon=True
            )
            self._thread.start()

    def drop(self, id: str) -> None:
        """Forget a run that was removed; its checkpoint goes too, without waiting for it."""
        if self._runs.pop(id, None):
            threading.Thread(target=self._clear, args=(id,), daemon=True).start()

    def ended(self, run: Run, keep: Callable[[], None]) -> None:
        """A run has ended (in its worker thread): call `keep()`, then remove its checkpoint."""
        watched = self._runs.pop(run.id, None)
        keep()
        if watched and run.id not in self._keeper.waiting:
            self._clear(run.id)

    def close(self) -> None:
        """Write no more."""
        self._closed.set()
        if self._thread:
            self._thread.join(CHECKPOINT_S)

    def _work(self) -> None:
        while not self._closed.wait(CHECKPOINT_S):
            for run in list(self._runs.values()):
                self._write(run)

    def _write(self, run: Run) -> None:
        catalogue, version = self._keeper.catalogue, run.version
        if catalogue is None or run.chunk is None or not run.chunk.state:
            return
        with self._writing:
            if run.id not in self._runs or version == self._versions.get(run.id):
                return
            try:
                write(catalogue.folder, run.id, replace(run.result(), status="running"))
            except OSError as error:
                log.warning("Run %s has no new checkpoint (%s).", run.id, error)
                self._keeper.write()  # says it on every page if the disk takes nothing at all
            else:
                self._versions[run.id] = version

    def _clear(self, id: str) -> None:
        with self._writing:
            self._versions.pop(id, None)
            if self._keeper.folder:
                _remove(found(self._keeper.folder, id))


def write(folder: Path, id: str, result: Result) -> None:
    """Write a checkpoint of the run called `id` in place of the one before."""
    new = folder / f".{id}{ENDING}.new"
    path = folder / f"{id}.{result.to_netcdf(new)[:DIGITS]}{ENDING}"
    new.replace(path)
    _remove([old for old in found(folder, id) if old != path])


def found(folder: Path, id: str = "*") -> list[Path]:
    """Checkpoints in `folder`, newest first."""
    ages = {}
    for path in folder.glob(f"{id}.*{ENDING}"):
        with suppress(FileNotFoundError):  # its run has ended meanwhile
            if not path.name.startswith("."):
                ages[path] = path.stat().st_mtime_ns
    return sorted(ages, key=ages.get, reverse=True)


def adopt(catalogue: "Catalogue") -> None:
    """Take what an earlier process left behind into the catalogue, as interrupted runs."""
    try:
        _remove(list(catalogue.folder.glob(f".*{ENDING}.*")))  # never moved into place
        for path in found(catalogue.folder):
            if path.exists():  # else an older one of a run that has been taken
                _adopt(catalogue, path)
    except OSError as error:
        log.warning("Interrupted runs cannot be taken into the catalogue yet (%s).", error)


def _adopt(catalogue: "Catalogue", path: Path) -> None:
    id, checksum = path.name.removesuffix(ENDING).rsplit(".", 1)
    try:
        if _checksum(path.read_bytes()) != checksum:
            raise ValueError(f"{path} is damaged.")
        result = Result.from_netcdf(path)
    except ValueError as error:
        log.warning("A checkpoint was set aside: %s", error)
        path.rename(path.with_suffix(".damaged"))
        return
    if catalogue.status(id) in (None, INTERRUPTED):
        catalogue.add(id, replace(result, status=INTERRUPTED))
    _remove(found(catalogue.folder, id))


def _checksum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:DIGITS]


def _remove(paths: list[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
