"""Folds: what to look for, equations, tasks: words that are made once a process."""

from functools import cache
from html import escape

import panel as pn
from markdown_it import MarkdownIt

from ionoscope.engine import Experiment

from ..controls.theme import stylesheet
from ..share.lessons import lesson
from .parts import GROWING

FRAME = {
    "border": "1px solid color-mix(in srgb, currentColor 16%, transparent)",
    "border-radius": "6px",
    "padding": "0 16px",
    **GROWING,
}
"""Around a fold whose content is built when it is opened."""
_CSS = [stylesheet("details"), stylesheet("folds")]


def folds(kind: type[Experiment]) -> pn.pane.HTML:
    """Equations and tasks, folded."""
    return pn.pane.HTML(
        _fold("Equations and source", _equations(kind.key, kind))
        + _fold("Try this: predict, then check", _tasks(kind.key)),
        disable_math=False,
        **_looks(),
    )


def look_for(key: str) -> pn.pane.HTML:
    """What to look for in the picture, folded."""
    return pn.pane.HTML(_fold("What to look for", _html(lesson(key).look_for)), **_looks())


def _looks() -> dict:
    shared = {"sizing_mode": "stretch_width", "margin": 0}
    return {**shared, "stylesheets": _CSS, "styles": GROWING}


def _fold(title: str, body: str) -> str:
    return f'<details><summary>{escape(title)}</summary><div class="body">{body}</div></details>'


@cache
def _html(markdown: str) -> str:
    return MarkdownIt("commonmark", {"typographer": False}).enable("table").render(markdown)


@cache
def _equations(key: str, kind: type[Experiment]) -> str:
    """The equations solved, each with its meaning and source."""
    parts = [
        # what is typeset is a picture; those who hear it get its source
        f'<p class="equation" aria-hidden="true">$${escape(e.latex)}$$</p>'
        f'<p class="unseen">In TeX: {escape(e.latex)}</p>'
        f"<p>{escape(e.meaning[0].upper() + e.meaning[1:])}. <i>({escape(e.source)})</i></p>"
        for e in kind.equations
    ]
    return "".join(parts) + f"<p>Source: {escape(kind.source)}.</p>"


@cache
def _tasks(key: str) -> str:
    """Predict-then-check tasks with fold-out answers."""
    return "".join(
        f"<div class='task'>{_html(f'**{i}.** {task.question}')}"
        f"{_fold(f'Show answer {i}', _html(task.answer))}</div>"
        for i, task in enumerate(lesson(key).tasks, 1)
    )
