"""Readout: the answer in a sentence and in numbers."""

from collections.abc import Callable, Collection, Sequence

import panel as pn

from ionoscope.engine.core.finding import DOUBT, TITLES

from ..answers.answer import Answer
from ..controls.theme import stylesheet
from ..figures.symbols import html
from ..live.kept import Shown
from ..runs.run import FAILED
from .wording import failure, told

_CSS = stylesheet("parts")
_DOUBT = f'<p class="doubt"><b>{TITLES[DOUBT]}:</b> {{}}</p>'


class Readout:
    """A pane for an answer; where it is `broad` its rows stand in several columns.

    `masked` takes out of its texts what must not be told.
    """

    def __init__(self, broad: bool = False, masked: Callable[[str], str] = str):
        self.answer: Answer | None = None
        self.folded = False
        """Whether the rows wait under a fold."""
        self._masked = masked
        self.pane = pn.pane.HTML(
            "",
            sizing_mode="stretch_width",
            min_height=170 if broad else 200,
            stylesheets=[_CSS],
            css_classes=["readout", "broad"] if broad else ["readout"],
        )

    def show(self, answer: Answer) -> None:
        """Show an answer, its symbols typeset."""
        answer = answer if self._masked is str else _masked(answer, self._masked)
        if answer == self.answer:
            return
        self.answer = answer
        rows = "".join(_row(name, html(value)) for name, value in answer.rows)
        doubts = "".join(_DOUBT.format(html(text)) for text in answer.doubts)
        note = f'<p class="note">{html(answer.note)}</p>' if answer.note else ""
        verdict = f'<div class="verdict">{html(answer.verdict)}</div>'
        numbers = f"<table>{rows}</table>{note}"
        if self.folded:
            numbers = f"<details><summary>All numbers of this run</summary>{numbers}</details>"
        self.pane.object = f"{verdict}{doubts}{numbers}"

    def look(self, runs: Sequence[Shown], hidden: Collection[str]) -> None:
        """If one of the runs failed say that there is no result, and why if that may be told."""
        run = next((run for run in runs if run.status == FAILED), None)
        if run is None:
            return
        kind = type(run.experiment)
        why = told(failure(run.failure, kind, hidden), kind)
        self.show(Answer("The run failed: there is no result.", (), why))


def _masked(answer: Answer, masked: Callable[[str], str]) -> Answer:
    rows = [(masked(name), masked(value)) for name, value in answer.rows]
    doubts = [masked(text) for text in answer.doubts]
    return Answer(masked(answer.verdict), rows, masked(answer.note), doubts)


def _row(name: str, value: str) -> str:
    """A row of the table; a name that begins with blanks belongs to the one before."""
    part = ' class="part"' if name.startswith(" ") else ""
    return f"<tr><td{part}>{html(name.strip())}</td><td>{value}</td></tr>"
