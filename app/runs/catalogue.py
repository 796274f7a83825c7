"""Catalogue: finished runs as NetCDF files, listed with their SHA-256 in one SQLite table.

A file is written aside, synced and moved into place, and only then gets its row; so a row always
has a whole file. A file that no longer matches its row is set aside and named.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from ionoscope.engine import Result

_TABLE = """
CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, experiment TEXT NOT NULL, created REAL NOT NULL, status TEXT NOT NULL,
    elapsed_s REAL NOT NULL, parameters TEXT NOT NULL, sha256 TEXT NOT NULL)
"""

_ROOM = 65536
"""Bytes that have to be free for the folder to count as writable."""


class Entry(NamedTuple):
    """One row of the catalogue."""

    id: str
    experiment: str
    created: float
    status: str
    elapsed_s: float
    parameters: dict
    sha256: str


class Catalogue:
    """Results in a folder; OSError if the folder cannot be made or written."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            found = sqlite3.connect(self.folder / "runs.sqlite", check_same_thread=False)
            # rollback journal: write-ahead logs can corrupt in the SQLite of older Pythons
            found.execute("PRAGMA journal_mode=DELETE")
            found.execute("PRAGMA synchronous=FULL")
            found.execute(_TABLE)
            found.commit()
        except sqlite3.Error as error:
            raise OSError(f"its catalogue cannot be opened: {error}") from error
        return found

    def close(self) -> None:
        """Close the table."""
        with self._lock:
            self._connection.close()

    def check(self) -> None:
        """OSError if the folder takes no file at present."""
        with tempfile.TemporaryFile(dir=self.folder) as probe:
            probe.write(bytes(_ROOM))
            probe.flush()
            os.fsync(probe.fileno())

    def path(self, id: str) -> Path:
        """Where the result called `id` lies."""
        return self.folder / f"{id}.nc"

    def add(self, id: str, result: Result) -> None:
        """Keep a result, in place of one of that name; OSError if that fails (disk full …)."""
        path = self.path(id)
        sha256 = result.to_netcdf(path)
        row = Entry(
            id,
            result.experiment,
            time.time(),
            result.status,
            result.elapsed_s,
            json.dumps(result.to_json()["parameters"]),
            sha256,
        )
        try:
            with self._lock, self._connection:
                self._connection.execute("INSERT OR REPLACE INTO runs VALUES (?,?,?,?,?,?,?)", row)
        except sqlite3.Error as error:
            path.unlink(missing_ok=True)
            raise OSError(f"its catalogue takes no new row: {error}") from error

    def status(self, id: str) -> str | None:
        """How the kept run called `id` ended; None if there is none."""
        with self._lock:
            row = self._connection.execute("SELECT status FROM runs WHERE id = ?", (id,)).fetchone()
        return row and row[0]

    def entries(self, most: int = 200) -> list[Entry]:
        """Newest first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT * FROM runs ORDER BY created DESC LIMIT ?", (most,)
            ).fetchall()
        return [Entry(*row)._replace(parameters=json.loads(row[5])) for row in rows]

    def load(self, id: str) -> Result:
        """Read a result; ValueError if it is unknown, missing or damaged (then it is set aside).

        OSError if a damaged one cannot be set aside.
        """
        with self._lock:
            row = self._connection.execute("SELECT sha256 FROM runs WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise ValueError(f"There is no stored run {id!r}.")
        path = self.path(id)
        if not path.exists():
            self._forget(id)
            raise ValueError(f"The file of run {id} is missing from {self.folder}.")
        if _sha256(path) != row[0]:
            self._forget(id)
            path.rename(path.with_suffix(".damaged"))
            raise ValueError(f"The file of run {id} is damaged; it was set aside as {id}.damaged.")
        return Result.from_netcdf(path)

    def remove(self, id: str) -> None:
        """Delete a result, row first; OSError where that cannot be done."""
        self._forget(id)
        self.path(id).unlink(missing_ok=True)

    def _forget(self, id: str) -> None:
        try:
            with self._lock, self._connection:
                self._connection.execute("DELETE FROM runs WHERE id = ?", (id,))
        except sqlite3.Error as error:
            raise OSError(f"run {id} cannot be taken off the catalogue ({error}).") from error


def _sha256(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
