"""Chunk and Result: what a running experiment yields, and what stays of it."""

import io
import json
import os
import platform
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

    from .experiment import Experiment


CHECKPOINT = "checkpoint"
"""The group of a file that holds what a run needs to go on."""


@dataclass(frozen=True)
class Chunk:
    """A snapshot of a run: share done (0 … 1), stage in a word, data so far, answer so far.

    `state` of a resumable run: all that is needed to go on from here, arrays of numbers by name.
    """

    share: float
    stage: str
    data: "xr.Dataset"
    summary: dict = field(default_factory=dict)
    state: dict[str, np.ndarray] | None = None


class Stopwatch:
    """Seconds since it was made."""

    def __init__(self):
        self._start = time.perf_counter()

    @property
    def elapsed(self) -> float:
        return time.perf_counter() - self._start


@cache
def versions() -> dict[str, str]:
    """Versions that decide a result's bits: ionoscope, python, numpy, numba and the processor."""
    from ..numerics.processor import compiled_for

    found = {"python": platform.python_version(), "machine": platform.machine()}
    found["kernels"] = compiled_for()
    for name in ("ionoscope", "numpy", "numba", "scipy"):
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
    status : str
        "finished", "stopped" or "failed"; a stopped or failed run keeps what it had computed.
        "running" in a checkpoint, "interrupted" if its process ended without a word.
    state : dict of arrays, optional
        With it `Experiment.resume` goes on; None for a finished run or one of another kind.
    """

    experiment: str
    parameters: dict
    data: "xr.Dataset"
    summary: dict
    status: str
    elapsed_s: float
    versions: dict
    state: dict[str, np.ndarray] | None = None

    @classmethod
    def of(cls, experiment: "Experiment", chunk: Chunk, status: str, elapsed: float) -> "Result":
        """The result of `experiment` whose newest chunk is `chunk`."""
        return cls(
            experiment.key,
            experiment.values(),
            chunk.data,
            chunk.summary,
            status,
            elapsed,
            versions(),
            None if status == "finished" else chunk.state,
        )

    @property
    def seed(self) -> int:
        return self.parameters["seed"]

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
                "summary": self.summary,
            }
        )

    def to_bytes(self) -> bytes:
        """The content of a NetCDF file; `state` is its group "checkpoint"."""
        data = self.data.assign_attrs(ionoscope=json.dumps(self.to_json()))
        content = bytes(data.to_netcdf(engine="h5netcdf"))
        return content if self.state is None else _with_state(content, self.state)

    def to_netcdf(self, path: str | Path) -> None:
        """Write to `path` whole or not at all: written aside, synced, then moved into place.

        The HDF5 library never meets the disk: a full one makes it end the whole process.
        """
        content = self.to_bytes()
        write_aside(Path(path), lambda aside: Path(aside).write_bytes(content))

    @classmethod
    def from_netcdf(cls, path: str | Path) -> "Result":
        """Read what `to_netcdf` wrote; ValueError if the file is no ionoscope result."""
        import xarray as xr

        try:
            with xr.open_dataset(path, engine="h5netcdf") as file:
                data = file.load()
            about = json.loads(data.attrs.pop("ionoscope"))
            parameters = {k: _tuples(v) for k, v in about["parameters"].items()}
            kept = [about[k] for k in ("summary", "status", "elapsed_s", "versions")]
            return cls(about["experiment"], parameters, data, *kept, _state(path))
        except (AttributeError, OSError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path} is not a readable ionoscope result ({error}).") from error


def _with_state(content: bytes, state: dict[str, np.ndarray]) -> bytes:
    """`content` with the group: xarray shows it only to those who ask for it by name."""
    import h5py

    file = io.BytesIO(content)
    with h5py.File(file, "r+") as netcdf:
        group = netcdf.create_group(CHECKPOINT)
        for name, array in state.items():
            group.create_dataset(name, data=array)
    return file.getvalue()


def _state(path: str | Path) -> dict[str, np.ndarray] | None:
    """What `_with_state` wrote, None if there is no such group."""
    import h5py

    with h5py.File(path, "r") as netcdf:
        group = netcdf.get(CHECKPOINT)
        return None if group is None else {k: np.asarray(group[k][()]) for k in group}


def _tuples(value):
    """Lists as the tuples they were before they became JSON."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def write_aside(path: Path, write) -> None:
    """Call `write(temporary path)` beside `path`, sync it to disk and move it into place."""
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or ".")
    os.close(handle)
    try:
        write(aside)
        with open(aside, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        os.unlink(aside)
        raise


def plain(value):
    """`value` in JSON's own types; NaN and infinity become None."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(v) for v in value]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value
