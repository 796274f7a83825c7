"""Values to begin a sweep with: a few around those that are entered, as one would type them."""

import math
from collections.abc import Callable

import numpy as np

from ionoscope.engine import Experiment, InvalidParameter
from ionoscope.engine.core.parameters import (
    Axes,
    Choice,
    Count,
    Kind,
    Quantities,
    Quantity,
    Switch,
    as_text,
)

MANY = 6
"""Values that are suggested."""
WIDTHS = (0.5, 0.25, 0.1, 0.04)
"""How much of a slider they span, the first at which no value is refused."""


def suggested(base: Experiment, name: str) -> str:
    """Values of a parameter around that of `base`, as text; those of a list one by one."""
    p, value = base.declared()[name], getattr(base, name)
    if isinstance(p, Choice):
        return _runnable(base, name, p.objects, ",")
    if p.takes_files:
        return _runnable(base, name, p.offered().values(), ",")
    if isinstance(p, Switch):
        return _runnable(base, name, [False, True], ",")
    if isinstance(p, Quantities):
        few = value[:: math.ceil(len(value) / MANY)]
        return _runnable(base, name, [(float(f"{one:.6g}"),) for one in few], "|")
    if isinstance(p, Quantity | Count):
        return _numbers(base, name, p, value)
    return as_text(value)


def _runnable(base: Experiment, name: str, values, between: str) -> str:
    """Those of the values that can be run, the one of `base` if none can."""
    can = [value for value in values if _runs(base, name, value)] or [getattr(base, name)]
    return between.join(map(as_text, can))


def _runs(base: Experiment, name: str, value: object) -> bool:
    try:
        base.changed(**{name: value})
    except InvalidParameter:
        return False
    return True


def _numbers(base: Experiment, name: str, p: Quantity | Count, value: float) -> str:
    """Even values, or even in the logarithm, within the slider's ends."""
    make = _log_even if p.log and p.softbounds[0] > 0 and value > 0 else _even
    texts = (make(p, value, width) for width in WIDTHS)
    return next((text for text in texts if _all_run(base, name, p, text)), as_text(value))


def _all_run(base: Experiment, name: str, p: Kind, text: str) -> bool:
    """Whether the values at both ends can be run."""
    _, values = Axes({name: p}, most=MANY, doc="").axis(f"{name}={text}")
    return len(values) > 1 and all(_runs(base, name, value) for value in (values[0], values[-1]))


def _even(p: Quantity | Count, value: float, width: float) -> str:
    """first:last:count with steps of 1, 2 or 5 times a power of ten."""
    low, high = p.softbounds
    half = width / 2 * (high - low)
    first, last = _within(value - half, value + half, low, high)
    step = _nice((last - first) / (MANY - 1), math.floor)
    step = max(round(step), 1) if isinstance(p, Count) else step
    first = math.ceil(first / step - 1e-9) * step
    many = min(MANY, math.floor((last - first) / step + 1e-9) + 1)
    if many < 2:
        return as_text(value)
    last = first + (many - 1) * step
    return f"{_plain(first)}:{_plain(last)}:{many}"


def _log_even(p: Quantity | Count, value: float, width: float) -> str:
    """Values of two digits."""
    low, high = np.log(p.softbounds)
    half = width / 2 * (high - low)
    ends = _within(math.log(value) - half, math.log(value) + half, low, high)
    digits = ".1g" if ends[1] - ends[0] > MANY else ".2g"
    values = [float(f"{v:{digits}}") for v in np.exp(np.linspace(*ends, MANY))]
    values = [min(max(v, p.bounds[0]), p.bounds[1]) for v in values]
    whole = round if isinstance(p, Count) else float
    return ",".join(dict.fromkeys(_plain(whole(v)) for v in values))


def _within(first: float, last: float, low: float, high: float) -> tuple[float, float]:
    """A window moved inside two ends, as far as it fits."""
    shift = max(low - first, 0.0) + min(high - last, 0.0)
    return max(first + shift, low), min(last + shift, high)


def _nice(size: float, rounded: Callable[[float], int]) -> float:
    """The 1, 2 or 5 times a power of ten nearest below `size`."""
    decade = 10.0 ** rounded(math.log10(size))
    return decade * max(k for k in (1, 2, 5) if k * decade <= size * (1 + 1e-9))


def _plain(value: float) -> str:
    return as_text(float(f"{value:.10g}")) if isinstance(value, float) else str(value)
