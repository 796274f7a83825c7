"""Sweeps: E_a and D₀ of every one, beside those that the paper prints."""

from collections.abc import Iterator, Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.finding import conclusion
from ionoscope.engine.core.words import number

from ..figures.names import names
from ..share.paper import printed
from .answer import Answer, answers, told


@answers("diffusion-temperature")
def temperature(results: Sequence[Result], of: int = -1) -> Answer:
    """The findings of a sweep and D₀ of the others, with the paper's numbers for its ion."""
    found, chosen = told(results, of), results[of]
    beside = []
    for name, result in zip(names(results), results, strict=True):
        of_which = "" if result is chosen else f", {name}"
        beside += [*(_D0(result, of_which) if of_which else ()), *_paper(result, of_which)]
    return found._replace(rows=[*found.rows, *beside])


def _D0(result: Result, of_which: str) -> Iterator[tuple[str, str]]:
    end = conclusion(result.findings)
    yield from ((f"D₀{of_which}", v.text) for v in (end.values if end else ()) if v.name == "D₀")


def _paper(result: Result, of_which: str) -> Iterator[tuple[str, str]]:
    """What the paper prints for such a sweep, if it does."""
    if paper := printed(result):
        yield f"E_a, paper{of_which}", _range(paper["E_a"], "meV")
        yield f"D₀, paper{of_which}", _range(paper["D0"], "Å²/ps")


def _range(values: list[float], unit: str) -> str:
    value, low, high = values
    return f"{number(value)} ({number(low)} … {number(high)}) {unit}"
