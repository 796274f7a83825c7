"""Recent: runs that followed a slider and came to their end, for those who ask for the same.

A class that opens one link together asks for one picture, and who drags back to where a slider was
has seen that picture before. What an experiment computes follows from its parameters, so the run
that has computed it can be shown again.
"""

import json
import threading
from collections import OrderedDict

from ionoscope.engine import Experiment
from ionoscope.engine.core.result import plain

from .run import FINISHED, Run

MOST = 24
"""Runs that are remembered."""
MOST_BYTES = 4_000_000
"""Larger ones are not."""


class Recent:
    """Finished runs by what they computed, those asked for last; for any thread."""

    def __init__(self):
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._lock = threading.Lock()

    def found(self, experiment: Experiment) -> Run | None:
        """The finished run of the same experiment with the same parameters, if it is known."""
        asked = _key(experiment)
        with self._lock:
            if asked in self._runs:
                self._runs.move_to_end(asked)
            return self._runs.get(asked)

    def remember(self, run: Run) -> None:
        """Take note of a run that has ended."""
        if run.status != FINISHED or run.chunk is None or run.chunk.data.nbytes > MOST_BYTES:
            return
        with self._lock:
            self._runs[_key(run.experiment)] = run
            if len(self._runs) > MOST:
                self._runs.popitem(last=False)


def _key(experiment: Experiment) -> str:
    return json.dumps([experiment.key, plain(experiment.values())], sort_keys=True)
