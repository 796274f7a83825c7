"""Visitors who come and go: `python -m tests.robustness.visits [COUNT]`, 1,000 of them.

Ends with 1 if memory grows by more than 5 % after the first tenth, or if a file descriptor, a
thread, a temporary file or a page is left.
"""

import asyncio
import gc
import os
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from bokeh.document import Document
from bokeh.server.session import ServerSession

from ionoscope.app.pages.page import Page
from ionoscope.app.pages.shell import PAGES, Shell
from ionoscope.app.serve import server as serving
from tests.robustness.served import Served, here, until
from tests.robustness.wire import Guest

ALL, TOGETHER = 1000, 10
MOST_GROWTH = 0.05
OF_A_VISIT = (Document, ServerSession, Shell, Page)


class Left(NamedTuple):
    """What there is in the process: resident memory in MB, and how many of what could be left."""

    memory: float
    descriptors: int
    threads: int
    files: int
    objects: Counter

    @classmethod
    def now(cls) -> "Left":
        """At present, all garbage collected."""
        gc.collect()
        found = map(type, gc.get_objects())  # a proxy whose object has gone has no other kind
        kinds = (kind.__name__ for kind in found if issubclass(kind, OF_A_VISIT))
        return cls(
            _resident(),
            descriptors(),
            len([t for t in threading.enumerate() if "asyncio" not in t.name]),  # look-ups of names
            len(os.listdir(tempfile.gettempdir())),
            Counter(kinds),
        )


def descriptors() -> int:
    """How many files and sockets are open."""
    return len(os.listdir("/proc/self/fd"))


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def at_once(seconds: float = 0.1) -> None:
    """Have servers made from now on forget those who left in so short a time."""
    serving.GRACE_MS = serving.LOOK_MS = int(1000 * seconds)


async def visit(served: Served, searches: list[str]) -> None:
    """One visitor for each address, together; each sees its page and leaves."""
    guests = await asyncio.gather(*(Guest(served.address, s).open() for s in searches))
    pictures = [g.see() for g, s in zip(guests, searches, strict=True) if "=gate-" in s]
    await asyncio.gather(*pictures)
    await asyncio.gather(*(g.leave() for g in guests))
    await until(lambda: not served.sessions)


async def come_and_go(served: Served, count: int, first: int) -> tuple[Left, Left]:
    """What there was after the `first` of so many visits, and after all.

    TimeoutError if a file or a socket stays open.
    """
    unvisited = descriptors()
    addresses = [f"?page={key}" for key in PAGES]
    after_first = None
    for begun in range(0, count, TOGETHER):
        if after_first is None and begun >= first:
            after_first = Left.now()
        many = min(TOGETHER, count - begun)
        await visit(served, [addresses[(begun + i) % len(addresses)] for i in range(many)])
    await asyncio.sleep(1.0)  # what was begun for those who left comes to its end
    await until(lambda: descriptors() <= unvisited)  # sockets close after their sessions
    return after_first or Left.now(), Left.now()


def main(count: int) -> int:
    """Report; 1 if something grew."""
    at_once()
    with tempfile.TemporaryDirectory() as folder:
        first, last = here(lambda s: come_and_go(s, count, count // 10), Path(folder))
    growth = last.memory / first.memory - 1
    print(f"{first}\n{last}\nmemory grew by {growth:.1%}")
    left = [a for a, b in zip(last[1:4], first[1:4], strict=True) if a > b]
    return 1 if growth > MOST_GROWTH or left or last.objects > first.objects else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ALL))
