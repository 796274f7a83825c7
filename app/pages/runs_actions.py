"""Actions: what can be done with the selected runs, as a row of buttons."""

from collections.abc import Callable, Sequence

from ionoscope.engine import EXPERIMENTS, known

from ..controls.board import Board, Group
from ..controls.kinds import Button, Choice, Words
from ..runs.entry import Entry
from .runs_comparison import MOST

CUT_OFF = ("stopped", "failed", "interrupted")
DOWNLOADS = {"All": "all", "NetCDF": "nc", "CSV": "csv", "XYZ": "xyz"}


NONE = "Select runs to open, compare, download or delete them; a double click opens one."


class Actions:
    """Buttons that are open where they can do something; `do(what)` is called when one is pressed.

    A second row says what has been done, and undoes it.
    """

    def __init__(self, do: Callable[[str], None]):
        def button(label: str, what: str, doc: str, **looks) -> Button:
            return Button(label, lambda: do(what), doc=doc, **looks)

        self.buttons = {
            "open": button("Open", "open", "Show this run's data on its page", strong=True),
            "template": button(
                "Use as template", "template", "Enter its parameters on its page, for another run"
            ),
            "resume": button("Resume", "resume", "Go on with what was cut off", icon="▷"),
            "overlay": button("Overlay", "overlay", f"2 to {MOST} runs of one experiment"),
            "difference": button("Difference", "difference", "Two runs of one experiment"),
            "beside": button("Parameters", "beside", f"2 to {MOST} runs side by side"),
            "download": button("Download", "download", "The selected runs as files", icon="↓"),
            "delete": button("Delete", "delete", "Move to the trash, for seven days"),
        }
        self.kind = Choice("Download as", DOWNLOADS)
        self.told = Words(value="", live=True)
        self.undo = button("Undo delete", "undo", "Take them out of the trash", icon="↶")
        self.forget = button("Clear selection", "forget", "Select none")
        self.undo.update(visible=False)
        first = [*self.buttons.values()]
        first.insert(-2, self.kind)
        self.board = Board(
            [Group("", first, row=True), Group("", [self.told, self.undo, self.forget], row=True)],
            css_classes=["actions"],
        )

    def offer(self, entries: Sequence[Entry]) -> None:
        """Open what can be done with these."""
        can, many = possible(entries), len(entries)
        with self.board.together():
            for what, button in self.buttons.items():
                button.update(disabled=what not in can)
            self.forget.update(visible=many > 1)
            self.told.update(value=f"{many} selected." if many else NONE)

    def say(self, text: str, undo: bool = False) -> None:
        """Say what has been done, as HTML, and whether it can be undone."""
        with self.board.together():
            self.told.update(value=text)
            self.undo.update(visible=undo)


def possible(entries: Sequence[Entry]) -> set[str]:
    """What can be done with these runs."""
    if not entries:
        return set()
    can, kinds, many = {"download", "delete"}, {e.experiment for e in entries}, len(entries)
    here = all(map(known, kinds))
    if many == 1 and here:
        can |= {"open", "template"}
    if here and all(_goes_on(entry) for entry in entries):
        can.add("resume")
    if 2 <= many <= MOST:
        can.add("beside")
        alike = len(kinds) == 1 and kinds <= EXPERIMENTS.keys()
        can |= {"overlay"} if alike else set()
        can |= {"difference"} if alike and many == 2 else set()
    return can


def _goes_on(entry: Entry) -> bool:
    return entry.status in CUT_OFF and known(entry.experiment).resumable
