"""Heap: what pages that are gone have held goes back to the system.

The C library gives every thread that asks for memory a heap of its own, and keeps what is freed.
"""

import ctypes
import gc
from collections.abc import Callable
from functools import cache

ARENA_MAX, HEAPS = -8, 2
"""What `mallopt` calls the number of heaps, and how many there are to be."""
SOON_S = 10.0
"""Time after a page has gone: others may follow, and one look serves them all."""


def few_heaps() -> None:
    """Have all threads share a few heaps; before there are threads."""
    if mallopt := _known("mallopt"):
        mallopt(ARENA_MAX, HEAPS)


def give_back() -> None:
    """Collect what nobody holds any more, and give its memory back."""
    gc.collect()
    if trim := _known("malloc_trim"):
        trim(0)


class Tidy:
    """Gives memory back some time after pages have gone; `later(seconds, call)` has it called."""

    def __init__(self, later: Callable[[float, Callable[[], None]], object]):
        self._later, self._waiting = later, False

    def soon(self) -> None:
        """A page has gone."""
        if not self._waiting:
            self._waiting = True
            self._later(SOON_S, self._now)

    def _now(self) -> None:
        self._waiting = False
        give_back()


@cache
def _known(name: str):
    """A function of the C library; None where it has no such."""
    try:
        return getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return None
