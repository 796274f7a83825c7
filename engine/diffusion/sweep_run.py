"""The run of a sweep: its members side by side, put together now and then."""

import time
from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from ..compute.side_by_side import Newest, side_by_side
from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import attributes
from .points import MEASURED
from .sweep import DiffusionSweep

SNAPSHOT = 0.4
"""Seconds after which the points are put together anew; at once, when one of them is ready."""


def run(sweep: DiffusionSweep) -> Iterator[Chunk]:
    """Yield all points so far; the last chunk is complete.

    Raises
    ------
    RunFailed
        After the last chunk, when a member failed.
    """
    last, taken, over = None, 0.0, 0
    for newest in side_by_side(sweep.members()):
        now, ended = time.monotonic(), sum(n.over for n in newest)
        if last is None or ended > over or now - taken > SNAPSHOT:
            last, taken, over = _chunk(sweep, newest), now, ended
        yield last
    last = _chunk(sweep, newest)
    yield Chunk(1.0, "done", last.data, last.summary)
    _complain(sweep, newest)


def _complain(sweep: DiffusionSweep, newest: Sequence[Newest]) -> None:
    """Fail if a member did, now that all points are kept."""
    failures = [
        f"At {sweep.axis} = {place:g}: {member.failure}"
        for place, member in zip(sweep.places(), newest, strict=True)
        if member.failure
    ]
    if failures:
        kept = "A point that failed rests on the time before; the others are whole."
        raise RunFailed(" ".join([*failures, kept]))


def _chunk(sweep: DiffusionSweep, newest: Sequence[Newest]) -> Chunk:
    known = [member.chunk for member in newest]
    share = np.array([chunk.share if chunk else 0.0 for chunk in known])
    data = _points(sweep, known).assign(share=(sweep.axis, share, attributes("share")))
    over = [member.over for member in newest]
    data, summary = sweep.answer(data)
    pace = np.array([_entry(chunk, "steps_per_s") for chunk in known])
    summary["microseconds_a_step"] = (1e6 / pace).tolist()
    total = np.mean(np.maximum(share, over))
    return Chunk(min(0.999, float(total)), f"{sum(over)} of {len(over)}", data, summary)


def _points(sweep: DiffusionSweep, known: Sequence[Chunk | None]) -> xr.Dataset:
    """What is known of every point, NaN where nothing is."""
    columns: dict[str, list] = {
        name: [_entry(c, key) for c in known] for name, key in MEASURED.items()
    }
    columns["member_seed"] = sweep.seeds(len(known))
    return xr.Dataset(
        {k: (sweep.axis, np.array(v), attributes(k)) for k, v in columns.items()},
        {sweep.axis: (sweep.axis, np.array(sweep.places()), attributes(sweep.axis))},
    )


def _entry(chunk: Chunk | None, key: str) -> float:
    """A number of the chunk's summary, NaN where there is none."""
    value = chunk.summary.get(key) if chunk else None
    return np.nan if value is None else float(value)
