"""Workforce: who helps when an experiment is made of many others."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from .cluster import Cluster


class Workforce(Protocol):
    """Threads that compute slices of members, whoever asks for them among them."""

    @property
    def workers(self) -> int:
        """Slices that are computed at the same time."""

    @property
    def idle(self) -> int:
        """How many of them nothing else needs now."""

    def offer(self, help: Callable[[], None]) -> None:
        """Have `help()` called once by a thread that has nothing else to do; never, if none is
        idle any more. It returns after a slice."""


class Threads:
    """So many threads of this process: the one that asks, and the others as helpers."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._helpers = ThreadPoolExecutor(max(workers - 1, 1), "ionoscope-helper")

    @property
    def idle(self) -> int:
        """As `Workforce.idle`: whoever else there is has threads of its own."""
        return self.workers - 1

    def offer(self, help: Callable[[], None]) -> None:
        """As `Workforce.offer`."""
        if self.workers > 1:
            self._helpers.submit(help)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._helpers.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class Elsewhere:
    """The processes of a cluster; `tell` is told in a sentence when there are none, and "" after
    that."""

    cluster: Cluster
    tell: Callable[[str], None]

    @property
    def workers(self) -> int:
        """Members that are computed at the same time."""
        return max(self.cluster.look().workers, 1)


_present: ContextVar[Workforce | Elsewhere | None] = ContextVar("workforce", default=None)


@contextmanager
def working(force: Workforce | Elsewhere) -> Iterator[None]:
    """Whatever this thread begins meanwhile is computed by `force`."""
    before = _present.set(force)
    try:
        yield
    finally:
        _present.reset(before)


@contextmanager
def workforce() -> Iterator[Workforce | Elsewhere]:
    """The one at hand; if there is none, a thread for every core, as long as this lasts."""
    present = _present.get()
    if present is not None:
        yield present
        return
    with Threads(cores()) as threads:
        yield threads


def cluster_at_hand() -> Elsewhere:
    """The cluster that is the workforce; RuntimeError if none is."""
    present = _present.get()
    if not isinstance(present, Elsewhere):
        raise RuntimeError("No cluster is at hand.")
    return present


def at_hand() -> int:
    """How many members would be computed at the same time now."""
    present = _present.get()
    return present.workers if present else cores()


def idle_at_hand() -> int:
    """How many could help now whoever asks."""
    present = _present.get()
    return 0 if present is None or isinstance(present, Elsewhere) else present.idle


def cores(quota: Path = Path("/sys/fs/cgroup/cpu.max")) -> int:
    """Cores this process may use; a container may be given fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    found = len(affinity(0)) if affinity else os.cpu_count() or 2
    try:
        share, period = quota.read_text().split()
        return min(found, max(round(int(share) / int(period)), 1))
    except (OSError, ValueError):  # no such control here, or "max"
        return found
