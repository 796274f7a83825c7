"""Checkpointer: writes the checkpoints of running runs, beside them and not in their way."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from ionoscope.engine import Result

from .checkpoints import found, remove, write
from .keeper import Keeper
from .presence import Presence
from .run import Run

log = logging.getLogger(__name__)

CHECKPOINT_S = 10.0
"""Time between two checkpoints of a run."""


class Checkpointer:
    """Writes the newest chunk of every run that it watches, in a thread of its own.

    Neither the event loop nor the workers wait for the disk, but for a run's end, which waits
    until its checkpoint in progress is written and then removes it.
    """

    def __init__(self, keeper: Keeper, presence: Presence):
        self._keeper, self._presence = keeper, presence
        self._runs: dict[str, Run] = {}
        self._versions: dict[str, int] = {}
        self._writing = threading.Lock()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def watch(self, run: Run) -> None:
        """Keep checkpoints of `run` until it ends."""
        if self._keeper.folder is None:
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
        if catalogue is None or run.chunk is None:
            return
        with self._writing:
            if run.id not in self._runs or version == self._versions.get(run.id):
                return
            result = replace(run.kept(), status="running")
            if not _worth(result, run.experiment.resumable):
                return
            try:
                write(catalogue.folder, run.id, self._presence.owner, result)
            except OSError as error:
                log.warning("Run %s has no new checkpoint (%s).", run.id, error)
                self._keeper.write()  # says it on every page if the disk takes nothing at all
            else:
                self._versions[run.id] = version

    def _clear(self, id: str) -> None:
        with self._writing:
            self._versions.pop(id, None)
            if self._keeper.folder:
                remove(found(self._keeper.folder, id))


def _worth(result: Result, resumable: bool) -> bool:
    """Whether there is something to write: of a run that can be resumed, what it needs for that.

    One that is preparing has nothing yet; one that has just finished has forgotten it.
    """
    return bool(result.state if resumable else result.summary)
