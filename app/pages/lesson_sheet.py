"""The teacher's sheet of a lesson: goals, timing, answers, what students often think; to print."""

from html import escape

from ..figures.symbols import html
from ..teaching.guided import CHOICE, NUMBER, Lesson, Step
from .lesson_words import listed, said, written

FOR_TEACHERS = "<p>The sheet with the answers is for the teacher.</p>"


def sheet(lesson: Lesson) -> str:
    """All of it as HTML."""
    steps = "".join(_step(i, step) for i, step in enumerate(lesson.steps, 1))
    thought = "".join(
        f"<tr><td>{written(m.says)}</td><td>{written(m.reply)}</td></tr>"
        for m in lesson.misconceptions
    )
    return (
        f"<h1>{escape(lesson.title)}: teacher’s sheet</h1>"
        f"<p>{len(lesson.steps)} steps, about {lesson.minutes} minutes.</p>"
        f"<h2>Goals</h2>{listed(lesson.goals)}"
        f"<h2>Before class</h2><div class='lead'>{written(lesson.before_class)}</div>"
        "<h2>Timing and answers</h2><table><tr><th>Step</th><th>Minutes</th><th>Question</th>"
        f"<th>Answer</th><th>To take home</th></tr>{steps}</table>"
        "<h2>What students often think</h2><table><tr><th>They say</th><th>Ask or show</th></tr>"
        f"{thought}</table>"
    )


def _step(place: int, step: Step) -> str:
    cells = (
        f"<td>{place}. {escape(step.title)}</td><td class='n'>{step.minutes}</td>"
        f"<td>{written(step.filled(step.question))}</td><td>{_answer(step)}"
        f"{written(step.filled(step.told))}</td><td>{written(step.filled(step.home))}</td>"
    )
    return f"<tr>{cells}</tr>"


def _answer(step: Step) -> str:
    if step.predict and step.predict.kind == CHOICE:
        return f"<p><b>{escape(said(step.right, step.predict))}</b></p>"
    if step.predict and step.predict.kind == NUMBER:
        return f"<p><b>{html(f'{step.answer.text} {step.answer.unit}')}</b></p>"
    return ""
