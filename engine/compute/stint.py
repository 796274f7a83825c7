"""Stint: what a worker of a cluster does at a time, about a second's work on a member or several.

A member is not sent away whole: each stint gives back what the member has come to. So progress,
checkpoints and Stop need nothing but stints, a worker that dies takes a second's work with it, and
whoever does a stint twice does no harm.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from typing import NamedTuple

from ..core.experiment import Experiment
from ..core.library import take
from ..core.result import Chunk
from .newest import Keep, Newest, failed, known
from .workforce import Threads, working

LEASE_S = 60.0
"""Time after which a worker lets go of a member that nobody has come back to."""


@dataclass(frozen=True)
class Task:
    """A member that is to be advanced.

    Attributes
    ----------
    id : str
        Its own in all the world, the same in all its stints.
    number : int
        How many stints it has had.
    kind, values, keep
        As whom it is built, and what is kept of its chunks.
    begun : Newest, optional
        What it is begun from; None to go on with what the stint before has left open.
    save : bool
        Whether its state is to be given back.
    enclosed : dict of bytes
        What values call by hash, if it is begun here.
    """

    id: str
    number: int
    kind: type[Experiment]
    values: dict[str, object]
    keep: Keep
    begun: Newest | None
    save: bool = True
    enclosed: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    """What a stint has come to: `found` of each task, None if it was not come to or is not open
    here; the version that computed it, and its seconds."""

    found: list[Newest | None]
    version: str
    seconds: float


def stint(tasks: Sequence[Task], seconds: float) -> Report:
    """Advance each in turn, the first by a chunk at least, until `seconds` have passed."""
    begun = time.monotonic()
    found: list[Newest | None] = []
    for task in tasks:
        late = bool(found) and time.monotonic() - begun >= seconds
        found.append(None if late else _advanced(task, begun + seconds))
    return Report(found, version("ionoscope"), time.monotonic() - begun)


def _advanced(task: Task, end: float) -> Newest | None:
    now = task.begun or Newest()
    try:
        with Threads(1) as alone, working(alone):
            open_ = _desk.taken(task) or _begun(task)
            if open_ is None:
                return None
            now = open_.newest
            for chunk in open_.run:
                now = known(now, chunk, partial(task.keep, open_.member))
                if time.monotonic() >= end:
                    _desk.put(task, open_._replace(newest=now))
                    return now if task.save else replace(now, state=None)
    except Exception as error:  # whatever it is, the others go on
        return failed(now, error)
    return replace(now, share=1.0, state=None)


class _Open(NamedTuple):
    member: Experiment
    run: Iterator[Chunk]
    newest: Newest


def _begun(task: Task) -> _Open | None:
    if task.begun is None:
        return None
    take(task.enclosed)
    member = task.kind(**task.values)
    return _Open(member, member.chunks(task.begun.state), task.begun)


class _Desk:
    """Members that this process has left open, each until its next stint."""

    def __init__(self) -> None:
        self._open: dict[str, tuple[int, _Open, float]] = {}
        self._lock = threading.Lock()
        self._tidying = False

    def put(self, task: Task, open_: _Open) -> None:
        with self._lock:
            self._open[task.id] = task.number + 1, open_, time.monotonic()
            if not self._tidying:
                self._later()

    def taken(self, task: Task) -> _Open | None:
        """The one that is where `task` goes on; whatever else is left of it goes."""
        with self._lock:
            number, open_, _ = self._open.pop(task.id, (-1, None, 0.0))
        return open_ if number == task.number else None

    def _later(self) -> None:
        self._tidying = True
        timer = threading.Timer(LEASE_S / 2, self._tidy)
        timer.daemon = True
        timer.start()

    def _tidy(self) -> None:
        with self._lock:
            old = time.monotonic() - LEASE_S
            self._open = {id: one for id, one in self._open.items() if one[2] > old}
            self._tidying = False
            if self._open:
                self._later()


_desk = _Desk()
