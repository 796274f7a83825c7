"""Guided lessons on their page: predict, commit, run, compare; what the class predicted."""

import json

import pytest

from ionoscope.app.pages.shell import PAGES
from ionoscope.app.teaching.guided import lessons
from ionoscope.app.teaching.predictions import PLACES


@pytest.fixture
def page(context):
    page = PAGES["lessons"](context)
    yield page
    page.close()


@pytest.fixture
def begin(page, wait_until):
    """Open a step of the first lesson."""

    def begin(step="", predicted=""):
        page.open({"lesson": "barrier", "step": step, "predicted": predicted})
        return page.stand

    return begin


def answered(page, wait_until):
    """Wait for the answer; it as HTML."""
    wait_until(lambda: page.tick() or page.stand.answer is not None, "the answer")
    return page.stand.answers[-1].object


def choose(page, key):
    page.stand.controls[0].told(key, True)
    page.stand.commit.told(None, True)


def test_the_list_leads_to_every_lesson(page):
    text = "".join(part[0].object for part in page.main[1:])
    assert all(lesson.title in text for lesson in lessons().values())
    assert page.texts() == {}


def test_nothing_runs_before_a_prediction_and_the_answer_stands_beside_it(page, begin, wait_until):
    stand = begin()
    assert "Does the particle pass?" in stand.words[1].object
    page.tick()
    assert not stand.page.runs.runs and not stand.answers.objects
    choose(page, "back")
    told = answered(page, wait_until)
    assert "A: No, it is turned back" in told and "B: Yes, it passes" in told
    assert "not the barrier that a moving particle meets" in told
    assert stand.page.own.summary["outcome"] == "transmitted"
    assert page.texts() == {"lesson": "barrier", "step": "enough", "predicted": "enough:back"}


def test_a_prediction_is_made_once(page, begin, wait_until):
    begin()
    choose(page, "back")
    page.stand.controls[0].told("passes", True)
    page.stand.commit.told(None, True)
    answered(page, wait_until)
    assert page.said == {"enough": "back"}


def test_what_is_no_prediction_is_said(page, begin):
    stand = begin("least")
    for text, why in (
        ("", "Write a number"),
        ("99", "between 0 and 20"),
        ("five", "Write a number"),
    ):
        choose(page, text)
        assert why in stand.trouble.value and not stand.prediction
    choose(page, "5 E_osc")
    assert stand.prediction == "5"


def test_a_number_stands_beside_the_engines(page, begin, wait_until):
    begin("least")
    choose(page, "6")
    told = answered(page, wait_until)
    assert "6\u00a0<i>E</i><sub>osc</sub>" in told and "4.3961\u00a0<i>E</i><sub>osc</sub>" in told


def test_before_the_prediction_another_run_is_seen_and_not_its_numbers(page, begin, wait_until):
    stand = begin("mass")
    wait_until(lambda: page.tick() or stand.page.own is not None)
    assert stand.page.own.parameters["M"] == 1.0 and stand.answer is None
    assert not stand.page.readout.pane.visible and not stand.page.anatomy.knobs.visible
    choose(page, "falls")
    answered(page, wait_until)
    assert stand.page.own.parameters["M"] == 5.0
    assert stand.page.readout.pane.visible and stand.page.anatomy.knobs.visible


def test_a_sketch_is_drawn_kept_and_compared(page, begin, wait_until):
    stand = begin("straight")
    live = stand.page.figures["arrhenius"]
    window = (live.fig.x_range.start, live.fig.x_range.end)
    assert window == (0.2, 1.15) and not stand.page.runs.runs
    stand.commit.told(None, True)
    assert "Draw a curve" in stand.trouble.value
    stand.place.told("1", True)
    stand.height.told("74", True)
    stand.place.told(str(PLACES), True)
    stand.height.told("10", True)
    stand.commit.told(None, True)
    told = answered(page, wait_until)
    far = float(told.split(" %")[0].split()[-1])
    assert far < 10  # a straight line, nearly the right one
    assert (live.fig.x_range.start, live.fig.x_range.end) == window
    assert page.said["straight"].startswith("74,x,") and page.said["straight"].endswith(",10")


def test_what_the_browser_draws_arrives_and_nonsense_does_not(begin):
    hand = begin("straight").hand
    before = hand.heights
    for said in ([0.5] * 3, ["a"] * PLACES, [None] * PLACES):
        hand._told("data", {}, {"said": said})
    assert hand.heights == before
    hand._told("data", {}, {"said": [7.0, float("nan"), -3.0, *[0.25] * (PLACES - 3)]})
    assert hand.heights[:4] == (100, None, 0, 25)


def test_a_link_brings_back_how_far_one_was(page, begin, wait_until, context):
    begin("least", "enough:passes;least:6")
    told = answered(page, wait_until)
    assert "6\u00a0<i>E</i><sub>osc</sub>" in told
    assert context.seat.room.said("barrier", "least") == []  # it was counted when it was made
    assert page.texts()["predicted"] == "enough:passes;least:6"


@pytest.mark.parametrize("texts", [{"lesson": "none"}, {}, {"step": "least"}])
def test_a_link_to_nowhere_shows_the_list(page, texts):
    page.open(texts)
    assert page.lesson is None


