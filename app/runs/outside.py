"""Outside: runs that a cluster computes; here a thread each, which mostly waits."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait

from ionoscope.engine import Chunk, Experiment
from ionoscope.engine.compute.cluster import Cluster
from ionoscope.engine.compute.composite import Composite
from ionoscope.engine.compute.elsewhere import remote
from ionoscope.engine.compute.workforce import Elsewhere, working

from .pool import PATIENCE_S
from .run import Run

MOST = 32
"""Runs that are there at the same time; others wait."""
OFTEN_S, SILENT_S = 1.0, 5.0
"""Time between two looks at a cluster, and time without a word from it after which a run is rather
computed here."""


class Outside:
    """The runs of this process on a cluster; the pool's workers have no part in them.

    It is looked at all the time: one that is away now may be there for the next run.
    """

    def __init__(self, cluster: Cluster):
        self._cluster = cluster
        self._waiting = ThreadPoolExecutor(MOST, "ionoscope-outside")
        self._runs: dict[Future, Run] = {}
        self._closed = threading.Event()
        threading.Thread(target=self._look, name="ionoscope-outlook", daemon=True).start()

    @property
    def trouble(self) -> str:
        """Why it can compute nothing now, in a clause; "" if it can."""
        sight = self._cluster.look()
        there = sight.threads and time.monotonic() - sight.seen < SILENT_S
        silent = f"The cluster at {self._cluster.address} does not answer"
        return "" if there else sight.trouble or silent

    def submit(self, run: Run) -> Run:
        """Have it computed there; RuntimeError once this is closed."""
        if self._closed.is_set():
            raise RuntimeError("The server is shutting down and takes no new runs.")
        future = self._waiting.submit(self._follow, run)
        self._runs[future] = run
        future.add_done_callback(lambda done: self._runs.pop(done, None))
        return run

    def stop(self) -> None:
        """Take no more runs and end all."""
        self._closed.set()
        for run in list(self._runs.values()):
            run.stop()

    def ended(self, patience: float) -> bool:
        """Wait for stopped runs, `patience` s at most; whether all have ended."""
        return not wait(list(self._runs), patience).not_done

    def close(self, patience: float = PATIENCE_S) -> None:
        """Stop every run, and keep what each has published."""
        self.stop()
        self.ended(patience)
        for run in list(self._runs.values()):
            run.leave()
        self._waiting.shutdown(wait=False, cancel_futures=True)
        self._cluster.close()

    def _look(self) -> None:
        """Keep what is known of it fresh: nobody else asks while nothing is computed there."""
        self._cluster.look()
        while not self._closed.wait(OFTEN_S):
            self._cluster.look()

    def _follow(self, run: Run) -> None:
        with working(Elsewhere(self._cluster, run.say)):
            while not run.over:
                run.advance()


def chunks(experiment: Experiment, state: dict | None) -> Iterator[Chunk | None]:
    """Of an experiment on the cluster at hand: its members are sent there, or it is itself."""
    if isinstance(experiment, Composite):
        return experiment.chunks(state)
    return remote(experiment, state)
