"""Files that crystals come from: phonopy's, those of crystals that were kept, results of runs."""

from pathlib import Path
from typing import BinaryIO

from ..core.library import PREFIX
from ..core.result import Result
from .guard import refuse
from .kept import LARGEST, keep, keep_archive
from .phonopy_files import read_phonopy

ARCHIVE, RESULT = b"PK", b"\x89HDF"
"""What archives of arrays and NetCDF files begin with."""


def name_of(path: Path) -> str:
    """The name of the crystal in a file, which is kept from now on.

    Raises InvalidParameter for a file without a crystal, and OSError if it cannot be kept.
    """
    with _opened(path) as file:
        first = file.read(4)
    if first.startswith(ARCHIVE):
        return _archived(path)
    if first == RESULT:
        return _of_result(path)
    return keep(read_phonopy(path))


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        refuse(path, f"cannot be read ({error.strerror or error})", "Name a file that is there.")


def _archived(path: Path) -> str:
    if (size := path.stat().st_size) > LARGEST:
        megabytes = f"{size / 1024**2:.0f} MB"
        refuse(path, f"has {megabytes}", f"Files may have {LARGEST // 1024**2} MB.")
    return keep_archive(path.read_bytes())


def _of_result(path: Path) -> str:
    """The crystal of the run whose result this is."""
    try:
        name = Result.from_netcdf(path).parameters.get("crystal")
    except ValueError as error:
        refuse(path, f"cannot be read ({error})", "Give phonopy's own file.")
    if not isinstance(name, str) or not name.startswith(PREFIX):
        refuse(path, "is of a run without a crystal of its own", "Name a built-in crystal.")
    return name
