"""The words of a lesson as HTML: a step's setting and question, its answer beside what was said."""

from collections.abc import Iterable, Mapping
from html import escape

import panel as pn
from markdown_it import MarkdownIt

from ionoscope.engine.core.words import about, number, with_interval

from ..controls.theme import stylesheet
from ..figures.predicted import letter
from ..figures.symbols import html, typeset
from ..reproduction.reading import Found
from ..teaching.guided import CHOICE, NUMBER, Lesson, Question, Stated, Step
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
        return _boxes(said(prediction, question), _given(found, step.answer), "")
    return ""


def _given(found: Found, stated: Stated) -> str:
    """What the run gives, to the digits that the lesson states, or with a wider interval."""
    whole, _, decimals = stated.text.partition(".")
    digits = len((whole + decimals).lstrip("-0"))
    if found.bounded and found.high - found.low > 10.0 ** -len(decimals):
        return with_interval(found.value, found.low, found.high, stated.unit)
    return f"{about(found.value, digits)} {stated.unit}".rstrip()


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


def kept(lesson: Lesson, predicted: Mapping[str, str]) -> str:
    """What is taken home of a lesson, with what was predicted beside what came."""
    steps = "".join(_kept(step, predicted.get(step.key, "")) for step in lesson.steps)
    return (
        f"<h1>What you take home from “{escape(lesson.title)}”</h1><table class='kept'>"
        "<tr><th>Step</th><th>You predicted</th><th>It is</th><th>To take home</th></tr>"
        f"{steps}</table>"
    )


def _kept(step: Step, prediction: str) -> str:
    yours = said(prediction, step.predict) if prediction and step.predict else "—"
    cells = (yours, _true(step), step.filled(step.home))
    cells = [f"<td>{html(text)}</td>" for text in cells]
    return f"<tr><td>{escape(step.title)}</td>{''.join(cells)}</tr>"


def _true(step: Step) -> str:
    """The answer, as the lesson states it."""
    if step.predict and step.predict.kind == CHOICE:
        return _option(step.right, step.predict)
    if step.predict and step.predict.kind == NUMBER and step.answer:
        return f"{step.answer.text} {step.answer.unit}".rstrip()
    return "the run’s curve"


def listed(items: Iterable[str]) -> str:
    """A list."""
    return f"<ul>{''.join(map(_item, items))}</ul>"


def _item(text: str) -> str:
    return f"<li>{html(text)}</li>"
