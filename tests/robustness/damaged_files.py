"""Files of runs that are flipped, cut or deleted: each is named and set aside, the rest is served.

python -m tests.robustness.damaged_files [COUNT]: so many of each kind, at random places.
"""

import random
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.query import Query

from .samples import number_of, sample

KINDS = ("flipped", "cut", "deleted", "whole")


class Report(NamedTuple):
    """What became of the files."""

    damaged: int
    named: int
    set_aside: int
    whole: int
    served: int

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        deleted = self.damaged // 3
        return self.named == self.damaged == self.set_aside + deleted and self.served == self.whole


def measure(count: int, seed: int = 0) -> Report:
    """Damage so many files in each way, and open all."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(Path(folder))
        for i in range(len(KINDS) * count):
            catalogue.add(f"run{i}", sample(i))
            _damage(catalogue.path(f"run{i}"), KINDS[i % len(KINDS)], rng)
        named = served = 0
        for entry in catalogue.entries(Query(most=10**6)):
            try:
                served += entry.id == f"run{number_of(catalogue.load(entry.id))}"
            except ValueError as error:
                named += f"The file of run {entry.id} is" in str(error)
        catalogue.take_in()
        left = catalogue.count()
        aside = len(list(Path(folder).glob("*.damaged")))
        catalogue.close()
    return Report(3 * count, named, aside, left, served)


def _damage(path: Path, kind: str, rng: random.Random) -> None:
    content = bytearray(path.read_bytes())
    place = rng.randrange(len(content))
    if kind == "deleted":
        path.unlink()
    elif kind == "flipped":
        content[place] ^= 1 << rng.randrange(8)
    if kind in ("flipped", "cut"):
        path.write_bytes(content[:place] if kind == "cut" else content)


def main() -> int:
    """Print the report; 1 if the promise was not kept."""
    report = measure(int((sys.argv[1:] or ["100"])[0]))
    print(report)
    return not report.good


if __name__ == "__main__":
    sys.exit(main())
