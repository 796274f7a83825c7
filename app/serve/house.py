"""House: who is in at present, what they have computed for them, and how the server is."""

import time
from collections.abc import Callable
from importlib.metadata import version
from typing import NamedTuple

from ..runs.run import QUEUED, Run
from ..runs.store import RunStore
from ..runs.visitor import Visitor
from .names import Names
from .pulse import Pulse, resident_mb


class Joining(NamedTuple):
    """What a class has to know: the address without its path, the code, and the address that
    carries the code."""

    address: str
    code: str
    link: str


class _Session(NamedTuple):
    visitor: Visitor
    since: float
    page: Callable[[], str]


class House:
    """What operators see and do; pages are given it, and ask it only for operators."""

    def __init__(
        self, store: RunStore, names: Names, pulse: Pulse, address: str, joining: Joining | None
    ):
        self._store, self._names, self._pulse = store, names, pulse
        self._address, self.joining = address, joining
        self._sessions: dict[object, _Session] = {}
        self._began, self._mb = time.time(), resident_mb()

    def enter(self, session: object, visitor: Visitor, page: Callable[[], str]) -> None:
        """A page has been opened; `page()` says the key of what it shows now."""
        self._names.learn(visitor.id, visitor.name)
        self._sessions[session] = _Session(visitor, time.time(), page)

    def leave(self, session: object) -> None:
        """It has been closed; safe to call twice."""
        self._sessions.pop(session, None)

    def name(self, id: str) -> str:
        """What a visitor is called, "" for one without a name."""
        return self._names.of(id)

    def stop(self, id: str) -> int:
        """Stop all runs of a visitor; how many there were."""
        theirs = [run for run in self._going() if run.visitor == id]
        for run in theirs:
            run.stop()
        return len(theirs)

    def report(self) -> dict:
        """How it is, as `ionoscope status --json` gives it."""
        going = self._going()
        return {
            "version": version("ionoscope"),
            "address": self._address,
            "started": self._began,
            "uptime_s": round(time.time() - self._began, 1),
            "loop_lag_ms": self._pulse.lag_ms(),
            "memory_mb": resident_mb(),
            "memory_at_start_mb": self._mb,
            "workers": self._store.pool.workers,
            "runs_going": sum(run.status != QUEUED for run in going),
            "runs_queued": sum(run.status == QUEUED for run in going),
            "trouble": self._store.trouble,
            "visitors": [self._about(id, going) for id in self._ids(going)],
        }

    def _ids(self, going: list[Run]) -> list[str]:
        """Of those who are here, first come first, and of those whose runs outlast their page."""
        here = [session.visitor.id for session in self._sessions.values()]
        return list(dict.fromkeys([*here, *(run.visitor for run in going)]))

    def _about(self, id: str, going: list[Run]) -> dict:
        here = [one for one in self._sessions.values() if one.visitor.id == id]
        theirs = [run for run in going if run.visitor == id]
        return {
            "id": id,
            "name": self._names.of(id),
            "operator": any(one.visitor.operator for one in here),
            "since": min((one.since for one in here), default=None),
            "pages": [one.page() for one in here],
            "runs_going": sum(run.status != QUEUED for run in theirs),
            "runs_queued": sum(run.status == QUEUED for run in theirs),
        }

    def _going(self) -> list[Run]:
        return [run for run in list(self._store.runs.values()) if not run.over]
