"""Duration: about how long experiments take side by side, those of many members too."""

from collections.abc import Sequence

from ..core.experiment import Experiment
from .composite import Composite

TOGETHER = 0.85
"""Pace of a core when several compute, as a share of its pace alone: measured on two cores."""


def duration(experiments: Sequence[Experiment], workers: int) -> float:
    """About how long `experiments` take that begin together (s), with so many `workers`.

    0 if that is not worth a word.
    """
    alone = [(one.estimate() or 0.0, min(_parts(one), workers)) for one in experiments]
    longest = max(seconds / parts for seconds, parts in alone)
    many = min(sum(parts for _, parts in alone), workers) > 1
    return max(longest, sum(s for s, _ in alone) / workers) / (TOGETHER if many else 1.0)


def _parts(experiment: Experiment) -> int:
    """Members that may be computed at the same time."""
    return len(experiment.members()) if isinstance(experiment, Composite) else 1
