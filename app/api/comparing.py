"""compare: what runs were asked and found, side by side."""

from collections.abc import Iterator
from pathlib import Path

from .app.answers.comparison import INDEPENDENT, Comparison, Found, Row, comparison
from .app.answers.difference import NOTHING
from .app.runs.entry import Entry
from .engine import Result
from .kept import open
from .tables import aligned, table


class Compared:
    """What runs were asked and found, side by side, which a notebook shows as two tables."""

    def __init__(self, comparison: Comparison):
        self.comparison = comparison

    def __repr__(self) -> str:
        asked, found = (aligned(*part) for part in self._parts())
        return "\n".join([*asked, "", *found, *([self._said] if self._said else [])])

    def _repr_html_(self) -> str:
        asked, found = (table(*part) for part in self._parts())
        many = sum(row.differs for row in self.comparison.asked)
        return f"<div><p>{many} differ, marked ≠.</p>{asked}{found}<p>{self._said}</p></div>"

    @property
    def _said(self) -> str:
        """What the marks at differences say, and why they may not hold."""
        own = self.comparison
        return f"≠: {INDEPENDENT} {own.caution}".rstrip() if len(own.names) == 2 else ""

    def _parts(self) -> Iterator[tuple[list[str], list[list[str]]]]:
        names, asked, found, _ = self.comparison
        yield ["", "asked", *names], [[_mark(row), row.name, *row.texts] for row in asked]
        less = ["difference"] if len(names) == 2 else []
        rows = [[_mark(row), row.name, *row.texts, *_less(row)[: len(less)]] for row in found]
        yield ["", "found", *names, *less], rows


def _mark(row: Row | Found) -> str:
    return "≠" if row.differs else ""


def _less(row: Found) -> list[str]:
    return [row.less.text if row.less else NOTHING]


def compare(*runs: str | Path | Entry | Result) -> Compared:
    """Two runs or more, side by side: what they were asked, with a mark at what differs, and what
    they found; of two, by how much.

    Each is a result, an entry of `runs()`, or what `open` reads. The interval of a difference is
    that of independent runs. ValueError for fewer than two.
    """
    if len(runs) < 2:
        raise ValueError("There is nothing to compare with: give two runs or more.")
    found = [run if isinstance(run, Entry | Result) else open(run) for run in runs]
    return Compared(comparison(found, [_called(run, i) for i, run in enumerate(found, 1)]))


def _called(run: Entry | Result, number: int) -> str:
    if isinstance(run, Entry):
        return run.name or run.id
    return run.about.get("kept") or f"run {number}"
