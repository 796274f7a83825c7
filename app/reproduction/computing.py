"""Computing: all runs of some figures side by side, kept as they end, gone on with if cut off."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ionoscope.engine import EXPERIMENTS, Chunk, Experiment, Result
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.compute.side_by_side import side_by_side
from ionoscope.engine.core.files import State
from ionoscope.engine.core.result import Stopwatch

from ..runs.origin import originated, own_identity
from .figures import PaperFigure
from .kept import Folder, signed

FILE, BEGUN = "file", "begun"
"""Names of what is kept of a member: of one that is whole its file, of all their identity."""
CHECKPOINT_S = 20.0
"""Seconds between two looks at what has to be written of runs that go on."""
SHORT_S = 1.0
"""Weight in the progress (s) of a run that tells no time of its own."""


class Timed:
    """An experiment as a member that knows how long its slices have taken.

    It is built from a key and values, as experiments are from values, so that it can be sent.
    `begun` is the identity of the earlier bits that it goes on from, None if it begins.
    """

    def __init__(self, key: str, begun: str | None = None, **values: object):
        self.own, self.begun, self.elapsed = EXPERIMENTS[key](**values), begun, 0.0
        self._at_first: str | None = None

    def values(self) -> dict[str, object]:
        """What another one is built from."""
        return {"key": self.own.key, "begun": self.begun, **self.own.values()}

    @property
    def identity(self) -> str:
        """The identity of its bits, "" if they are not all of one."""
        found = own_identity(self.own)
        return found if self.begun in (None, found) else ""

    @property
    def at_first(self) -> str:
        """The identity when it was first asked for: to look at every source takes milliseconds,
        too long for every slice."""
        if self._at_first is None:
            self._at_first = self.identity
        return self._at_first

    def chunks(self, state: State | None = None) -> Iterator[Chunk]:
        """The chunks of the experiment."""
        chunks = self.own.chunks(state)
        while True:
            clock = Stopwatch()
            chunk = next(chunks, None)
            self.elapsed += clock.elapsed
            if chunk is None:
                return
            yield chunk


def whole(member: Timed, chunk: Chunk) -> State:
    """A member's identity, and the file of its result once that is complete, in any process."""
    begun = {BEGUN: np.frombuffer(member.at_first.encode(), np.uint8)}
    if chunk.share < 1:
        return begun
    identity = member.identity
    result = member.own.result(chunk, "finished", member.elapsed)
    result = signed(originated(result, "", identity))
    return {**begun, FILE: np.frombuffer(result.to_bytes(), np.uint8)}


def identity_of(one: Newest, begun: str | None) -> str:
    """The identity of what a member has come to, that it began with if it has not gone on."""
    return one.found[BEGUN].tobytes().decode() if BEGUN in one.found else begun or ""


