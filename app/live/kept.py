"""Kept: runs that are not of this process, with the face of one that is: a picture shows both."""

import time
from collections.abc import Callable

from ionoscope.engine import Chunk, Experiment, InvalidParameter, Result, known

from ..runs.catalogue import Catalogue
from ..runs.entry import Entry
from ..runs.run import FAILED, FINISHED, RUNNING, STOPPED, Run
from ..runs.store import RunStore


class Kept:
    """A run as the catalogue has it, with its data: they are shown and nothing is computed."""

    live, afar, over, began, note = False, False, True, 0.0, ""
    version = -1  # none that a run has had whose end this is

    def __init__(self, entry: Entry, result: Result):
        self.id, self.entry, self._result = entry.id, entry, result
        self.experiment = _experiment(entry)
        self.status = result.status if result.status in (FINISHED, FAILED) else STOPPED
        why = result.failure or "It was cut off by an error."
        self.failure = why if self.status == FAILED else ""
        self.share = 1.0 if self.status == FINISHED else 0.0
        self.elapsed = self.ended = result.elapsed_s
        self.chunk = Chunk(self.share, "", result.data, result.summary, result.state)

    @property
    def can_go_on(self) -> bool:
        """Whether it ended before its end and left what is needed to resume it."""
        return self.status != FINISHED and bool(self._result.state)

    def result(self) -> Result:
        """As it was kept."""
        return self._result

    def taken(self, drawn: Result) -> Result:
        """As it was kept."""
        return self._result

    def watch(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Nothing will change."""
        return lambda: None

    def stop(self) -> None:
        """It has ended."""


class Followed:
    """A run that another process computes: how far it is, and its end; `look` brings the news."""

    live, afar, chunk, can_go_on, note = False, False, None, False, ""

    def __init__(self, catalogue: Catalogue, going):
        self._catalogue, self._going = catalogue, going
        self.id, self.version, self.over, self.failure = going.id, 0, False, ""
        self.experiment = _experiment(going)
        self.status = RUNNING
        self.began = self.ended = time.monotonic() - (time.time() - going.began)

    @property
    def share(self) -> float:
        """Share done, 0 … 1."""
        return self._going.share

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    def look(self) -> "Followed | Kept":
        """This run, or what was kept of it once it has ended."""
        now = next((g for g in self._catalogue.going() if g.id == self.id), None)
        if now:
            self.version += now != self._going
            self._going = now
            return self
        return self._ended() or self

    def _ended(self) -> Kept | None:
        """What was kept of it; None, and this run is over, if that is nothing."""
        self.failure = "It ended and left no result."
        try:
            if entry := self._catalogue.entry(self.id):
                return Kept(entry, self._catalogue.load(self.id))
        except (OSError, ValueError) as error:
            self.failure = str(error)
        self.over, self.status, self.version = True, FAILED, self.version + 1
        return None

    def watch(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Nobody calls from another process: `look` is asked."""
        return lambda: None

    def stop(self) -> None:
        """Ask whoever computes it to end it."""
        self._catalogue.ask_stop(self.id)


Shown = Run | Kept | Followed
"""What a picture can show."""


def find(store: RunStore, id: str) -> Shown | None:
    """The run called `id`, whoever computes or has computed it; None if there is none.

    ValueError, in a sentence, if it cannot be read or shown; OSError if the disk refuses.
    """
    run = store.runs.get(id)
    if store.catalogue is None or (run and not run.over):
        return run
    if going := next((g for g in store.catalogue.going() if g.id == id and not run), None):
        return Followed(store.catalogue, going)
    entry = store.catalogue.entry(id)
    if entry and entry.removed is None:
        return Kept(entry, store.catalogue.load(id))
    return run  # it has ended, and its result is on no disk yet


def _experiment(run) -> Experiment:
    """What was computed; ValueError if this version does not know it."""
    kind = known(run.experiment)
    if kind is None:
        raise ValueError(f"Run {run.id} is of {run.experiment!r}, which this version has not.")
    try:
        return kind(**run.parameters)
    except InvalidParameter as error:
        raise ValueError(
            f"Run {run.id} was made by another version and cannot be shown here: {error} Its file "
            "can be downloaded."
        ) from error
