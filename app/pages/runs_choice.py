"""Choice of columns: parameters and numbers of the answer of the experiment that is listed."""

from collections.abc import Callable, Sequence

import panel as pn

from ..controls.board import Board, Group
from ..controls.kinds import Ticks, Words
from ..runs.entry import Entry
from . import runs_columns as columns

NONE = "Choose an experiment above to have its parameters and answers as columns."


class ColumnChoice:
    """A card in the rail, another for each experiment; `changed()` is called after a choice.

    `chosen` are those shown.
    """

    def __init__(self, changed: Callable[[], None]):
        self._changed, self._offered = changed, None
        self._ticks: list[Ticks] = []
        self.chosen: tuple[str, ...] = ()
        self.pane = pn.Column(sizing_mode="stretch_width", margin=0)

    def offer(self, experiment: str, entries: Sequence[Entry], wanted: Sequence[str]) -> None:
        """Offer what these runs of an experiment have; show what is `wanted`, or what is usual."""
        offered = (*columns.parameters(experiment), *columns.answers(entries)) if experiment else ()
        chosen = tuple(name for name in wanted if name in offered)
        self.chosen = chosen or (columns.usual(experiment, entries) if experiment else ())
        if (experiment, offered) != self._offered:
            self._offered = experiment, offered
            self.pane[:] = [Board(self._groups(experiment, offered), css_classes=["rail"])]
        for ticks in self._ticks:
            ticks.update(value=[n for n in ticks.options.values() if n in self.chosen])

    def _groups(self, experiment: str, offered: Sequence[str]) -> list[Group]:
        if not experiment:
            self._ticks = []
            return [Group("Columns", [Words(value=f"<p>{NONE}</p>")], folded=True)]
        answers = [name for name in offered if name.startswith(columns.ANSWER)]
        parameters = [name for name in offered if name not in answers]
        parts = {"Parameters": parameters, "Answers": answers}
        self._ticks = [
            Ticks(label, {columns.label(experiment, name): name for name in names})
            for label, names in parts.items()
            if names
        ]
        for ticks in self._ticks:
            ticks.watch(lambda _: self._chose())
        titles = [Words(value=f"<p>{label}</p>") for label, names in parts.items() if names]
        pairs = zip(titles, self._ticks, strict=True)
        return [Group("Columns", [c for pair in pairs for c in pair], folded=True)]

    def _chose(self) -> None:
        ticked = {name for ticks in self._ticks for name in ticks.value}
        _, offered = self._offered
        self.chosen = tuple(name for name in offered if name in ticked)
        self._changed()
