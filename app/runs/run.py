"""Run: one experiment being computed; one writer publishes, anyone may look or stop it."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np

from ionoscope.engine import Chunk, Experiment, Result, RunFailed
from ionoscope.engine.core.experiment import last_word
from ionoscope.engine.core.parameters import unmarked, written

from .origin import originated

log = logging.getLogger(__name__)

END = object()
"""What a generator yields that has ended."""
QUEUED, RUNNING, STOPPED, FINISHED, FAILED = "queued", "running", "stopped", "finished", "failed"


class Run:
    """A run's handle.

    The worker thread is the only writer of `chunk`, `status` and `version`; readers see whole
    chunks, for a chunk is never changed once published. Watchers are called from the worker
    thread without data: they may only note that there is something to fetch.

    With `state` the run goes on from there; ValueError if the experiment cannot. `chunks` makes
    the generator that it advances, which may yield None while there is nothing new.
    """

    def __init__(
        self,
        experiment: Experiment,
        live: bool = False,
        state: dict[str, np.ndarray] | None = None,
        chunks: Callable[..., Iterator[Chunk | None]] = Experiment.chunks,
    ):
        self.id = uuid.uuid4().hex[:12]
        self.experiment = experiment
        self.live = live
        self.made_from = self.identity = ""  # what is kept of it will tell
        self.visitor = ""  # id of whoever started it
        self.status = QUEUED
        self.failure = ""  # why it failed, with parameters marked
        self.afar = False  # whether a cluster computes it
        self.apart = False  # whether a process of its own does
        self.note = ""  # what is to be known of where it is computed
        self.chunk: Chunk | None = None
        self.version = 0
        self.elapsed = 0.0
        self.began = self.ended = time.monotonic()
        self._generator = chunks(experiment, state)
        self._stop = threading.Event()
        self._turn = threading.Lock()
        self._watchers: list[Callable[[], None]] = []
        self.on_end: Callable[[Run], None] | None = None
        self.on_stop: Callable[[], None] | None = None

    @property
    def over(self) -> bool:
        return self.status in (STOPPED, FINISHED, FAILED)

    @property
    def stopping(self) -> bool:
        """Whether it was asked to end."""
        return self._stop.is_set()

    @property
    def error(self) -> str:
        """Why it failed; "" if it has not."""
        return written(self.failure)

    @property
    def can_go_on(self) -> bool:
        """Whether it ended before its end and left what is needed to resume it."""
        return self.status in (STOPPED, FAILED) and bool(self.chunk and self.chunk.state)

    @property
    def share(self) -> float:
        """Share done, 0 … 1."""
        return self.chunk.share if self.chunk else 0.0

    def where(self) -> tuple[float, str]:
        """Share done and stage, in a word."""
        return self.share, self.chunk.stage if self.chunk else self.status

    def watch(self, wake: Callable[[], None]) -> Callable[[], None]:
        """Call `wake()` at each publication; returns the call that ends it."""
        self._watchers.append(wake)
        return lambda: self._watchers.remove(wake) if wake in self._watchers else None

    def stop(self) -> None:
        """Ask the run to end after the slice it is in; what it has computed stays."""
        self._stop.set()
        if self.on_stop:
            self.on_stop()

    def advance(self) -> None:
        """Compute one slice and publish it (called by one worker at a time)."""
        started = time.perf_counter()
        with self._turn:
            if self.over:
                return
            self.status = RUNNING
        stopping = self.stopping
        try:
            chunk = last_word(self._generator) if stopping else next(self._generator, END)
        except RunFailed as error:  # it says itself what to do
            log.info("run %s: %s", self.id, error)
            self._end(FAILED, error.marked)
            return
        except Exception as error:
            log.exception("run %s failed", self.id)
            self._end(FAILED, unmarked(str(error)) or type(error).__name__)
            return
        self.elapsed += time.perf_counter() - started
        if isinstance(chunk, Chunk) and chunk is not self.chunk:
            self._show(chunk)
        if stopping:
            self._end(STOPPED)
        elif chunk is END:
            self._forget_state()
            self._end(FINISHED)

    def _forget_state(self) -> None:
        """A finished run is not resumed, and its state may be large."""
        if self.chunk and self.chunk.state:
            self.chunk = replace(self.chunk, state=None)

    def result(self) -> Result:
        """What has been computed, marked with the run's status; ValueError if nothing yet."""
        if self.chunk is None:
            raise ValueError("Nothing has been computed yet; wait for the first slice.")
        return self.experiment.result(self.chunk, self.status, self.elapsed, self.failure)

    def kept(self) -> Result:
        """`result` as it is kept, with its origin."""
        return originated(self.result(), self.made_from, self.identity, self.visitor)

    def leave(self) -> None:
        """End it with what it has published, whatever its worker is in the middle of.

        For a process that ends: the slice, which may never get the time to come to its end, is
        not waited for, and nobody hears of it.
        """
        self._end(STOPPED)

    def say(self, note: str) -> None:
        """Have `note` known to whoever watches."""
        self.note = note
        self._publish()

    def _show(self, chunk: Chunk) -> None:
        with self._turn:
            if self.over:  # left
                return
            self.chunk = chunk
        self._publish()

    def taken(self, drawn: Result) -> Result:
        """What it ended with; of a run that goes on what was `drawn` of it, as if stopped there."""
        return self.result() if self.over else replace(drawn, status=STOPPED)

    def _end(self, status: str, failure: str = "") -> None:
        with self._turn:
            if self.over:
                return
            self.ended = time.monotonic()
            self.status, self.failure = status, failure
        if self.on_end:
            self.on_end(self)
        with suppress(ValueError):  # it is in a slice that is not waited for
            self._generator.close()
        self._publish()

    def _publish(self) -> None:
        self.version += 1
        for wake in list(self._watchers):
            wake()
