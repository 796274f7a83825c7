"""RunSet: the runs that one picture shows, a list however they came there."""

import time
from collections.abc import Callable, Sequence

import xarray as xr

from ionoscope.engine import Chunk, Experiment, Result

from ..runs.live_run import LiveRun
from ..runs.run import Run
from ..runs.store import RunStore
from .wake import Latch

BLINK = 0.015
"""Runs that end within so many seconds show only their end, not their coarse beginning."""
FRAME_RATE = 5
"""Most pictures a second of runs that are going on."""


class RunSet:
    """Runs that follow a slider, or that were started; what the picture shows is their list.

    Nothing is computed before the browser is there: what is asked for earlier waits for it.
    """

    def __init__(self, store: RunStore, latch: Latch, wake: Callable[[], None]):
        self._store, self._latch, self._wake = store, latch, wake
        self._followed: list[LiveRun] = []
        self.started: list[Run] = []
        self._asked: Callable[[], None] | None = None
        self._seen: tuple = ()
        self._drawn_at = 0.0

    @property
    def runs(self) -> list[Run]:
        """What the picture shows, in the order of names and colours."""
        return self.started or [live.run for live in self._followed if live.run]

    def news(self) -> bool:
        """Whether there is something new to draw, and it is time to; asked once, it is old."""
        version = tuple((run.id, run.version) for run in self.runs)
        if version == self._seen or self._too_soon():
            return False
        self._seen, self._drawn_at = version, time.monotonic()
        return True

    @property
    def busy(self) -> bool:
        """Whether one of the runs is going on."""
        return any(not run.over for run in self.runs)

    def ready(self, wanted: Callable[[Chunk], bool] = lambda chunk: bool(chunk.data)) -> list[Run]:
        """The runs with data that are `wanted`."""
        return [run for run in self.runs if run.chunk and wanted(run.chunk)]

    def results(self, wanted: Callable[[Chunk], bool] = lambda chunk: bool(chunk.data)):
        """What those have come to that are `ready`."""
        return [run.result() for run in self.ready(wanted)]

    # asking ---------------------------------------------------------------------------------

    def follow(self, experiments: Sequence[Experiment]) -> None:
        """Show these, each in its place, instead of what is shown; the newest request wins."""
        self._when_there(lambda: self._follow(experiments))

    def start(self, experiments: Sequence[Experiment], keep: bool, added: bool = False) -> None:
        """Begin runs of their own, instead of what is shown or `added` to it."""
        self._when_there(lambda: self._start(experiments, keep, added))

    def adopt(self, runs: Sequence[Run]) -> None:
        """Show these runs of the store, however they were begun."""
        self.started = [self._watched(run) for run in runs]

    def go_on(self) -> list[Exception]:
        """Go on with every run that was cut off; why those stay as they are that cannot."""
        refused: list[Exception] = []
        self.started = [self._resumed(run, refused) if run.can_go_on else run for run in self.runs]
        return refused

    def _resumed(self, run: Run, refused: list[Exception]) -> Run:
        try:
            return self._watched(self._store.resume(run.id))
        except (OSError, ValueError) as error:
            refused.append(error)
            return run

    def stop(self) -> None:
        """Ask the runs that were started to end; what they computed stays."""
        for run in self.started:
            run.stop()

    def clear(self) -> None:
        """Stop and show nothing."""
        self.close()
        self._followed, self.started = [], []

    def close(self) -> None:
        """End what only this session wanted; safe to call twice."""
        self._asked = None
        self.stop()
        for live in self._followed:
            live.close()

    def poke(self) -> None:
        """Begin what waits, if it may; the slow clock asks too."""
        if self._asked and self._latch.is_open:
            asked, self._asked = self._asked, None
            asked()
        for live in self._followed:
            live.poke()

    def drawn(self) -> None:
        """All that there is has been drawn: what waits behind it may go."""
        for live in self._followed:
            live.drawn = live.run

    # inner workings -------------------------------------------------------------------------

    def _too_soon(self) -> bool:
        """Whether a better picture will come in a moment: the end is always shown."""
        runs = self.runs
        if all(run.over for run in runs):
            return False
        blink = not self.started and all(run.elapsed < BLINK for run in runs)
        return blink or time.monotonic() - self._drawn_at < 1 / FRAME_RATE

    def _when_there(self, asked: Callable[[], None]) -> None:
        if self._latch.is_open:
            asked()
        else:
            self._asked = asked

    def _follow(self, experiments: Sequence[Experiment]) -> None:
        self.stop()
        self.started = []
        for _ in range(len(experiments) - len(self._followed)):
            self._followed.append(LiveRun(self._store.pool, self._wake))
        while len(self._followed) > len(experiments):
            self._followed.pop().close()
        for live, experiment in zip(self._followed, experiments, strict=True):
            live.request(experiment)

    def _start(self, experiments: Sequence[Experiment], keep: bool, added: bool) -> None:
        before = self.runs if added else []
        if not added:
            self.stop()
        for live in self._followed:
            live.close()
        self._followed = []
        self.started = [*before]
        self.started += [self._watched(self._store.start(e, keep)) for e in experiments]

    def _watched(self, run: Run) -> Run:
        run.watch(self._wake)
        return run


def so_far(run: Run) -> Result:
    """What a run has come to; with no data if it has nothing yet."""
    if run.chunk:
        return run.result()
    return run.experiment.result(Chunk(0.0, "", xr.Dataset()), run.status, 0.0)
