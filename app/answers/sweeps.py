"""Sweeps: E_a and D₀ beside those that the paper prints."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.words import number

from ..share.paper import printed
from .answer import Answer, answers, told


@answers("diffusion-temperature")
def temperature(results: Sequence[Result], of: int = -1) -> Answer:
    """The findings of a sweep, with the paper's numbers where it is of the paper's ion."""
    found, paper = told(results, of), printed(results[of])
    if not paper:
        return found
    beside = [
        ("E_a, paper", _range(paper["E_a"], "meV")),
        ("D₀, paper", _range(paper["D0"], "Å²/ps")),
    ]
    return found._replace(rows=[*found.rows, *beside])


def _range(values: list[float], unit: str) -> str:
    value, low, high = values
    return f"{number(value)} ({number(low)} … {number(high)}) {unit}"
