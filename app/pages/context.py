"""Context: what a browser session's pages share."""

from collections.abc import Callable
from typing import NamedTuple

from bokeh.document import Document

from ..live.wake import Latch, Wake
from ..runs.store import RunStore
from ..teaching.seat import Seat


class Context(NamedTuple):
    """The session's document and latch, the process's runs, how to change the address, the class.

    `go(page, texts)` opens another page, with parameters if given; `moved()` says that the
    present page's parameters changed, so that the address can follow.
    """

    document: Document | None
    latch: Latch
    store: RunStore
    go: Callable[..., None]
    moved: Callable[[], None]
    seat: Seat

    def wake(self, tick: Callable[[], None]) -> Wake:
        """What a worker thread may call so that `tick` runs on this session's event loop."""
        return Wake(self.document, self.latch, tick)
