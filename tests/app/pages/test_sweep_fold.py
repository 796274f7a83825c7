"""The fold that sweeps: nothing before it is opened, values as typed, runs, and a point."""

import shlex

import pytest

from ionoscope.app.controls.kinds import Button
from ionoscope.app.figures.marks import Dots
from ionoscope.app.live.wake import Latch
from ionoscope.app.pages.shell import PAGES, Shell
from ionoscope.app.pages.sweep_box import AT_ONCE
from ionoscope.app.pages.sweep_values import suggested
from ionoscope.app.share.presets import presets
from ionoscope.engine import EXPERIMENTS, known
from ionoscope.engine.compute.sweep import sweep_of
from ionoscope.engine.core.answers import ANSWERS
from ionoscope.engine.core.parameters import as_text


@pytest.fixture
def page(context):
    """The page of the barrier."""
    page = PAGES["gate-barrier"](context)
    page.open({"lam": "2", "s": "1"})
    yield page
    page.close()


@pytest.fixture
def box(page):
    return page.anatomy.sweep.open()


def enter(box, *axes: tuple[str, str]) -> None:
    """What a person would choose and type."""
    for (name, text), choice, field in zip(axes, box.entry.names, box.entry.texts, strict=False):
        choice.told(name, True)
        field.told(text, True)


def run(page, box, wait_until) -> None:
    box.run.told(None, True)

    def done():
        page.tick()
        box.begin()
        return bool(box.runs.runs) and not box.runs.busy

    wait_until(done, "the sweep")
    page.tick()


def shown(box) -> list[Dots]:
    return [d for d in box.picture.live.sketch.marks if isinstance(d, Dots) and len(d.x)]


def test_a_page_builds_and_computes_nothing_of_it_before_it_is_opened(page):
    fold = page.anatomy.sweep
    assert fold.box is None and not fold.pane[1].objects
    fold.title._handle_msg("open")
    box = fold.box
    assert box and fold.pane[1].visible and not box.runs.runs
    fold.title._handle_msg("closed")
    assert not fold.pane[1].visible
    fold.title._handle_msg("open")
    assert fold.box is box


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_what_is_suggested_can_be_run(key):
    kind = EXPERIMENTS[key]
    base = kind.from_text(next(iter(presets(key).values())).parameters)
    over = sweep_of(kind).declared()["over"]
    for name in set(kind.declared()) - set(kind.idle(base.values())):
        asked = over.axis(f"{name}={suggested(base, name)}")
        ((_, values),) = over.checked([asked])
        for value in {values[0], values[-1]}:
            assert getattr(base.changed(**{name: value}), name) == value


def test_every_page_has_a_plan_when_its_fold_is_opened(context):
    waiting = context._replace(latch=Latch())  # nothing runs before the browser is there
    for key in PAGES.keys() & EXPERIMENTS.keys():
        page = PAGES[key](waiting)
        page.open({})
        box = page.anatomy.sweep.open()
        assert box.plan is not None, key
        assert box.picture.answer == next(iter(ANSWERS[key]))
        page.close()


def test_values_are_suggested_around_what_is_entered_and_told_as_understood(box):
    name, text = box.entry.names[0], box.entry.texts[0]
    assert (name.value, text.value) == ("lam", "1.4:2.4:6")
    assert text.state["note"] == "six values: 1.4, 1.6, 1.8, 2, 2.2 and 2.4 l_osc"
    name.told("potential", True)
    assert text.value == "gaussian,sech2"
    assert box.counted.value == "2 runs"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0,1", "λ width = 0 is outside its range"),
        ("a", "is not a number"),
        ("1,1", "has a value twice"),
        ("", "has no values"),
        ("1:20:6", "x₀"),
    ],
)
def test_bad_input_gets_its_sentence(box, text, sentence):
    enter(box, ("lam", text))
    assert box.status.word == "refused"
    assert sentence in box.status.trouble.replace("x0", "x₀")
    assert box.run.disabled
    enter(box, ("lam", "1,2"))
    assert (box.status.word, box.run.disabled) == ("ready", False)


def test_the_same_parameter_twice_is_refused(box):
    enter(box, ("lam", "1,2"), ("lam", "1,2"))
    assert "swept over twice" in box.status.trouble


def test_a_sweep_streams_to_its_end_and_any_answer_is_looked_at(page, box, wait_until):
    enter(box, ("lam", "1,2"), ("s", "0:2:3"))
    run(page, box, wait_until)
    assert box.status.word == "finished"
    assert box.readout.answer.verdict == "All 6 points have an answer."
    assert [d.y.size for d in shown(box)] == [2, 2, 2]
    runs = len(box.runs.runs)
    box.picture.ordinate.told("frozen", True)
    # frozen: U(s) = U0 exp(−s²/2λ²), at s = 0 whatever λ
    assert shown(box)[0].y.tolist() == [10.0, 10.0]
    box.picture.look.told("map", True)
    assert box.picture.name == box.export.picture == "sweep-map"
    assert len(box.runs.runs) == runs
    [taken] = box.taken()
    assert taken.result.experiment == "gate-barrier-sweep"


def test_many_curves_are_first_a_map(page, box, wait_until):
    enter(box, ("lam", "1,2"), ("s", "0:2:9"))
    run(page, box, wait_until)
    assert box.picture.look.value == "map"


