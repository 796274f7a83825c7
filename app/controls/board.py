"""Board: any number of controls on a page as one model, for a model each would cost a page dear."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import param

from .component import Component
from .kinds import Control
from .theme import stylesheet

_HERE = Path(__file__).parent


class Group(NamedTuple):
    """Controls that belong together: a card with a title that may start folded, or no card."""

    title: str
    controls: Sequence[Control]
    folded: bool = False
    row: bool = False

    def spec(self) -> dict:
        """As the browser is told."""
        told = [{"key": c.key, "kind": c.kind, **c.spec} for c in self.controls]
        return {"title": self.title, "folded": self.folded, "row": self.row, "controls": told}


class Board(Component):
    """Groups of controls; `show` sends what they hold, within `together` once for all."""

    spec = param.String("[]")
    state = param.String("{}")
    answered = param.Integer()
    """Number of the last message that was dealt with."""

    _esm = (_HERE / "board.js").read_text(encoding="utf-8")
    _stylesheets = [  # noqa: RUF012
        stylesheet("details"),
        (_HERE / "board.css").read_text(encoding="utf-8"),
    ]

    def __init__(self, groups: Sequence[Group], **params):
        self._controls = {str(i): c for i, c in enumerate(c for g in groups for c in g.controls)}
        for key, control in self._controls.items():
            control.place(key, self.show)
        spec = json.dumps([group.spec() for group in groups])
        self._together = 0
        looks = {"sizing_mode": "stretch_width", "margin": 0} | params
        super().__init__(spec=spec, state=self._state(), **looks)

    def show(self) -> None:
        """Send what the controls hold."""
        if not self._together:
            self.state = self._state()

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send what changes within once, at the end."""
        self._together += 1
        try:
            yield
        finally:
            self._together -= 1
            self.show()

    def _state(self) -> str:
        return json.dumps({key: c.shown() for key, c in self._controls.items()})

    def _handle_msg(self, data) -> None:
        """A person has done something; the number of the message is the answer to it."""
        if not isinstance(data, dict) or not isinstance(data.get("key"), str):
            return
        control, number = self._controls.get(data["key"]), data.get("number")
        try:
            if control is not None:
                with self.together():
                    control.told(data.get("value"), data.get("done") is not False)
        finally:
            if isinstance(number, int) and 0 < number < 2**53:
                self.answered = number
