"""Turns: whose run is next. Visitors get the same time, however many runs they have.

Each visitor has a clock that goes on by the time that his runs were computed; next is the one whose
clock is most behind, and of his runs the one that has waited longest. Whoever comes or comes back
begins where the one most behind stands: nobody saves time up.
"""

from collections import deque
from collections.abc import Iterator

from .run import QUEUED, Run

SLICE_S = 0.05
"""What a run that is being computed is taken to need, until that is known."""


class _Visitor:
    """The runs of one visitor: those that wait, and how many are being computed."""

    def __init__(self, clock: float) -> None:
        self.clock, self.computing = clock, 0
        self.waiting: deque[Run] = deque()
        self.begun: set[Run] = set()

    def behind(self) -> float:
        """Where the clock will stand."""
        return self.clock + SLICE_S * self.computing


class Turns:
    """The runs that wait for their next slice; used under its owner's lock.

    No more than `most` runs have begun and are not over, but each visitor has one that has: what
    has begun takes memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._visitors: dict[str, _Visitor] = {}
        self.computing: set[Run] = set()

    def __iter__(self) -> Iterator[Run]:
        """All that wait."""
        for visitor in self._visitors.values():
            yield from visitor.waiting

    def add(self, run: Run) -> None:
        """A new run."""
        found = self._visitors.get(run.visitor)
        if found is None:
            clock = min((one.behind() for one in self._visitors.values()), default=0.0)
            found = self._visitors[run.visitor] = _Visitor(clock)
        found.waiting.append(run)
        if run.status != QUEUED:
            found.begun.add(run)

    def take(self) -> Run | None:
        """The next run, None if none may be computed now; it is to be given `back`.

        One that was asked to stop goes first.
        """
        run = next((one for one in self if one.stopping), None) or self._next()
        if run is not None:
            visitor = self._visitors[run.visitor]
            visitor.waiting.remove(run)
            visitor.begun.add(run)
            visitor.computing += 1
            self.computing.add(run)
        return run

    def back(self, run: Run, seconds: float) -> None:
        """A run that was taken has been computed for so long; if it is not over, it waits again."""
        visitor = self._visitors[run.visitor]
        visitor.computing -= 1
        visitor.clock += seconds
        self.computing.discard(run)
        if run.over:
            visitor.begun.discard(run)
        else:
            visitor.waiting.append(run)
        if not (visitor.waiting or visitor.computing):
            del self._visitors[run.visitor]

    def clear(self) -> list[Run]:
        """Take all that wait."""
        found = list(self)
        for visitor in self._visitors.values():
            visitor.waiting.clear()
        return found

    def _next(self) -> Run | None:
        room = sum(len(one.begun) for one in self._visitors.values()) < self._most
        for visitor in sorted(self._visitors.values(), key=_Visitor.behind):
            free = room or not visitor.begun
            if run := next((r for r in visitor.waiting if free or r in visitor.begun), None):
                return run
        return None
