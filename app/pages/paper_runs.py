"""Runs of a paper's figure: those that are kept, those that go on, and those that are begun."""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import cache

from ionoscope.engine import Experiment, Result
from ionoscope.engine.compute.duration import duration

from ..live.run_set import RunSet
from ..reproduction.figures import PaperFigure, figures
from ..runs.catalogue import Catalogue
from ..runs.identity import identity
from ..runs.run import FINISHED, Run
from .context import Context

log = logging.getLogger(__name__)

Form = dict[str, dict[str, Experiment]]
"""By the names of runs: experiments by their identity."""


@cache
def form(name: str, quick: bool) -> Form:
    """The experiments of a figure, made once a process."""
    runs = figures()[name].experiments(quick)
    return {run: {identity(e): e for e in own} for run, own in runs.items()}


class PaperRuns:
    """What there is of a figure, in one of its two forms.

    Kept runs are read in a thread of their own; `wake()` says that there is news.
    """

    def __init__(self, figure: PaperFigure, context: Context, wake: Callable[[], None]):
        self._name, self._context, self._wake = figure.name, context, wake
        self.set = RunSet(context.store, context.latch, wake)
        self.quick = False
        """Whether it is the short form."""
        self._kept: dict[str, Result] = {}
        self._read: tuple[bool, dict[str, Result]] | None = None
        self._stale = False

    @property
    def experiments(self) -> dict[str, Experiment]:
        """All experiments of this form by identity, each once."""
        return {key: e for own in form(self._name, self.quick).values() for key, e in own.items()}

    @property
    def seconds(self) -> float:
        """About how long all of this form takes."""
        return duration(list(self.experiments.values()), self._context.store.pool.workers)

    def news(self) -> bool:
        """Whether there is something new to show; asked once, it is old."""
        read, self._read = self._read, None
        if read:
            self.quick, self._kept = read
        stale, self._stale = self._stale or bool(read), False
        return self.set.news() or stale

    def look(self) -> None:
        """Look for runs that go on, and for kept ones."""
        going = {quick: self._going(quick) for quick in (False, True)}
        if any(going.values()):
            self.quick = len(going[True]) > len(going[False])
            self.set.adopt(going[self.quick])
        threading.Thread(target=self._reading, name="papers", daemon=True).start()

    def start(self, quick: bool) -> None:
        """Compute what is not kept of this form; all of it, if all is."""
        if quick != self.quick:
            self.quick, self._kept = quick, {}
        missing = [e for key, e in self.experiments.items() if key not in self._kept]
        if not missing:
            self._kept = {}
        self.set.start(missing or list(self.experiments.values()), keep=True)
        self._stale = True
        self._wake()

    def results(self, whole: bool) -> dict[str, list[Result]]:
        """By run what there is, in the order of its experiments; only what is `whole`, if so."""
        going = {identity(run.experiment): run for run in self.set.ready()}
        return {
            name: [r for key in own if (r := self._result(key, going.get(key), whole))]
            for name, own in form(self._name, self.quick).items()
        }

    def _result(self, key: str, run: Run | None, whole: bool) -> Result | None:
        if run and (run.status == FINISHED or not whole):
            return run.result()
        return self._kept.get(key)

    def _going(self, quick: bool) -> Sequence[Run]:
        """Runs of this server that compute this form at present."""
        wanted = {key for own in form(self._name, quick).values() for key in own}
        alive = [run for run in list(self._context.store.runs.values()) if not run.over]
        return [run for run in alive if identity(run.experiment) in wanted]

    def _reading(self) -> None:
        """Read what is kept of the form of which more is, that of the paper if it is as much."""
        try:
            forms = [self.quick] if self.set.started else [False, True]
            kept = {quick: self._entries(quick) for quick in forms}
            quick = max(forms, key=lambda one: len(kept[one]))
            read = {key: self._load(id) for key, id in kept[quick].items()}
            if found := {key: result for key, result in read.items() if result}:
                self._read = quick, found
                self._wake()
        except Exception:  # a page without what was kept is a page all the same
            log.exception("kept runs of %s could not be read", self._name)

    def _entries(self, quick: bool) -> dict[str, str]:
        """The ids of kept runs of a form by their identity."""
        if self._catalogue is None:
            return {}
        keys = {key for own in form(self._name, quick).values() for key in own}
        found = {key: self._catalogue.same(key) for key in keys}
        return {key: entry.id for key, entry in found.items() if entry}

    def _load(self, id: str) -> Result | None:
        try:
            return self._catalogue.load(id) if self._catalogue else None
        except (OSError, ValueError):  # the page of runs says so
            return None

    @property
    def _catalogue(self) -> Catalogue | None:
        return self._context.store.catalogue
