"""Filter: what a person enters to find runs, in the rail."""

from collections.abc import Callable

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import sweep_of

from ..controls.board import Group
from ..controls.kinds import Button, Choice, Text
from ..share import conditions
from .runs_asked import STATES, Asked

ALL = {"All": ""}


class Filter:
    """Experiment, state, words and conditions, and for operators `of_others` whose; `changed()` is
    called when they ask for others."""

    def __init__(self, changed: Callable[[], None], of_others: bool = False):
        self._changed = changed
        self.whose = Choice("Whose", {"My own": "own", "Everyone's": "all"}, "own")
        self.whose.update(visible=of_others)
        self.experiment = Choice("Experiment", ALL | _titles())
        self.status = Choice("State", ALL | {word: word for word in STATES})
        self.text = Text("Words", "", "In the name, note, tags, parameters, or the answer's words.")
        self.where = Text(
            "Conditions",
            "",
            "On parameters and numbers of the answer; several between commas.",
            hint="lam >= 2, D < 5",
        )
        self.clear = Button("Show all", self._clear)
        for control in (self.whose, self.experiment, self.status, self.text, self.where):
            control.watch(lambda _: self._entered())
        self.where_read: tuple[conditions.Condition, ...] = ()

    def group(self) -> Group:
        """The card in the rail."""
        asked = [self.whose, self.experiment, self.status, self.text, self.where]
        return Group("Filter", [*asked, self.clear])

    def show(self, asked: Asked) -> None:
        """Enter what is asked for."""
        self.whose.update(value="all" if asked.everyones else "own")
        self.experiment.update(value=asked.experiment)
        self.status.update(value=asked.status)
        self.text.update(value=asked.text)
        self.where.update(value=conditions.text(asked.where), refused=False, note="")
        self.where_read = asked.where
        self._offer()

    def within(self, asked: Asked) -> Asked:
        """`asked` with what is entered."""
        return asked._replace(
            experiment=self.experiment.value,
            status=self.status.value,
            text=self.text.value.strip(),
            where=self.where_read,
            everyones=self.whose.value == "all",
        )

    def _entered(self) -> None:
        try:
            self.where_read = conditions.read(self.where.value, self.experiment.value)
            self.where.update(refused=False, note="")
        except ValueError as error:
            self.where_read = ()
            self.where.update(refused=True, note=str(error))
        self._offer()
        self._changed()

    def _offer(self) -> None:
        entered = (self.experiment, self.status, self.text, self.where)
        self.clear.update(visible=any(control.value for control in entered))

    def _clear(self) -> None:
        self.show(Asked(everyones=self.whose.value == "all"))
        self._changed()


def _titles() -> dict[str, str]:
    """Keys of all experiments by what they are called, then of their sweeps."""
    kinds = list(EXPERIMENTS.values())
    return {f"{kind.group}: {kind.title}": kind.key for kind in [*kinds, *map(sweep_of, kinds)]}
