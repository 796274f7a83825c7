"""Progress of a reproduction: a bar a figure and one for all, or a line when a figure is done."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ionoscope.engine.core.result import Stopwatch

from ..share.formatting import about
from .terminal import Unbroken, say

if TYPE_CHECKING:
    from ..reproduction.computing import Reproduction
    from ..reproduction.figures import PaperFigure

Tell = Callable[[Sequence["PaperFigure"]], None]
"""Hears which figures have ended since, slice by slice."""
EVERY_S = 0.25
"""Time between two looks at the bars."""
KNOWN = 0.05
"""Share of all from which a time left is told: before, it would be that of compiling."""


@contextmanager
def watched(all_: "Reproduction") -> Iterator[Tell]:
    """Gives what hears of the progress: bars on a terminal, else lines on stderr."""
    if sys.stderr and sys.stderr.isatty():
        with _bars(all_) as tell:
            yield tell
    else:
        yield _lines(all_)


def _lines(all_: "Reproduction") -> Tell:
    clock, done = Stopwatch(), 0

    def tell(ended: Sequence["PaperFigure"]) -> None:
        nonlocal done
        for figure in ended:
            done += 1
            say(f"{figure.name}: {all_.status(figure)} ({done} of {len(all_.figures)}{left()}).")

    def left() -> str:
        share = all_.share
        return f", {about(clock.elapsed * (1 - share) / share)} left" if KNOWN < share < 1 else ""

    return tell


@contextmanager
def _bars(all_: "Reproduction") -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(file=Unbroken(sys.stderr)), transient=True) as bars:
        tasks = {f.name: bars.add_task(f.name, total=1.0) for f in all_.figures}
        total = bars.add_task("all", total=1.0)
        clock = Stopwatch()

        def tell(ended: Sequence["PaperFigure"]) -> None:
            nonlocal clock
            if not ended and clock.elapsed < EVERY_S:
                return
            clock = Stopwatch()
            for name, share in all_.shares().items():
                bars.update(tasks[name], completed=share)
            bars.update(total, completed=all_.share)

        yield tell
