"""Heap: what nobody holds any more goes back to the system.

glibc keeps freed memory for itself, in pieces between those that are held: thirty runs that have
come and gone would leave a gigabyte.
"""

import ctypes
import threading
from collections.abc import Callable

LARGE = 1_000_000
"""Bytes of an array from which on it has a place of its own, which goes back when it is freed."""
OFTEN_S = 30.0
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
"""Numbers of malloc.h."""


class Heap:
    """Of this process; nothing happens where another library than glibc hands out memory.

    `later(seconds, call)` has a loop call something.
    """

    def __init__(self, later: Callable[[float, Callable[[], None]], object]):
        self._later, self._library = later, glibc()
        self._free = threading.Event()
        self._free.set()

    def begin(self) -> None:
        """Begin, in the thread of the loop."""
        if self._library is not None:
            self._library.mallopt(_MMAP_THRESHOLD, LARGE)
            self._library.mallopt(_ARENA_MAX, 2)
            self._later(OFTEN_S, self._look)

    def _look(self) -> None:
        if self._free.is_set():
            self._free.clear()
            threading.Thread(target=self._give_back, name="ionoscope-heap", daemon=True).start()
        self._later(OFTEN_S, self._look)

    def _give_back(self) -> None:
        """Takes some milliseconds, without Python's lock."""
        self._library.malloc_trim(0)
        self._free.set()


def glibc() -> ctypes.CDLL | None:
    """The library, None where there is another one."""
    try:
        found = ctypes.CDLL("libc.so.6")
        return found if hasattr(found, "malloc_trim") and hasattr(found, "mallopt") else None
    except OSError:
        return None
