"""Context: what a browser session's pages share."""

from collections.abc import Callable
from typing import NamedTuple

from bokeh.document import Document

from ..store import RunStore


class Context(NamedTuple):
    """The session's document, the process's runs, and the two ways to change the address.

    `go(page, texts)` opens another page, with parameters if given; `moved()` says that the
    present page's parameters changed, so that the address can follow.
    """

    document: Document | None
    store: RunStore
    go: Callable[..., None]
    moved: Callable[[], None]