def test_an_unknown_step_is_the_first(begin):
    assert begin("none").step.key == "enough"


def test_the_steps_follow_each_other_to_the_end(page, begin):
    begin()
    for step in lessons()["barrier"].steps:
        assert page.stand.step is step
        (page._next if page.stand.said else page._skip).told(None, True)
    assert page.stand is None and page.texts() == {"lesson": "barrier", "step": "end"}
    assert "not only of how much" in page.main[1].object


def test_at_the_end_every_prediction_stands_beside_what_came(page):
    page.open({"lesson": "barrier", "step": "end", "predicted": "enough:back;least:6"})
    told = page.main[1].object
    assert "A: No, it is turned back" in told and "B: Yes, it passes" in told
    assert "6\u00a0<i>E</i><sub>osc</sub>" in told and "4.3961\u00a0<i>E</i><sub>osc</sub>" in told
    assert told.count("<tr>") == 1 + len(lessons()["barrier"].steps)


def test_a_class_has_a_step_computed_once_while_it_reads(page, begin, wait_until, context):
    stand = begin("swings")
    run = context.store.shared.run(stand.step.asked())
    assert not stand.page.runs.runs, "nothing of it is shown before the prediction"
    wait_until(lambda: run.over, "the run that began with the step")
    other = PAGES["lessons"](context)
    other.open({"lesson": "barrier", "step": "swings"})
    choose(other, "3")
    assert "2.88\u00a0%" in answered(other, wait_until)
    assert other.stand.page.runs.runs == [run]
    other.close()


def test_a_run_that_was_stopped_is_not_shared(context, wait_until):
    asked = lessons()["barrier"].step("swings").asked()
    run = context.store.shared.run(asked)
    assert context.store.shared.run(asked) is run
    run.stop()
    assert context.store.shared.run(asked) is not run


def test_what_was_seen_before_lies_beside_the_answer(page, wait_until):
    page.open({"lesson": "diffusion", "step": "cold"})
    wait_until(lambda: page.tick() or page.stand.page.own is not None)
    choose(page, "same")
    told = answered(page, wait_until)
    assert "A: Half as much or less" in told
    equations = [result.parameters["equation"] for result in page.stand.page.results]
    assert equations == ["time-local", "full"]


def test_the_axes_of_a_sketch_have_their_numbers(begin):
    fig = begin("straight").page.figures["arrhenius"].fig
    assert fig.xaxis[0].major_label_text_alpha == 1 and "blank" not in fig.css_classes


def test_the_teacher_sees_what_the_class_predicted(page, begin, wait_until, context):
    begin("least")
    room = context.seat.room
    for who, text in enumerate(("3", "6", "6.1")):
        room.tell("barrier", "least", str(who), text)
    page.tick()
    assert "3 predictions" in page.panel.count.value
    page.panel.show.told(None, True)
    boxes = page.panel.live.sketch.marks[0]
    assert boxes.y1.sum() == 3 and len(page.panel.live.sketch.marks) == 1
    choose(page, "5")
    answered(page, wait_until)
    page.tick()
    boxes, cursor = page.panel.live.sketch.marks
    assert boxes.y1.sum() == 4 and cursor.x == pytest.approx(4.396, abs=1e-3)
    page.panel.again.told(None, True)
    page.tick()
    assert "0 predictions" in page.panel.count.value


def test_choices_are_bars_and_sketches_lie_over_each_other(page, begin, context):
    begin("mass")
    room = context.seat.room
    for who, text in enumerate(("falls", "rises", "falls")):
        room.tell("barrier", "mass", str(who), text)
    page.panel.show.told(None, True)
    assert list(page.panel.live.sketch.marks[0].y1) == [1, 0, 2]
    stand = begin("straight")
    for who in range(3):
        room.tell("barrier", "straight", str(who), ",".join([str(10 * who)] * PLACES))
    page.panel.show.told(None, True)
    assert len(stand.hand.others.data["ys"]) == 3


def test_whoever_is_no_teacher_sees_neither_the_class_nor_the_sheet(page, begin, context):
    context.seat.is_teacher = lambda: False
    begin("least")
    assert not page.panel.main.visible
    page.open({"lesson": "barrier", "sheet": "1"})
    assert "for the teacher" in page.main[1].object and "4.396" not in page.main[1].object


@pytest.mark.parametrize("key", lessons())
def test_a_sheet_has_goals_timing_answers_and_misconceptions(page, key):
    page.open({"lesson": key, "sheet": "1"})
    text, lesson = page.main[1].object, lessons()[key]
    assert "teacher’s sheet" in text and f"about {lesson.minutes} minutes" in text
    assert text.count("<tr>") == len(lesson.steps) + len(lesson.misconceptions) + 2
    assert page.texts() == {"lesson": key, "sheet": "1"}


def test_no_answer_is_told_before_the_prediction(page, begin):
    """What the browser is told of a step holds no answer."""
    stand = begin("least")
    told = json.dumps([stand.board.state, stand.board.spec, stand.words[1].object])
    assert "4.396" not in told and "passing" not in told
