"""Outcomes of launches at once, as no run asks for them."""

import numpy as np

from ionoscope.engine.gate.kernels.values import System
from ionoscope.engine.gate.outcomes import classify_in_slices
from ionoscope.engine.gate.pauses import finish


def classify(system: System, *launches: np.ndarray, **how: float) -> np.ndarray:
    """`classify_in_slices` to its end, without pause: the same arguments, the same outcomes."""
    return finish(classify_in_slices(system, *launches, **how))
