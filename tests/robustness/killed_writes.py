"""kill -9 while results are written: none that was acknowledged is lost, torn or mixed.

python -m tests.robustness.killed_writes [COUNT]: two processes write to one folder, new results
and one that is written over again and again; at a random moment one of them is killed, and the
other goes on.
"""

import logging
import random
import sys
import tempfile
import time
from typing import NamedTuple

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query
from ionoscope.app.runs.tending import tend

from .children import Child, killed_after
from .samples import number_of, sample

MOST_S = 0.5
"""Longest life of a writer after its first result."""
AFTER = 2
"""Results that the other writes after that."""
SHARED = "shared"


class Report(NamedTuple):
    """What became of the results that were acknowledged."""

    kills: int
    acknowledged: int
    taken_in: int
    lost: int
    broken: int
    left: int

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        return self.acknowledged > 0 and not (self.lost or self.broken or self.left)


def write(send, folder: str, start: int, step: int, count: int) -> None:
    """Add samples from `start` on, and the shared one; say the number of each that is kept."""
    catalogue = Catalogue(folder)
    for i in range(start, start + step * count, step):
        catalogue.add(f"run{i}", sample(i))
        send(i)
        catalogue.add(SHARED, sample(i))
        send(i)
    catalogue.close()


def measure(kills: int, seed: int = 0) -> Report:
    """Kill so many times; all results are in one folder, read at the end."""
    rng, acknowledged = random.Random(seed), set()
    with tempfile.TemporaryDirectory() as folder:
        for i in range(kills):
            start = 1_000_000 * (i + 1)
            victim = Child(write, folder, start, 2, 10**6)
            other = Child(write, folder, start + 1, 2, AFTER)
            with killed_after(victim, MOST_S, rng):
                other.finish()
            acknowledged |= {*victim.heard, *other.heard}
        return _counted(Catalogue(folder), kills, acknowledged)


def _counted(catalogue: Catalogue, kills: int, acknowledged: set[int]) -> Report:
    before = catalogue.count()
    tend(catalogue)
    lost = broken = 0
    kept = {entry.id: entry for entry in catalogue.entries(Query(most=10**6))}
    for entry in kept.values():
        try:
            number = number_of(catalogue.load(entry.id))
        except ValueError as error:
            logging.error("%s", error)
            broken += 1
            continue
        own = entry.id == SHARED or entry.id == f"run{number}"
        broken += not own or entry.summary["number"] != number
    lost = len({f"run{i}" for i in acknowledged} - set(kept))
    known = {f"{id}.nc" for id in kept} | {"runs.sqlite"}
    left = [p.name for p in catalogue.folder.iterdir() if p.name not in known and p.is_file()]
    catalogue.close()
    # what was never moved into place is swept away when it is an hour old
    left = [name for name in left if not name.startswith(".")]
    return Report(kills, len(acknowledged), len(kept) - before, lost, broken, len(left))


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    kills, since = int((sys.argv[1:] or ["200"])[0]), time.monotonic()
    report = measure(kills)
    print(report, f"{time.monotonic() - since:.0f} s")
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
