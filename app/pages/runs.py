"""Runs: what is being computed, and what was kept: found, looked at, compared and taken away."""

from collections.abc import Callable, Sequence

import panel as pn
import panel_material_ui as pmui

from ..controls.board import Board
from ..controls.download import Download
from ..controls.going import GoingList, Line
from ..controls.heading import Heading
from ..controls.table import Found, Table
from ..runs.catalogue import Catalogue
from ..runs.entry import Entry
from ..runs.query import Query
from ..share.takehome import File
from . import runs_columns as columns
from . import runs_going as going
from .context import Context
from .parts import GROWING
from .runs_actions import Actions
from .runs_asked import Asked
from .runs_choice import ColumnChoice
from .runs_comparison import Comparison
from .runs_deeds import Deeds
from .runs_files import Files
from .runs_filter import Filter
from .runs_selected import Selected
from .still import Still

NOTHING = "Nothing is kept yet. Open an experiment and press Run: what it computes is listed here."
NO_MATCH = "No run matches the filter. Press Show all, or ask for less."
SAMPLE = 50
"""Runs that are looked at to tell which columns they need."""


class RunsPage(Still):
    """A table of kept runs under those that are going on; filter, columns and names in the rail.

    The list and all that it needs is built when the browser is there.
    """

    key = "runs"

    def __init__(self, context: Context):
        self.context, self.asked = context, Asked()
        self.selected: list[str] = []
        self.others = context.visitor.operator and not context.visitor.alone
        self.filter = Filter(self._filtered, self.others)
        self.choice = ColumnChoice(self._columns_chosen)
        self.about = Selected(self._described, self._complain)
        self.comparison, self.deeds = Comparison(), Deeds(self)
        self.wake = context.wake(self.tick)
        self.files = Files(context.store, self.wake)
        self._place = pn.Column(sizing_mode="stretch_width", styles=GROWING)
        heading = Heading("What has been computed?", "runs", {}, context.go)
        looks = {"sizing_mode": "stretch_width", "margin": (8, 20), "styles": GROWING}
        super().__init__(pn.Column(heading, self._place, **looks))
        self.rail = Board([self.filter.group()], css_classes=["rail"])
        self._named = pn.Column(sizing_mode="stretch_width", margin=0)
        self.sidebar = [self.rail, self.choice.pane, self._named]
        self._filled, self._stamp, self._failure = False, None, ""
        self.filter.show(self.asked)

    @property
    def catalogue(self) -> Catalogue | None:
        """What is on the disk."""
        return self.context.store.catalogue

    # what the shell uses ------------------------------------------------------------------

    def arrive(self) -> None:
        """Build the list, if the browser is there."""
        if self.context.latch.is_near and not self._filled:
            self._fill()

    def tick(self) -> None:
        """List what is going on and what has been kept since, and say what is wrong."""
        if self.away or not self._filled:
            return
        self._say_trouble()
        self.going.show(self._tried(self._going, []))
        if (made := self.files.taken()) is not None:
            self._give(made)
        stamp = self._stamped()
        if stamp != self._stamp:
            self._stamp = stamp
            self.refresh()

    def state(self) -> dict[str, str]:
        """The filter, for a link."""
        return self.asked.state()

    def set_state(self, state: dict[str, str]) -> None:
        """Ask for what a link does."""
        self.asked = Asked.of_state(state)
        self.filter.show(self.asked)

    def close(self) -> None:
        """End what only this session wanted."""
        self.wake.close()

    # what deeds use -----------------------------------------------------------------------

    @property
    def download_kind(self) -> str:
        """The kind of file that is chosen."""
        return self.actions.kind.value

    def entries(self) -> list[Entry]:
        """The selected runs, in the order in which they were selected."""
        if self.catalogue is None:
            return []
        found = self._tried(lambda: [self.catalogue.entry(id) for id in self.selected], [])
        return [entry for entry in found if entry and entry.removed is None]

    def select(self, ids: Sequence[str]) -> None:
        """Select these and no others."""
        self.table.choose(ids)
        self._chose(ids)

    def refresh(self) -> None:
        """Find the rows of the page anew."""
        self._stamp = self._stamped()
        self.table.refresh()

    def say(self, text: str, undo: bool = False) -> None:
        """Say what has been done, as HTML."""
        self.actions.say(text, undo)

    def do(self, what: str) -> None:
        """Do something with the selected runs; what is in the way is said."""
        self._failure = ""
        try:
            self.deeds.do(what)
        except (OSError, ValueError) as error:
            self._complain(str(error))
        self._say_trouble()

    # the list -----------------------------------------------------------------------------

    def _fill(self) -> None:
        self._filled = True
        self.trouble = pmui.Alert(severity="warning", visible=False, sizing_mode="stretch_width")
        self.going, self.actions = GoingList(self._going_did), Actions(self.do)
        self.download = Download(width=0, height=0, margin=0)
        self.table = Table(
            "Kept runs",
            self._find,
            self._chose,
            self._table_did,
            sort=self.asked.sort,
            descending=self.asked.descending,
        )
        self._named[:] = [Board([self.about.group()], css_classes=["rail"])]
        self.context.moved()
        self._list()
        self.actions.offer([])
        self._place[:] = [
            self.trouble,
            self.going,
            self.actions.board,
            self.table,
            self.comparison.layout,
            self.download,
        ]
        self.tick()

    def _list(self) -> None:
        """Choose the columns and ask for the first page."""
        self._failure = ""
        sample = self._tried(self._sample, [])
        self.choice.offer(self.asked.experiment, sample, self.asked.columns)
        self.table.empty = NO_MATCH if self.asked.filters else NOTHING
        self.table.show(columns.columns(self.asked.experiment, self.choice.chosen, self._everyones))
        self._stamp = self._stamped()
        self._say_trouble()

    def _sample(self) -> list[Entry]:
        """Some of the runs that are asked for."""
        return self.catalogue.entries(self._query(SAMPLE)) if self.catalogue else []

    def _find(self, page: int, sort: str, descending: bool) -> Found:
        """One page of the rows that are asked for."""
        if self.catalogue is None:
            return Found([], 0)
        if (sort, descending) != (self.asked.sort, self.asked.descending):
            self.asked = self.asked._replace(sort=sort, descending=descending)
            self.context.moved()
        return self._tried(lambda: self._rows(page), Found([], 0))

    def _rows(self, page: int) -> Found:
        most = self.table.rows_a_page
        found = self.catalogue.entries(self._query(most, page * most))
        rows = [self._row(entry) for entry in found]
        return Found(rows, self.catalogue.count(self._query(most)))

    def _row(self, entry: Entry) -> dict[str, str]:
        row, house = columns.row(entry, self.choice.chosen), self.context.house
        name = house.name(entry.visitor) if house and self._everyones else ""
        return {**row, "visitor": name or row["visitor"]}

    @property
    def _everyones(self) -> bool:
        """Whether runs of others are listed, and whose they are."""
        return self.others and self.asked.everyones

    def _query(self, most: int, skip: int = 0) -> Query:
        """What is asked for; an operator's own runs alone, unless everyone's are wanted."""
        return self.asked.query(most, skip, self.context.visitor.id if self.others else "")

    def _going(self) -> list[Line]:
        return going.lines(self.context.store, self._everyones or not self.others)

    def _stamped(self) -> tuple:
        """What tells whether others have kept or deleted a run."""
        if self.catalogue is None:
            return ()
        newest = self._tried(lambda: self.catalogue.entries(Asked().query(1)), [])
        return self._tried(self.catalogue.count, 0), newest and newest[0].id

    def _tried(self, ask: Callable, otherwise):
        """What `ask()` gives; `otherwise`, and a word why, where the disk or the question does
        not allow it."""
        try:
            return ask()
        except (OSError, ValueError) as error:
            self._complain(str(error))
            return otherwise

    # what a person does -------------------------------------------------------------------

    def _filtered(self) -> None:
        before, self.asked = self.asked, self.filter.within(self.asked)
        if before.experiment != self.asked.experiment:  # other parameters, other columns
            self.asked = self.asked._replace(columns=(), sort="created", descending=True)
            self.table.param.update(sort="created", descending=True)
        self._list()
        self.context.moved()

    def _columns_chosen(self) -> None:
        self.asked = self.asked._replace(columns=self.choice.chosen)
        self._list()
        self.context.moved()

    def _chose(self, ids: Sequence[str]) -> None:
        self.selected = list(ids)
        entries = self.entries()
        self.actions.offer(entries)
        self.about.show(entries, self.catalogue)

    def _table_did(self, what: str, id: str) -> None:
        if id not in self.selected:
            self.select([id])
        self.do(what) if what == "delete" else self._look(id)

    def _going_did(self, what: str, id: str) -> None:
        if what == "open":
            return self._look(id)
        try:
            going.stop(self.context.store, id)
        except (OSError, ValueError) as error:
            self._complain(str(error))
        self.tick()

    def _look(self, id: str) -> None:
        try:
            self.deeds.look(id)
        except (OSError, ValueError) as error:
            self._complain(str(error))

    def _described(self) -> None:
        self._chose(self.selected)
        self.refresh()

    def _give(self, made: File | str) -> None:
        if isinstance(made, str):
            return self._complain(made)
        self.download.give(*made)
        self.say(f"Saved as {made.name}.")

    def _complain(self, text: str) -> None:
        self._failure = text
        self._say_trouble()

    def _say_trouble(self) -> None:
        trouble = self._failure or self.context.store.trouble
        self.trouble.param.update(object=trouble, visible=bool(trouble))
