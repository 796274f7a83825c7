"""LiveRun: the run that follows a slider; the newest request wins, and none starves the picture."""

from collections.abc import Callable

from ionoscope.engine import Experiment

from .pool import Pool
from .run import Run


class LiveRun:
    """Keeps at most one live run and one waiting request.

    A newer request ends the running one only after that has been drawn (its owner sets `drawn`),
    so that a fast drag shows a picture for some of its values instead of none. Used from one
    session's event loop, of the visitor with that id; `poke` is what the worker's wake-up leads to.
    """

    def __init__(self, pool: Pool, wake: Callable[[], None], visitor: str = ""):
        self._pool, self._wake, self._visitor = pool, wake, visitor
        self.run: Run | None = None
        self.drawn: Run | None = None
        self._waiting: Experiment | None = None

    def request(self, experiment: Experiment) -> None:
        """Compute `experiment` as soon as may be."""
        self._waiting = experiment
        self.poke()

    def poke(self) -> None:
        """Start the waiting request if the running one is over or has been drawn."""
        if self._waiting is None:
            return
        if self.run and not self.run.over and self.drawn is not self.run:
            return
        if self.run:
            self.run.stop()
        experiment, self._waiting = self._waiting, None
        if found := self._pool.recent.found(experiment):
            self.run = found
            self._wake()
        else:
            self.run = self._pool.submit(self._begun(experiment))

    def _begun(self, experiment: Experiment) -> Run:
        run = Run(experiment, live=True)
        run.visitor, run.on_end = self._visitor, self._pool.recent.remember
        run.watch(self._wake)
        return run

    def close(self) -> None:
        """Forget the waiting request and stop the running one."""
        self._waiting = None
        if self.run:
            self.run.stop()
