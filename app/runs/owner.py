"""Owner: one process among those that share a folder of runs, and whether it is still alive.

An owner holds a lock on a file of its own, which the system takes away when the process ends,
however it ends. Where there are no such locks, or where the owner is on another machine that ours
may not see, it counts as dead only after it has been silent for a while.
"""

import os
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO

from .locks import locked

SILENT_S = 60.0
"""Silence after which an owner counts as dead whose lock says nothing."""
PLACE = "going"
"""The folder, below that of the runs, of all that goes when runs end."""

_ENDING = ".owner"


class Owner:
    """This process as an owner in `folder`; OSError if nothing can be written there."""

    def __init__(self, folder: Path):
        self._place = folder / PLACE
        self._place.mkdir(exist_ok=True)
        self.id, self._file = self._made()

    @property
    def there(self) -> bool:
        """Whether its file is still there."""
        return os.path.exists(self._file.name)

    def beat(self) -> None:
        """Break the silence; OSError if that cannot be done."""
        os.utime(self._file.name)

    def release(self) -> None:
        """Be an owner no more."""
        with suppress(OSError):
            os.unlink(self._file.name)
        self._file.close()

    def _made(self) -> tuple[str, IO]:
        while True:
            id = secrets.token_hex(4)
            path = _path(self._place, id)
            file = path.open("x")
            try:
                file.write(machine())
                file.flush()
                # whoever looks through the dead may have been faster
                if locked(file) is not False and path.exists():
                    return id, file
            except OSError:
                path.unlink(missing_ok=True)
                raise
            file.close()


@contextmanager
def dead(folder: Path, owner: str) -> Iterator[bool]:
    """Whether an owner has died; if so, nobody else is told so at the same time."""
    try:
        file = _path(folder / PLACE, owner).open("r+")
    except FileNotFoundError:
        yield True
        return
    with file:
        free = locked(file)
        known = free and file.read() == machine()
        silent = time.time() - os.fstat(file.fileno()).st_mtime > SILENT_S
        yield known or (free is not False and silent)


def owners(folder: Path) -> set[str]:
    """All that have left a file, dead or alive."""
    return {path.stem for path in (folder / PLACE).glob(f"*{_ENDING}")}


def bury(folder: Path, owner: str) -> None:
    """Remove the file of a dead owner."""
    _path(folder / PLACE, owner).unlink(missing_ok=True)


@cache
def machine() -> str:
    """What tells this machine, since it was started, from others: locks are seen within it."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return platform.node()


def _path(place: Path, owner: str) -> Path:
    return place / f"{owner}{_ENDING}"
