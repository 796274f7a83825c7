"""RunSet: the runs that one picture shows, a list however they came there."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

import xarray as xr

from ionoscope.engine import Chunk, Experiment, Result

from ..runs.live_run import LiveRun
from ..runs.origin import own_identity
from ..runs.run import Run
from ..runs.store import RunStore
from .kept import Followed, Kept, Shown
from .wake import Latch

log = logging.getLogger(__name__)

BLINK = 0.015
"""Runs that end within so many seconds show only their end, not their coarse beginning."""
FRAME_RATE = 5
"""Most pictures a second of runs that are going on."""


class RunSet:
    """Runs that follow a slider, that were started, or that were found; what the picture shows is
    their list.

    Nothing is computed before the browser is there: what is asked for earlier waits for it.
    """

    def __init__(self, store: RunStore, latch: Latch, wake: Callable[[], None]):
        self._store, self._latch, self._wake = store, latch, wake
        self._followed: list[LiveRun] = []
        self.started: list[Shown] = []
        self._passing: set[str] = set()  # those started that are not kept
        self._own: set[str] = set()  # those started here
        self._asked: Callable[[], None] | None = None
        self._seen: tuple = ()
        self._drawn_at = 0.0

    @property
    def runs(self) -> list[Shown]:
        """What the picture shows, in the order of names and colours."""
        return self.started or [live.run for live in self._followed if live.run]

    @property
    def kept(self) -> list[Shown]:
        """Those that are or will be in the catalogue."""
        return [run for run in self.started if run.id not in self._passing]

    def of(self, values: object) -> tuple[str, ...]:
        """The ids of the kept ones, () if none of them has these values of its parameters."""
        ours = any(run.experiment.values() == values for run in self.kept)
        return tuple(run.id for run in self.kept) if ours else ()

    def news(self) -> bool:
        """Whether there is something new to draw, and it is time to; asked once, it is old."""
        self.started = [run.look() if _goes_on_elsewhere(run) else run for run in self.started]
        version = tuple((run.id, run.version) for run in self.runs)
        if version == self._seen or self._too_soon():
            return False
        self._seen, self._drawn_at = version, time.monotonic()
        return True

    @property
    def busy(self) -> bool:
        """Whether one of the runs is going on."""
        return any(not run.over for run in self.runs)

    def ready(
        self, wanted: Callable[[Chunk], bool] = lambda chunk: bool(chunk.data)
    ) -> list[Shown]:
        """The runs with data that are `wanted`."""
        return [run for run in self.runs if run.chunk and wanted(run.chunk)]

    def results(self, wanted: Callable[[Chunk], bool] = lambda chunk: bool(chunk.data)):
        """What those have come to that are `ready`."""
        return [run.result() for run in self.ready(wanted)]

    # asking ---------------------------------------------------------------------------------

    def follow(self, experiments: Sequence[Experiment]) -> None:
        """Show these, each in its place, instead of what is shown; the newest request wins."""
        self._when_there(lambda: self._follow(experiments))

    def start(
        self,
        experiments: Sequence[Experiment],
        keep: bool,
        added: bool = False,
        anew: bool = False,
        made_from: str = "",
    ) -> None:
        """Begin runs of their own, instead of what is shown or `added` to it.

        What is to be kept and has been before is shown and not computed, unless it is asked for
        `anew`. `made_from` is the id of the run whose parameters these began with. TooMany, a
        ValueError, if the visitor may not `keep` so many; then nothing is changed.
        """
        begin = partial(self._begin, keep=keep, made_from=made_from)
        self._when_there(lambda: self._start(experiments, begin, keep, anew, added))

    def adopt(self, runs: Sequence[Shown]) -> None:
        """Show runs that are there, whoever started them, instead of what is shown."""
        self._asked = None
        self.leave()
        self._unfollow()
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

    def stop(self) -> list[Exception]:
        """Ask the runs that are shown to end; what they computed stays. Why some go on, of those
        that do: they are another visitor's."""
        refused: list[Exception] = []
        for run in self.started:
            try:
                run.over or self._store.stop(run.id)
            except (OSError, ValueError) as error:
                refused.append(error)
        return refused

    def leave(self) -> None:
        """Ask those to end that were started here; others may be looking at the rest."""
        for run in self.started:
            if run.id in self._leaving():
                run.stop()

    def _leaving(self) -> set[str]:
        """Those that `leave` ends."""
        return {run.id for run in self.started if run.id in self._own}

    def clear(self) -> None:
        """Stop what was started here and show nothing."""
        self._asked = None
        self.leave()
        self._unfollow()
        self.started = []

    def close(self) -> None:
        """End what only this session wanted, and that is not to be kept; safe to call twice."""
        self._asked = None
        for run in self.started:
            if run.id in self._passing:
                run.stop()
        for live in self._followed:
            live.close()

    def poke(self) -> None:
        """Begin what waits, if it may; the slow clock asks too."""
        if self._asked and self._latch.is_near:
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
        if self._latch.is_near:
            asked()
        else:
            self._asked = asked

    def _follow(self, experiments: Sequence[Experiment]) -> None:
        self.leave()
        self.started = []
        for _ in range(len(experiments) - len(self._followed)):
            own = self._store.visitor.id
            self._followed.append(LiveRun(self._store.pool, self._wake, own))
        while len(self._followed) > len(experiments):
            self._followed.pop().close()
        self._seen = ()  # what is asked for may be what was shown before
        for live, experiment in zip(self._followed, experiments, strict=True):
            live.request(experiment)

    def _unfollow(self) -> None:
        for live in self._followed:
            live.close()
        self._followed = []

    def _start(
        self,
        experiments: Sequence[Experiment],
        begin: Callable[[Experiment], Run],
        keep: bool,
        anew: bool,
        added: bool,
    ) -> None:
        """Begin all, or none."""
        find = keep and not anew
        kept = [already(self._store, one) if find else None for one in experiments]
        if keep:
            self._store.admit(kept.count(None), () if added else self._leaving())
        before = self.runs if added else []
        if not added:
            self.leave()
        self._unfollow()
        self.started = [*before]
        for experiment, found in zip(experiments, kept, strict=True):
            self.started.append(self._watched(found or begin(experiment)))

    def _begin(self, experiment: Experiment, keep: bool, made_from: str) -> Run:
        run = self._store.start(experiment, keep, made_from=made_from)
        self._own.add(run.id)
        if not keep:
            self._passing.add(run.id)
        return run

    def _watched(self, run: Shown) -> Shown:
        run.watch(self._wake)
        return run


def already(store: RunStore, experiment: Experiment) -> Kept | None:
    """The newest finished run that computed the same, bit for bit; None if there is none."""
    if store.catalogue is None:
        return None
    try:
        entry = store.catalogue.same(own_identity(experiment))
        return Kept(entry, store.catalogue.load(entry.id)) if entry else None
    except (OSError, ValueError):  # it cannot be read: it is computed, as if it were not there
        log.warning("A kept run of %s cannot be read.", experiment.key, exc_info=True)
        return None


def _goes_on_elsewhere(run: Shown) -> bool:
    return isinstance(run, Followed) and not run.over


def so_far(run: Shown) -> Result:
    """What a run has come to; with no data if it has nothing yet."""
    if run.chunk:
        return run.result()
    return run.experiment.result(Chunk(0.0, "", xr.Dataset()), run.status, 0.0)
