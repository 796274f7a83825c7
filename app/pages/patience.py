"""Patience: a run of hours is started by the second press of Run only."""

from ionoscope.engine import Experiment

from ..share.formatting import about

LONG_S = 3600.0
"""A run that takes longer is announced."""


class Patience:
    """Remembers what was announced: other values are another run."""

    def __init__(self):
        self._values: dict | None = None

    def announced(self, experiment: Experiment, seconds: float | None) -> str:
        """What to say before this run; "" if it may start at once."""
        return self.announced_of(experiment.values(), seconds)

    def announced_of(self, values: dict, seconds: float | None) -> str:
        """As `announced`, of a run with these values."""
        if (seconds or 0.0) <= LONG_S or self._values == values:
            self._values = None
            return ""
        self._values = values
        return f"This run will take {about(seconds)}. Press Run again to start it."
