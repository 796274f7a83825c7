"""Keeper: gets results onto the disk, now or as soon as the disk lets it."""

import logging
import threading
from collections import OrderedDict
from functools import partial
from pathlib import Path

from ionoscope.engine import Result

from .catalogue import Catalogue
from .endings import elsewhere
from .tending import tend

log = logging.getLogger(__name__)

RETRY_S = 5.0
"""Time between two tries while something is wrong."""
MOST = 200
"""Results that wait in memory; of more, the oldest are given up."""
SHELTER = "ionoscope-runs"
"""Folder for what could not be kept until the end, made where there is room."""


class Keeper:
    """Writes results to the catalogue in `folder`.

    What cannot be written (no folder, read-only, disk full) waits in memory and is tried again
    until it can; `trouble` says what is wrong in a sentence, "" once all is written. `catalogue`
    is None until the folder could be opened once. Without a folder nothing is kept.
    """

    def __init__(self, folder: Path | None):
        self.folder = folder
        self.catalogue: Catalogue | None = None
        self.trouble = ""
        self.waiting: OrderedDict[str, Result] = OrderedDict()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._closed = False
        self.write()

    def keep(self, id: str, result: Result) -> None:
        """Write a result, or let it wait."""
        if self.folder is None:
            return
        with self._lock:
            self.waiting[id] = result
            while len(self.waiting) > MOST:
                self.waiting.popitem(last=False)
        self.write()

    def write(self) -> None:
        """Write what waits; whatever is in the way is said, and tried again later."""
        if self.folder is None:
            return
        with self._lock:
            try:
                self._write()
            except OSError as error:
                self._complain(error)
                self._try_later()
            else:
                self._all_is_well()

    def drop(self, id: str) -> None:
        """Forget a result that waits, if it does."""
        with self._lock:
            self.waiting.pop(id, None)

    def close(self) -> None:
        """Try a last time, then elsewhere, and close the catalogue."""
        self._closed = True
        if timer := self._timer:
            timer.cancel()
        if self.waiting:
            self.write()
        for id, result in self.waiting.items():
            path = elsewhere(partial(_write, result), f"{SHELTER}/{id}.nc")
            log.warning("Run %s is %s.", id, f"in {path}" if path else "lost: no folder takes it")
        if self.catalogue:
            self.catalogue.close()

    def _write(self) -> None:
        if self.catalogue is None:
            self.catalogue = Catalogue(self.folder)
            try:
                tend(self.catalogue)
            except OSError as error:
                log.warning("What others left cannot be taken in yet (%s).", error)
        if not self.waiting:
            self.catalogue.check()
        errors = [error for item in list(self.waiting.items()) if (error := self._add(*item))]
        if errors:
            raise errors[0]

    def _add(self, id: str, result: Result) -> OSError | None:
        """Write one; the error, if any, so that a large one does not keep small ones waiting."""
        try:
            self.catalogue.add(id, result)
        except OSError as error:
            return error
        del self.waiting[id]
        return None

    def _try_later(self) -> None:
        if self._timer is None and not self._closed:
            self._timer = threading.Timer(RETRY_S, self._try_again)
            self._timer.daemon = True
            self._timer.start()

    def _try_again(self) -> None:
        self._timer = None
        self.write()

    def _complain(self, error: OSError) -> None:
        text = (
            f"Runs are not kept in {self.folder} ({error.strerror or error}). They stay in "
            "memory and are written once that is fixed."
        )
        if text != self.trouble:
            log.warning(text)
        self.trouble = text

    def _all_is_well(self) -> None:
        if self.trouble:
            log.info("Runs are kept again in %s.", self.folder)
        self.trouble = ""


def _write(result: Result, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    result.to_netcdf(path)
