"""Context: what a browser session's pages share."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from bokeh.document import Document

from ..live.wake import Latch, Wake
from ..runs.store import RunStore
from ..runs.visiting import VisitingStore
from ..runs.visitor import Visitor
from ..teaching.seat import Seat


class Joining(Protocol):
    """What a class has to know to come in."""

    address: str
    code: str
    link: str
    """The address that carries the code."""


class House(Protocol):
    """What operators may know of the server, and do; pages ask it for them alone."""

    joining: Joining | None

    def report(self) -> dict:
        """How the server is and who is in, as `ionoscope status --json` gives it."""

    def name(self, id: str) -> str:
        """What a visitor is called, "" for one without a name."""

    def stop(self, id: str) -> int:
        """Stop all runs of a visitor; how many there were."""


class Context(NamedTuple):
    """The session's document and latch, the runs as its visitor may have them, how to change the
    address, the class.

    `go(page, texts)` opens another page, with parameters if given; `moved()` says that the
    present page's parameters changed, so that the address can follow. `house` is the server that
    serves it, None in a test of pages alone.
    """

    document: Document | None
    latch: Latch
    store: VisitingStore | RunStore
    go: Callable[..., None]
    moved: Callable[[], None]
    seat: Seat
    house: House | None = None

    @property
    def visitor(self) -> Visitor:
        """Who looks, and what they may do."""
        return self.store.visitor

    def wake(self, tick: Callable[[], None]) -> Wake:
        """What a worker thread may call so that `tick` runs on this session's event loop."""
        return Wake(self.document, self.latch, tick)
