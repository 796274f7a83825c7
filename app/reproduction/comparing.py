"""Comparing: ours beside what the papers and others found, and a verdict by the intervals."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.core.finding import Value

from .figures import Departure, Number, PaperFigure, Reading, Shown

AGREES, DIFFERS, DEPARTS, MISSING = VERDICTS = (
    "agrees",
    "differs",
    "departs on purpose",
    "not computed",
)
NEAR = 1e-6
"""Relative distance up to which a place on an axis is the one that was asked for."""

Results = Mapping[str, Sequence[Result]]
"""The results of a figure, by the names of its runs."""


class Found(NamedTuple):
    """A number of ours with the ends of its interval, None where it has none or is not known."""

    value: float | str | None = None
    low: float | None = None
    high: float | None = None


class Compared(NamedTuple):
    """A number, ours, and what follows."""

    number: Number
    ours: Found
    verdict: str
    sentence: str


def compared(figure: PaperFigure, results: Results) -> list[Compared]:
    """Every number of a figure beside ours."""
    return [_compared(number, found(number.ours, results)) for number in figure.numbers]


def shown(departure: Departure, results: Results) -> list[tuple[Shown, Found]]:
    """What a departure shows, as far as it is known."""
    return [(one, found(one.ours, results)) for one in departure.shown]


def written(of: Number | Shown, own: Found | Number) -> str:
    """A number as it is read, e.g. "40(5) meV"."""
    if own.value is None:
        return "—"
    value = own.value if isinstance(own.value, str) else float(own.value)
    return Value(of.name, value, of.unit, own.low, own.high, digits=6).text


def _compared(number: Number, ours: Found) -> Compared:
    if ours.value is None:
        return Compared(number, ours, MISSING, "Ours is not known.")
    if isinstance(number.value, str):
        same = number.value == ours.value
        return Compared(number, ours, AGREES if same else DIFFERS, f"Ours is {ours.value}.")
    if _overlap(number, ours):
        return Compared(number, ours, AGREES, "The intervals overlap.")
    apart = f"The intervals do not overlap: {_gap(number, ours)}."
    if number.departs:
        return Compared(number, ours, DEPARTS, f"{number.departs} {apart}")
    return Compared(number, ours, DIFFERS, apart)


def _ends(own: Found | Number) -> tuple[float, float]:
    """The interval; a number without one is a point."""
    value = float(own.value)  # type: ignore[arg-type]
    return (value if own.low is None else own.low), (value if own.high is None else own.high)


def _overlap(number: Number, ours: Found) -> bool:
    (low, high), (from_, to) = _ends(number), _ends(ours)
    return low <= to and from_ <= high


def _gap(number: Number, ours: Found) -> str:
    """How far apart the nearest ends are, as a share of the number."""
    (low, high), (from_, to) = _ends(number), _ends(ours)
    gap = max(low - to, from_ - high)
    return f"{abs(gap / float(number.value)):.2g} of the value apart" if number.value else f"{gap}"


# reading ------------------------------------------------------------------------------------


def found(reading: Reading, results: Results) -> Found:
    """What one of the results says; nothing where it has not come to that."""
    chosen = [r for r in results.get(reading.run, ()) if _is_asked(r, reading.where)]
    if not chosen:
        return Found()
    return (_in_data if reading.variable else _in_summary)(chosen[0], reading)


def _is_asked(result: Result, where: Mapping[str, Any]) -> bool:
    return all(result.parameters.get(k) == value for k, value in where.items())


def _in_summary(result: Result, reading: Reading) -> Found:
    *path, name = reading.read.split(".")
    of: Any = result.summary
    for key in path:
        of = _part(of, key)
    named = reading.ends or name
    ends = (_number(_part(of, f"{named}_{end}")) for end in ("low", "high"))
    value = _part(of, name)
    return Found(value if isinstance(value, str) else _number(value), *ends)


def _part(of: Any, key: str) -> Any:
    """An entry by name, or of a list by its place; None where there is none."""
    if isinstance(of, Mapping):
        return of.get(key)
    if isinstance(of, Sequence | np.ndarray) and not isinstance(of, str) and key.isdecimal():
        return of[int(key)] if int(key) < len(of) else None
    return None


def _in_data(result: Result, reading: Reading) -> Found:
    data = result.data
    places = {axis: _place(data, axis, at) for axis, at in reading.at.items()}
    if reading.variable not in data or None in places.values():
        return Found()
    named = reading.ends or reading.variable
    columns = (reading.variable, f"{named}_low", f"{named}_high")
    return Found(*(_number(data[k].isel(places)) if k in data else None for k in columns))


def _place(data: Any, axis: str, at: float) -> int | None:
    """The place on an axis at a value, None if it has none there."""
    if axis not in data or not data[axis].size:
        return None
    apart = np.abs(data[axis].values - at)
    near = int(apart.argmin())
    return near if apart[near] <= NEAR * max(abs(at), 1.0) else None


def _number(value: Any) -> float | None:
    """A finite number, None for anything else."""
    if value is None or isinstance(value, str | Mapping):
        return None
    number = float(value)
    return number if np.isfinite(number) else None
