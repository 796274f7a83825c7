"""Entry: what is known of a kept run without opening its file, and the row that holds it."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from ionoscope.engine.core.finding import Finding
from ionoscope.engine.core.result import tuples

COLUMNS = {
    "id": "TEXT PRIMARY KEY",
    "experiment": "TEXT NOT NULL",
    "created": "REAL NOT NULL",
    "status": "TEXT NOT NULL",
    "elapsed_s": "REAL NOT NULL",
    "sha256": "TEXT NOT NULL",
    "coming": "TEXT NOT NULL DEFAULT ''",  # SHA-256 of a file on its way into place
    "removed": "REAL",
    "size": "INTEGER NOT NULL DEFAULT 0",
    "made_from": "TEXT NOT NULL DEFAULT ''",
    "identity": "TEXT NOT NULL DEFAULT ''",
    "visitor": "TEXT NOT NULL DEFAULT ''",  # whose it is
    "name": "TEXT NOT NULL DEFAULT ''",
    "tags": "TEXT NOT NULL DEFAULT '[]'",
    "note": "TEXT NOT NULL DEFAULT ''",
    "words": "TEXT NOT NULL DEFAULT ''",  # what a search by text looks through
    "summary": "TEXT NOT NULL DEFAULT '{}'",
    "parameters": "TEXT NOT NULL",
    "versions": "TEXT NOT NULL DEFAULT '{}'",
    "findings": "TEXT NOT NULL DEFAULT '[]'",
}
"""The table's columns. SQLite reads a row up to what is asked for, so what is long comes last."""
OF_PERSON = ("name", "note", "tags", "removed")
"""What stands in the row alone: people say it, and no file holds it."""
ROOM = 20_000
"""Letters of a part of the summary that a row holds: all points of a sweep are for the file."""
JSON = ("parameters", "summary", "findings", "tags", "versions")


class Entry(NamedTuple):
    """A kept run. `created` is when it ended and `removed` when it went into the trash (seconds
    since 1970, None for one that is not there); `size` is that of its file in bytes.

    `summary` is without parts that would make lists slow (longer than ROOM); the file has them.
    `made_from` is the id of the run that this one went on from or is a copy of, "" for none;
    `identity` is "" where nobody can say for certain what computed it; `visitor` is the id of
    whoever started it on a page, "" for one that was started in the folder itself.
    """

    id: str
    experiment: str
    created: float
    status: str
    elapsed_s: float
    parameters: dict
    summary: dict
    findings: tuple[Finding, ...]
    name: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    size: int = 0
    made_from: str = ""
    identity: str = ""
    versions: dict = {}  # noqa: RUF012 (never changed)
    sha256: str = ""
    removed: float | None = None
    visitor: str = ""

    @property
    def seed(self) -> int | None:
        """The start of its random numbers, one of its parameters; None for a sweep over it."""
        return self.parameters.get("seed")

    @classmethod
    def told(cls, id: str, told: dict, sha256: str, size: int, ended: float) -> "Entry":
        """Of a file with that checksum and size: `told` is what `Result.to_json` says of it.

        `ended` counts where the file is too old to say when that was.
        """
        about = told.get("about", {})
        return cls(
            id,
            told["experiment"],
            _seconds(told.get("created", "")) or ended,
            told["status"],
            told["elapsed_s"],
            told["parameters"],
            {name: part for name, part in told["summary"].items() if len(_json(part)) <= ROOM},
            tuple(map(Finding.from_json, told.get("findings", ()))),
            size=size,
            made_from=about.get("made_from", ""),
            identity=about.get("identity", ""),
            versions=told["versions"],
            sha256=sha256,
            visitor=about.get("visitor", ""),
        )

    def row(self) -> dict[str, Any]:
        """Values of the table's columns by name, but for `coming`."""
        found = {**self._asdict(), "findings": [f.to_json() for f in self.findings]}
        found |= {name: _json(found[name]) for name in JSON}
        return {**found, "words": self.words()}

    @classmethod
    def of_row(cls, row: sqlite3.Row) -> "Entry":
        """What `row()` was made of."""
        found = {name: row[name] for name in cls._fields}
        found |= {name: json.loads(found[name]) for name in JSON}
        found["parameters"] = {k: tuples(v) for k, v in found["parameters"].items()}
        found["findings"] = tuple(map(Finding.from_json, found["findings"]))
        return cls(**{**found, "tags": tuple(found["tags"])})

    def words(self) -> str:
        """What a search by text looks through: names, parameters and words, not numbers, of the
        answer; in small letters."""
        said = (self.id, self.experiment, self.status, self.name, self.note, *self.tags)
        given = (f"{name} {_json(value)}" for name, value in self.parameters.items())
        return "\n".join((*said, *given, *_texts(self.summary))).casefold()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _seconds(date: str) -> float:
    """Seconds since 1970 of an ISO date, 0.0 for none."""
    return datetime.fromisoformat(date).timestamp() if date else 0.0
