"""Heat: is a wandering ion as hot as its crystal? A sentence for each run."""

from collections.abc import Sequence

from ionoscope.engine import Result
from ionoscope.engine.diffusion.heat import of_heat, reading

from ..figures.names import names


def heat(results: Sequence[Result]) -> list[str]:
    """What each result says of its ion's heat."""
    return [
        f"{name}: {of_heat(result.parameters, reading(result.summary)).text}"
        for name, result in zip(names(results), results, strict=True)
    ]
