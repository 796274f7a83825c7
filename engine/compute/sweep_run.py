"""A sweep at work: what is kept of its points, and how they make one dataset."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import xarray as xr

from ..core.answers import ANSWERS
from ..core.conventions import standard
from ..core.experiment import Experiment
from ..core.files import State
from ..core.parameters import as_text, written
from ..core.result import Chunk, plain
from ..core.units import TERMS, described
from .newest import Newest
from .sweep import Sweep, level, scalars

KEPT = "told"
"""Name of what is kept of a point: a JSON object of its summary and its findings."""
SAID = {"status": "how the point ended", "seed": "seed of the point", "level": "weightiest finding"}
"""What is told of every point besides its answers."""


def kept(member: Experiment, chunk: Chunk) -> State:
    """The summary of a point, and once it is whole its findings, as the letters of JSON."""
    # they cost more than a slice may, and of a point that goes on they change with every slice
    over = chunk.share >= 1
    found = [finding.to_json() for finding in member.concluded(chunk)] if over else []
    told = {"summary": plain(chunk.summary), "findings": plain(found)}
    return {KEPT: np.frombuffer(json.dumps(told).encode(), np.uint8)}


def gathered(sweep: Sweep, newest: Sequence[Newest]) -> tuple[xr.Dataset, dict]:
    """Every number of the summaries over the axes, and all points in order."""
    points = [_point(sweep, i, one) for i, one in enumerate(newest)]
    return _dataset(sweep, points), {"points": points}


def _point(sweep: Sweep, i: int, one: Newest) -> dict[str, Any]:
    """A point as JSON has it: values, seed, how it ended, what it came to, and why it failed."""
    status = "failed" if one.failure else "finished" if one.over else "stopped"
    told = json.loads(one.found[KEPT].tobytes()) if one.found else {"summary": {}, "findings": []}
    error = {"error": written(one.failure)} if one.failure else {}
    own = {"values": sweep.at(i), "seed": sweep.points[i].seed, "status": status}
    return plain({**own, **told, **error})


def _dataset(sweep: Sweep, points: list[dict]) -> xr.Dataset:
    """Scalars of the summaries over the axes; NaN where a point had none yet."""
    axes = sweep.axes
    coords = {name: (name, _axis(v), _about(sweep, name)) for name, v in axes.items()}
    rows = [scalars(point["summary"]) for point in points]
    found = {name: [row.get(name) for row in rows] for row in rows for name in row}
    first = [name for name in ANSWERS.get(sweep.of.key, {}) if name in found]
    columns = {name: found[name] for name in (*first, *found)}
    columns |= {"status": [point["status"] for point in points], "level": list(map(level, points))}
    if "seed" not in axes:
        columns["seed"] = [point["seed"] for point in points]
    shape = tuple(map(len, axes.values()))
    data = {
        name: (tuple(axes), _array(column).reshape(shape), _told(sweep, name))
        for name, column in columns.items()
        if name not in coords
    }
    return xr.Dataset(data, coords)


def _told(sweep: Sweep, name: str) -> dict[str, str]:
    """What an answer is; without a unit where the summary does not tell it."""
    if name in SAID:
        return {"long_name": SAID[name]}
    if own := ANSWERS.get(sweep.of.key, {}).get(name):
        return described(own)
    term = TERMS.get(name)
    # one table holds the gate's own units too
    gate = term and standard(term.unit) == "1" and bool(term.unit)
    if term and (not gate or sweep.group == "Gate"):
        return described(term)
    return {"long_name": name.replace("_", " ")}


def _about(sweep: Sweep, name: str) -> dict[str, str]:
    p = sweep.of.declared()[name]
    return {"long_name": p.called or p.doc or name, "symbol": p.symbol, "units": p.unit}


def _axis(values: Iterable) -> list:
    """Coordinates: numbers and words as they are, lists as text."""
    return [as_text(v) if isinstance(v, tuple) else v for v in values]


def _array(column: list) -> np.ndarray:
    if any(isinstance(v, str) for v in column):
        return np.array(["" if v is None else str(v) for v in column])
    if None in column:
        return np.array([np.nan if v is None else v for v in column], float)
    return np.array(column)
