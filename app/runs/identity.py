"""Identity: whether two runs are bound to give the same bits, in one digest, without computing.

Equal identities mean the same experiment and parameters, computed by the same sources with the
same packages on the same processor. It loads nothing that computes: what numba would compile for
follows from the processor and from the settings, so these stand in its place.
"""

import hashlib
import json
import os
import platform
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ionoscope import engine
from ionoscope.engine import Experiment
from ionoscope.engine.core.result import plain, versions

SETTINGS = ("IONOSCOPE_CPU", *(f"NUMBA_{n}" for n in ("CPU_NAME", "CPU_FEATURES", "OPT")))
"""Variables of the environment that change compiled code."""
DECIDING = ("ionoscope", "python", "numpy", "numba", "llvmlite", "scipy", "lmfit", "machine")
"""Versions that decide a result's bits."""
TELLING = ("vendor_id", "cpu family", "model", "model name", "stepping", "flags", "Features")
"""Lines of /proc/cpuinfo that tell a processor, and none that change while it runs."""

_SOURCES = os.path.dirname(engine.__file__)


def identity(experiment: Experiment) -> str:
    """The identity of what `experiment` would compute here and now: a SHA-256 (hex)."""
    values = experiment.values()
    if not experiment.random:
        values.pop("seed", None)  # of a sweep over seeds there is none
    told = {"experiment": experiment.key, "parameters": plain(values), "here": _here()}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def unchanged() -> bool:
    """Whether the engine's files are still those that `identity` speaks of.

    A process goes on with what it has loaded when its files are edited, so from then on nobody
    can say what computed its results.
    """
    return _stamp() == _first_stamp()


@cache
def _here() -> dict:
    found = versions()
    return {
        "versions": {name: found[name] for name in DECIDING},
        "engine": sources(),
        "processor": _processor(),
        "settings": {name: os.environ.get(name, "") for name in SETTINGS},
    }


def _files(folder: str) -> Iterator[os.DirEntry]:
    """Python's files below a folder, in the order of their names."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith(".py"):
            yield entry


@cache
def sources() -> str:
    """The digest of the names and contents of the engine's files: a SHA-256 (hex)."""
    _first_stamp()
    found = hashlib.sha256()
    for entry in _files(_SOURCES):
        content = Path(entry.path).read_bytes()
        found.update(f"{entry.path.removeprefix(_SOURCES)} {len(content)}\n".encode() + content)
    return found.hexdigest()


@cache
def _first_stamp() -> tuple:
    return _stamp()


def _stamp() -> tuple:
    try:
        return tuple((entry.path, entry.stat().st_mtime_ns) for entry in _files(_SOURCES))
    except OSError:  # a file went while they were counted
        return ()


def _processor() -> str:
    """Its name and abilities, as the system tells them of the first core."""
    try:
        with open("/proc/cpuinfo") as file:
            first = file.read(65536).partition("\n\n")[0]
    except OSError:
        return platform.processor()
    return "\n".join(line for line in first.splitlines() if line.startswith(TELLING))
