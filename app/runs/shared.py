"""Shared: runs that nobody owns and whoever asks for the same sees: each is computed once.

What a whole class asks for in the same minute, such as a step of a lesson, is computed for all of
them together. Nothing of it is kept on the disk.
"""

from collections import OrderedDict
from collections.abc import Callable

from ionoscope.engine import Experiment

from .run import FINISHED, Run

MOST = 64
"""Runs that are remembered; the ones that nobody has asked for longest are forgotten first."""


class Shared:
    """Runs by what they compute; `start(experiment)` begins one. Used from the event loop."""

    def __init__(self, start: Callable[[Experiment], Run]):
        self._start = start
        self._runs: OrderedDict[tuple, Run] = OrderedDict()

    def run(self, experiment: Experiment) -> Run:
        """The run of these parameters, going on or finished; a new one if there is none."""
        key = experiment.key, *experiment.values().items()
        run = self._runs.get(key)
        if run is None or (run.over and run.status != FINISHED) or run.stopping:
            run = self._runs[key] = self._start(experiment)
        self._runs.move_to_end(key)
        while len(self._runs) > MOST:
            self._runs.popitem(last=False)
        return run
