"""Predictions: what counts as one, how a link carries them, and how a class collects them."""

import pytest

from ionoscope.app.teaching.classroom import MOST, Classroom
from ionoscope.app.teaching.guided import Question, lessons
from ionoscope.app.teaching.predictions import PLACES, checked, heights, linked, read, sketched

NUMBER = Question("number", low=0, high=20, unit="E_osc")
CHOICE = Question("choice", options={"back": "No", "passes": "Yes"})
SKETCH = Question("sketch")
CURVE = ",".join(["x", "10", *["50"] * (PLACES - 3), "x"])


@pytest.mark.parametrize(
    ("question", "text", "kept"),
    [
        (NUMBER, " 4.4 E_osc", "4.4"),
        (NUMBER, "0", "0"),
        (CHOICE, "back", "back"),
        (SKETCH, CURVE, CURVE),
    ],
)
def test_a_prediction_is_kept(question, text, kept):
    assert checked(text, question) == kept


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        (NUMBER, "", "Write a number in E_osc first."),
        (NUMBER, "a lot", "Write a number in E_osc first."),
        (NUMBER, "nan", "Predict a number between 0 and 20 in E_osc."),
        (NUMBER, "21", "Predict a number between 0 and 20 in E_osc."),
        (CHOICE, "", "Choose one of the answers first."),
        (CHOICE, "up", "Choose one of the answers first."),
        (SKETCH, "", "Draw a curve over the picture first."),
        (SKETCH, ",".join(["x"] * PLACES), "Draw a curve over the picture first."),
        (SKETCH, ",".join(["101"] * PLACES), "Draw a curve over the picture first."),
    ],
)
def test_what_is_none_is_said(question, text, why):
    with pytest.raises(ValueError) as told:
        checked(text, question)
    assert str(told.value) == why


@pytest.mark.parametrize("text", ["1,2", ",".join(["one"] * PLACES)])
def test_what_is_no_sketch_is_refused(text):
    with pytest.raises(ValueError):
        heights(text)


def test_a_link_carries_all_predictions_and_leaves_out_what_is_none():
    lesson = lessons()["barrier"]
    said = {"enough": "passes", "least": "4.4", "straight": CURVE}
    assert read(linked(said), lesson) == said
    assert read(f"{linked(said)};least;mass:up;elsewhere:3;slope:1,2;:", lesson) == said
    assert read("", lesson) == {}


def test_sketches_are_text():
    assert sketched(heights(CURVE)) == CURVE


def test_a_class_is_counted_once_each_and_forgotten():
    room, calls = Classroom(), []
    leave = room.watch(lambda: calls.append(1))
    room.tell("barrier", "least", "a", "4")
    room.tell("barrier", "least", "b", "6")
    room.tell("barrier", "least", "a", "4.4")
    assert room.said("barrier", "least") == ["4", "6"] and len(calls) == 2
    assert room.said("barrier", "mass") == []
    room.reveal("riddle")
    assert room.is_revealed("riddle")
    room.new_class()
    assert room.said("barrier", "least") == [] and not room.is_revealed("riddle")
    leave()
    leave()
    room.tell("barrier", "least", "a", "4")
    assert len(calls) == 4


def test_a_class_takes_so_much_memory_and_no_more():
    room = Classroom()
    for who in range(2 * MOST):
        room.tell("barrier", "least", str(who), "4")
        room.reveal(str(who))
    assert len(room.said("barrier", "least")) == MOST
    assert not room.is_revealed("0") and room.is_revealed(str(2 * MOST - 1))
