"""Kept: results of a reproduction in a folder, each a file that says what it is of."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ionoscope.engine import Experiment, Result
from ionoscope.engine.compute.newest import Newest
from ionoscope.engine.core.files import State, write_aside
from ionoscope.engine.core.result import now, plain, versions

from ..runs.identity import DECIDING, sources
from ..runs.origin import originated

SHARE = "share"
"""What the summary of a file tells that holds only what a run needs to go on."""
ENGINE = "engine"
"""What a kept result tells besides: the digest of the sources that computed it."""
SUMS = "SHA256SUMS"
"""File that holds the checksums of the others."""


class Old(NamedTuple):
    """What is left of an earlier call: a whole result, or what a run needs to go on."""

    result: Result | None = None
    begun: Newest = Newest()
    elapsed_s: float = 0.0
    identity: str | None = None
    """Of what the run was begun by, "" if that is not known; None if it has not begun."""


class Folder:
    """Results of experiments in a folder, called after what they are of.

    `tell` hears, in a sentence, of files that cannot be used.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]):
        self.path, self._tell = path, tell

    def file(self, experiment: Experiment) -> Path:
        """Where the result of an experiment lies: by its parameters, the seed among them."""
        told = json.dumps([experiment.key, plain(experiment.values())], sort_keys=True)
        digest = hashlib.sha256(told.encode()).hexdigest()[:12]
        return self.path / f"{experiment.key}-{digest}.nc"

    def old(self, experiment: Experiment) -> Old:
        """What is kept of an experiment; nothing, and a word about it, if that cannot be used."""
        file = self.file(experiment)
        if not file.exists():
            return Old()
        try:
            if self._sums().get(file.name) != _digest(file):
                raise ValueError("its checksum is another one")
            result = Result.from_netcdf(file)
        except (OSError, ValueError):
            self._tell(f"{file} is damaged: it is computed anew.")
            return Old()
        if why := _unfit(experiment, result):
            self._tell(f"{file} {why}: it is computed anew.")
            return Old()
        return _known(result)

    def keep(self, experiment: Experiment, result: Result) -> None:
        """Write a result, and its checksum beside it; OSError where that fails."""
        self.path.mkdir(parents=True, exist_ok=True)
        file = self.file(experiment)
        self._note(file, result.to_netcdf(file))

    def keep_state(
        self, experiment: Experiment, one: Newest, elapsed: float, identity: str
    ) -> None:
        """Write what a run that has taken `elapsed` seconds needs to go on; OSError as above.

        `identity` is that of what has computed it so far.
        """
        if one.state is not None:
            cut_off = _checkpoint(experiment, one, one.state, elapsed)
            self.keep(experiment, originated(cut_off, "", identity))

    def forget(self, experiment: Experiment) -> None:
        """Delete what is kept of an experiment; OSError where that fails."""
        self.file(experiment).unlink(missing_ok=True)

    def _note(self, file: Path, digest: str) -> None:
        """Write the list of checksums anew, in the form that `sha256sum --check` reads."""
        sums = {**self._sums(), file.name: digest}
        lines = [f"{own}  {name}\n" for name, own in sorted(sums.items())]
        write_aside(self.path / SUMS, "".join(lines).encode())

    def _sums(self) -> dict[str, str]:
        try:
            lines = (self.path / SUMS).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return {}
        pairs = [line.split("  ", 1) for line in lines if "  " in line]
        return {name: digest for digest, name in pairs}


def _known(result: Result) -> Old:
    if result.state is None:
        return Old(result)
    begun = Newest(float(result.summary.get(SHARE, 0.0)), {}, result.state)
    return Old(None, begun, result.elapsed_s, str(result.about.get("identity", "")))


def _unfit(experiment: Experiment, result: Result) -> str:
    """Why a kept result is not one of this experiment as it would be computed now."""
    same = plain(result.parameters) == plain(experiment.values())
    if result.experiment != experiment.key or not same:
        return "is of other parameters"
    today = versions()
    other = [k for k in DECIDING if result.versions.get(k) != today[k]]
    if other:
        was = ", ".join(f"{k} {result.versions.get(k, 'unknown')}" for k in other)
        return f"was computed with {was}"
    if result.about.get(ENGINE) != sources():
        return "was computed by other sources of the engine"
    if result.state is None and result.status != "finished":
        return f"is {result.status} and cannot be gone on with"
    return ""


def _checkpoint(experiment: Experiment, one: Newest, state: State, elapsed: float) -> Result:
    """A result without data that holds a state."""
    import xarray as xr

    own = experiment.key, experiment.values(), xr.Dataset(), {SHARE: one.share}
    cut_off = Result(*own, "interrupted", elapsed, versions(), state, (), now(), experiment.about())
    return signed(cut_off)


def signed(result: Result) -> Result:
    """`result`, which tells the sources that have computed it: those of this process."""
    return replace(result, about={**result.about, ENGINE: sources()})


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
