"""Several processes write to one folder at once: every result is there, whole, with its own row.

python -m tests.robustness.two_writers [COUNT]: two writers with as many results each, and one that
they write by turns; a third process reads meanwhile.
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query

from .children import Child
from .killed_writes import SHARED, write
from .samples import number_of


class Report(NamedTuple):
    """What became of the results."""

    written: int
    missing: int
    broken: int
    read: int
    slowest_read_s: float

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return not (self.missing or self.broken) and self.read > 0


def read(send, folder: str) -> None:
    """List and open the newest again and again, and say how long that took."""
    catalogue = Catalogue(folder)
    while catalogue.entry("done") is None:
        since = time.perf_counter()
        for entry in catalogue.entries(Query(most=1)):
            number_of(catalogue.load(entry.id))
        send(time.perf_counter() - since)
        time.sleep(0.05)  # a person does not ask more often


def measure(count: int) -> Report:
    """Have them write so many results each."""
    with tempfile.TemporaryDirectory() as folder:
        reader = Child(read, folder)
        writers = [Child(write, folder, start, 2, count) for start in (0, 1)]
        for writer in writers:
            writer.finish()
        catalogue = Catalogue(Path(folder))
        kept = {entry.id for entry in catalogue.entries(Query(most=10**6))}
        wanted = {SHARED, *(f"run{i}" for i in range(2 * count))}
        broken = sum(not _whole(catalogue, id) for id in kept)
        catalogue.add("done", catalogue.load(SHARED))
        reader.finish()
        catalogue.close()
    times = reader.heard
    return Report(len(wanted), len(wanted - kept), broken, len(times), max(times, default=0.0))


def _whole(catalogue: Catalogue, id: str) -> bool:
    number = number_of(catalogue.load(id))
    return id in (SHARED, f"run{number}") and catalogue.entry(id).summary["number"] == number


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    count, since = int((sys.argv[1:] or ["200"])[0]), time.monotonic()
    report = measure(count)
    print(report, f"{time.monotonic() - since:.0f} s")
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
