"""People: facts of a server, and its visitors with a Stop for the runs of each."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import param

from .component import Component

_HERE = Path(__file__).parent


class Fact(NamedTuple):
    """A number with what it is, and what is to be known of it."""

    name: str
    value: str
    more: str


class Person(NamedTuple):
    """A visitor: what they are called and may do, since when they are here, which pages they look
    at, and how many runs are computed for them or wait."""

    id: str
    name: str
    role: str
    since: str
    pages: str
    going: int
    queued: int


class People(Component):
    """A row of facts over a table of people; `stop(id)` is called when a button is pressed."""

    facts = param.String("[]")
    people = param.String("[]")
    said = param.String()

    _esm = (_HERE / "people.js").read_text(encoding="utf-8")
    _stylesheets = [(_HERE / "people.css").read_text(encoding="utf-8")]  # noqa: RUF012

    def __init__(self, stop: Callable[[str], None]):
        self._stop, self._ids = stop, set()
        super().__init__(sizing_mode="stretch_width", margin=0)

    def show(self, facts: Sequence[Fact], people: Sequence[Person]) -> None:
        """Show these."""
        self._ids = {one.id for one in people}
        self.param.update(facts=json.dumps(facts), people=json.dumps(people))

    def _handle_msg(self, data) -> None:
        id = data.get("stop") if isinstance(data, dict) else None
        if isinstance(id, str) and id in self._ids:
            self._stop(id)
