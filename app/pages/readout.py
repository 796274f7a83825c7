"""Readout: the answer in a sentence and in numbers."""

import panel as pn

from ..answers.answer import Answer
from ..controls.theme import stylesheet
from ..figures.symbols import html

_CSS = stylesheet("parts")
_DOUBT = '<p class="doubt"><b>Caution:</b> {}</p>'


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

    def show(self, answer: Answer) -> None:
        """Show an answer, its symbols typeset."""
        if answer == self.answer:
            return
        self.answer = answer
        body = "".join(f"<tr><td>{html(k)}</td><td>{html(v)}</td></tr>" for k, v in answer.rows)
        small = "".join(
            f'<p class="doubt"><b>Caution:</b> {html(text)}</p>' for text in answer.doubts
        )
        small += f'<p class="note">{html(answer.note)}</p>' if answer.note else ""
        self.pane.object = (
            f'<div class="verdict">{html(answer.verdict)}</div><table>{body}</table>{small}'
        )
