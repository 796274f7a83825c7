"""Buttons: Run, Stop and Resume."""

from collections.abc import Callable

from ionoscope.engine import Experiment

from ..controls.board import Group
from ..controls.kinds import Button
from ..live.run_set import RunSet

MEANING = {
    "Run and keep": "The picture follows by itself; this keeps the run, to be found under Runs.",
    "Run": "Computes what is entered, and keeps it, to be found under Runs.",
}
"""What pressing the button does, by what stands on it."""


class Buttons:
    """What can be done with the runs of a page; `show` says what of it at present."""

    def __init__(self, label: str, run: Callable, stop: Callable, go_on: Callable):
        self.run = Button(label, run, icon="▶", strong=True, doc=MEANING[label])
        self.stop = Button("Stop", stop, icon="■")
        self.stop.update(disabled=True)
        self.go_on = Button("Resume", go_on, icon="▷")
        self.go_on.update(visible=False)

    def group(self) -> Group:
        """The row in the rail."""
        return Group("", [self.run, self.stop, self.go_on], row=True)

    def show(self, runs: RunSet, entered: Experiment | None, any_values: bool) -> None:
        """Stop while something goes on; Resume if runs can and are those of what is `entered`, or
        of `any_values` where the picture shows several."""
        self.stop.update(disabled=all(run.over for run in runs.started))
        values = entered and entered.values()
        ours = any_values or all(run.experiment.values() == values for run in runs.runs)
        cut_off = any(run.can_go_on for run in runs.runs)
        self.go_on.update(visible=cut_off and ours and not runs.busy)
