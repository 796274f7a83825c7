"""An Experiment (parameters) runs, yielding Chunks; what stays is a Result (a labelled dataset).

from ionoscope.engine import EXPERIMENTS
result = EXPERIMENTS["gate-map"](phi=1.0).solve()
"""

from . import kernel_cache, processor  # both before any kernel
from .experiment import Equation, Experiment, RunFailed
from .parameters import InvalidParameter
from .registry import EXPERIMENTS, experiment
from .result import Chunk, Result

__all__ = [
    "EXPERIMENTS",
    "Chunk",
    "Equation",
    "Experiment",
    "InvalidParameter",
    "Result",
    "RunFailed",
    "experiment",
    "kernel_cache",
    "processor",
]
