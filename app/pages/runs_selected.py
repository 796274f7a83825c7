"""Selected: what is known of the selected runs, and what a person says of them, in the rail."""

from collections.abc import Callable, Sequence
from html import escape

from ..controls.board import Group
from ..controls.kinds import Text, Words
from ..figures.symbols import html
from ..runs.catalogue import Catalogue
from ..runs.entry import Entry
from ..share.formatting import ended
from ..share.telling import size
from . import runs_columns as columns

NONE = "Select a run to see what it is, and to give it a name."


class Selected:
    """Name and note of one run, tags of any number; `said()` is called after a change is kept.

    `complain(text)` says why one is not.
    """

    def __init__(self, said: Callable[[], None], complain: Callable[[str], None]):
        self._said, self._complain = said, complain
        self.entries: list[Entry] = []
        self.catalogue: Catalogue | None = None
        self.about = Words(value=NONE)
        self.name = Text("Name")
        self.note = Text("Note")
        self.tags = Text("Tags", "", "Several between commas.")
        self.name.watch(lambda _: self._keep(name=self.name.value.strip()))
        self.note.watch(lambda _: self._keep(note=self.note.value.strip()))
        self.tags.watch(lambda _: self._keep_tags())
        self.show([], None)

    def group(self) -> Group:
        """The card in the rail."""
        return Group("Selected", [self.name, self.note, self.tags, self.about])

    def show(self, entries: Sequence[Entry], catalogue: Catalogue | None) -> None:
        """Have these runs."""
        self.entries, self.catalogue = list(entries), catalogue
        one = entries[0] if len(entries) == 1 else None
        self.about.update(value=_about(entries))
        self.name.update(value=one.name if one else "", visible=bool(one))
        self.note.update(value=one.note if one else "", visible=bool(one))
        several = "added to those that they have" if len(entries) > 1 else ""
        shown = ", ".join(one.tags) if one else ""
        self.tags.update(value=shown, visible=bool(entries), note=several)

    def _keep(self, **said) -> None:
        for entry in self.entries:
            try:
                self.catalogue.describe(entry.id, **said)
            except (OSError, ValueError) as error:
                return self._complain(str(error))
        self._said()

    def _keep_tags(self) -> None:
        given = [tag.strip() for tag in self.tags.value.split(",")]
        if len(self.entries) == 1:
            return self._keep(tags=given)
        for entry in self.entries:
            try:
                self.catalogue.describe(entry.id, tags=[*entry.tags, *given])
            except (OSError, ValueError) as error:
                return self._complain(str(error))
        self._said()


def _about(entries: Sequence[Entry]) -> str:
    """What is selected, as HTML."""
    if not entries:
        return f"<p>{NONE}</p>"
    if len(entries) > 1:
        kinds = dict.fromkeys(columns.title(e.experiment) for e in entries)
        whole = size(sum(e.size for e in entries))
        return f"<p><b>{len(entries)} runs</b> of {escape(', '.join(kinds))}, {whole}.</p>"
    return _of_one(entries[0])


def _of_one(entry: Entry) -> str:
    facts = {
        "Run": entry.id,
        "Experiment": columns.title(entry.experiment),
        "Ended": f"{ended(entry.created)}, {entry.status}",
        "Computed in": columns.took(entry),
        "File": size(entry.size),
        "Version": str(entry.versions.get("ionoscope", "unknown")),
        "Made from": entry.made_from,
    }
    rows = "".join(
        f"<dt>{name}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items() if fact
    )
    said = "".join(f"<p>{html(str(finding))}</p>" for finding in entry.findings)
    return f"<dl>{rows}</dl>{said}"
