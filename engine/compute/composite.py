"""Composite: an experiment made of experiments, its members, which are computed side by side."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..core.experiment import Experiment, RunFailed
from ..core.files import State
from ..core.mark import check_mark, marked
from ..core.result import Chunk
from .cluster import Unreachable
from .newest import Newest, packed, unpacked
from .side_by_side import side_by_side

if TYPE_CHECKING:
    import xarray as xr

SNAPSHOT = 0.4
"""Seconds after which what is known of the members is put together anew."""
SNAPSHOT_SHARE = 0.05
"""Most of the time that this may take when members end one after the other, each shown at once."""


class Composite(Experiment):
    """An experiment made of experiments.

    Sub-classes say which (`members`), what is kept of each (`keep`), what it comes to (`gathered`),
    and how a member is called (`place`). All are resumable: what ended is not computed again.
    """

    resumable: ClassVar[bool] = True

    def members(self) -> Sequence[Experiment]:
        """The experiments, in the order in which they begin."""
        raise NotImplementedError

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """What is kept of a chunk of `member`, arrays by name."""
        raise NotImplementedError

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """The data and the answer in numbers, from what is known of each member."""
        raise NotImplementedError

    def place(self, i: int) -> str:
        """What tells member `i` from the others, in words."""
        raise NotImplementedError

    def run(self) -> Iterator[Chunk]:
        """Yield all that is known so far; the last chunk is complete.

        Raises
        ------
        RunFailed
            After the last chunk, when a member failed; Unreachable when nobody is left to compute.
        """
        return self._chunks([])

    def resume(self, state: State) -> Iterator[Chunk]:
        """Go on from a chunk's state; ValueError if it is of a run with other parameters."""
        check_mark(state, self.values())
        return self._chunks(unpacked(state))

    def _chunks(self, begun: Sequence[Newest]) -> Iterator[Chunk]:
        members = self.members()
        newest = list(begun) or [Newest()] * len(members)
        last, over, taken, cost = None, 0, 0.0, 0.0
        try:
            for now_known in side_by_side(members, self.keep, newest):
                newest = now_known
                now, ended = time.monotonic(), sum(one.over for one in newest)
                pause = min(cost / SNAPSHOT_SHARE, SNAPSHOT) if ended > over else SNAPSHOT
                if last is None or now - taken > max(pause, cost):
                    last, over = self._chunk(newest), ended
                    taken = time.monotonic()
                    cost = taken - now
                yield last
        except (KeyboardInterrupt, Unreachable):  # the last snapshot may be older than they are
            yield self._chunk(newest)
            raise
        yield self._last(newest)
        self._complain(newest)

    def _chunk(self, newest: Sequence[Newest]) -> Chunk:
        over = [one.over for one in newest]
        total = np.mean(np.maximum([one.share for one in newest], over))
        stage = f"{sum(over)} of {len(over)}"
        state = marked(packed(newest), self.values())
        return Chunk(min(0.999, float(total)), stage, *self.gathered(newest), state)

    def _last(self, newest: Sequence[Newest]) -> Chunk:
        """All there is; nothing is left to go on with where a member failed."""
        failed = any(one.failure for one in newest)
        state = None if failed else marked(packed(newest), self.values())
        return Chunk(1.0, "done", *self.gathered(newest), state)

    def _complain(self, newest: Sequence[Newest]) -> None:
        """Fail if a member did, now that all are kept."""
        failures = [f"At {self.place(i)}: {m.failure}" for i, m in enumerate(newest) if m.failure]
        if failures:
            kept = "A point that failed rests on the time before; the others are whole."
            raise RunFailed(" ".join([*failures, kept]))
