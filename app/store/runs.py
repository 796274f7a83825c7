"""RunStore: every run of this process by id, so that a reload or a second browser finds it."""

import logging
import os
from collections import OrderedDict
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

from engine import Experiment

from ..jobs import Pool, Run, shared_pool
from .catalogue import Catalogue

log = logging.getLogger(__name__)

KEPT = 200
"""Runs kept in memory; older ones that are over are dropped (their files stay)."""


class RunStore:
    """Starts runs in the pool, remembers them, and keeps their results in a catalogue.

    Without a usable folder everything works but nothing outlives the process; `trouble` says so.
    """

    def __init__(self, pool: Pool, folder: Path | None):
        self.pool = pool
        self.runs: OrderedDict[str, Run] = OrderedDict()
        self.catalogue: Catalogue | None = None
        self.trouble = ""
        if folder is not None:
            try:
                self.catalogue = Catalogue(folder)
            except OSError as error:
                self._warn(f"Runs are not kept: {error}")

    def start(self, experiment: Experiment, keep: bool = True) -> Run:
        """Start `experiment` in the background; `keep` its result when it ends."""
        run = Run(experiment)
        if keep:
            run.on_end = self._keep
        self.runs[run.id] = run
        self._drop_old()
        return self.pool.submit(run)

    def close(self) -> None:
        """End every run and keep what they computed."""
        self.pool.close()
        if self.catalogue:
            self.catalogue.close()

    def _keep(self, run: Run) -> None:
        """Write the result of a run that ended (in its worker thread)."""
        if self.catalogue is None or run.chunk is None or not run.chunk.summary:
            return
        try:
            self.catalogue.add(run.id, run.result())
            self.trouble = ""
        except OSError as error:
            self._warn(f"A result could not be kept: {error}")

    def _drop_old(self) -> None:
        over = [id for id, run in self.runs.items() if run.over]
        for id in over[: max(len(self.runs) - KEPT, 0)]:
            del self.runs[id]

    def _warn(self, text: str) -> None:
        self.trouble = text
        log.warning(text)


def runs_folder() -> Path:
    """IONOSCOPE_RUNS, or the user's data folder."""
    named = os.environ.get("IONOSCOPE_RUNS")
    return Path(named) if named else user_data_path("ionoscope") / "runs"


@cache
def shared_store() -> RunStore:
    """The process's one store."""
    return RunStore(shared_pool(), runs_folder())
