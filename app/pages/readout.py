"""Readout: the answer in a sentence and in numbers."""

from collections.abc import Callable

import panel as pn

from ionoscope.engine.core.finding import DOUBT, TITLES

from ..answers.answer import Answer
from ..controls.theme import stylesheet
from ..figures.symbols import html

_CSS = stylesheet("parts")
_DOUBT = f'<p class="doubt"><b>{TITLES[DOUBT]}:</b> {{}}</p>'


class Readout:
    """A pane for an answer; where it is `broad` its rows stand in several columns."""

    def __init__(self, broad: bool = False):
        self.answer: Answer | None = None
        self.pane = pn.pane.HTML(
            "",
            sizing_mode="stretch_width",
            min_height=170 if broad else 200,
            stylesheets=[_CSS],
            css_classes=["readout", "broad"] if broad else ["readout"],
        )

    def show(self, answer: Answer, masked: Callable[[str], str] = str) -> None:
        """Show an answer, its symbols typeset, what must not be told `masked`."""
        answer = _masked(answer, masked)
        if answer == self.answer:
            return
        self.answer = answer
        rows = "".join(_row(name, html(value)) for name, value in answer.rows)
        doubts = "".join(_DOUBT.format(html(text)) for text in answer.doubts)
        note = f'<p class="note">{html(answer.note)}</p>' if answer.note else ""
        verdict = f'<div class="verdict">{html(answer.verdict)}</div>'
        self.pane.object = f"{verdict}{doubts}<table>{rows}</table>{note}"


def _masked(answer: Answer, masked: Callable[[str], str]) -> Answer:
    rows = [(masked(name), masked(value)) for name, value in answer.rows]
    doubts = [masked(text) for text in answer.doubts]
    return Answer(masked(answer.verdict), rows, masked(answer.note), doubts)


def _row(name: str, value: str) -> str:
    """A row of the table; a name that begins with blanks belongs to the one before."""
    part = ' class="part"' if name.startswith(" ") else ""
    return f"<tr><td{part}>{html(name.strip())}</td><td>{value}</td></tr>"
