"""Latch and Wake: how worker threads reach a session, without data."""

import logging
from collections.abc import Callable

from bokeh.document import Document

from .pace import turn

log = logging.getLogger(__name__)


class Latch:
    """Closed until the browser has the page: what changes before may never reach it.

    It `is_near` from when the browser has come for it: what it sees first may be built and
    computed.
    """

    def __init__(self):
        self.is_near = self.is_open = False
        self._waiting: list[Callable[[], None]] = []

    def wait(self, wake: Callable[[], None]) -> None:
        """Call `wake` once the latch opens."""
        self._waiting.append(wake)
        if self.is_open:  # it opened meanwhile, in another thread
            wake()

    def open(self) -> None:
        """The browser has the page: let all that waited through."""
        self.is_near = self.is_open = True
        for wake in list(self._waiting):
            wake()
        self._waiting.clear()


class Wake:
    """Calls `tick` on the session's event loop soon after any thread calls this object.

    At most one call is outstanding: Bokeh allows other threads nothing but
    `add_next_tick_callback`, and one at a time. A lost one is caught by the session's slow clock.
    Runs outlive sessions and keep those who watch them, so that a closed one lets its session go.
    """

    def __init__(self, document: Document | None, latch: Latch, tick: Callable[[], None]):
        self._session: tuple | None = (document, latch, tick)
        self._pending = False

    @property
    def closed(self) -> bool:
        return self._session is None

    def __call__(self) -> None:
        session = self._session  # another thread may close it meanwhile
        if self._pending or session is None or session[0] is None:
            return
        document, latch, _ = session
        if not latch.is_open:
            latch.wait(self)
            return
        self._pending = True
        try:
            document.add_next_tick_callback(self._run)
        except Exception:  # the document is gone: nobody is looking any more
            log.debug("session ended while a run was publishing", exc_info=True)
            self.close()

    async def _run(self) -> None:
        await turn()
        self._pending = False
        if self._session is not None:
            *_, tick = self._session
            tick()

    def close(self) -> None:
        """Wake nobody from now on."""
        self._session = None
