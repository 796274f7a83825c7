"""Repair: a damaged table is set aside, and what people had said of runs is read out of it."""

import json
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from .entry import OF_PERSON, Entry
from .schema import put

_SAID = ("id", *OF_PERSON, "sha256")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error says that the file is damaged, and not that it is busy, full or missing."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    damage = code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return damage or any(word in str(error) for word in ("malformed", "decode"))


def set_aside(table: Path) -> Path:
    """Move a damaged table out of the way, its journal first: a new one must not meet it."""
    aside = _free(table.with_name(f"{table.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"))
    for ending in ("-journal", ""):
        with suppress(FileNotFoundError):
            table.with_name(table.name + ending).rename(f"{aside}{ending}")
    return aside


def salvage(aside: Path, connection: sqlite3.Connection) -> int:
    """Give back to rows made anew what can still be read of the old ones; how many had some.

    Checksums count too: a file that was damaged before the table is still known to be.
    """
    found = _readable(aside)
    rows = connection.execute("SELECT * FROM runs").fetchall()
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for entry in map(Entry.of_row, rows):
            if entry.id in found:
                put(connection, entry._replace(**found[entry.id]))
    return len(found)


def _readable(aside: Path) -> dict[str, dict[str, Any]]:
    """What people said, by id: of rows before the damage and, from the other end, behind it."""
    found: dict[str, dict[str, Any]] = {}
    sql = f"SELECT {', '.join(_SAID)} FROM runs NOT INDEXED ORDER BY rowid"
    for way in ("ASC", "DESC"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(aside)) as connection:
            for row in connection.execute(f"{sql} {way}"):
                with suppress(TypeError, ValueError):
                    id, *said = row
                    found[id] = _checked(*said)
    return found


def _checked(name: str, note: str, tags: str, removed: float | None, sha256: str) -> dict[str, Any]:
    """The columns as they are in an entry; TypeError or ValueError if they cannot be right."""
    if not isinstance(name, str) or not isinstance(note, str) or len(bytes.fromhex(sha256)) != 32:
        raise ValueError("damaged")
    when = None if removed is None else float(removed)
    said = {"name": name, "note": note, "tags": tuple(map(str, json.loads(tags)))}
    return {**said, "removed": when, "sha256": sha256}


def _free(path: Path) -> Path:
    """`path` with the ending of a table, and with a number if it is taken."""
    found, number = Path(f"{path}.sqlite"), 1
    while found.exists():
        number += 1
        found = Path(f"{path}-{number}.sqlite")
    return found
