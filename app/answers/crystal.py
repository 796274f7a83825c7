"""Crystal: its phonons with the mode that is looked at."""

from collections.abc import Sequence

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.crystal.kept import called
from ionoscope.engine.crystal.modes import swing_of
from ionoscope.engine.crystal.name import SIMPLE_CUBIC
from ionoscope.engine.lattice.findings import of_mode
from ionoscope.engine.lattice.findings_any import of_mode as of_any_mode

from .answer import Answer, told

CLICK = "Click a curve to see that mode. Its speed in the picture is true to scale."


def is_simple(result: Result) -> bool:
    """Whether it is of the papers' crystal, as all results of earlier versions are."""
    return result.parameters.get("crystal", SIMPLE_CUBIC) == SIMPLE_CUBIC


def swing(result: Result, mode: tuple[int, int]) -> np.ndarray:
    """How the atoms of any other crystal swing in a mode (point, branch) of its dispersion."""
    at = result.data.isel(q_path=mode[0])
    crystal = called(result.parameters["crystal"])
    return swing_of(crystal, at.q.values, at.q_direction.values, mode[1])


def phonons(results: Sequence[Result], mode: tuple[int, int]) -> Answer:
    """What the last result's phonons come to, and all about the chosen mode (point, branch)."""
    last = results[-1]
    if is_simple(last):
        values = of_mode(last.data, *mode)
    else:
        values = of_any_mode(last.data, swing(last, mode), *mode)
    answer = told(results, values=values)
    return answer._replace(note=" ".join(filter(None, (answer.note, CLICK))))
