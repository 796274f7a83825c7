"""Names: what visitors are called, by their ids; kept beside the key, for its owner alone."""

import json
import logging
import os
from pathlib import Path

from ionoscope.engine.core.files import write_aside

from .secret import PLACE

log = logging.getLogger(__name__)

MOST = 5000
"""Names that are kept; of more, the oldest go."""


class Names:
    """The names in a folder of runs; where it takes no file they go with the process."""

    def __init__(self, folder: Path):
        self._path = folder / PLACE / "names.json"
        self._known = _read(self._path)

    def of(self, id: str) -> str:
        """What the visitor is called, "" if they gave no name."""
        return self._known.get(id, "")

    def learn(self, id: str, name: str) -> None:
        """Know a visitor's name from now on."""
        if not (id and name) or self._known.get(id) == name:
            return
        self._known.pop(id, None)
        self._known[id] = name
        while len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_aside(self._path, json.dumps(self._known, ensure_ascii=False).encode())
            os.chmod(self._path, 0o600)
        except OSError as error:
            log.warning("Names of visitors are not kept (%s).", error.strerror or error)


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text("utf-8"))
        return {str(id): str(name) for id, name in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}
