"""Pool: a few worker threads that take turns on all runs, a slice each."""

import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from ionoscope.engine.compute.workforce import working

from .courtesy import Courtesy
from .run import Run

PATIENCE_S = 8.0
"""Time that closing leaves to slices; engines of containers kill after ten seconds."""


class Pool:
    """A bounded pool.

    Runs are generators, so a worker advances one by a slice and puts it back at the end of the
    queue: a long run never keeps others waiting, and Stop is seen at the next slice. Live runs
    (those that follow a slider) take every other turn while there are any. A run of many members
    has the workers that no run needs help with them: it is the workforce of what they begin.
    """

    def __init__(self, workers: int):
        self._live: deque[Run] = deque()
        self._long: deque[Run] = deque()
        self._offers: deque[Callable[[], None]] = deque()
        self._in_slice: set[Run] = set()
        self._ready = threading.Condition()
        self._live_turn = True
        self._closed = False
        self._loop: Callable | None = None
        self._threads = [
            threading.Thread(target=self._work, name=f"ionoscope-worker-{i}", daemon=True)
            for i in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def workers(self) -> int:
        """Runs that are computed at the same time."""
        return len(self._threads)

    def submit(self, run: Run) -> Run:
        """Queue a run; RuntimeError once the pool is closed."""
        with self._ready:
            if self._closed:
                raise RuntimeError("The server is shutting down and takes no new runs.")
            self._queue(run).append(run)
            self._ready.notify()
        return run

    def behind(self, loop: Callable[[Callable[[], None]], object]) -> None:
        """Let the thread go first to whose event loop `loop` adds a callback."""
        self._loop = loop

    def offer(self, help: Callable[[], None]) -> None:
        """Have a worker call `help()`, once no run waits for it."""
        with self._ready:
            if not self._closed:
                self._offers.append(help)
                self._ready.notify()

    def close(self, patience: float = PATIENCE_S) -> None:
        """Stop every run; what each has published is kept, whether or not its worker gets on.

        Slices that go on publish what they come to. If that takes longer than `patience` (s), the
        runs are left with what they had.
        """
        self.stop()
        self.ended(patience)
        for run in self._rest():
            run.leave()

    def stop(self) -> None:
        """Take no more runs and end all: here and now those that are in no slice."""
        with self._ready:
            self._closed = True
            self._offers.clear()
            for run in (*self._live, *self._long, *self._in_slice):
                run.stop()
            waiting = [*self._live, *self._long]
            self._live.clear()
            self._long.clear()
            self._ready.notify_all()
        for run in waiting:
            run.advance()

    def ended(self, patience: float) -> bool:
        """Wait for the slices of a stopped pool, `patience` s at most; whether all have ended."""
        end = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(end - time.monotonic(), 0.0))
        return not any(thread.is_alive() for thread in self._threads)

    def _rest(self) -> list[Run]:
        with self._ready:
            return [*self._in_slice, *self._live, *self._long]

    def _queue(self, run: Run) -> deque[Run]:
        return self._live if run.live else self._long

    def _take(self) -> Callable[[], None] | None:
        """What to do next: a slice of a run, by turns, or else help; None once closed and empty."""
        with self._ready:
            while not (self._live or self._long):
                if self._closed:
                    return None
                if self._offers:
                    return self._offers.popleft()
                self._ready.wait()
            first, second = (
                (self._live, self._long) if self._live_turn else (self._long, self._live)
            )
            self._live_turn = not self._live_turn
            run = (first or second).popleft()
            self._in_slice.add(run)
            return partial(self._advance, run)

    def _work(self) -> None:
        courtesy = Courtesy(lambda: None if self._closed else self._loop)
        with working(self):
            while (work := self._take()) is not None:
                courtesy.before()
                work()
                courtesy.after()
                del work  # an idle worker would keep a run, and all who watch it

    def _advance(self, run: Run) -> None:
        if self._closed:
            run.stop()
        run.advance()
        with self._ready:
            self._in_slice.discard(run)
            if not run.over:
                self._queue(run).append(run)
                self._ready.notify()