def test_a_point_opens_its_parameters_on_the_page(page, box, wait_until):
    enter(box, ("lam", "1,1.5"), ("potential", "gaussian,sech2"))
    run(page, box, wait_until)
    assert not box.point.button.visible
    first = shown(box)[1]  # sech2
    box.picture._clicked(float(first.x[1]), float(first.y[1]))
    assert "<b>λ = 1.5\u00a0" in box.point.words.value
    box.point.button.told(None, True)
    assert (page.experiment.lam, page.experiment.potential) == (1.5, "sech2")
    assert page.experiment.s == 1.0


def test_sweeps_can_be_laid_over_each_other(page, box, wait_until):
    enter(box, ("lam", "1,2"))
    run(page, box, wait_until)
    page.rail.set({"s": "0"})
    box.keep.told(True, True)
    run(page, box, wait_until)
    assert len(box.results) == len(shown(box)) == 2


def test_lines_give_the_same_sweep(page, box):
    enter(box, ("lam", "1,2"), ("s", "0:3:4"))
    command, python = box.export.lines
    assert shlex.split(command) == [
        *("ionoscope", "sweep", "gate-barrier"),
        *("--over", "lam=1,2", "--over", "s=0:3:4", "--json"),
    ]
    assert 'iono.sweep("gate-barrier", over={' in python
    page.rail.set({"U0": "7"})
    assert "--U0 7" in box.export.lines[0]


def test_a_stopped_sweep_is_kept_and_gone_on_with(context, wait_until):
    page = PAGES["gate-transmission"](context)
    page.open({"method": "sampled", "n_launches": "3000000", "omega_T": "1"})
    box = page.anatomy.sweep.open()
    enter(box, ("s", "0:3:7"))
    box.run.told(None, True)

    def some():
        page.tick()
        return any(point["summary"] for r in box.results for point in r.summary["points"])

    wait_until(some, "the first points")
    assert not box.halt.disabled and not box.resume.visible
    box.halt.told(None, True)
    wait_until(lambda: page.tick() or box.status.word == "stopped", "its end")
    assert box.resume.visible
    [stopped] = box.runs.runs
    wait_until(lambda: context.store.catalogue.entries(), "the catalogue")
    kept = context.store.result(stopped.id)
    assert known(kept.experiment) is sweep_of(EXPERIMENTS["gate-transmission"])
    box.resume.told(None, True)
    assert box.runs.busy
    page.close()


def test_the_points_of_a_large_sweep_are_made_aside(page, box, wait_until):
    enter(box, ("lam", f"1:2:{AT_ONCE + 1}"))
    assert box.counted.value.startswith(f"{AT_ONCE + 1} runs")
    box.run.told(None, True)
    wait_until(lambda: box.begin() or box.runs.runs, "its beginning")
    box.stop()


def test_a_page_that_hides_something_has_no_sweep(context):
    page = PAGES["gate-barrier"](context)
    page.open({"lam": "1.37"}, hide=("lam",))
    fold = page.anatomy.sweep
    assert not fold.pane.visible and fold.open() is None
    page.close()


def test_a_locked_page_has_no_sweep(context):
    page = PAGES["gate-barrier"](context)
    page.open({}, hide=(), lock=True)
    fold = page.anatomy.sweep
    assert not fold.pane.visible
    fold.title._handle_msg("open")
    assert fold.box is None
    page.close()


def test_what_a_browser_cannot_mean_is_not_taken(box):
    name, text = box.entry.names[0], box.entry.texts[0]
    name.told("no such parameter", True)
    text.told(["1"], True)
    assert (name.value, text.value) == ("lam", "1.4:2.4:6")
    assert isinstance(box.point.button, Button) and not box.point.button.is_open


def test_the_shell_opens_a_sweep_on_its_experiment_s_page(store):
    shell = Shell(store)
    shell.latch.open()
    sweep = sweep_of(EXPERIMENTS["gate-barrier"])(U0=7.0, over={"lam": [1.0, 2.0], "s": [0.0]})
    shell.go(sweep.key, {name: as_text(value) for name, value in sweep.values().items()})
    box = shell.page.anatomy.sweep.box
    assert shell.page.experiment.U0 == 7.0
    assert box.plan.sweep().values() == sweep.values()
    shell.close()


def test_a_sweep_from_a_template_tells_what_it_was_made_from(store, wait_until):
    shell = Shell(store)
    shell.latch.open()
    sweep = sweep_of(EXPERIMENTS["gate-barrier"])(over={"lam": [1.0, 2.0]})
    texts = {name: as_text(value) for name, value in sweep.values().items()}
    shell.go(sweep.key, texts, made_from="0123456789ab")
    box = shell.page.anatomy.sweep.box
    run(shell.page, box, wait_until)
    wait_until(lambda: store.catalogue.entries(), "the sweep among the kept ones")
    assert store.catalogue.entries()[0].made_from == "0123456789ab"
    shell.close()


def test_a_kept_sweep_has_an_address_that_opens_it(store, wait_until):
    shell = Shell(store)
    shell.latch.open()
    shell.go("gate-barrier", {"U0": "7", "lam": "1.6"})
    box = shell.page.anatomy.sweep.open()
    enter(box, ("lam", "1,2"))
    run(shell.page, box, wait_until)
    (kept,) = box.runs.kept
    assert shell.page.shown() == (kept.id,) and f"run={kept.id}" in shell.address()
    enter(box, ("lam", "1,3"))
    assert not shell.page.shown(), "another sweep is entered"
    enter(box, ("lam", "1,2"))
    address = shell.address()
    shell.close()
    other = Shell(store)
    other.latch.open()
    other.open(address)
    assert (other.page.experiment.U0, other.page.experiment.lam) == (7.0, 1.6)
    other.page.tick()
    assert [len(d.x) for d in shown(other.page.anatomy.sweep.box)] == [2]
    other.close()
