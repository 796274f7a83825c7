"""Chunk and Result: what a running experiment yields, and what stays of it."""

import json
import platform
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .conventions import ABOUT, as_shown, global_attributes, standardised
from .files import State, netcdf, read_enclosed, read_netcdf, write_aside
from .finding import Finding
from .library import take

if TYPE_CHECKING:
    import xarray as xr


@dataclass(frozen=True)
class Chunk:
    """A snapshot of a run: share done (0 … 1), stage in a word, data so far, answer so far.

    `state` of a resumable run: all that is needed to go on from here, arrays of numbers by name.
    """

    share: float
    stage: str
    data: "xr.Dataset"
    summary: dict = field(default_factory=dict)
    state: State | None = None


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.perf_counter()

    @property
    def elapsed(self) -> float:
        """Seconds so far, of the wall's clock."""
        return time.perf_counter() - self._start


def now() -> str:
    """The date and time, in UTC, as ISO 8601 writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def versions() -> dict[str, str]:
    """Versions that decide a result's bits: python, the packages that compute and the processor."""
    here = {"python": platform.python_version(), "machine": platform.machine()}
    return {**here, "kernels": _kernels(), **_packages()}


def _kernels() -> str:
    """The processor that kernels are compiled for, "none" where none has been loaded."""
    if "numba" not in sys.modules:
        return "none"
    from ..numerics.processor import compiled_for

    return compiled_for()


@cache
def _packages() -> dict[str, str]:
    """By their metadata: telling a version is no reason to load a package."""
    found = {}
    for name in ("ionoscope", "numpy", "numba", "llvmlite", "scipy", "lmfit"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


@dataclass(frozen=True)
class Result:
    """A run's labelled data with all that is needed to repeat it.

    Attributes
    ----------
    experiment : str
        Key of the experiment, e.g. "gate-map".
    parameters : dict
        Every parameter by name; with `seed` they repeat the run.
    data : xarray.Dataset
        The data, each variable with long_name, symbol and units.
    summary : dict
        The answer in numbers.
    elapsed_s : float
        Time spent in computing (s), that before an interruption too.
    versions : dict
        What decides its bits, as `versions()` told it when the run ended.
    status : str
        "finished", "stopped" or "failed"; a stopped or failed run keeps what it had computed.
        "running" in a checkpoint, "interrupted" if its process ended without a word.
    state : dict of arrays, optional
        With it `Experiment.resume` goes on; None for a finished run or one of another kind.
    findings : tuple of Finding
        What may be concluded, the answer or why there is none first.
    created : str
        When it ended or was cut off, as `now` told it; "" if its file is too old to say.
    about : dict
        Title, question and source of the experiment, and the `units` of its parameters by name.
    failure : str
        Why it failed, in a sentence or two; "" if it has not.
    enclosed : dict of bytes
        What its parameters call by hash, such as a crystal, by that name.
    """

    experiment: str
    parameters: dict
    data: "xr.Dataset"
    summary: dict
    status: str
    elapsed_s: float
    versions: dict
    state: State | None = None
    findings: tuple[Finding, ...] = ()
    created: str = field(default_factory=now)
    about: dict = field(default_factory=dict)
    failure: str = ""
    enclosed: dict[str, bytes] = field(default_factory=dict)

    @property
    def seed(self) -> int | None:
        """The start of its random numbers, one of its parameters; None where those are swept."""
        return self.parameters.get("seed")

    def to_json(self) -> dict:
        """The object that `ionoscope run --json` prints."""
        return plain(
            {
                "experiment": self.experiment,
                "parameters": self.parameters,
                "seed": self.seed,
                "versions": self.versions,
                "status": self.status,
                "elapsed_s": self.elapsed_s,
                "created": self.created,
                "summary": self.summary,
                "findings": [finding.to_json() for finding in self.findings],
                "about": self.about,
                **({"failure": self.failure} if self.failure else {}),
            }
        )

    def to_bytes(self) -> bytes:
        """The content of a NetCDF file; `state` is its group "checkpoint", beside "enclosed"."""
        about = self.to_json()
        told = {**global_attributes(about), ABOUT: json.dumps(about)}
        return netcdf(standardised(self.data).assign_attrs(told), self.state, self.enclosed)

    def to_netcdf(self, path: str | Path) -> str:
        """Write to `path` whole or not at all; returns the SHA-256 of what was written (hex).

        OSError where that fails, for instance on a full disk: then `path` is what it was.
        """
        return write_aside(Path(path), self.to_bytes())

    @classmethod
    def from_netcdf(cls, path: str | Path) -> "Result":
        """Read what `to_netcdf` wrote; ValueError if the file is no ionoscope result.

        What is enclosed in it is known in this process from then on.
        """
        try:
            data, state = read_netcdf(path)
            take(enclosed := read_enclosed(path))
            about = json.loads(data.attrs.pop(ABOUT))
            for name in global_attributes(about):
                data.attrs.pop(name, None)
            parameters = {k: tuples(v) for k, v in about["parameters"].items()}
            return cls(
                experiment=about["experiment"],
                parameters=parameters,
                data=as_shown(data),
                summary=about["summary"],
                status=about["status"],
                elapsed_s=about["elapsed_s"],
                versions=about["versions"],
                state=state,
                findings=tuple(map(Finding.from_json, about.get("findings", ()))),
                created=about.get("created", ""),
                about=about.get("about", {}),
                failure=about.get("failure", ""),
                enclosed=enclosed,
            )
        except (AttributeError, OSError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path} is not a readable ionoscope result ({error}).") from error


def tuples(value: Any) -> Any:
    """Lists as the tuples they were before they became JSON."""
    return tuple(map(tuples, value)) if isinstance(value, list) else value


def plain(value: Any) -> Any:
    """`value` in JSON's own types; NaN and infinity become None."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value