class Reproduction:
    """The runs of some figures: what there is of them, and what they have come to.

    Parameters
    ----------
    figures : sequence of PaperFigure
    quick : bool
        Whether to take the short form of all.
    folder : Path
        Where results are kept, and looked for first.
    tell : callable
        Hears sentences about files that cannot be used or written.
    fresh : bool
        Whether to forget what is kept of these runs.
    """

    def __init__(
        self,
        figures: Sequence[PaperFigure],
        quick: bool,
        folder: Path,
        tell: Callable[[str], None],
        fresh: bool = False,
    ):
        self.figures = list(figures)
        self.runs = {figure.name: figure.experiments(quick) for figure in figures}
        """By figure and the name of the run: its experiments."""
        self.folder, self._tell = Folder(folder, tell), tell
        self._files = {
            figure: {run: [self.name_of(e) for e in own] for run, own in runs.items()}
            for figure, runs in self.runs.items()
        }
        every = [e for runs in self.runs.values() for own in runs.values() for e in own]
        self._members = {self.name_of(e): e for e in every}  # each once
        self._weights = {n: e.estimate() or SHORT_S for n, e in self._members.items()}
        if fresh:
            for member in self._members.values():
                self.folder.forget(member)
        self.results: dict[str, Result] = {}
        self.failures: dict[str, str] = {}
        """By file: what is known, and why a run failed."""
        self.unwritten = False
        """Whether the disk has refused a result."""
        old = {name: self.folder.old(member) for name, member in self._members.items()}
        self.results = {name: one.result for name, one in old.items() if one.result}
        self._left = [name for name in self._members if name not in self.results]
        self._newest = [old[name].begun for name in self._left]
        self._before = [old[name].elapsed_s for name in self._left]
        goes_on = [old[name].identity for name in self._left]
        self._timed = [
            Timed(e.key, begun, **e.values()) for e, begun in zip(self.left(), goes_on, strict=True)
        ]
        self._pending: set[str] = set()
        """Results that have not been written yet."""
        self._kept = Stopwatch()

    # what there is --------------------------------------------------------------------------

    def name_of(self, experiment: Experiment) -> str:
        """The name of an experiment's file."""
        return self.folder.file(experiment).name

    def found(self, figure: PaperFigure) -> dict[str, list[Result]]:
        """The results of a figure by run, as far as there are any."""
        runs = self._files[figure.name]
        return {k: [self.results[n] for n in own if n in self.results] for k, own in runs.items()}

    def status(self, figure: PaperFigure) -> str:
        """How a figure's runs have ended: "finished", "failed" or "stopped"."""
        names = self._names(figure)
        if any(name in self.failures for name in names):
            return "failed"
        return "finished" if all(name in self.results for name in names) else "stopped"

    def left(self) -> list[Experiment]:
        """The experiments that are to be computed or gone on with."""
        return [self._members[name] for name in self._left]

    def shares(self) -> dict[str, float]:
        """Share done of each figure."""
        done = dict.fromkeys(self._members, 1.0) | self._shares()
        return {f.name: self._mean(done, self._names(f)) for f in self.figures}

    @property
    def share(self) -> float:
        """Share done of what was left when this call began."""
        return self._mean(self._shares(), self._left)

    def _shares(self) -> dict[str, float]:
        own = zip(self._left, self._newest, strict=True)
        return {name: 1.0 if one.over else one.share for name, one in own}

    def _names(self, figure: PaperFigure) -> list[str]:
        return [name for names in self._files[figure.name].values() for name in names]

    def _mean(self, done: dict[str, float], names: list[str]) -> float:
        weights = [self._weights[name] for name in names]
        return float(np.average([done[n] for n in names], weights=weights)) if names else 1.0

    # computing ------------------------------------------------------------------------------

    def run(self) -> Iterator[list[PaperFigure]]:
        """Compute what is left; yields, slice by slice, figures whose runs have ended since."""
        told: set[str] = set()
        yield self._ended(told)
        if not self._left:
            return
        for newest in self._going():
            self._newest = list(newest)
            self._settle()
            if self._kept.elapsed > CHECKPOINT_S:
                self.keep()
            yield self._ended(told)

    def keep(self) -> None:
        """Write what has ended and is not yet written, and what runs that go on need for it."""
        self._settle()
        self._kept = Stopwatch()
        for name, timed, one, before in zip(
            self._left, self._timed, self._newest, self._before, strict=True
        ):
            if not one.over and one.state is not None:
                of = timed.own, one, before + timed.elapsed, identity_of(one, timed.begun)
                self._write(name, lambda of=of: self.folder.keep_state(*of))

    def _going(self) -> Iterator[list[Newest]]:
        try:
            yield from side_by_side(self._timed, whole, self._newest)
        except (KeyError, TypeError, ValueError) as error:
            if not any(one.state is not None for one in self._newest):
                raise
            self._tell(f"a kept state cannot be gone on with ({error!r}): runs begin anew.")
            self._newest = [one if one.over else Newest() for one in self._newest]
            for timed in self._timed:
                timed.begun = None
            yield from side_by_side(self._timed, whole, self._newest)

    def _settle(self) -> None:
        """Take and write the results of runs that have ended; interrupted, it can be repeated."""
        for name, one, before in zip(self._left, self._newest, self._before, strict=True):
            if one.over and name not in self.results.keys() | self.failures.keys():
                self._end(name, one, before)
        for name in list(self._pending):
            own, result = self._members[name], self.results[name]
            self._write(name, lambda e=own, r=result: self.folder.keep(e, r))

    def _end(self, name: str, one: Newest, before: float) -> None:
        if one.failure or FILE not in one.found:
            self.failures[name] = one.failure or "It has yielded nothing whole."
        if FILE not in one.found:
            return
        # no disk is asked: a full one must not cost the result
        result = Result.from_netcdf(io.BytesIO(one.found[FILE].tobytes()))
        result = replace(result, elapsed_s=before + result.elapsed_s)
        if one.failure:
            self.results[name] = replace(result, status="failed")
        else:
            self._pending.add(name)
            self.results[name] = result

    def _write(self, name: str, write: Callable[[], None]) -> None:
        try:
            write()
        except OSError as error:
            if not self.unwritten:
                where = self.folder.path
                self._tell(f"results cannot be kept in {where} ({error.strerror or error}).")
            self.unwritten = True
        self._pending.discard(name)

    def _ended(self, told: set[str]) -> list[PaperFigure]:
        """Figures all of whose runs have ended, that have not been told yet."""
        over = self.results.keys() | self.failures.keys()
        fresh = [f for f in self.figures if f.name not in told and over >= set(self._names(f))]
        told.update(f.name for f in fresh)
        return fresh
