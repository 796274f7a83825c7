"""Pool: the crews of this process: one for runs that follow a slider, one for those that last."""

import time
from collections.abc import Callable

from .crew import Crew
from .recent import Recent
from .run import Run
from .turns import Turns

PATIENCE_S = 8.0
"""Time that closing leaves to slices; engines of containers kill after ten seconds."""
MOST = 16
"""Long runs that have begun and are not over, one of each visitor aside: the process of each takes
10 MB before what it computes."""


class Pool:
    """A bounded pool.

    Runs are generators, which are advanced by slices, in turns that are fair to visitors. Live
    runs (those that follow a slider) have threads of their own, for they end soon and somebody is
    waiting: where there are both, the system gives each half of the cores.
    """

    def __init__(self, workers: int):
        self._loop: Callable | None = None
        self._long = Crew(workers, "ionoscope-worker", Turns(MOST), lambda: self._loop)
        self._live = Crew(workers, "ionoscope-live", Turns(10**6), lambda: self._loop)
        self._crews = self._live, self._long
        self.recent = Recent()

    @property
    def workers(self) -> int:
        """Runs that are computed at the same time."""
        return self._long.workers

    @property
    def runs(self) -> list[Run]:
        """All that wait or are computed."""
        return [run for crew in self._crews for run in crew.runs]

    def submit(self, run: Run) -> Run:
        """Queue a run; RuntimeError once the pool is closed."""
        return (self._live if run.live else self._long).submit(run)

    def behind(self, loop: Callable[[Callable[[], None]], object]) -> None:
        """Let the thread go first to whose event loop `loop` adds a callback."""
        self._loop = loop

    def close(self, patience: float = PATIENCE_S) -> None:
        """Stop every run; what each has published is kept, whether or not its worker gets on.

        Slices that go on publish what they come to. If that takes longer than `patience` (s), the
        runs are left with what they had.
        """
        self.stop()
        self.ended(patience)
        for run in self.runs:
            run.leave()

    def stop(self) -> None:
        """Take no more runs and end all: here and now those that are in no slice."""
        for crew in self._crews:
            crew.stop()

    def ended(self, patience: float) -> bool:
        """Wait for the slices of a stopped pool, `patience` s at most; whether all have ended."""
        until = time.monotonic() + patience
        return all(crew.ended(until) for crew in self._crews)
