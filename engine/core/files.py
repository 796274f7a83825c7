"""Files: data as the bytes of NetCDF, and bytes on the disk whole or not at all."""

import hashlib
import io
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import xarray as xr

CHECKPOINT, ENCLOSED = "checkpoint", "enclosed"
"""Groups of a file: what a run needs to go on, and what its parameters call by hash, as bytes."""

State = dict[str, np.ndarray]
"""What a run needs to go on: arrays of numbers by name, each of any shape."""


def netcdf(
    data: "xr.Dataset", state: State | None = None, enclosed: dict[str, bytes] | None = None
) -> bytes:
    """The content of a NetCDF-4 file with `data` and, in groups of their own, what else there is:
    `state`, and what is `enclosed`, by name.

    Made in memory: the HDF5 library never meets the disk, for a full one makes it end the process.
    """
    content = bytes(data.to_netcdf(engine="h5netcdf"))
    groups: dict[str, State] = {} if state is None else {CHECKPOINT: state}
    if enclosed:
        groups[ENCLOSED] = {k: np.frombuffer(v, np.uint8) for k, v in enclosed.items()}
    return _with_groups(content, groups) if groups else content


def read_netcdf(path: str | Path) -> tuple["xr.Dataset", State | None]:
    """Data and state of a file of `netcdf`; OSError, KeyError or ValueError if it is none."""
    import xarray as xr

    with xr.open_dataset(path, engine="h5netcdf") as file:
        return file.load(), _group(path, CHECKPOINT)


def read_enclosed(path: str | Path) -> dict[str, bytes]:
    """What is enclosed in a file of `netcdf`, by name; OSError if it is none."""
    return {k: v.tobytes() for k, v in (_group(path, ENCLOSED) or {}).items()}


def _with_groups(content: bytes, groups: dict[str, State]) -> bytes:
    """`content` with the groups: xarray shows one only to those who ask for it by name."""
    import h5py

    file = io.BytesIO(content)
    with h5py.File(file, "r+") as netcdf:
        for name, arrays in groups.items():
            group = netcdf.create_group(name)
            for each, array in arrays.items():
                group.create_dataset(each, data=array)
    return file.getvalue()


def _group(path: str | Path, name: str) -> State | None:
    """What `_with_groups` wrote, None if there is no such group."""
    import h5py

    with h5py.File(path, "r") as netcdf:
        group = netcdf.get(name)
        return None if group is None else {k: np.asarray(group[k][()]) for k in group}


def write_aside(path: Path, content: bytes) -> str:
    """Write beside `path`, sync and move into place; returns the SHA-256 of `content` (hex).

    Who may read it is for the umask to say, as of any new file.

    OSError where that fails: then `path` is what it was, and nothing lies beside it.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return hashlib.sha256(content).hexdigest()
