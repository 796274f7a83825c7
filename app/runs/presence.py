"""Presence: what one process computes, told to all others every second; it hears them ask to stop.

It is told in files of its own beside the runs, not in the table: no process waits for another,
and a table that is damaged or locked stops nobody.
"""

import json
import logging
import os
import platform
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ionoscope.engine import Experiment
from ionoscope.engine.core.result import plain

from .owner import PLACE, Owner

log = logging.getLogger(__name__)

BEAT_S = 1.0
"""Time between two words of where runs stand."""
TELLING, ASKING = ".json", ".stop"
"""Ends of the names of what an owner tells, and of what asks a run to stop."""


def process() -> str:
    """What tells this process from all others, to people too."""
    return f"{os.getpid()} on {platform.node()}"


class _Told(NamedTuple):
    about: dict
    look: Callable[[], tuple[float, str]]
    stop: Callable[[], None]


class Presence:
    """Tells others what is computed here, as `what` ("server", "command").

    Nothing of it can fail: what the disk refuses is told at the next beat.
    """

    def __init__(self, folder: Path | None, what: str):
        self._folder = folder
        self._what = what
        self._runs: dict[str, _Told] = {}
        self._owner: Owner | None = None
        self._told = ""
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._closed = False
        self._thread: threading.Thread | None = None

    @property
    def owner(self) -> str:
        """Its id among the owners; OSError if the folder takes no file."""
        with self._lock:
            return self._own().id

    def begin(
        self,
        id: str,
        experiment: Experiment,
        look: Callable[[], tuple[float, str]],
        stop: Callable[[], None],
        visitor: str = "",
    ) -> None:
        """Tell of a run: `look()` says its share and stage, `stop()` is called when others ask.

        `visitor` is the id of whoever started it on a page.
        """
        about = {"id": id, "experiment": experiment.key, "began": time.time()}
        about["parameters"] = plain(experiment.values())
        about |= {"visitor": visitor} if visitor else {}
        self._runs[id] = _Told(about, look, stop)
        self._wake.set()
        with self._lock:
            if self._thread is None and self._folder is not None and not self._closed:
                self._thread = threading.Thread(
                    target=self._work, name="ionoscope-presence", daemon=True
                )
                self._thread.start()

    def end(self, id: str) -> None:
        """Tell of a run no more."""
        if self._runs.pop(id, None):
            self._wake.set()

    def close(self) -> None:
        """Tell of nothing more."""
        self._closed = True
        self._wake.set()
        if self._thread:
            self._thread.join()
        with self._lock:
            if self._owner:
                with suppress(OSError):
                    self._path(TELLING).unlink()
                self._owner.release()

    def _work(self) -> None:
        while not self._closed:
            try:
                self._beat()
            except OSError as error:
                log.debug("Where runs stand cannot be told (%s).", error)
            self._wake.wait(BEAT_S)
            self._wake.clear()

    def _beat(self) -> None:
        self._tell()
        for path in (self._folder / PLACE).glob(f"*{ASKING}"):
            if told := self._runs.get(path.stem):
                told.stop()
                path.unlink(missing_ok=True)

    def _tell(self) -> None:
        runs = [self._now(told) for told in list(self._runs.values())]
        text = json.dumps({"what": self._what, "process": process(), "runs": runs})
        with self._lock:
            self._own().beat()
            if text != self._told:
                aside = self._path(".new")
                aside.write_text(text)
                aside.replace(self._path(TELLING))
                self._told = text

    def _now(self, told: _Told) -> dict:
        share, stage = told.look()
        return {**told.about, "share": share, "stage": stage}

    def _own(self) -> Owner:
        if self._owner and not self._owner.there:  # somebody has cleared the folder
            self._owner.release()
            self._owner = None
        if self._owner is None:
            if self._folder is None:
                raise OSError("there is no folder for runs")
            self._owner, self._told = Owner(self._folder), ""
        return self._owner

    def _path(self, ending: str) -> Path:
        return self._folder / PLACE / f"{self._owner.id}{ending}"
