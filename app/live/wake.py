"""Latch and Wake: how worker threads reach a session, without data."""

import logging
from collections.abc import Callable

from bokeh.document import Document

log = logging.getLogger(__name__)


class Latch:
    """Closed until the browser has connected: what changes before may never reach it."""

    def __init__(self):
        self.is_open = False
        self._waiting: list[Callable[[], None]] = []

    def wait(self, wake: Callable[[], None]) -> None:
        """Call `wake` once the latch opens."""
        self._waiting.append(wake)
        if self.is_open:  # it opened meanwhile, in another thread
            wake()

    def open(self) -> None:
        """The browser is there: let all that waited through."""
        self.is_open = True
        for wake in list(self._waiting):
            wake()
        self._waiting.clear()


class Wake:
    """Calls `tick` on the session's event loop soon after any thread calls this object.

    At most one call is outstanding: Bokeh allows other threads nothing but
    `add_next_tick_callback`, and one at a time. A lost one is caught by the session's slow clock.
    """

    def __init__(self, document: Document | None, latch: Latch, tick: Callable[[], None]):
        self._document, self._latch, self._tick = document, latch, tick
        self._pending = self.closed = False

    def __call__(self) -> None:
        if self._pending or self.closed or self._document is None:
            return
        if not self._latch.is_open:
            self._latch.wait(self)
            return
        self._pending = True
        try:
            self._document.add_next_tick_callback(self._run)
        except Exception:  # the document is gone: nobody is looking any more
            log.debug("session ended while a run was publishing", exc_info=True)
            self.closed = True

    def _run(self) -> None:
        self._pending = False
        if not self.closed:
            self._tick()

    def close(self) -> None:
        """Wake nobody from now on."""
        self.closed = True
