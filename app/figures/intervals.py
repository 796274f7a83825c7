"""Intervals: values with both ends of their 95 % intervals, as marks take them."""

import numpy as np
import xarray as xr

from ionoscope.engine.statistics.normal import NORMAL


def around(y: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, ...]:
    """Values, and the ends that their standard errors give, arrays (point,)."""
    return y, y - NORMAL * error, y + NORMAL * error


def within(data: xr.Dataset, name: str) -> tuple[np.ndarray | None, ...]:
    """A variable, and its `name_low` and `name_high`, None where it has none."""
    keys = (name, f"{name}_low", f"{name}_high")
    return tuple(data[key].values if key in data else None for key in keys)
