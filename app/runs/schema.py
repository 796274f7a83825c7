"""Schema: the table of kept runs, made or brought up to date in place."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from .entry import COLUMNS, Entry
from .kept_file import entry

VERSION = 5
"""Of the table: the first (with the number 0) had neither answers nor what people say."""
PAGE = 16384
"""Bytes of a page of the file: a row or a few."""

_TABLE = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
_INDICES = ("created", "identity", "visitor")


def prepare(connection: sqlite3.Connection, folder: Path) -> bool:
    """Have the table there as this version needs it; rows of an older one get what they lack.

    All at once or not at all, whoever else opens it at the same time. Whether there was none.
    """
    if _version(connection) >= VERSION:
        return False
    connection.execute(f"PRAGMA page_size = {PAGE}")  # of a new file
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) >= VERSION:  # somebody has done it meanwhile
            return False
        new = not (before := _columns(connection))
        if before:
            connection.execute("ALTER TABLE runs RENAME TO before")
        connection.execute(f"CREATE TABLE runs ({_TABLE})")
        if before:
            _move(connection, before)
            _complete(connection, folder)
        for name in _INDICES:
            connection.execute(f"CREATE INDEX runs_{name} ON runs ({name})")
        # few or none: they are found without reading the others
        connection.execute("CREATE INDEX runs_coming ON runs (id) WHERE coming > ''")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        return new


def put(connection: sqlite3.Connection, entry: Entry, keep: tuple[str, ...] = ()) -> None:
    """Write a row, in place of one of that id but for the columns `keep`."""
    row = {**entry.row(), "coming": ""}
    news = ", ".join(f"{name} = excluded.{name}" for name in row if name not in keep)
    connection.execute(f"{_insert(row)} ON CONFLICT (id) DO UPDATE SET {news}", row)


def put_new(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write a row unless there is one of that id."""
    row = entry.row()
    connection.execute(f"{_insert(row)} ON CONFLICT (id) DO NOTHING", row)


def _insert(row: dict) -> str:
    return f"INSERT INTO runs ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)})"


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


def _columns(connection: sqlite3.Connection) -> list[str]:
    return [row["name"] for row in connection.execute("PRAGMA table_info(runs)")]


def _move(connection: sqlite3.Connection, before: list[str]) -> None:
    """Take the rows over from the table that was there, which goes with its indices."""
    names = ", ".join(name for name in before if name in COLUMNS)
    chosen = f"SELECT {names} FROM before ORDER BY rowid"
    connection.execute(f"INSERT INTO runs ({names}) {chosen}")
    connection.execute("DROP TABLE before")


def _complete(connection: sqlite3.Connection, folder: Path) -> None:
    """Take from the files what older rows did not hold; `created` stays what it was."""
    for row in connection.execute("SELECT * FROM runs WHERE words = ''").fetchall():
        found = Entry.of_row(row)
        with suppress(ValueError):  # missing or damaged: whoever opens it will be told
            kept = entry(folder / f"{found.id}.nc", found.id)
            if kept.sha256 == found.sha256:
                found = kept._replace(created=found.created)
        put(connection, found)
