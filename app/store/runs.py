"""RunStore: every run of this process by id, so that a reload or a second browser finds it."""

from collections import OrderedDict
from pathlib import Path

from engine import Experiment, Result

from ..jobs import Pool, Run
from .catalogue import Catalogue
from .keeper import Keeper

KEPT = 200
"""Runs kept in memory; older ones that are over are dropped (their files stay)."""


class RunStore:
    """Starts runs in the pool, remembers them, and has a keeper write their results to `folder`.

    Without a usable folder everything works but nothing outlives the process; `trouble` says so.
    """

    def __init__(self, pool: Pool, folder: Path | None):
        self.pool = pool
        self.runs: OrderedDict[str, Run] = OrderedDict()
        self.keeper = Keeper(folder)

    @property
    def catalogue(self) -> Catalogue | None:
        """What is on the disk."""
        return self.keeper.catalogue

    @property
    def trouble(self) -> str:
        """Why runs are not kept at present, "" if they are."""
        return self.keeper.trouble

    def in_memory(self) -> list[Run]:
        """Runs that are on no disk (yet): those not over, and those whose result waits."""
        unkept = self.keeper.waiting if self.catalogue else self.runs
        return [run for run in self.runs.values() if not run.over or run.id in unkept]

    def start(self, experiment: Experiment, keep: bool = True) -> Run:
        """Start `experiment` in the background; `keep` its result when it ends."""
        run = Run(experiment)
        if keep:
            run.on_end = self._keep
        self.runs[run.id] = run
        self._drop_old()
        return self.pool.submit(run)

    def result(self, id: str) -> Result:
        """Of a run of this process or on the disk; ValueError or OSError if it cannot be had."""
        run = self.runs.get(id)
        if run and run.chunk:
            return run.result()
        if self.catalogue is None:
            raise ValueError(f"There is no result of run {id!r}.")
        return self.catalogue.load(id)

    def remove(self, id: str) -> None:
        """Stop and forget a run; OSError if it cannot be taken off the disk."""
        run = self.runs.pop(id, None)
        if run:
            run.on_end = None
            run.stop()
        self.keeper.drop(id)
        if self.catalogue:
            self.catalogue.remove(id)

    def close(self) -> None:
        """End every run and keep what they computed."""
        self.pool.close()
        self.keeper.close()

    def _keep(self, run: Run) -> None:
        """Keep the result of a run that ended (in its worker thread)."""
        if run.chunk is not None and run.chunk.summary:
            self.keeper.keep(run.id, run.result())

    def _drop_old(self) -> None:
        over = [id for id, run in self.runs.items() if run.over]
        for id in over[: max(len(self.runs) - KEPT, 0)]:
            del self.runs[id]
