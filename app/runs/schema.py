"""Schema: the table of kept runs, made or brought up to date in place."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from .entry import COLUMNS, Entry
from .kept_file import entry

VERSION = 2
"""Of the table: 1 had no more than the columns up to sha256 (and the number 0)."""

_TABLE = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
_INDICES = ("created", "identity")


def prepare(connection: sqlite3.Connection, folder: Path) -> bool:
    """Have the table there as this version needs it; rows of an older one get what they lack.

    All at once or not at all, whoever else opens it at the same time. Whether there was none.
    """
    if _version(connection) >= VERSION:
        return False
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) >= VERSION:  # somebody has done it meanwhile
            return False
        new = not connection.execute("PRAGMA table_info(runs)").fetchall()
        connection.execute(f"CREATE TABLE IF NOT EXISTS runs ({_TABLE})")
        _widen(connection)
        _complete(connection, folder)
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


def _widen(connection: sqlite3.Connection) -> None:
    there = {row["name"] for row in connection.execute("PRAGMA table_info(runs)")}
    for name, kind in COLUMNS.items():
        if name not in there:
            connection.execute(f"ALTER TABLE runs ADD COLUMN {name} {kind}")
    for name in _INDICES:
        connection.execute(f"CREATE INDEX IF NOT EXISTS runs_{name} ON runs ({name})")


def _complete(connection: sqlite3.Connection, folder: Path) -> None:
    """Take from the files what older rows did not hold; `created` stays what it was."""
    for row in connection.execute("SELECT * FROM runs WHERE words = ''").fetchall():
        found = Entry.of_row(row)
        with suppress(ValueError):  # missing or damaged: whoever opens it will be told
            kept = entry(folder / f"{found.id}.nc", found.id)
            if kept.sha256 == found.sha256:
                found = kept._replace(created=found.created)
        put(connection, found)
