"""A sweep at work: what is kept of its points, and how they are put together."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from ..compute.newest import Newest
from ..core.files import State
from ..core.result import Chunk
from ..core.units import attributes
from .points import MEASURED
from .sweep import DiffusionSweep

PACE = "steps_per_s"
"""What is kept besides: how fast the point's run was."""
WITHHELD = "D_withheld"
"""And why it has no D, letter by letter."""


def keep(chunk: Chunk) -> State:
    """The measured numbers of a point, by their names in its summary, NaN where not known."""
    found = chunk.summary
    if not found:
        return {}
    numbers = {key: np.array(found.get(key), float) for key in (*MEASURED.values(), PACE)}
    why = found.get("D_withheld") or ""
    return {**numbers, WITHHELD: np.frombuffer(why.encode(), np.uint8)}


def gathered(sweep: DiffusionSweep, newest: Sequence[Newest]) -> tuple[xr.Dataset, dict]:
    """All points so far and what follows from them."""
    share = np.array([one.share for one in newest])
    data = _points(sweep, newest).assign(share=(sweep.axis, share, attributes("share")))
    data, summary = sweep.answer(data)
    summary["microseconds_a_step"] = (1e6 / _column(newest, PACE)).tolist()
    return data, summary


def _points(sweep: DiffusionSweep, newest: Sequence[Newest]) -> xr.Dataset:
    """What is known of every point, NaN where nothing is."""
    columns = {name: _column(newest, key) for name, key in MEASURED.items()}
    columns["member_seed"] = np.array(sweep.seeds(len(newest)))
    columns[WITHHELD] = np.array([_why(one) for one in newest])
    return xr.Dataset(
        {k: (sweep.axis, v, attributes(k)) for k, v in columns.items()},
        {sweep.axis: (sweep.axis, np.array(sweep.places()), attributes(sweep.axis))},
    )


def _column(newest: Sequence[Newest], key: str) -> np.ndarray:
    return np.array([float(one.found.get(key, np.nan)) for one in newest])


def _why(one: Newest) -> str:
    return bytes(one.found.get(WITHHELD, b"")).decode()
