"""Crystal: its phonons with the mode that is looked at."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.lattice.findings import of_mode

from .answer import Answer, told

CLICK = "Click a curve to see that mode. Its speed in the picture is true to scale."


def phonons(results: Sequence[Result], mode: tuple[int, int]) -> Answer:
    """What the last result's phonons come to, and all about the chosen mode (point, branch)."""
    answer = told(results, values=of_mode(results[-1].data, *mode))
    return answer._replace(note=" ".join(filter(None, (answer.note, CLICK))))
