"""Tending: what a server does for its folder of runs now and then, in a thread of its own."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from .catalogue import Catalogue
from .checkpoints import adopt
from .owner import PLACE
from .presence import ASKING

log = logging.getLogger(__name__)

TEND_S = 5.0
"""Time between two rounds."""
LEFT_S = 3600.0
"""Age from which on a file that was never moved into place is nobody's any more."""


def tend(catalogue: Catalogue) -> None:
    """Take in what dead processes left behind, empty the trash; OSError if the disk refuses."""
    adopt(catalogue)
    catalogue.take_in()
    catalogue.settle()
    catalogue.empty_trash()
    left = [*catalogue.folder.glob(".*.nc.*"), *(catalogue.folder / PLACE).glob(f"*{ASKING}")]
    for path in left:
        if _age(path) > LEFT_S:
            path.unlink(missing_ok=True)


class Tending:
    """Tends the catalogue that `catalogue()` gives, once there is one, until it is closed."""

    def __init__(self, catalogue: Callable[[], Catalogue | None]):
        self._catalogue = catalogue
        self._closed = threading.Event()
        self._said = ""
        self._thread = threading.Thread(target=self._work, name="ionoscope-tending", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End with the round that it is in."""
        self._closed.set()
        self._thread.join()

    def _work(self) -> None:
        while not self._closed.wait(TEND_S):
            if catalogue := self._catalogue():
                self._tend(catalogue)

    def _tend(self, catalogue: Catalogue) -> None:
        said = ""
        try:
            tend(catalogue)
        except OSError as error:
            said = f"What others left in {catalogue.folder} cannot be taken in yet ({error})."
            if said != self._said:  # once for a full disk
                log.warning(said)
        self._said = said


def _age(path: Path) -> float:
    """Seconds since a file was changed, 0 for one that has gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
