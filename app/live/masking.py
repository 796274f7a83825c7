"""Masking: columns with what must not be told taken out, and whether they are as they were."""

from collections.abc import Callable

import numpy as np

from ..figures.columns import Columns

TEXTS = ("name", "said", "text")
"""Columns that a person reads."""


def told(columns: Columns, masked: Callable[[str], str]) -> Columns:
    """Columns whose texts are as `masked` gives them."""
    if isinstance(columns, list):
        return [told(one, masked) for one in columns]
    return {k: _texts(v, masked) if k in TEXTS else v for k, v in columns.items()}


def _texts(values, masked: Callable[[str], str]):
    if isinstance(values, str):
        return masked(values)
    values = np.asarray(values)
    texts = values.dtype.kind in "OU"
    return np.array([masked(str(v)) for v in values], object) if texts else values


def same(new: Columns, old: Columns) -> bool:
    """Whether columns hold the same values."""
    if isinstance(new, dict):
        return new.keys() == old.keys() and all(_equal(new[k], old[k]) for k in new)
    return len(new) == len(old) and all(map(same, new, old))


def _equal(a, b) -> bool:
    a, b = np.asarray(a), np.asarray(b)
    return np.array_equal(a, b, equal_nan=a.dtype.kind == b.dtype.kind == "f")
