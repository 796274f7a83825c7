"""Locks on files, which the system takes away when a process ends, however it ends.

They belong to an open file, so two holders within one process know of each other too.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

_TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES)


def locked(file: IO) -> bool | None:
    """Lock an open file until it is closed: whether that could be had, None where files have no
    locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _TAKEN else None
    return True


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for a turn, of which there is one at a time for `path`; no wait without locks.

    OSError if the file cannot be made.
    """
    with path.open("a") as file:
        if locked(file) is False:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
