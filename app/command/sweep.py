"""Sweep: one experiment at every combination of a few values, side by side, as one dataset."""

import json
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ionoscope.engine import EXPERIMENTS, Chunk, Experiment, InvalidParameter
from ionoscope.engine.compute.workforce import cores
from ionoscope.engine.core.files import netcdf, write_aside
from ionoscope.engine.core.parameters import as_text
from ionoscope.engine.core.result import plain, versions

if TYPE_CHECKING:
    import xarray as xr


class Point(NamedTuple):
    """One combination: the values swept, its seed, how it ended, and the answer it had come to."""

    values: dict[str, object]
    seed: int
    status: str = "stopped"
    summary: dict = {}  # noqa: RUF012
    error: str = ""


class Sweep:
    """All combinations of `over` around `base`, the last name changing fastest.

    Every point has a seed of its own, derived from that of `base`, unless "seed" is swept.

    Parameters
    ----------
    base : Experiment
    over : dict
        Values by the name of a parameter of `base`.

    Raises
    ------
    InvalidParameter
        If a point cannot be run, a name is unknown or a value stands twice.
    """

    def __init__(self, base: Experiment, over: dict[str, list]):
        self.base = base
        self.members = [base.changed(**values) for values in self._combinations(over)]
        # as they came out of the check
        self.over = {name: _distinct(getattr(m, name) for m in self.members) for name in over}
        for name, values in over.items():
            if len(self.over[name]) < len(values):
                text = ", ".join(map(as_text, values))
                raise InvalidParameter(name, text, "has a value twice", "Leave one out.")

    def _combinations(self, over: dict[str, list]) -> list[dict]:
        grid = [dict(zip(over, v, strict=True)) for v in product(*over.values())]
        seeds = np.random.SeedSequence(self.base.seed).spawn(len(grid))
        return [{"seed": int(s.generate_state(1)[0])} | v for s, v in zip(seeds, grid, strict=True)]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(map(len, self.over.values()))

    def points(self) -> list[Point]:
        """Every point before it has run."""
        return [Point({n: getattr(m, n) for n in self.over}, m.seed) for m in self.members]

    def run(self, executor: Executor, stop: threading.Event | None = None) -> Iterator[list[Point]]:
        """Run all points in `executor`; yields the list of points as each one ends.

        `stop` ends those that go on, if they run in this process. A point that fails says why in
        its `error`; the others go on.
        """
        points = self.points()
        extra = () if stop is None else (stop,)
        waiting = {
            executor.submit(solved, m.key, m.values(), *extra): i
            for i, m in enumerate(self.members)
        }
        try:
            for future in as_completed(waiting):
                i = waiting[future]
                points[i] = points[i]._replace(**_ending(future))
                yield list(points)
        finally:
            for future in waiting:
                future.cancel()

    def dataset(self, points: list[Point]) -> "xr.Dataset":
        """Scalars of the summaries over the swept parameters; NaN where a point had none yet.

        `status` says which have not finished. Entries of a summary that are dictionaries give a
        variable for each of their scalars.
        """
        import xarray as xr

        coords = {name: (name, _axis(v), self._about(name)) for name, v in self.over.items()}
        rows = [scalars(p.summary) for p in points]
        columns = {name: [row.get(name) for row in rows] for row in rows for name in row}
        columns |= {"status": [p.status for p in points]}
        if "seed" not in self.over:
            columns |= {"seed": [p.seed for p in points]}
        data = {
            k: (tuple(self.over), _array(v).reshape(self.shape))
            for k, v in columns.items()
            if k not in coords
        }
        return xr.Dataset(data, coords)

    def to_json(self, points: list[Point], elapsed: float) -> dict:
        """The object that `ionoscope sweep --json` prints."""
        fixed = {k: v for k, v in self.base.values().items() if k not in self.over}
        return plain(
            {
                "experiment": self.base.key,
                "parameters": fixed,
                "over": self.over,
                "seed": self.base.seed,
                "versions": versions(),
                "elapsed_s": elapsed,
                "points": [
                    {k: v for k, v in p._asdict().items() if k != "error" or v} for p in points
                ],
            }
        )

    def to_netcdf(self, path: Path, points: list[Point], elapsed: float) -> None:
        """Write dataset and JSON object to `path`, whole or not at all; OSError if that fails."""
        about = json.dumps(self.to_json(points, elapsed))
        write_aside(path, netcdf(self.dataset(points).assign_attrs(ionoscope_sweep=about)))

    def _about(self, name: str) -> dict[str, str]:
        p = self.base.declared()[name]
        return {"long_name": p.called or p.doc, "symbol": p.symbol, "units": p.unit or "1"}


