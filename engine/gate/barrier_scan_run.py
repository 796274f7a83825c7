"""gate-barriers at work: its barriers put together."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from ..compute.newest import Newest
from ..core.units import attributes
from .barrier_scan import HEIGHTS, GateBarriers


def gathered(scan: GateBarriers, newest: Sequence[Newest]) -> tuple[xr.Dataset, dict]:
    """Data and answer of the scan; see `GateBarriers.gathered`."""
    s = scan.offsets()
    found = {
        name: np.array([float(one.found.get(name, np.nan)) for one in newest]) for name in HEIGHTS
    }
    data = {name: ("s", values, attributes(f"barrier_{name}")) for name, values in found.items()}
    summary = {
        "barriers": int(np.isfinite(found["frozen"]).sum()),
        "head_on": {name: _known(values[0]) for name, values in found.items()},
        "half": {name: halved(s, values) for name, values in found.items()},
    }
    return xr.Dataset(data, {"s": ("s", s, attributes("s"))}), summary


def halved(s: np.ndarray, height: np.ndarray) -> float | None:
    """Where a height is first half of its first value, between two points on a straight line.

    Parameters
    ----------
    s : ndarray, shape (n,)
        Impact parameters (l_osc), rising.
    height : ndarray, shape (n,)
        Heights (E_osc), NaN where not known.

    Returns
    -------
    float or None
        In l_osc; None where it does not fall so far, or a height before that is not known.
    """
    below = np.flatnonzero(~(height > height[0] / 2))
    if not len(below) or not np.isfinite(height[: below[0] + 1]).all():
        return None
    i = below[0]
    if i == 0:  # there is no barrier at all
        return None
    part = (height[i - 1] - height[0] / 2) / (height[i - 1] - height[i])
    return float(s[i - 1] + part * (s[i] - s[i - 1]))


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
