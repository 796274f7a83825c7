"""An Experiment (parameters) runs, yielding Chunks; what stays is a Result (a labelled dataset).

from ionoscope.engine import EXPERIMENTS
result = EXPERIMENTS["gate-map"](phi=1.0).solve()
"""

from .core.experiment import Equation, Experiment, RunFailed
from .core.parameters import InvalidParameter
from .core.result import Chunk, Result
from .registry import EXPERIMENTS, experiment, known

__all__ = [
    "EXPERIMENTS",
    "Chunk",
    "Equation",
    "Experiment",
    "InvalidParameter",
    "Result",
    "RunFailed",
    "experiment",
    "known",
]
