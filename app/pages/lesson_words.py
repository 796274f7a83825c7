"""The words of a lesson as HTML: a step's setting and question, its answer beside what was said."""

from collections.abc import Iterable

import panel as pn
from markdown_it import MarkdownIt

from ionoscope.engine.core.words import number, with_interval

from ..controls.theme import stylesheet
from ..figures.predicted import letter
from ..figures.symbols import html, typeset
from ..reproduction.reading import Found
from ..teaching.guided import CHOICE, NUMBER, Question, Step
from .parts import GROWING

_MARKDOWN = MarkdownIt("commonmark", {"typographer": False})
WAITS = "The picture comes once you have committed to a prediction."


def pane(content: str = "") -> pn.pane.HTML:
    """A piece of a lesson."""
    return pn.pane.HTML(
        content,
        sizing_mode="stretch_width",
        stylesheets=[stylesheet("lessons")],
        margin=0,
        styles=GROWING,
    )


def written(text: str) -> str:
    """Markdown as HTML, its symbols typeset."""
    return typeset(_MARKDOWN.render(text))


def asked(step: Step) -> str:
    """The setting, and the question."""
    question = f'<div class="question">{written(step.filled(step.question))}</div>'
    return written(step.filled(step.setting)) + question


def lettered(options: dict[str, str]) -> dict[str, str]:
    """The options as they are offered, their names by their words."""
    return {f"{letter(i)}: {words}": key for i, (key, words) in enumerate(options.items())}


def said(text: str, question: Question) -> str:
    """A prediction in words."""
    if question.kind == CHOICE:
        return _option(text, question)
    return number(float(text), unit=question.unit) if question.kind == NUMBER else "your sketch"


def answered(step: Step, prediction: str, found: Found, apart: float | None) -> str:
    """The answer beside what was predicted, what it means, and what is to be kept of it.

    `apart` is how far a sketch is from its curve, as a share of the picture's height.
    """
    pair = _pair(step, prediction, found) if step.predict and prediction else ""
    far = f'<p class="apart">{_far(apart)}</p>' if apart is not None else ""
    home = f'<div class="home"><small>To take home</small>{written(step.filled(step.home))}</div>'
    return pair + far + written(step.filled(step.told)) + home


def _pair(step: Step, prediction: str, found: Found) -> str:
    question = step.predict
    if question.kind == CHOICE:
        yours, ours = _option(prediction, question), _option(step.right, question)
        return _boxes(yours, ours, ' class="words"')
    if question.kind == NUMBER and step.answer:
        value = with_interval(found.value, found.low, found.high, question.unit)
        return _boxes(said(prediction, question), value, "")
    return ""


def _boxes(yours: str, ours: str, look: str) -> str:
    return (
        f'<div class="pair"><div class="yours"><small>You predicted</small><b{look}>{html(yours)}'
        f'</b></div><div class="ours"><small>The run gives</small><b{look}>{html(ours)}</b></div>'
        "</div>"
    )


def _option(key: str, question: Question) -> str:
    return f"{letter(list(question.options).index(key))}: {question.options[key]}"


def _far(apart: float) -> str:
    share = f"{round(100 * apart)} %"
    return (
        f"Your curve (dashed) and the run’s are {share} of the picture’s height apart, on average."
    )


def listed(items: Iterable[str]) -> str:
    """A list."""
    return f"<ul>{''.join(map(_item, items))}</ul>"


def _item(text: str) -> str:
    return f"<li>{html(text)}</li>"
