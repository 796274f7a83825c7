"""Heat: is a wandering ion as hot as its crystal? A sentence for each run."""

from collections.abc import Mapping, Sequence

from ionoscope.engine import Result
from ionoscope.engine.core.words import number

from ..figures.heat import Reading, reading
from ..figures.names import names

BLURRED = 0.1
"""Half the interval above which nothing is said."""
HEATED = 1.5
"""An ion so many times as hot as its crystal was heated by an error."""
NOTABLE = 1.02
"""Heat of the crystal's atoms, over kT, from which zero-point motion is worth a word."""


def heat(results: Sequence[Result]) -> list[str]:
    """What each result says of its ion's heat."""
    return [
        sentence(name, reading(result.summary), result.parameters)
        for name, result in zip(names(results), results, strict=True)
    ]


def is_heated(r: Reading) -> bool:
    """Whether the ion is hotter than any crystal could make it."""
    return r.value > HEATED * r.bath and r.low > r.bath


def sentence(name: str, r: Reading, own: Mapping) -> str:
    """What a reading says, measured by the crystal's own heat; `own` are the run's parameters."""
    if is_heated(r):
        return f"{name}: ⟨MṘ²⟩/3kT = {_value(r)}, something heats it: do not trust this run."
    half = (r.high - r.low) / 2
    if not (half <= BLURRED and r.settled):
        return f"{name}: too few ions or too short a time to say how hot it is."
    off = r.value / r.bath - 1
    if r.low <= r.bath <= r.high:
        said = f"as hot as its crystal, within ±{100 * half / r.bath:.2g} %"
    else:
        said = f"{100 * abs(off):.2g} % {'hotter' if off > 0 else 'colder'} than its crystal"
    return f"{name}: the ion is {said}, {_value(r)}.{_drag(r, own)}{_zero_point(r, own)}"


def _value(r: Reading) -> str:
    return number(r.value, (r.high - r.low) / 2)


def _drag(r: Reading, own: Mapping) -> str:
    cold = own["equation"] == "time-local" and r.high < r.bath
    return " Its drag takes out more than the noise puts in." if cold else ""


def _zero_point(r: Reading, own: Mapping) -> str:
    if own["statistics"] != "quantum" or r.bath <= NOTABLE:
        return ""
    more = f"{100 * (r.bath - 1):.2g} %"
    return f" Its crystal's atoms move {more} more than kT says: zero-point motion."
