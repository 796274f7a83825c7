"""Reading: what results say of a number, with the ends of its interval."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.statistics.difference import Estimate, difference
from ionoscope.engine.statistics.normal import NORMAL

from .figures import Number, Reading, Shown

NEAR = 1e-6
"""Relative distance up to which a place on an axis is the one that was asked for."""

Results = Mapping[str, Sequence[Result]]
"""The results of a figure, by the names of its runs."""


class Found(NamedTuple):
    """A number of ours with the ends of its interval.

    An end that is not known is None, an unbounded one infinite. `sampled` says that the number
    has an interval by its nature: without ends it is then no exact point.
    """

    value: float | str | None = None
    low: float | None = None
    high: float | None = None
    sampled: bool = False

    @property
    def bounded(self) -> bool:
        """Whether both ends of the interval are known, be they infinite."""
        return None not in (self.low, self.high)


def asked(reading: Reading, results: Results) -> Result | None:
    """The result that a reading is of; None where there is none yet."""
    return next((r for r in results.get(reading.run, ()) if _is_asked(r, reading.where)), None)


def found(reading: Reading, results: Results) -> Found:
    """What one of the results says; nothing where it has not come to that."""
    result = asked(reading, results)
    if result is None:
        return Found()
    own = (_in_data if reading.variable else _in_summary)(result, reading)
    return own._replace(value=_worded(own.value, reading.words)) if reading.words else own


def of_shown(one: Shown, results: Results) -> Found:
    """A number that a departure shows, or the difference of two."""
    own = found(one.ours, results)
    return minus(own, found(one.less, results)) if one.less else own


def minus(a: Found, b: Found) -> Found:
    """`a` less `b` as independent values; without an interval where one of them lacks its own."""
    if a.value is None or b.value is None:
        return Found()
    sampled = a.sampled or b.sampled
    if any(one.sampled and not one.bounded for one in (a, b)):
        return Found(float(a.value) - float(b.value), sampled=True)
    less = Found(*map(float, difference(estimate(a), estimate(b))), sampled)
    return less if sampled else Found(less.value)


def estimate(own: Found | Number) -> Estimate:
    """The number with its interval; one without ends is a point."""
    value = float(own.value)  # type: ignore[arg-type]
    return Estimate(
        value, value if own.low is None else own.low, value if own.high is None else own.high
    )


def _is_asked(result: Result, where: Mapping[str, Any]) -> bool:
    return all(result.parameters.get(k) == value for k, value in where.items())


def _worded(value: float | str | None, words: Sequence[str]) -> str | None:
    """The word for a whole number, as for an outcome in a map."""
    at = -1 if value is None else int(value)
    return words[at] if 0 <= at < len(words) else None


def _in_summary(result: Result, reading: Reading) -> Found:
    *path, name = reading.read.split(".")
    of: Any = result.summary
    for key in path:
        of = _part(of, key)
    value = _part(of, name)
    if isinstance(value, str):
        return Found(value)
    keys = [f"{reading.ends or name}_{end}" for end in ("low", "high")]
    sampled = isinstance(of, Mapping) and any(key in of for key in keys)
    return Found(_number(value), *(_end(_part(of, key)) for key in keys), sampled)


def _part(of: Any, key: str) -> Any:
    """An entry by name, or of a list by its place; None where there is none."""
    if isinstance(of, Mapping):
        return of.get(key)
    if isinstance(of, Sequence | np.ndarray) and not isinstance(of, str) and key.isdecimal():
        return of[int(key)] if int(key) < len(of) else None
    return None


def _in_data(result: Result, reading: Reading) -> Found:
    data = result.data
    places = {axis: _place(data, axis, at, NEAR) for axis, at in reading.at.items()}
    places |= {axis: _place(data, axis, at, np.inf) for axis, at in reading.near.items()}
    if reading.variable not in data or None in places.values():
        return Found()
    value = _number(data[reading.variable].isel(places))
    if reading.error:
        return _give_or_take(value, _number(data[reading.error].isel(places)))
    keys = [f"{reading.ends or reading.variable}_{end}" for end in ("low", "high")]
    ends = (_end(data[key].isel(places)) if key in data else None for key in keys)
    return Found(value, *ends, any(key in data for key in keys))


def _give_or_take(value: float | None, error: float | None) -> Found:
    """The interval of 95 % of a normal law with this standard error."""
    if value is None or error is None:
        return Found(value, sampled=True)
    return Found(value, value - NORMAL * error, value + NORMAL * error, True)


def _place(data: Any, axis: str, at: float, within: float) -> int | None:
    """The place on an axis at a value, None if it has none there."""
    if axis not in data or not data[axis].size:
        return None
    apart = np.abs(data[axis].values - at)
    near = int(apart.argmin())
    return near if apart[near] <= within * max(abs(at), 1.0) else None


def _number(value: Any) -> float | None:
    """A finite number, None for anything else."""
    end = _end(value)
    return end if end is not None and np.isfinite(end) else None


def _end(value: Any) -> float | None:
    """A number, which may be infinite; None for anything else."""
    if value is None or isinstance(value, str | Mapping):
        return None
    number = float(value)
    return None if np.isnan(number) else number
