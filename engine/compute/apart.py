"""Apart: an experiment that a process of its own computes; from here it is the same generator."""

import logging
import signal
from collections.abc import Iterator

from ..core.experiment import Experiment, RunFailed
from ..core.files import State
from ..core.result import Chunk
from .processes import Child, Gone, Processes
from .workforce import at_hand, idle_at_hand

log = logging.getLogger(__name__)

SLICE_S = 0.1
"""Time that a process computes at a turn."""
SMALLER = "Make the run smaller, or have more allowed (IONOSCOPE_RUN_MEMORY)."
SHORT = "It needed more memory than the {most} that a run may take here. " + SMALLER
KILLED = (
    "The process that computed it was killed, as the system does when memory runs out: other runs "
    "go on. Make it smaller, or start it when less is going on."
)
CRASHED = (
    "The process that computed it crashed ({name}): other runs go on. If the same parameters crash "
    "again, that is a fault of ionoscope; please report it with them."
)
ENDED = "The process that computed it was ended from outside: start it anew."
NONE = "No process could be started to compute it ({error}). Try again when less is going on."


class Apart:
    """One run in a process of its own."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._child: Child | None = None
        self._hurried = False

    def chunks(self, experiment: Experiment, state: State | None = None) -> Iterator[Chunk | None]:
        """As `Experiment.chunks`, a slice of the clock each, None where there is nothing new.

        ValueError if it cannot go on from `state`. RunFailed, while it is computed, for whatever
        ends it or its process.
        """
        if state is not None:
            experiment.chunks(state)
        return self._chunks(experiment, state)

    def hurry(self) -> None:
        """It is to end: a process that does not answer is killed soon (from any thread)."""
        self._hurried = True
        if child := self._child:
            child.hurry()

    def _chunks(self, experiment: Experiment, state: State | None) -> Iterator[Chunk | None]:
        try:
            self._child = child = self._processes.begin(experiment, state, at_hand())
        except OSError as error:
            raise RunFailed(NONE.format(error=error.strerror or error)) from error
        if self._hurried:
            child.hurry()
        try:
            yield None  # to begin a process is no part of computing
            yield from self._computed(child)
        except KeyboardInterrupt:
            yield self._last(child)
        finally:
            child.close()

    def _computed(self, child: Child) -> Iterator[Chunk | None]:
        over = False
        while not over:
            try:
                said = child.slice(SLICE_S, idle_at_hand())
            except Gone as gone:
                if self._hurried:  # it was killed because it did not answer
                    yield None
                raise RunFailed(self._why(gone.code)) from None
            if said.chunk or not said.over:
                yield said.chunk
            if said.trace:
                log.error("A run has failed in its process.\n%s", said.trace)
            if said.failure:
                raise RunFailed(self._short() if said.short else said.failure)
            over = said.over

    def _last(self, child: Child) -> Chunk | None:
        try:
            said = child.last()
        except Gone:  # what it had is known
            return None
        if said.trace:
            log.error("A run has failed at its end.\n%s", said.trace)
        return said.chunk

    def _short(self) -> str:
        return SHORT.format(most=f"{self._processes.memory / 1e9:.3g} GB")

    def _why(self, code: int | None) -> str:
        """Why a process has ended, in sentences."""
        if code is None or code >= 0:
            return ENDED
        name = signal.Signals(-code).name
        return KILLED if name == "SIGKILL" else CRASHED.format(name=name)
