"""Library: what parameters call by its hash, because it is too large to be a parameter itself.

A name is "sha256:" and the 64 digits of the content's SHA-256, so that it means the same content
everywhere. Contents lie in memory and, where there is one, on a shelf: a folder with a file each,
whose checksum is its own name.
"""

import hashlib
import re
import threading
from collections import OrderedDict
from pathlib import Path

from .files import write_aside

PREFIX = "sha256:"
"""What a name begins with."""
SHORTEST = 6
"""Digits that a name must have for it to be completed."""
HELD_BYTES = 128_000_000
"""Bytes in memory from which on contents are dropped that lie on the shelf."""
ENDING = ".npz"
"""Of the files on a shelf."""
_NAME = re.compile(rf"{PREFIX}[0-9a-f]{{64}}")
_PART = re.compile(rf"{PREFIX}[0-9a-f]{{{SHORTEST},64}}")


def named(content: bytes) -> str:
    """The name of a content."""
    return PREFIX + hashlib.sha256(content).hexdigest()


class Library:
    """Contents by their names; what many threads may ask."""

    def __init__(self) -> None:
        self.shelf: Path | None = None
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def add(self, content: bytes) -> str:
        """Keep a content; its name. OSError if the shelf refuses it: then it is held in memory."""
        name = named(content)
        self._hold(name, content)
        if (file := self._file(name)) and not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_aside(file, content)
        return name

    def content(self, name: str) -> bytes | None:
        """The content of a name, None if it is not here or damaged."""
        with self._lock:
            held = self._held.get(name)
        if held is not None or not _NAME.fullmatch(name):
            return held
        try:
            found = file.read_bytes() if (file := self._file(name)) else None
        except OSError:
            return None
        if found is None or named(found) != name:
            return None
        self._hold(name, found)
        return found

    def whole(self, part: str) -> str:
        """The one name here that begins so; "" if there is none, or more than one."""
        part = part.strip().lower()
        if not _PART.fullmatch(part):
            return ""
        found = {name for name in self.names() if name.startswith(part)}
        return found.pop() if len(found) == 1 else ""

    def names(self) -> list[str]:
        """All names that are here, in rising order."""
        with self._lock:
            found = set(self._held)
        if self.shelf is not None and self.shelf.is_dir():
            found |= {f"{PREFIX}{file.stem}" for file in self.shelf.glob(f"*{ENDING}")}
        return sorted(name for name in found if _NAME.fullmatch(name))

    def _file(self, name: str) -> Path | None:
        return self.shelf / f"{name.removeprefix(PREFIX)}{ENDING}" if self.shelf else None

    def _hold(self, name: str, content: bytes) -> None:
        with self._lock:
            self._held[name] = content
            self._held.move_to_end(name)
            total = sum(map(len, self._held.values()))
            for old in list(self._held)[:-1]:
                file = self._file(old)
                if total <= HELD_BYTES or file is None or not file.exists():
                    break
                total -= len(self._held.pop(old))


LIBRARY = Library()
"""That of this process."""


def take(contents: dict[str, bytes]) -> None:
    """Keep contents that came along with what names them; a shelf that refuses is no matter."""
    for content in contents.values():
        try:
            LIBRARY.add(content)
        except OSError:
            continue
