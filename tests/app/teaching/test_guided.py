"""Guided lessons: what they name exists, and what they state is what the engine gives."""

import operator
from functools import cache

import pytest

from ionoscope.app.figures.registry import figures_of
from ionoscope.app.pages.shell import VIEWS
from ionoscope.app.teaching.guided import CHOICE, KEYS, NUMBER, SKETCH, lessons
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.core.answers import ANSWERS

STEPS = [(key, step) for key, lesson in lessons().items() for step in lesson.steps]
LONG = ("diffusion-temperature",)
"""Experiments that take long."""
EACH = pytest.mark.parametrize(("key", "step"), STEPS, ids=[f"{k}:{s.key}" for k, s in STEPS])
SOLVED = pytest.mark.parametrize(
    ("key", "step"),
    [
        pytest.param(k, s, marks=[pytest.mark.soak] if s.experiment in LONG else [])
        for k, s in STEPS
    ],
    ids=[f"{k}:{s.key}" for k, s in STEPS],
)
HOLDS = {"<": operator.lt, ">": operator.gt}


@cache
def solved(experiment: str, values: tuple):
    """A result, computed once."""
    return EXPERIMENTS[experiment](**dict(values)).solve()


def given(step, stated):
    """What the engine gives for a number that a step states."""
    own = step.asked(stated)
    return stated.of(solved(own.key, tuple(own.values().items())))


def test_every_lesson_takes_about_twenty_minutes_and_has_a_sheet():
    assert tuple(lessons()) == KEYS
    for lesson in lessons().values():
        assert 17 <= lesson.minutes <= 23
        assert lesson.goals and lesson.misconceptions and lesson.before_class
        assert len({step.key for step in lesson.steps}) == len(lesson.steps)
        assert sum(step.predict is not None for step in lesson.steps) >= 5


@EACH
def test_what_a_step_names_exists(key, step):
    view = next(view for view in VIEWS if view.key == step.experiment)
    assert view.key in ANSWERS
    for parameters in (step.parameters, step.before or {}):
        assert EXPERIMENTS[step.experiment].from_text({**step.parameters, **parameters})
    assert set(step.controls) <= set(EXPERIMENTS[step.experiment].declared())
    assert not step.figure or step.figure in figures_of(step.experiment)
    for text in (step.setting, step.question, step.told, step.home):
        assert step.filled(text)


@EACH
def test_a_question_has_its_answer(key, step):
    question = step.predict
    assert question is not None
    if question.kind == CHOICE:
        assert step.right in question.options and step.numbers
    elif question.kind == NUMBER:
        assert question.low < step.answer.value < question.high
        assert question.unit == step.answer.unit
    else:
        assert question.kind == SKETCH and step.figure
        assert question.x[0] < question.x[1] and question.y[0] < question.y[1]


@SOLVED
def test_the_engine_gives_what_a_step_states(key, step):
    for stated in step.stated:
        found = given(step, stated)
        if isinstance(stated.value, str):
            assert found.value == stated.value, stated.name
        else:
            assert found.value == pytest.approx(stated.value, abs=stated.within), stated.name


@SOLVED
def test_what_a_step_concludes_holds(key, step):
    named = {stated.name: stated for stated in step.stated}
    for left, sign, right in step.because:
        assert HOLDS[sign](*(given(step, named[name]).value for name in (left, right)))
