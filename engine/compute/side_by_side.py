"""Several experiments side by side: as many at a time as there are cores."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from ..core.experiment import Experiment, RunFailed
from ..core.result import Chunk


class Newest(NamedTuple):
    """Of a member: what it has yielded last, None before it has begun, and why it failed."""

    chunk: Chunk | None = None
    failure: RunFailed | None = None

    @property
    def over(self) -> bool:
        """Whether it has ended, by itself or by failing."""
        return self.failure is not None or (self.chunk is not None and self.chunk.share == 1)


def cores() -> int:
    """Runs that are advanced at the same time."""
    return os.cpu_count() or 1


def side_by_side(
    members: Sequence[Experiment], threads: int | None = None
) -> Iterator[list[Newest]]:
    """Run all members and yield, slice by slice, what is known of each, in their order.

    They begin in their order, the next one when one ends. Each is advanced by one thread at a time,
    and its result does not depend on `threads` (default: `cores()`). A member that fails leaves the
    others alone.
    """
    threads = threads or cores()
    waiting = deque((i, member.run()) for i, member in enumerate(members))
    newest = [Newest()] * len(members)
    with ThreadPoolExecutor(threads, thread_name_prefix="ionoscope-sweep") as pool:
        running: dict[Future, tuple[int, Iterator[Chunk]]] = {}
        while waiting or running:
            while waiting and len(running) < threads:
                i, run = waiting.popleft()
                running[pool.submit(_advance, run)] = i, run
            # none waits for the others: their slices differ in length
            for slice_ in wait(running, return_when=FIRST_COMPLETED).done:
                i, run = running.pop(slice_)
                given = slice_.result()
                if isinstance(given, RunFailed):
                    newest[i] = newest[i]._replace(failure=given)
                elif given is not None:
                    newest[i] = Newest(given)
                    running[pool.submit(_advance, run)] = i, run
            yield list(newest)


def _advance(run: Iterator[Chunk]) -> Chunk | RunFailed | None:
    try:
        return next(run, None)
    except RunFailed as error:
        return error
