"""Going: what any process computes now in a folder of runs, and a word to whoever computes it."""

import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ionoscope.engine.core.result import tuples

from .owner import PLACE, dead
from .presence import ASKING, TELLING, process


class Going(NamedTuple):
    """A run that some process computes now: `share` done (0 … 1), `stage` in a word, when it
    `began` (seconds since 1970), by whom, and whether that is this process; `visitor` is the id of
    whoever started it on a page."""

    id: str
    experiment: str
    parameters: dict
    share: float
    stage: str
    began: float
    owner: str
    ours: bool
    visitor: str = ""


def going_in(folder: Path) -> list[Going]:
    """All of them, those that began last first."""
    told = [run for path in (folder / PLACE).glob(f"*{TELLING}") for run in _told(folder, path)]
    return sorted(told, key=lambda run: run.began, reverse=True)


def ask_stop(folder: Path, id: str) -> bool:
    """Ask whoever computes a run to stop it, which takes a second or two; False if nobody does."""
    if all(run.id != id for run in going_in(folder)):
        return False
    (folder / PLACE / f"{id}{ASKING}").touch()
    return True


def _told(folder: Path, path: Path) -> list[Going]:
    """What one owner tells; nothing if it is dead or just at it."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads(path.read_text())
        owner, ours = f"{told['what']} {told['process']}", told["process"] == process()
        with dead(folder, path.stem) as it_is:
            if it_is:
                return []
        return [_going(run, owner, ours) for run in told["runs"]]
    return []


def _going(run: dict, owner: str, ours: bool) -> Going:
    run["parameters"] = {name: tuples(value) for name, value in run["parameters"].items()}
    return Going(**run, owner=owner, ours=ours)
