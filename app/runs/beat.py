"""Beat: a run that a command computes by itself, known to all others who share the folder."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from ionoscope.engine import Experiment, Result

from . import checkpoints
from .catalogue import Catalogue
from .origin import originated, own_identity
from .presence import Presence


def new_id() -> str:
    """An id for a run, that no other has."""
    return uuid.uuid4().hex[:12]


class Beat:
    """Call it with share (0 … 1) and stage of what was computed last; that costs nothing.

    `stop_asked` becomes true within a second of somebody's wish that the run ends.
    """

    def __init__(self, catalogue: Catalogue, id: str, presence: Presence, made_from: str, own: str):
        self.id, self.stop_asked = id, False
        self._catalogue, self._presence = catalogue, presence
        self._origin = made_from, own
        self._where = 0.0, ""

    def __call__(self, share: float, stage: str) -> None:
        self._where = share, stage

    def where(self) -> tuple[float, str]:
        """Share and stage of the last call."""
        return self._where

    def stop(self) -> None:
        """Note that somebody wants the run to end."""
        self.stop_asked = True

    def checkpoint(self, result: Result) -> None:
        """Write what there is, if anything, for the case that this process is killed; OSError if
        that fails."""
        if not (result.state or result.summary):  # it is still preparing
            return
        told = replace(originated(result, *self._origin), status="running")
        checkpoints.write(self._catalogue.folder, self.id, self._presence.owner, told)

    def keep(self, result: Result) -> Result:
        """Keep what it ended with, whose checkpoint goes; OSError if that fails.

        Returns what is kept, which tells its origin.
        """
        told = originated(result, *self._origin)
        self._catalogue.add(self.id, told)
        checkpoints.remove(checkpoints.found(self._catalogue.folder, self.id))
        return told


@contextmanager
def going(
    catalogue: Catalogue,
    id: str,
    experiment: Experiment,
    made_from: str = "",
    goes_on: Result | None = None,
) -> Iterator[Beat]:
    """While it lasts, `experiment` is listed as going on under `id`, and may be asked to stop.

    `made_from` is the id of the run that it is a copy of or goes on from, `goes_on` what that one
    had come to. A checkpoint that is still there at the end is what others find as interrupted.
    """
    presence = Presence(catalogue.folder, "command")
    beat = Beat(catalogue, id, presence, made_from, own_identity(experiment, goes_on))
    presence.begin(id, experiment, beat.where, beat.stop)
    try:
        yield beat
    finally:
        presence.close()
