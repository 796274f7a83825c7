"""Cluster: worker processes, on whatever machines, that are sent stints; `dask_cluster` is one."""

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from typing import Any, NamedTuple

from ..core.experiment import RunFailed


class Unreachable(RunFailed):
    """Nobody is left to compute: a sentence with the remedy. What was computed can be gone on
    with."""


class Away(Exception):
    """What was to be sent could not be: the scheduler is not there."""


class Sight(NamedTuple):
    """What is known of a cluster.

    threads : threads by worker; life : the scheduler's own, another one when it has been started
    anew; seen : when (s, monotonic) it last had a worker; trouble : why it has none, in a clause.
    """

    threads: Mapping[str, int] = {}
    life: str = ""
    seen: float = 0.0
    trouble: str = ""

    @property
    def workers(self) -> int:
        """Stints that are done at the same time."""
        return sum(self.threads.values())


class Cluster:
    """A cluster; whoever sends it something chooses the worker, for which all share the counts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._loads: Counter[str] = Counter()
        self._lock = threading.Lock()

    def look(self) -> Sight:
        """The newest that is known; asks for newer, and waits for no answer."""
        raise NotImplementedError

    def send(self, worker: str, work: Callable, *args: object) -> Future:
        """Have `worker` call `work`; Away if that cannot be sent."""
        raise NotImplementedError

    def close(self) -> None:
        """Leave it."""

    def load(self, worker: str) -> int:
        """What it has been sent and has not answered."""
        return self._loads[worker]

    def submit(self, worker: str, work: Callable, *args: object) -> Future:
        """`send`, counted."""
        future = self.send(worker, work, *args)
        with self._lock:
            self._loads[worker] += 1
        future.add_done_callback(partial(self._answered, worker))
        return future

    def _answered(self, worker: str, _: Any) -> None:
        with self._lock:
            self._loads[worker] -= 1
