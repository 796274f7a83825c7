"""Crew: a few threads that take turns on runs, a slice each."""

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from ionoscope.engine.compute.workforce import working

from .courtesy import Courtesy
from .run import QUEUED, Run
from .turns import Turns


class Crew:
    """So many threads; each computes a slice of a run, or waits while a process does, and puts it
    back, so that nobody is kept waiting by a long run and Stop is seen at the next slice.

    A run of many members has the threads that no run needs help with them: the crew is the
    workforce of what it begins. `loop()` gives what `Courtesy` asks for.
    """

    def __init__(self, workers: int, name: str, turns: Turns, loop: Callable[[], Callable | None]):
        self._turns = turns
        self._offers: deque[Callable[[], None]] = deque()
        self._ready = threading.Condition()
        self._waiting, self._closed, self._loop = 0, False, loop
        self._threads = [
            threading.Thread(target=self._work, name=f"{name}-{i}", daemon=True)
            for i in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def workers(self) -> int:
        """Runs that are computed at the same time."""
        return len(self._threads)

    @property
    def idle(self) -> int:
        """Threads that have nothing to do."""
        return self._waiting

    @property
    def runs(self) -> list[Run]:
        """All that are not over."""
        with self._ready:
            return [*self._turns.computing, *self._turns]

    def submit(self, run: Run) -> Run:
        """Queue a run; RuntimeError once the crew is to stop."""
        with self._ready:
            if self._closed:
                raise RuntimeError("The server is shutting down and takes no new runs.")
            self._turns.add(run)
            self._ready.notify()
        return run

    def offer(self, help: Callable[[], None]) -> None:
        """Have a thread call `help()`, once no run waits for it."""
        with self._ready:
            if not self._closed:
                self._offers.append(help)
                self._ready.notify()

    def stop(self) -> None:
        """Take no more runs and end all: here and now those that are in no slice."""
        with self._ready:
            self._closed = True
            self._offers.clear()
            for run in (*self._turns.computing, *self._turns):
                run.stop()
            waiting = self._turns.clear()
            self._ready.notify_all()
        for run in waiting:
            run.advance()

    def ended(self, until: float) -> bool:
        """Wait for the slices of a crew that is to stop, until the clock (monotonic) says so;
        whether all have ended."""
        for thread in self._threads:
            thread.join(max(until - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread in self._threads)

    def _work(self) -> None:
        courtesy = Courtesy(lambda: None if self._closed else self._loop())
        with working(self):
            while (work := self._take()) is not None:
                work(courtesy)
                del work  # an idle thread would keep a run, and all who watch it

    def _take(self) -> Callable[[Courtesy], None] | None:
        """What to do next: a slice of a run, or else help; None once closed and empty."""
        with self._ready:
            while (run := self._turns.take()) is None:
                if self._closed:
                    return None
                if self._offers:
                    return partial(_help, self._offers.popleft())
                self._waiting += 1
                self._ready.wait()
                self._waiting -= 1
            return partial(self._advance, run)

    def _advance(self, run: Run, courtesy: Courtesy) -> None:
        if self._closed:
            run.stop()
        # the first visitor's process takes seconds to begin, others' none: that is nobody's time
        free, began = run.apart and run.status == QUEUED, time.monotonic()
        if run.apart:  # whoever waits is in nobody's way
            run.advance()
        else:
            courtesy.around(run.advance)
        with self._ready:
            self._turns.back(run, 0.0 if free else time.monotonic() - began)
            self._ready.notify()


def _help(help: Callable[[], None], courtesy: Courtesy) -> None:
    courtesy.around(help)
