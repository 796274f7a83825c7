"""Several experiments side by side: the one loop of all that is made of members."""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial

from ..core.experiment import Experiment
from ..core.result import Chunk
from .elsewhere import elsewhere
from .newest import Keep, Newest, failed, known
from .workforce import Elsewhere, Workforce, workforce, working


def side_by_side(
    members: Sequence[Experiment], keep: Keep, begun: Sequence[Newest] = ()
) -> Iterator[list[Newest]]:
    """Run all members and yield, slice by slice, what is known of each, in their order.

    They begin in their order, the next one when one ends, as many at a time as the workforce has
    workers. One that fails leaves the others alone. Results depend on no workforce.

    Parameters
    ----------
    members : sequence of Experiment
    keep : callable
        From a member and its chunk to what is kept of it. A cluster needs one that can be sent.
    begun : sequence of Newest, optional
        What an earlier call had come to: what was over stays, what had a state goes on from it.

    Raises
    ------
    ValueError, KeyError, TypeError
        From a member that cannot go on from its state.
    Unreachable
        After all that is known has been yielded, when a cluster has nobody left to compute.
    """
    begun = list(begun) or [Newest()] * len(members)
    with workforce() as force:
        if isinstance(force, Elsewhere):
            yield from elsewhere(members, keep, begun, force)
            return
        crew = _Crew(members, keep, begun, force)
        try:
            while crew.step():
                yield list(crew.newest)
            yield list(crew.newest)  # helpers may have ended what was left since the last look
        finally:
            crew.close()


class _Crew:
    """Members whose slices are computed by whoever has time: the owner, by `step`, and helpers.

    Helpers are asked for slices that the owner does not come to; one is left for its next turn, so
    that it need not wait for them. With a workforce of one, the owner computes all.
    """

    def __init__(
        self, members: Sequence[Experiment], keep: Keep, begun: Sequence[Newest], force: Workforce
    ) -> None:
        self._members, self._keep, self._force = members, keep, force
        self.newest = list(begun)
        self._runs: dict[int, Iterator[Chunk]] = {}
        self._waiting = deque(i for i, one in enumerate(begun) if not one.over)
        self._ready: deque[int] = deque()
        self._computing = 0
        self._asked, self._stepping, self._closed = 0, False, False
        self._unfit: Exception | None = None
        self._changed = threading.Condition()

    def step(self) -> bool:
        """Compute a slice, or wait for one that a helper computes; False when all is over."""
        with self._changed:
            self._begin()
            if not (self._ready or self._computing):
                return False
            self._stepping = True
            i = self._taken()
            self._ask()
            if i is None:
                self._changed.wait(1.0)
        if i is not None:
            self._advance(i)
        self._stepping = False
        if self._unfit:
            raise self._unfit
        return True

    def close(self) -> None:
        """Begin no more slices, and let go of what there was."""
        with self._changed:
            self._closed = True
            self._ready.clear()
            self._runs.clear()

    def _help(self) -> None:
        with self._changed:
            self._asked -= 1
            i = self._taken()
        if i is not None:
            self._advance(i)

    def _taken(self) -> int | None:
        if not self._ready:
            return None
        self._computing += 1
        return self._ready.popleft()

    def _begin(self) -> None:
        while self._waiting and len(self._ready) + self._computing < self._force.workers:
            self._ready.append(self._waiting.popleft())

    def _ask(self) -> None:
        spare = len(self._ready) - (0 if self._stepping else 1)
        for _ in range(min(spare, self._force.workers - 1) - self._asked):
            self._asked += 1
            self._force.offer(self._help)

    def _advance(self, i: int) -> None:
        """Compute the next slice of member `i`, and see to what is to be done next."""
        before = self.newest[i]
        fresh = i not in self._runs
        now, unfit = before, None
        try:
            with working(self._force):
                chunk = next(self._run(i), None)
                now = known(before, chunk, partial(self._keep, self._members[i]))
        except Exception as error:  # whatever it is, the others go on
            if fresh and before.state and isinstance(error, KeyError | TypeError | ValueError):
                unfit = error
            now = failed(before, error)
        with self._changed:
            self._computing -= 1
            if not self._closed:
                self.newest[i], self._unfit = now, self._unfit or unfit
                if now.over:
                    self._runs.pop(i, None)
                else:
                    self._ready.append(i)
                self._begin()
                self._ask()
            self._changed.notify_all()

    def _run(self, i: int) -> Iterator[Chunk]:
        if i not in self._runs:
            self._runs[i] = self._members[i].chunks(self.newest[i].state)
        return self._runs[i]
