"""Catalogue: kept runs as NetCDF files, listed with what they came to in one SQLite table.

A file is written aside, synced and moved into place, and only then gets its row; so a row always
has a whole file. A file that no longer matches its row is set aside and named. What people say of
a run (name, note, tags) stands in its row alone: its file is never changed.
"""

import logging
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from sqlite3 import Connection
from zlib import crc32

from ionoscope.engine import Result
from ionoscope.engine.core.files import write_aside

from .entry import OF_PERSON, Entry
from .going import Going, ask_stop, going_in
from .intake import Intake
from .kept_file import checksum
from .kept_file import entry as entry_of
from .locks import alone
from .origin import FINISHED, originated
from .query import Query, condition, order
from .schema import put
from .shelf import shelve
from .table import Table

log = logging.getLogger(__name__)

TRASH_S = 7 * 86400.0
"""Time that removed runs stay in the trash."""
EVERY = Query()

TURNS = "turns"
"""The folder, below that of the runs, of locks held while a result is put into place."""
TURNS_AT_ONCE = 16
"""Results that are put into place at once, at most; one of each id."""

_ROOM = 65536
"""Bytes that have to be free for the folder to count as writable."""


class Catalogue:
    """Results in a folder that several processes share; OSError if it cannot be made or opened.

    So say all methods that meet a disk which refuses to be read or written.
    """

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        shelve(self.folder)
        self.take_in = Intake(lambda: self._table, self.folder)
        self._table = Table(self.folder, self.take_in)
        self._table.open()

    @property
    def notice(self) -> str:
        """What was wrong with the list of runs and has been mended, "" for nothing."""
        return self._table.notice

    def close(self) -> None:
        """Close the table."""
        self._table.close()

    def check(self) -> None:
        """OSError if the folder takes no file at present."""
        with tempfile.TemporaryFile(dir=self.folder) as probe:
            probe.write(bytes(_ROOM))
            probe.flush()
            os.fsync(probe.fileno())

    def path(self, id: str) -> Path:
        """Where the result called `id` lies."""
        return self.folder / f"{id}.nc"

    def add(self, id: str, result: Result, made_from: str = "", identity: str = "") -> None:
        """Keep a result, in place of one of that id, but for what people have said of that.

        `made_from` is the id of the run that it went on from or is a copy of; `identity` is that
        of its experiment as `own_identity` told it when it began, "" if others computed it.
        """
        result, path = originated(result, made_from, identity), self.path(id)
        content = result.to_bytes()
        entry = Entry.told(id, result.to_json(), sha256(content).hexdigest(), len(content), 0.0)
        with self._turn(id):
            if path.exists():
                self._announce(entry)
            write_aside(path, content)
            self._table.write(lambda table: put(table, entry, keep=OF_PERSON))

    def entry(self, id: str) -> Entry | None:
        """What is known of the run called `id`, in the trash or not; None if there is none."""
        sql = "SELECT * FROM runs WHERE id = ?"
        return next(iter(self._table.read(sql, (id,), Entry.of_row)), None)

    def entries(self, query: Query = EVERY) -> list[Entry]:
        """The runs that are asked for, in the order asked for."""
        asked, by = condition(query), order(query)
        # chosen first and read then: whole rows are long, and sorting would carry them all
        chosen = f"SELECT rowid FROM runs WHERE {asked.sql} ORDER BY {by.sql} LIMIT ? OFFSET ?"
        sql = f"SELECT * FROM runs WHERE rowid IN ({chosen}) ORDER BY {by.sql}"
        values = (*asked.values, *by.values, query.most, query.skip, *by.values)
        return self._table.read(sql, values, Entry.of_row)

    def count(self, query: Query = EVERY) -> int:
        """How many runs are asked for, `most` and `skip` aside."""
        asked = condition(query)
        return self._table.read(f"SELECT count(*) FROM runs WHERE {asked.sql}", asked.values)[0][0]

    def same(self, identity: str, visitor: str = "") -> Entry | None:
        """The newest finished run of that identity, None if there is none; of one visitor if that
        is given."""
        query = Query(
            status=FINISHED, where=(("identity", "=", identity),), most=1, visitor=visitor
        )
        return next(iter(self.entries(query)), None) if identity else None

    def describe(
        self,
        id: str,
        name: str | None = None,
        note: str | None = None,
        tags: Iterable[str] | None = None,
    ) -> None:
        """Say something of a run, None to leave it as it was; ValueError if there is none."""
        said = {"name": name, "note": note, "tags": None if tags is None else _once(tags)}
        self._change(id, **{key: value for key, value in said.items() if value is not None})

    def remove(self, id: str) -> None:
        """Move a run to the trash, from which it goes for good after seven days."""
        try:
            self._change(id, removed=time.time())
        except ValueError:  # a file without a row
            self.path(id).unlink(missing_ok=True)

    def restore(self, id: str) -> None:
        """Take a run out of the trash; ValueError if it is not there any more."""
        self._change(id, removed=None)

    def empty_trash(self, older_than: float = TRASH_S) -> None:
        """Delete for good what has been in the trash for so many seconds.

        The files go first, so that a full disk has room for the change of the table.
        """
        sql = "SELECT id FROM runs WHERE removed <= ?"
        ids = [row["id"] for row in self._table.read(sql, (time.time() - older_than,))]
        for id in ids:
            self.path(id).unlink(missing_ok=True)
        self._forget(*ids)

    def load(self, id: str) -> Result:
        """Read a result; ValueError if it is unknown, missing or damaged (then it is set aside)."""
        expected = self._expected(id)
        if not self.path(id).exists() or checksum(self.path(id)) != expected[0]:
            self._settle(id)
        return Result.from_netcdf(self.path(id))

    def settle(self) -> None:
        """Give their rows to files that were put into place by those who did not live to do it."""
        for row in self._table.read("SELECT id FROM runs WHERE coming > ''"):
            try:
                self._settle(row["id"])
            except ValueError as error:
                log.warning("%s", error)

    def going(self) -> list[Going]:
        """What any process computes now for this folder, those that began last first."""
        return going_in(self.folder)

    def ask_stop(self, id: str) -> bool:
        """Ask whoever computes a run to stop it, which takes a second or two; False if nobody
        does."""
        return ask_stop(self.folder, id)

    def _expected(self, id: str) -> tuple[str, str]:
        """Checksums of the file of a run: as its row says, and of one on its way, "" for none."""
        rows = self._table.read("SELECT sha256, coming FROM runs WHERE id = ?", (id,))
        if not rows:
            raise ValueError(f"There is no stored run {id!r}.")
        return tuple(rows[0])

    @contextmanager
    def _turn(self, id: str) -> Iterator[None]:
        """Alone among all processes that change what is kept as `id`."""
        (self.folder / TURNS).mkdir(exist_ok=True)
        with alone(self.folder / TURNS / str(crc32(id.encode()) % TURNS_AT_ONCE)):
            yield

    def _announce(self, entry: Entry) -> None:
        """Say which file is about to replace one: whoever is killed in between leaves it known."""
        sql = "UPDATE runs SET coming = :sha256 WHERE id = :id"
        self._table.write(
            lambda table: table.execute(sql, {"id": entry.id, "sha256": entry.sha256})
        )

    def _settle(self, id: str) -> None:
        """Have file and row of a run agree, or set the file aside and raise ValueError."""
        with self._turn(id):  # who holds it has ended what it began, or died over it
            expected, path = self._expected(id), self.path(id)
            found = checksum(path) if path.exists() else ""
            if not found or found not in expected:
                self._set_aside(id)
            entry = entry_of(path, id)
            self._table.write(lambda table: put(table, entry, keep=OF_PERSON))

    def _set_aside(self, id: str) -> None:
        try:  # first: a file without a row would be given one
            self.path(id).rename(self.folder / f"{id}.damaged")
        except FileNotFoundError:
            self._forget(id)
            raise ValueError(f"The file of run {id} is missing from {self.folder}.") from None
        self._forget(id)
        raise ValueError(f"The file of run {id} is damaged; it was set aside as {id}.damaged.")

    def _change(self, id: str, **columns: object) -> None:
        """Change what people say of a run."""

        def change(table: Connection) -> None:
            rows = table.execute("SELECT * FROM runs WHERE id = ?", (id,)).fetchall()
            if not rows:
                raise ValueError(f"There is no stored run {id!r}.")
            put(table, Entry.of_row(rows[0])._replace(**columns), keep=("coming",))

        self._table.write(change)

    def _forget(self, *ids: str) -> None:
        sql = "DELETE FROM runs WHERE id = ?"
        self._table.write(lambda table: table.executemany(sql, [(id,) for id in ids]))


def _once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without blanks around them, none twice."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
