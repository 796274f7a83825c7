"""Table: the SQLite file of a folder of runs, for the threads of a process and beside others."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .schema import prepare

NAME = "runs.sqlite"
PATIENCE_S = 10.0
"""Longest time to wait for another process that writes."""


class Table:
    """The rows of kept runs in `folder`; OSError, saying why, where they cannot be had."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._lock = threading.Lock()
        self._connection = self._open()

    def read(self, sql: str, values: tuple = ()) -> list[sqlite3.Row]:
        """The rows of a SELECT."""
        return self._do(lambda connection: connection.execute(sql, values).fetchall(), "read")

    def write(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """What `work(connection)` returns, all of whose changes are made, or none."""

        def change(connection: sqlite3.Connection) -> Any:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                return work(connection)

        return self._do(change, "written")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _do(self, work: Callable[[sqlite3.Connection], Any], what: str) -> Any:
        try:
            with self._lock:
                return work(self._connection)
        except sqlite3.Error as error:
            raise OSError(f"its catalogue cannot be {what}: {error}") from error

    def _open(self) -> sqlite3.Connection:
        try:
            found = sqlite3.connect(
                self._folder / NAME,
                timeout=PATIENCE_S,
                isolation_level=None,
                check_same_thread=False,
            )
            found.row_factory = sqlite3.Row
            # rollback journal: write-ahead logs can corrupt in the SQLite of older Pythons
            found.execute("PRAGMA journal_mode=DELETE")
            found.execute("PRAGMA synchronous=FULL")
            prepare(found, self._folder)
        except sqlite3.Error as error:
            raise OSError(f"its catalogue cannot be opened: {error}") from error
        return found
