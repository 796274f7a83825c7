"""Table: the SQLite file of a folder of runs, for the threads of a process and beside others.

Whatever becomes of the file while it is open is noticed: one that was replaced is opened anew, a
damaged one is set aside and made anew from the files of the runs.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .folder import LIST
from .locks import alone
from .owner import PLACE
from .repair import is_damage, salvage, set_aside
from .schema import prepare

log = logging.getLogger(__name__)

PATIENCE_S = 10.0
"""Longest time to wait for another process that writes."""
NOTICE_S = 3600.0

Work = Callable[[sqlite3.Connection], Any]


class Table:
    """The rows of kept runs in `folder`; OSError, saying why, where they cannot be had.

    `fill()` is called when there is a new table, to write rows of what is there already.
    """

    def __init__(self, folder: Path, fill: Callable[[], object]):
        self._folder, self._path, self._fill = folder, folder / LIST, fill
        self._lock = threading.RLock()  # filling a new one reads and writes it
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self._closed = False
        self._mended, self._mended_at = "", 0.0

    @property
    def notice(self) -> str:
        """What was wrong with it, for an hour after it has been mended; "" if nothing was."""
        return self._mended if time.monotonic() - self._mended_at < NOTICE_S else ""

    def open(self) -> None:
        """Have it there, whole as far as SQLite can tell."""

        def check(connection: sqlite3.Connection) -> None:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise sqlite3.DatabaseError(f"malformed: {found}")

        self._do(check, "opened")

    def read(self, sql: str, values: tuple = (), of: Callable[[sqlite3.Row], Any] | None = None):
        """The rows of a SELECT, or what `of` makes of each."""

        def rows(connection: sqlite3.Connection) -> list:
            found = connection.execute(sql, values).fetchall()
            try:
                return [of(row) for row in found] if of else found
            except (KeyError, TypeError, ValueError) as error:
                raise sqlite3.DatabaseError(f"malformed row: {error}") from error

        return self._do(rows, "read")

    def write(self, work: Work) -> Any:
        """What `work(connection)` returns, all of whose changes are made, or none."""

        def change(connection: sqlite3.Connection) -> Any:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                return work(connection)

        return self._do(change, "written")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._closed = True
            self._drop()

    def _do(self, work: Work, what: str) -> Any:
        with self._lock:
            try:
                try:
                    return work(self._connected())
                except sqlite3.DatabaseError as error:
                    if not is_damage(error):
                        raise
                    self._repair(str(error))
                return work(self._connected())
            except sqlite3.Error as error:
                self._drop()  # one opened read-only would stay so
                raise OSError(f"its catalogue cannot be {what}: {error}") from error

    def _connected(self) -> sqlite3.Connection:
        """The connection to the file that is there now."""
        if self._closed:
            raise OSError("its catalogue has been closed")
        if self._connection is None or self._there() != self._file:
            self._drop()
            self._connection = _connection(self._path)
            new = prepare(self._connection, self._folder)
            self._file = self._there()
            if new:
                self._fill()
        return self._connection

    def _there(self) -> tuple[int, int] | None:
        """What tells the file at its place from any other."""
        try:
            about = self._path.stat()
        except FileNotFoundError:
            return None
        return about.st_dev, about.st_ino

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = self._file = None

    def _repair(self, why: str) -> None:
        """Make a damaged table anew, unless another process has done it meanwhile."""
        (self._folder / PLACE).mkdir(exist_ok=True)
        with alone(self._folder / PLACE / "repair"):
            damaged = self._file or self._there()
            self._drop()
            if damaged != self._there():
                return
            aside = set_aside(self._path)
            salvage(aside, self._connected())
            self._mended_at = time.monotonic()
            self._mended = (
                f"The list of runs in {self._folder} was damaged. It is now {aside.name}, and was "
                "made anew from the files of the runs: no data are lost; some names, notes and "
                "tags may be."
            )
            log.warning("%s (%s)", self._mended, why)


def _connection(path: Path) -> sqlite3.Connection:
    found = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
    found.row_factory = sqlite3.Row
    try:
        # rollback journal: write-ahead logs can corrupt in the SQLite of older Pythons
        found.execute("PRAGMA journal_mode=DELETE")
        found.execute("PRAGMA synchronous=FULL")
    except sqlite3.Error:
        found.close()
        raise
    return found
