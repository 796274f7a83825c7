"""Sweep: one experiment at every combination of a few values, side by side, as one dataset."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ionoscope.engine import EXPERIMENTS, Chunk, Experiment, InvalidParameter
from ionoscope.engine.compute.newest import Newest, packed, unpacked
from ionoscope.engine.compute.side_by_side import side_by_side
from ionoscope.engine.core.conventions import global_attributes, standard, standardised
from ionoscope.engine.core.files import State, netcdf, read_netcdf, write_aside
from ionoscope.engine.core.parameters import as_text, written
from ionoscope.engine.core.result import now, plain, versions
from ionoscope.engine.core.units import TERMS, attributes

if TYPE_CHECKING:
    import xarray as xr

ABOUT, SUMMARY = "ionoscope_sweep", "summary"
"""The attribute of a file that says what it is, and what is kept of every point."""


class Point(NamedTuple):
    """One combination: the values swept, its seed, how it ended, and the answer it had come to."""

    values: dict[str, object]
    seed: int
    status: str = "stopped"
    summary: dict = {}  # noqa: RUF012
    error: str = ""  # with parameters marked


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

    def run(self, begun: Sequence[Newest] = ()) -> Iterator[list[Newest]]:
        """Run all points, or go on from what they had come to; yields what is known of each.

        A point that fails leaves the others alone.
        """
        return side_by_side(self.members, kept, begun)

    def points(self, newest: Sequence[Newest] = ()) -> list[Point]:
        """Every point with what it has come to; without `newest`, before it has run."""
        newest = newest or [Newest()] * len(self.members)
        return [
            Point({n: getattr(m, n) for n in self.over}, m.seed, *_come_to(one))
            for m, one in zip(self.members, newest, strict=True)
        ]

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
            k: (tuple(self.over), _array(v).reshape(self.shape), self._told(k))
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
                "status": _ended(points),
                "elapsed_s": elapsed,
                "created": now(),
                "about": self.base.about(),
                "points": [_entries(p) for p in points],
            }
        )

    def to_netcdf(self, path: Path, newest: Sequence[Newest], elapsed: float) -> None:
        """Write dataset, JSON object and, of what is not over, all that is needed to go on.

        Whole or not at all; OSError if that fails.
        """
        points = self.points(newest)
        about = self.to_json(points, elapsed)
        data = standardised(self.dataset(points))
        data = data.assign_attrs({**global_attributes(about), ABOUT: json.dumps(about)})
        state = None if all(one.over for one in newest) else packed(newest)
        write_aside(path, netcdf(data, state))

    @classmethod
    def cut_off(cls, path: Path) -> tuple["Sweep", list[Newest], float]:
        """The sweep in a file, what its points had come to, and the seconds that it took.

        ValueError, in a sentence, if there is none that can be gone on with.
        """
        try:
            data, state = read_netcdf(path)
            about = json.loads(data.attrs[ABOUT])
            base = EXPERIMENTS[about["experiment"]](**about["parameters"], **_firsts(about))
            own, elapsed = cls(base, about["over"]), float(about["elapsed_s"])
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path} is no readable sweep ({error}).") from error
        if state is None:
            raise ValueError("this sweep is over: there is nothing left to go on with.")
        return own, unpacked(state), elapsed

    def _told(self, name: str) -> dict[str, str]:
        """What an answer is; without a unit where the summary does not tell it."""
        term = TERMS.get(name)
        # one table holds the gate's own units too
        own = term and standard(term.unit) == "1" and bool(term.unit)
        if term and (not own or self.base.group == "Gate"):
            return attributes(name)
        return {"long_name": name.replace("_", " ")}

    def _about(self, name: str) -> dict[str, str]:
        p = self.base.declared()[name]
        return {"long_name": p.called or p.doc, "symbol": p.symbol, "units": p.unit}


def kept(member: Experiment, chunk: Chunk) -> State:
    """What is kept of a point's chunk: its summary, as the letters of a JSON object."""
    return {SUMMARY: np.frombuffer(json.dumps(plain(chunk.summary)).encode(), np.uint8)}


def _entries(point: Point) -> dict:
    error = {"error": written(point.error)} if point.error else {}
    return {k: v for k, v in point._asdict().items() if k != "error"} | error


def _come_to(one: Newest) -> tuple[str, dict, str]:
    """How a point ended, its summary, and why it failed."""
    status = "failed" if one.failure else "finished" if one.over else "stopped"
    summary = json.loads(one.found[SUMMARY].tobytes()) if one.found else {}
    return status, summary, one.failure


def _firsts(about: dict) -> dict:
    """The first value of each parameter that is swept."""
    return {name: values[0] for name, values in about["over"].items()}


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


def _ended(points: list[Point]) -> str:
    """How a whole sweep ended: it has finished where every point has."""
    ends = {p.status for p in points}
    return next((end for end in ("stopped", "failed") if end in ends), "finished")
