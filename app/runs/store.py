"""RunStore: every run of this process by id, so that a reload or a second browser finds it."""

import threading
from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np

from ionoscope.engine import Chunk, Experiment, Result, known
from ionoscope.engine.compute.apart import Apart
from ionoscope.engine.compute.processes import Processes

from .catalogue import Catalogue
from .checkpointer import Checkpointer
from .keeper import Keeper
from .limits import RUNS_EACH
from .origin import own_identity
from .outside import Outside, chunks
from .pool import Pool
from .presence import Presence
from .quota import Quota
from .run import STOPPED, Run
from .shared import Shared
from .tending import Tending
from .visitor import OPERATOR

KEPT = 200
"""Runs kept in memory; older ones that are over are dropped (their files stay)."""
HELD_BYTES = 64_000_000
"""Bytes that runs keep in memory which are over and on the disk; older ones are read from there."""
SOON_S = 0.5
"""Slices end within this time, unless others have the cores."""


class RunStore:
    """Starts runs in the pool, remembers them, and has a keeper write their results to `folder`.

    What is started goes `outside`, if there is such and it can, and else to the pool, which has it
    computed by `processes`, if there are such. Each visitor may have `most` runs at a time.

    Without a usable folder everything works but nothing outlives the process; `trouble` says so.
    It asks nobody whose a run is: pages are given a `VisitingStore`, which does.
    """

    visitor = OPERATOR

    def __init__(
        self,
        pool: Pool,
        folder: Path | None,
        outside: Outside | None = None,
        processes: Processes | None = None,
        most: int = RUNS_EACH,
    ):
        self.pool, self.outside, self.processes = pool, outside, processes
        self._quota = Quota(most)
        self.runs: OrderedDict[str, Run] = OrderedDict()
        self.shared = Shared(lambda experiment: self.start(experiment, keep=False))
        self.keeper = Keeper(folder)
        self.presence = Presence(folder, "server")
        self.checkpoints = Checkpointer(self.keeper, self.presence)
        self._tending = Tending(lambda: self.catalogue)
        self._keeping = threading.Lock()

    @property
    def catalogue(self) -> Catalogue | None:
        """What is on the disk."""
        return self.keeper.catalogue

    @property
    def trouble(self) -> str:
        """Why runs are not kept at present, or what was mended; "" if all is well."""
        notice = self.catalogue.notice if self.catalogue else ""
        return self.keeper.trouble or notice

    def in_memory(self) -> list[Run]:
        """Runs that are on no disk (yet): those not over, and those whose result waits."""
        unkept = self.keeper.waiting if self.catalogue else self.runs
        return [run for run in list(self.runs.values()) if not run.over or run.id in unkept]

    def admit(self, more: int, but: Collection[str] = (), visitor: str = "") -> None:
        """TooMany, a ValueError that says what to do, if a visitor may not have so many `more`
        runs; those of the ids `but` are about to end."""
        self._quota.admit(list(self.runs.values()), visitor, more, but)

    def start(
        self,
        experiment: Experiment,
        keep: bool = True,
        state: dict[str, np.ndarray] | None = None,
        made_from: str = "",
        visitor: str = "",
    ) -> Run:
        """Start `experiment` in the background, or go on from `state`; `keep` its result when it
        ends, and of a resumable one what it has while it goes on.

        `made_from` is the id of the run that it is a copy of, `visitor` whose it is. TooMany, a
        ValueError, if it is to be kept and that one has as many as may be.
        """
        if keep:
            self.admit(1, visitor=visitor)
        run = self._made(experiment, state)
        run.made_from, run.visitor = made_from, visitor
        if keep and state is None and not run.afar:  # whose processors are not known
            run.identity = own_identity(experiment)
        return self._submit(run, keep)

    def resume(self, id: str, keep: bool = True, visitor: str = "") -> Run:
        """Go on with a run that was stopped, failed or interrupted, as a new run made from it.

        ValueError if there is nothing to go on from, or if `visitor` has as many runs as may be;
        OSError if it cannot be read.
        """
        self.admit(1, visitor=visitor)
        if (run := self.runs.get(id)) and not run.over:
            raise ValueError(f"Run {id} is still going on.")
        old = self.result(id)
        run = self._made(rebuilt(old), old.state)
        run.made_from, run.visitor = id, visitor
        run.identity = "" if run.afar else own_identity(run.experiment, goes_on=old)
        run.elapsed = old.elapsed_s  # the time left is told from the whole run's pace
        # so that it is seen, and kept if it is stopped again, before its first slice
        before = self.runs.get(id)
        run.chunk = before.chunk if before else Chunk(0.0, "", old.data, old.summary, old.state)
        return self._submit(run, keep)

    def _made(self, experiment: Experiment, state: dict[str, np.ndarray] | None) -> Run:
        trouble = self.outside.trouble if self.outside else ""
        if self.outside and not trouble:
            run = Run(experiment, state=state, chunks=chunks)
            run.afar = True
        else:
            run = self._near(experiment, state)
        run.note = f"{trouble}: this is computed here instead." if trouble else ""
        return run

    def _near(self, experiment: Experiment, state: dict[str, np.ndarray] | None) -> Run:
        """One that this machine computes: in a process of its own, if there are such."""
        if self.processes is None:
            return Run(experiment, state=state)
        own = Apart(self.processes)
        run = Run(experiment, state=state, chunks=own.chunks)
        run.apart, run.on_stop = True, own.hurry
        return run

    def _submit(self, run: Run, keep: bool) -> Run:
        if keep:
            run.on_end = self._keep
            self.presence.begin(run.id, run.experiment, run.where, run.stop, run.visitor)
            self.checkpoints.watch(run)
        self.runs[run.id] = run
        self._drop_old()
        return (self.outside if run.afar else self.pool).submit(run)

    def result(self, id: str) -> Result:
        """Of a run of this process or on the disk; ValueError or OSError if it cannot be had."""
        run = self.runs.get(id)
        if run and run.chunk:
            return run.kept()
        if self.catalogue is None:
            raise ValueError(f"There is no result of run {id!r}.")
        return self.catalogue.load(id)

    def whose(self, id: str) -> str:
        """The id of the visitor whose run it is, "" for nobody's or none."""
        if run := self.runs.get(id):
            return run.visitor
        if self.catalogue is None:
            return ""
        going = next((one.visitor for one in self.catalogue.going() if one.id == id), "")
        entry = None if going else self.catalogue.entry(id)
        return entry.visitor if entry else going

    def stop(self, id: str) -> bool:
        """End a run, whoever computes it; False if nobody does."""
        run = self.runs.get(id)
        if run and not run.over:
            run.stop()
            return True
        return bool(self.catalogue and self.catalogue.ask_stop(id))

    def remove(self, id: str) -> None:
        """Stop and forget a run; OSError if it cannot be taken off the disk."""
        run = self.runs.pop(id, None)
        if run:
            run.on_end = None
            run.stop()
        self.presence.end(id)
        self.checkpoints.drop(id)
        self.keeper.drop(id)
        if self.catalogue:
            self.catalogue.remove(id)

    def close(self) -> None:
        """End every run and keep what they computed.

        What slices that go on had published is on the disk before they are waited for: whoever
        told this process to end may lose patience.
        """
        places = [place for place in (self.pool, self.outside) if place]
        for place in places:
            place.stop()
        if not all(place.ended(SOON_S) for place in places):
            for run in [run for run in self.runs.values() if not run.over and run.on_end]:
                self._keep_result(run)
        for place in places:
            place.close()
        if self.processes:
            self.processes.close()
        self.checkpoints.close()
        self._tending.close()
        self.keeper.close()
        self.presence.close()  # last: until then it is alive

    def _keep(self, run: Run) -> None:
        """Keep the result of a run that ended (in its worker thread)."""
        self.checkpoints.ended(run, lambda: self._keep_result(run))
        self.presence.end(run.id)
        self._drop_old()

    def _keep_result(self, run: Run) -> None:
        if run.chunk is not None and (run.chunk.summary or run.chunk.state):
            with self._keeping:  # the newer result goes over the older one
                result = run.kept()
                self.keeper.keep(run.id, result if run.over else replace(result, status=STOPPED))

    def _drop_old(self) -> None:
        """Forget runs that are over, the oldest first: of many, and of large ones on the disk."""
        over = [run for run in list(self.runs.values()) if run.over]
        for run in over[: max(len(self.runs) - KEPT, 0)]:
            self.runs.pop(run.id, None)
        held = 0
        for run in reversed(over):
            held += size_of(run)
            if held > HELD_BYTES and self._is_on_disk(run):
                self.runs.pop(run.id, None)

    def _is_on_disk(self, run: Run) -> bool:
        if self.catalogue is None or run.id in self.keeper.waiting:
            return False
        try:
            return self.catalogue.entry(run.id) is not None
        except OSError:
            return False


def size_of(run: Run) -> int:
    """Bytes that what a run has come to takes in memory."""
    if run.chunk is None:
        return 0
    state = run.chunk.state or {}
    return run.chunk.data.nbytes + sum(array.nbytes for array in state.values())


def rebuilt(result: Result) -> Experiment:
    """The experiment that goes on from `result.state`; ValueError, in a sentence, if none can."""
    if result.status == "finished":
        raise ValueError("This run has finished: there is nothing left to go on with.")
    kind = known(result.experiment)
    if kind is None:
        raise ValueError(f"This version has no experiment {result.experiment!r} to go on with.")
    if result.state is None:
        raise ValueError(f"This run of {result.experiment} kept no state to go on from.")
    return kind(**result.parameters)
