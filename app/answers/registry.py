"""Registry: the answer of any results, whatever their experiment."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.result import plain

from . import crystal, gate, ion, sweeps, transport  # noqa: F401  each registers its answers
from .answer import ANSWERS, Answer


def answer_of(results: Sequence[Result], of: int = -1) -> Answer:
    """What results of one experiment come to, in the words of the one at place `of`."""
    says = ANSWERS.get(results[of].experiment)
    if says is None:
        rows = [(str(k), str(v)) for k, v in plain(results[of].summary).items()]
        return Answer(f"{results[of].experiment}: {results[of].status}", rows)
    return says(list(results), of)
