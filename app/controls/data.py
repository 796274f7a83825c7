"""Data: what a picture shows as a table, under a fold; made when it is opened, and to be saved."""

import json
from collections.abc import Callable
from pathlib import Path

import param

from ..figures.symbols import html
from ..figures.tabled import Table
from ..share.tables import encoded
from .component import Component
from .theme import stylesheet

_HERE = Path(__file__).parent
FIRST = 12
"""Rows of a curve that are shown; the file has all."""
NOTHING, MANY = "There are no data yet.", 20
"""What stands where there is nothing; and how many curves are shown."""


class DataFold(Component):
    """The table of a picture that is called `name`; `table()` gives it, or a sentence that says
    why it does not. `refresh` renews it as long as it is open."""

    name_of_figure = param.String()
    is_open = param.Boolean()
    content = param.String("{}")
    file = param.Bytes(b"")
    sent = param.Integer()

    _esm = "".join((_HERE / name).read_text(encoding="utf-8") for name in ("saving.js", "data.js"))
    _stylesheets = [  # noqa: RUF012
        stylesheet("details"),
        (_HERE / "data.css").read_text(encoding="utf-8"),
    ]

    def __init__(self, name: str, table: Callable[[], Table | str]):
        self._table = table
        super().__init__(name_of_figure=name, sizing_mode="stretch_width", margin=(0, 10))

    def refresh(self) -> None:
        """Show what there is now."""
        if self.is_open:
            self.content = json.dumps(_told(self._table()))

    def _handle_msg(self, data) -> None:
        if data == "got":
            self.file = b""  # it need not be kept twice
        elif data in ("open", "closed"):
            self.is_open = data == "open"
            self.refresh()
        elif data == "save" and isinstance(table := self._table(), Table):
            self.param.update(file=encoded(table.csv()), sent=self.sent + 1)


def _told(table: Table | str) -> dict:
    """As the browser is told: heads, and of every curve its name, first rows, and how many more."""
    if isinstance(table, str) or not table.blocks:
        return {"why": table if isinstance(table, str) else NOTHING}
    blocks = [(html(name), rows, more) for name, rows, more in table.first(FIRST)[:MANY]]
    return {
        "heads": list(map(html, table.heads)),
        "blocks": blocks,
        "more": max(len(table.blocks) - MANY, 0),
    }
