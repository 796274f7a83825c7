"""Pool: a few worker threads that take turns on all runs, a slice each."""

import os
import sys
import threading
import time
from collections import deque

from .run import Run

PATIENCE_S = 8.0
"""Time that closing leaves to slices; engines of containers kill after ten seconds."""
NICE = 10
"""How far computing stands back behind drawing, of 19 (Unix's nice)."""


class Pool:
    """A bounded pool.

    Runs are generators, so a worker advances one by a slice and puts it back at the end of the
    queue: a long run never keeps others waiting, and Stop is seen at the next slice. Live runs
    (those that follow a slider) take every other turn while there are any.
    """

    def __init__(self, workers: int):
        self._live: deque[Run] = deque()
        self._long: deque[Run] = deque()
        self._in_slice: set[Run] = set()
        self._ready = threading.Condition()
        self._live_turn = True
        self._closed = False
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

    def _take(self) -> Run | None:
        """The next run by turns, None once closed and empty."""
        with self._ready:
            while not (self._live or self._long):
                if self._closed:
                    return None
                self._ready.wait()
            first, second = (
                (self._live, self._long) if self._live_turn else (self._long, self._live)
            )
            self._live_turn = not self._live_turn
            run = (first or second).popleft()
            self._in_slice.add(run)
            return run

    def _work(self) -> None:
        _give_way()
        while (run := self._take()) is not None:
            if self._closed:
                run.stop()
            run.advance()
            with self._ready:
                self._in_slice.discard(run)
                if not run.over:
                    self._queue(run).append(run)
                    self._ready.notify()
            del run  # an idle worker would keep it, and all who watch it


def _give_way() -> None:
    """Let this thread, and those that it starts, compute in the time that the pages leave.

    Pages are drawn by one thread, which else would get a core's share as any other, and with more
    runs than cores wait for it while it keeps all of them waiting.
    """
    if sys.platform == "linux":  # elsewhere a priority is the whole process's
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
