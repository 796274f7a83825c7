"""Intake: files in the folder that no row speaks of get one.

They are there when a process was killed between a file and its row, when a damaged table was made
anew, or when somebody put them there.
"""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from . import kept_file
from .entry import Entry
from .schema import put_new
from .table import Table

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Rows of one transaction: others who write wait for no more."""
SETTLED_NS = 2 * 10**9
"""Age of a folder's last change from which on a newer one has another time."""


class Intake:
    """Looks through a folder as often as it is asked to, reading no file in vain twice."""

    def __init__(self, table: Callable[[], Table], folder: Path):
        self._table, self._folder = table, folder
        self._refused: dict[str, int] = {}
        self._seen = 0

    def __call__(self) -> int:
        """Give rows to files without one; how many there were. OSError if the table takes none."""
        changed = self._folder.stat().st_mtime_ns
        if changed == self._seen:
            return 0
        known = {row["id"] for row in self._table().read("SELECT id FROM runs")}
        found = [id for id in self._files() if id not in known]
        count = sum(self._take(found[i : i + AT_ONCE]) for i in range(0, len(found), AT_ONCE))
        if time.time_ns() - changed > SETTLED_NS:  # a file that came since would not show
            self._seen = changed
        return count

    def _files(self) -> Iterable[str]:
        names = (path.stem for path in self._folder.glob("*.nc"))
        return (name for name in names if not name.startswith("."))

    def _take(self, ids: list[str]) -> int:
        entries = [entry for id in ids if (entry := self._read(id))]
        self._table().write(lambda connection: [put_new(connection, entry) for entry in entries])
        return len(entries)

    def _read(self, id: str) -> Entry | None:
        path = self._folder / f"{id}.nc"
        try:
            changed = path.stat().st_mtime_ns
            if self._refused.get(id) == changed:
                return None
            return kept_file.entry(path, id)
        except FileNotFoundError:
            return None
        except ValueError as error:
            log.warning("%s It is not listed.", error)
            self._refused[id] = changed
            return None
