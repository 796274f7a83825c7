"""Points of a sweep: what is kept of each run, and which of them can be believed."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

MEASURED = {
    "D": "D",
    "D_low": "D_low",
    "D_high": "D_high",
    "D_error": "D_error",
    "D_paper": "D_paper",
    "D_paper_low": "D_paper_low",
    "D_paper_high": "D_paper_high",
    "kinetic_ratio": "kinetic_temperature_ratio",
    "kinetic_ratio_low": "kinetic_ratio_low",
    "kinetic_ratio_high": "kinetic_ratio_high",
    "bath_ratio": "bath_ratio",
    "hop_rate": "hop_rate",
    "n_hops": "n_hops",
}
"""What is kept of every point, and its name in the summary of the point's own run."""
FEWEST_HOPS = 10
"""With fewer in all, intervals of 95 % were seen to cover the truth in 40 to 88 % of runs."""
FEW = "too few hops"
NEGATIVE = "D not above zero"
"""Of a point whose line falls by chance: it has no logarithm, and says only that runs are short."""


def known_points(data: "xr.Dataset") -> "xr.Dataset":
    """The points of a sweep's dataset (over one dimension) whose D is known.

    Its error is known too, and there were hops enough that its interval can be believed.
    """
    return data.isel({data.D.dims[0]: np.flatnonzero(_good(data))})


def is_complete(data: "xr.Dataset") -> bool:
    """Whether every point of a sweep has ended."""
    return bool((data.share == 1).all())


def left_out(data: "xr.Dataset") -> list[dict]:
    """The ended points whose D is not known: their place along the axis and the `reason`."""
    axis = data.D.dims[0]
    missing = np.flatnonzero((data.share.values == 1) & ~_good(data))
    return [
        {axis: float(data[axis][i]), "reason": why or NEGATIVE}
        for i, why in enumerate(reasons(data))
        if i in missing
    ]


def reasons(data: "xr.Dataset") -> list[str]:
    """Why each point of a sweep has no D, "" where it has one or has not begun."""
    told = data.D_withheld.values.tolist() if "D_withheld" in data else [""] * data.D.size
    few = data.n_hops.values < FEWEST_HOPS
    fallen = data.D.values <= 0
    return [
        why or (FEW if too_few else NEGATIVE if falls else "")
        for why, too_few, falls in zip(told, few, fallen, strict=True)
    ]


def _good(data: "xr.Dataset") -> np.ndarray:
    good = (data.D > 0) & (data.D_error > 0) & (data.n_hops >= FEWEST_HOPS)
    return good.values
