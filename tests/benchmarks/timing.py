"""What all benchmarks share: a row of a table, the shortest of a few times, and how it is shown."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from rich.table import Table

CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Row:
    """One thing measured, ours beside a plain way (`twin`) to the same; times in seconds."""

    what: str
    ours: float
    goal: str
    plain: float
    twin: str = ""

    @property
    def ratio(self) -> float:
        """How many times faster than the plain way."""
        return self.plain / self.ours

    @property
    def shown_ratio(self) -> str:
        """`ratio` in as many digits as mean something."""
        return f"{self.ratio:,.0f}" if self.ratio >= 10 else f"{self.ratio:.2g}"


def best(work: Callable[[], object], tries: int = 3) -> float:
    """Shortest time of a few, in seconds."""
    return min(_timed(work) for _ in range(tries))


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def shown(seconds: float) -> str:
    """A time in the unit that suits it."""
    for unit, size in (("h", 3600), ("min", 60), ("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def table(title: str, *columns: str) -> Table:
    """An empty table: what is measured at the left, numbers right, words in the last column."""
    made = Table(title=title, caption_justify="left")
    for name in columns:
        made.add_column(name, justify="left" if name in (columns[0], columns[-1]) else "right")
    return made
