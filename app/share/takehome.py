"""Take-home files: what runs are called when they leave, and several runs as one file."""

import io
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

from ionoscope.engine import Result

from . import tables


class Taken(NamedTuple):
    """A run as it is taken home: the id by which it is known here, and what it has come to.

    Title, note and tags are what its owner has written to it.
    """

    id: str
    result: Result
    title: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What its files are called."""
        return called(self.result.experiment, self.id, self.result.status)


def called(experiment: str, id: str, status: str) -> str:
    """What a run's files are called: experiment and run, and how it ended if not by itself."""
    return f"{experiment}-{id}" + ("" if status == "finished" else f"-{status}")


class File(NamedTuple):
    """A file's name and its content."""

    name: str
    content: bytes


def netcdf(taken: Sequence[Taken]) -> File:
    """A file for one run; of several a zip, so that each has its own parameters and ending."""
    if len(taken) == 1:
        return File(f"{taken[0].name}.nc", taken[0].result.to_bytes())
    return _zip(taken, {f"{one.name}.nc": one.result.to_bytes() for one in taken})


def csv(taken: Sequence[Taken]) -> File:
    """The table of one run that has but one; else a zip of all tables, a folder for each run."""
    if len(taken) == 1:
        own = taken[0]
        table = tables.alone(own.result)
        if table is not None:
            return File(f"{own.name}.csv", table)
        return _zip(taken, tables.files(own.result, own.name))
    found = {"runs.csv": tables.encoded(tables.runs([(one.name, one.result) for one in taken]))}
    for one in taken:
        files = tables.files(one.result, one.name)
        found |= {f"{one.name}/{name}": content for name, content in files.items()}
    return _zip(taken, found)


def zipped(files: dict[str, bytes]) -> bytes:
    """Files by their names as the content of a zip."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, own in files.items():
            archive.writestr(name, own)
    return content.getvalue()


def _zip(taken: Sequence[Taken], files: dict[str, bytes]) -> File:
    others = f"-and-{len(taken) - 1}-more" if len(taken) > 1 else ""
    return File(f"{taken[-1].name}{others}.zip", zipped(files))
