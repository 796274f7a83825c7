"""Values as flags and links carry them."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

FILE = re.compile(r"[/\\]|\.(ya?ml|npz|nc)$")
"""What only the name of a file has in it."""


def names_file(value: object) -> bool:
    """Whether a value is the name of a file, be it there or not."""
    if not isinstance(value, str | Path):
        return False
    return Path(value).is_file() or bool(FILE.search(str(value)))


def as_text(value: Any) -> str:
    """`value` as a flag or link carries it; `from_text` reads it back unchanged."""
    if isinstance(value, bool):
        return str(value).lower()
    if _is_over(value):
        return ";".join(f"{name}={_values(values)}" for name, values in value)
    if isinstance(value, tuple | list) and value and isinstance(value[0], tuple | list):
        return ";".join(",".join(as_text(x) for x in point) for point in value)
    if isinstance(value, tuple | list | np.ndarray):
        return _even(value) or ",".join(as_text(float(v)) for v in value)
    if isinstance(value, float):
        return repr(value).removesuffix(".0").replace("e+", "e")  # + is a space in an address
    return str(value)


def _is_over(value: Any) -> bool:
    """Whether `value` is names with their values, as a sweep has them."""
    pairs = value if isinstance(value, tuple | list) else ()
    return bool(pairs) and all(
        isinstance(pair, tuple | list) and len(pair) == 2 and isinstance(pair[0], str)
        for pair in pairs
    )


def _values(values: Sequence) -> str:
    """Values of one name; lists have bars between them."""
    if any(isinstance(v, tuple | list) for v in values):
        return "|".join(map(as_text, values))
    floats = all(isinstance(v, float) for v in values)
    return as_text(tuple(values)) if floats else ",".join(map(as_text, values))


def _even(values: Sequence[float] | np.ndarray) -> str:
    """ "first:last:count" where that gives exactly `values`, else ''."""
    if len(values) < 4:
        return ""
    even = np.linspace(values[0], values[-1], len(values))
    if not np.array_equal(even, np.asarray(values)):
        return ""
    return f"{as_text(float(values[0]))}:{as_text(float(values[-1]))}:{len(values)}"
