"""Going: what is being computed at present, each with its progress and a Stop."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import param

from .component import Component

_HERE = Path(__file__).parent


class Line(NamedTuple):
    """One of them: its id, what it is, its parameters and where it stands in a few words.

    `share` is that done (0 … 1); `stop` says whether it can be stopped.
    """

    id: str
    title: str
    about: str
    where: str
    share: float
    stop: bool = True


class GoingList(Component):
    """A line each under a heading, nothing at all if there is none.

    `did(what, id)` is called when "open" or "stop" is pressed.
    """

    lines = param.String("[]")

    _esm = (_HERE / "going.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "going.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def __init__(self, did: Callable[[str, str], None]):
        self._did, self._ids = did, set()
        super().__init__(sizing_mode="stretch_width", margin=0)

    def show(self, lines: Sequence[Line]) -> None:
        """Show these."""
        self._ids = {line.id for line in lines}
        self.lines = json.dumps([line._asdict() for line in lines])

    def _handle_msg(self, data) -> None:
        if not isinstance(data, dict) or data.get("what") not in ("open", "stop"):
            return
        if isinstance(data.get("id"), str) and data["id"] in self._ids:
            self._did(data["what"], data["id"])