def solved(key: str, values: dict, stop: threading.Event | None = None) -> dict:
    """How one point ended and what it had come to; runs in any process, until `stop`."""
    chunk, status, error = Chunk(0.0, "", None, {}), "finished", ""
    try:
        for chunk in EXPERIMENTS[key](**values).run():
            if stop is not None and stop.is_set() and chunk.share < 1:
                status = "stopped"
                break
    except Exception as failure:  # whatever it is, the others go on
        status, error = "failed", str(failure) or type(failure).__name__
    return {"status": status, "summary": plain(chunk.summary), "error": error}


def threads(count: int | None = None) -> ThreadPoolExecutor:
    """Side by side in this process: compiled kernels release Python's lock."""
    return ThreadPoolExecutor(count or cores(), "ionoscope-sweep")


@contextmanager
def scheduler(address: str) -> Iterator[Executor]:
    """The workers of a dask scheduler; ValueError, in a sentence, if there are none."""
    try:
        from dask.distributed import Client
    except ImportError as error:
        install = "install it with: pip install distributed"
        raise ValueError(f"--scheduler needs the package distributed; {install}.") from error
    try:
        client = Client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise ValueError(f"there is no scheduler at {address} ({error}).") from error
    with client:
        yield client.get_executor(pure=False)


def parsed(kind: type[Experiment], text: str) -> tuple[str, list]:
    """NAME=V1,V2 as name and values, not yet checked; InvalidParameter if it is none.

    Numbers may be "first:last:count"; values that are lists themselves are separated by "|".
    """
    name, equals, rest = text.partition("=")
    declared = kind.declared()
    if name not in declared:
        raise InvalidParameter(
            "over", name, f"is no parameter of {kind.key}", f"It has: {', '.join(declared)}."
        )
    if not equals or not rest.strip():
        raise InvalidParameter("over", text, "has no values", f"Write --over {name}=V1,V2,…")
    parameter = declared[name]
    between = "|" if isinstance(parameter.default, tuple) else ","
    texts = _even(rest) or [part.strip() for part in rest.split(between)]
    return name, [parameter.parsed(one) for one in texts]


def scalars(summary: dict, prefix: str = "") -> dict[str, object]:
    """Entries that are one number, word or truth value, those of inner dictionaries too."""
    found = {}
    for name, value in summary.items():
        if isinstance(value, dict):
            found |= scalars(value, f"{prefix}{name}_")
        elif value is None or isinstance(value, bool | int | float | str):
            found[prefix + name] = value
    return found


def _even(text: str) -> list[str] | None:
    """ "first:last:count" as so many numbers; None if it is something else."""
    try:
        first, last, count = text.split(":")
        return [repr(v) for v in np.linspace(float(first), float(last), int(count)).tolist()]
    except ValueError:
        return None


def _ending(future: Future) -> dict:
    """How a point ended, or why it could not be sent to where it was to run."""
    error = future.exception()
    return {"status": "failed", "error": str(error)} if error else future.result()


def _distinct(values: Iterable) -> list:
    return list(dict.fromkeys(values))


def _axis(values: list) -> list:
    """Coordinates: numbers and words as they are, lists as text."""
    return [as_text(v) if isinstance(v, tuple) else v for v in values]


def _array(column: list) -> np.ndarray:
    if any(isinstance(v, str) for v in column):
        return np.array(["" if v is None else str(v) for v in column])
    if None in column:
        return np.array([np.nan if v is None else v for v in column], float)
    return np.array(column)
