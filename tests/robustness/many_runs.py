"""Ten thousand kept runs: listed, filtered, sorted by an answer and opened within 0.2 s each.

python -m tests.robustness.many_runs [COUNT]: of several tries the time in the middle, the longest,
and the longest of the processor alone (s); other work on the machine counts in the first two.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query
from tests.app.runs.rows import diffusion, fill

from .samples import sample

ALLOWED_S = 0.2
TRIES = 10
QUERIES = {
    "the newest": Query(),
    "the fiftieth page": Query(skip=9800),
    "of a state": Query(status="interrupted"),
    "with a tag": Query(tags=("paper",)),
    "with a word": Query(text="time walk 77"),
    "of a parameter": Query(where=(("kT", ">=", 30), ("kT", "<", 31))),
    "of an answer": Query(experiment="ion-diffusion", where=(("answer.D", ">", 2.0),)),
    "by a parameter": Query(sort="kT"),
    "by an answer": Query(sort="answer.D"),
    "by an answer, the other way": Query(sort="answer.E_a", descending=False),
}
FILES = 200
"""Files that are there besides, without rows at first."""


class Times(NamedTuple):
    """Of several tries (s)."""

    middle: float
    longest: float
    processor: float


def timed(work: Callable[[], object], tries: int = TRIES) -> Times:
    """How long `work` takes."""
    wall, processor = [], []
    for _ in range(tries):
        since, used = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - since)
        processor.append(time.process_time() - used)
    return Times(statistics.median(wall), max(wall), max(processor))


def measure(count: int, files: int = FILES) -> dict[str, Times]:
    """Times by what was asked of a catalogue of `count` rows and some files more."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder))
        fill(catalogue, count)
        for i in range(files):
            sample(i).to_netcdf(catalogue.path(f"file{i}"))
        found = {f"{files} files taken in": timed(catalogue.take_in, 1)}
        for name, query in QUERIES.items():
            found[name] = timed(lambda query=query: catalogue.entries(query))
            found[f"{name}, counted"] = timed(lambda query=query: catalogue.count(query))
        found["one row"] = timed(lambda: catalogue.entry("run00077"))
        found["the same again"] = timed(lambda: catalogue.same(diffusion(77).identity))
        found["one opened"] = timed(lambda: catalogue.load("file7"))
        found["one described"] = timed(lambda: catalogue.describe("run00077", name="another"))
        catalogue.close()
        found["catalogue opened"] = timed(lambda: Catalogue(Path(folder)).close())
    return found


def main() -> int:
    """Print the times; 1 if one that is promised was too long."""
    found = measure(int((sys.argv[1:] or ["10000"])[0]))
    print(f"{'':40} {'middle':>8} {'longest':>8} {'processor':>10}")
    for name, times in found.items():
        print(f"{name:40} {times.middle:8.4f} {times.longest:8.4f} {times.processor:10.4f}")
    return max(found[name].middle for name in (*QUERIES, "one row", "one opened")) > ALLOWED_S


if __name__ == "__main__":
    sys.exit(main())
