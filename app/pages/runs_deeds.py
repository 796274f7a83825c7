"""Deeds: what the actions on selected runs do."""

from collections.abc import Sequence
from html import escape
from typing import Protocol

from ionoscope.engine import known
from ionoscope.engine.core.parameters import as_text

from ..live.kept import find
from ..runs.entry import Entry
from .context import Context
from .runs_comparison import Comparison, Loaded
from .runs_files import Files


class Listing(Protocol):
    """What a deed may ask of the page: what is selected, and to show what has come of it."""

    context: Context
    comparison: Comparison
    files: Files
    download_kind: str

    def entries(self) -> list[Entry]:
        """The selected runs, in the order in which they were selected."""

    def select(self, ids: Sequence[str]) -> None:
        """Select these and no others."""

    def refresh(self) -> None:
        """Find the rows anew."""

    def say(self, text: str, undo: bool = False) -> None:
        """Say what has been done, as HTML."""


class Deeds:
    """`do(what)` does it with the selected runs; ValueError or OSError says why it cannot."""

    def __init__(self, page: Listing):
        self._page, self._deleted = page, []

    def do(self, what: str) -> None:
        """Do what a button says."""
        getattr(self, what)()

    def open(self) -> None:
        """Show the kept data on the experiment's page."""
        (entry,) = self._page.entries()
        self.look(entry.id)

    def look(self, id: str) -> None:
        """Show a run, kept or going on, on its experiment's page."""
        run = find(self._page.context.store, id)
        if run is None:
            raise ValueError(f"There is no run {id} any more.")
        self._page.context.go(run.experiment.key, runs=[run])

    def template(self) -> None:
        """Enter the parameters on the experiment's page; nothing is computed until Run."""
        (entry,) = self._page.entries()
        declared = known(entry.experiment).declared()
        texts = {k: as_text(v) for k, v in entry.parameters.items() if k in declared}
        self._page.context.go(entry.experiment, texts, made_from=entry.id)

    def resume(self) -> None:
        """Go on with what was cut off."""
        store = self._page.context.store
        new = [store.resume(entry.id).id for entry in self._page.entries()]
        self._page.say(f"Going on as run {', '.join(new)}.")

    def overlay(self) -> None:
        """All in one picture."""
        self._page.comparison.overlay(self._loaded())

    def difference(self) -> None:
        """The one selected first less the other."""
        self._page.comparison.difference(*self._loaded())

    def beside(self) -> None:
        """The parameters side by side."""
        self._page.comparison.beside(self._page.entries())

    def download(self) -> None:
        """Make a file of them."""
        entries = self._page.entries()
        self._page.files.make(entries, self._page.download_kind)
        self._page.say(f"The download of {_runs(entries)} is being made.")

    def delete(self) -> None:
        """Move them to the trash."""
        entries = self._page.entries()
        for entry in entries:
            self._page.context.store.remove(entry.id)
        self._deleted = [entry.id for entry in entries]
        self._page.refresh()
        self._page.select([])
        self._page.say(f"{_runs(entries)} deleted.", undo=True)

    def undo(self) -> None:
        """Take what was deleted last out of the trash."""
        catalogue, ids = self._page.context.store.catalogue, self._deleted
        for id in ids:
            catalogue.restore(id)
        self._deleted = []
        self._page.refresh()
        self._page.select(ids)
        self._page.say("They are back." if len(ids) > 1 else "It is back.")

    def forget(self) -> None:
        """Select none."""
        self._page.select([])

    def _loaded(self) -> list[Loaded]:
        catalogue = self._page.context.store.catalogue
        return [Loaded(entry, catalogue.load(entry.id)) for entry in self._page.entries()]


def _runs(entries: Sequence[Entry]) -> str:
    """What they are called, as HTML."""
    if len(entries) == 1:
        return f"Run {escape(entries[0].name or entries[0].id)}"
    return f"{len(entries)} runs"
