"""Registry: the answer of any results, whatever their experiment."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.result import plain

from . import crystal, gate, ion, sweeps, transport  # noqa: F401  each registers its answers
from .answer import ANSWERS, NOTHING, Answer, told


def answer_of(results: Sequence[Result], of: int = -1) -> Answer:
    """What results of one experiment come to, in the words of the one at place `of`."""
    says = ANSWERS.get(results[of].experiment, told) if results else None
    return says(list(results), of) if says else NOTHING


def summary_rows(result: Result) -> list[tuple[str, str]]:
    """The summary as it is, of a result without findings."""
    return [(str(k), str(v)) for k, v in plain(result.summary).items()]
