"""Table: rows that the server finds, sorts and pages; the browser holds one page of them.

Tabulator draws it, the script that Panel brings along; it is loaded when a table comes on a page.
Panel's own widget for it keeps, sorts and sends whole data frames and knows no double click.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import panel as pn
import param

from .component import Component
from .theme import STATES

_HERE = Path(__file__).parent
_BUNDLED = Path(pn.__file__).parent / "dist" / "bundled" / "datatabulator"
_LIBRARY = next(_BUNDLED.glob("tabulator-tables@*"))
SCRIPT = f"static/extensions/panel/bundled/datatabulator/{_LIBRARY.name}/dist/js/tabulator.min.js"
"""Where the server has Tabulator's script."""
LONGEST = 1000
"""Most rows that can be selected."""


class Column(NamedTuple):
    """A column: its name in a row, what stands above it, how wide it is at least (pixels).

    `kind` is "text", "number" (at the right) or "state" (a word with its colour); what does not
    sort has `sorts` False; `grows` says how much of the width left over it takes.
    """

    name: str
    title: str
    width: int = 100
    kind: str = "text"
    sorts: bool = True
    grows: int = 0
    doc: str = ""


class Found(NamedTuple):
    """One page of rows, each with its `id` and a text for every column, and how many there are."""

    rows: Sequence[dict[str, str]]
    total: int


class Table(Component):
    """A grid of rows with selection, sorting and paging.

    `find(page, sort, descending)` gives the rows of a page, counted from 0; `chose(ids)` hears of
    every change of the selection, `did(what, id)` of "open" (double click, Enter) and "delete".
    """

    columns = param.String("[]")
    found = param.String("{}")
    stale = param.Integer()
    anew = param.Integer()
    chosen = param.String("[]")
    sort = param.String()
    descending = param.Boolean()
    empty = param.String()
    states = param.String(json.dumps(STATES))
    label = param.String()
    script = param.String(SCRIPT)
    rows_a_page = param.Integer(50)

    _esm = (_HERE / "table.js").read_text(encoding="utf-8")
    _stylesheets = [  # noqa: RUF012
        (_LIBRARY / "dist" / "css" / "tabulator_simple.min.css").read_text(encoding="utf-8"),
        (_HERE / "table.css").read_text(encoding="utf-8"),
    ]

    def __init__(self, label: str, find: Callable, chose: Callable, did: Callable, **params):
        self._find, self._chose, self._did = find, chose, did
        self._sorts: set[str] = set()
        looks = {"sizing_mode": "stretch_width", "margin": 0}
        super().__init__(label=label, **looks | params)

    def show(self, columns: Sequence[Column]) -> None:
        """Have these columns, and ask for the rows anew, from the first page on."""
        self._sorts = {column.name for column in columns if column.sorts}
        told = json.dumps([column._asdict() for column in columns])
        self.param.update(columns=told, anew=self.anew + 1)

    def refresh(self) -> None:
        """Ask for the rows of the page that is seen again."""
        self.stale += 1

    def choose(self, ids: Sequence[str]) -> None:
        """Select these rows, wherever they are, and no others."""
        self.chosen = json.dumps(list(ids))

    def _handle_msg(self, data) -> None:
        if not isinstance(data, dict):
            return
        what, value = data.get("what"), data.get("value")
        if what == "find" and isinstance(value, dict):
            self._answer(value)
        elif what == "chose" and isinstance(value, list):
            ids = [id for id in value if isinstance(id, str)][:LONGEST]
            self.chosen = json.dumps(ids)
            self._chose(ids)
        elif what in ("open", "delete") and isinstance(value, str):
            self._did(what, value)

    def _answer(self, asked: dict) -> None:
        page, number, sort = (asked.get(key) for key in ("page", "number", "sort"))
        page = page if isinstance(page, int) and 0 <= page < 10**6 else 0
        if isinstance(sort, str) and sort in self._sorts:
            self.param.update(sort=sort, descending=asked.get("descending") is True)
        found = self._find(page, self.sort, self.descending)
        self.found = json.dumps(
            {"number": number if isinstance(number, int) else 0, **found._asdict()}
        )
