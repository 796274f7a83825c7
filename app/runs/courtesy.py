"""Courtesy: whoever computes lets the thread that draws go first, and nobody else.

A priority would put computing behind every process of the machine, and the pages with it: a
worker that waits for a core while it holds Python's lock keeps them waiting too.
"""

import threading
import time
from collections.abc import Callable

OFTEN_S = 0.01
"""Least time between two questions of a worker: each wakes the loop."""
MOST_S = 0.1
"""Longest time that a worker stands back after a slice."""


class Courtesy:
    """What one worker does for the event loop that draws all pages.

    It asks the loop for a sign, which gives none while it draws. After a slice without one the
    worker stands back for as long as it has waited for the sign: so computing goes on at a third
    to half of its pace while pages are drawn, and an idle loop costs it nothing.

    `loop()` gives what adds a callback to the loop from any thread, None if there is no loop.
    """

    def __init__(self, loop: Callable[[], Callable | None]):
        self._loop = loop
        self._sign = threading.Event()
        self._sign.set()
        self._asked = 0.0

    def around(self, work: Callable[[], object]) -> None:
        """Do some work between the two."""
        self.before()
        work()
        self.after()

    def before(self) -> None:
        """Before a slice."""
        call, now = self._loop(), time.monotonic()
        if call is None or not self._sign.is_set() or now - self._asked < OFTEN_S:
            return
        self._asked, self._sign = now, threading.Event()
        try:
            call(self._sign.set)
        except RuntimeError:  # the loop has been closed
            self._sign.set()

    def after(self) -> None:
        """After a slice: until the loop is free, but not for long."""
        since = time.monotonic() - self._asked
        if since > OFTEN_S:
            self._sign.wait(min(since, MOST_S))
