"""Pages of long runs: told before they start, gone on with after a stop, laid over each other."""

import panel as pn
import pytest

from ionoscope.app.figures.names import names
from ionoscope.app.pages import anatomy, entry
from ionoscope.app.pages.overlays import Overlay
from ionoscope.app.pages.page import Page
from ionoscope.app.pages.view import View
from ionoscope.app.share.formatting import about
from ionoscope.app.share.presets import Preset
from ionoscope.engine import EXPERIMENTS
from tests.app.toys import ToyWalk

QUICK = {"seed": "0", "n": "4", "pause": "0", "cost": "0", "bad": "0"}


class WalkView(View):
    key = "toy-walk"
    saved = "none"
    follows = False
    run_label = "Run"

    def picture(self):
        return pn.Spacer()

    def draw(self, results, own):
        called = names(results)
        self.painted = [(n, r.summary["end"]) for n, r in zip(called, results, strict=True)]


class WalksView(WalkView):
    most = 24
    overlays = (
        Overlay("n", "Slices", {"4": "4", "8": "8", "16": "16"}, "n"),
        Overlay("seed", "Seeds", {"0": "0", "1": "1"}),
    )


@pytest.fixture(autouse=True)
def toy(monkeypatch):
    """An experiment with one preset, and words for its page."""
    monkeypatch.setitem(EXPERIMENTS, ToyWalk.key, ToyWalk)
    found = {"quick": Preset("quick", ToyWalk.key, "Quick", "none", QUICK, {"n": ["8", "99"]})}
    monkeypatch.setattr(entry, "presets", lambda _: found)
    for name in ("folds", "look_for"):
        monkeypatch.setattr(anatomy, name, lambda _: pn.Spacer())


@pytest.fixture
def walk(context):
    def open_(view=WalkView, **texts):
        page = Page(context, view)
        page.open(texts)
        return page

    return open_


@pytest.fixture
def over(wait_until):
    """Wait until a page's runs are over, and show it."""

    def wait(page):
        wait_until(lambda: page.runs.runs and not page.runs.busy)
        page.tick()

    return wait


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "about 1 s"),
        (40, "about 40 s"),
        (125, "about 2 min"),
        (3600, "about 1 h"),
        (7700, "about 2 h 10 min"),
        (7100, "about 2 h"),
        (90000, "about 25 h"),
        (400000, "about 5 days"),
    ],
)
def test_times_in_words(seconds, words):
    assert about(seconds) == words


def test_the_time_is_told_beside_ready(walk):
    page = walk(cost="40")
    assert page.status.word == "ready" and "about 40 s" in page.status.detail
    page.rail.set({"cost": "1.5"})
    assert "about" not in page.status.detail


def test_hours_are_announced_and_the_second_press_starts(walk, over):
    page = walk(cost="7700", n="3")
    page.run()
    assert not page.runs.runs
    assert "about 2 h 10 min. Press Run again to start it." in page.status.trouble
    page.rail.set({"seed": "1"})
    assert not page.status.trouble
    page.run()
    assert not page.runs.runs, "other values are another run"
    page.run()
    over(page)
    assert page.status.word == "finished"


def stop_after(page, wait_until, share):
    wait_until(lambda: all(run.share > share for run in page.runs.runs))
    page.tick()
    assert not page.buttons.go_on.visible
    page.stop()


def test_go_on_appears_after_stop_and_finishes_the_run(walk, over, wait_until):
    page = walk(n="40", pause="0.01")
    page.run()
    stop_after(page, wait_until, 0.1)
    over(page)
    assert page.buttons.go_on.visible and page.status.word == "stopped"
    page.rail.set({"seed": "5"})
    assert not page.buttons.go_on.visible, "it would not be the run of what is entered"
    page.rail.set({"seed": "0"})
    assert page.buttons.go_on.visible
    page.go_on()
    assert not page.buttons.go_on.visible and not page.buttons.stop.disabled
    over(page)
    assert page.own.data.identical(ToyWalk(n=40).solve().data)
    assert page.status.word == "finished" and not page.buttons.go_on.visible


def test_stopped_again_before_its_next_slice_it_can_still_go_on(store, wait_until):
    run = store.start(ToyWalk(n=400, pause=0.01))
    wait_until(lambda: run.chunk is not None)
    run.stop()
    wait_until(lambda: run.over)
    again = store.resume(run.id)
    again.stop()
    wait_until(lambda: again.over)
    assert again.can_go_on and again.chunk.summary["slices"] >= run.chunk.summary["slices"]


def test_go_on_is_offered_after_a_failure(walk, over):
    page = walk(n="6", bad="3")
    page.run()
    over(page)
    assert page.buttons.go_on.visible and "the walker fell" in page.status.trouble


def test_a_run_without_a_first_slice_cannot_go_on(walk, over):
    page = walk(n="6", bad="1")
    page.run()
    over(page)
    assert not page.buttons.go_on.visible


def test_all_combinations_are_started_and_named(walk, over):
    page = walk(WalksView, n="4")
    over(page)
    assert [name for name, _ in page.view.painted] == ["seed 0"]
    page.overlays.set({"n": ["8", "16"], "seed": ["1"]})
    assert page.state() == {"n": "8,16", "seed": "1"}
    page.run()
    over(page)
    assert [name for name, _ in page.view.painted] == [
        f"n={n} seed {seed}" for seed in (0, 1) for n in (4, 8, 16)
    ]
    assert page.view.painted[4][1] == ToyWalk(n=8, seed=1).solve().summary["end"]


def test_curves_are_kept_when_asked_and_cleared(walk, over, store, wait_until):
    page = walk(WalksView, n="4")
    over(page)
    page.overlays.keep.value = True
    page.rail.set({"n": "5"})
    page.run()
    over(page)
    assert [name for name, _ in page.view.painted] == ["n=4", "n=5"]
    wait_until(store.catalogue.entries)
    assert [e.parameters["n"] for e in store.catalogue.entries()] == [5], "the first is not kept"
    page.view.most = 2
    page.run()
    assert len(page.runs.runs) == 2 and "room for 0 more" in page.status.trouble
    page.clear()
    assert page.view.painted == [] and page.own is None


def test_a_preset_ticks_what_there_is_and_a_link_too(walk, over):
    page = walk(WalksView)
    over(page)
    assert page.overlays.ticks["n"].value == ["8"]
    page.set_state({"seed": "1,7"})
    assert page.overlays.ticks["seed"].value == ["1"]


def test_a_page_of_long_runs_waits_for_run(walk):
    page = walk(WalksView, n="4", cost="30")
    page.tick()
    assert not page.runs.runs and "about 30 s" in page.status.detail
    page.overlays.set({"n": ["8", "16"], "seed": ["1"]})
    assert "about 90 s" not in page.status.detail
    assert "about 2 min" in page.status.detail, "six runs of 30 s, two side by side"


def test_go_on_resumes_every_stopped_run_shown(walk, over, wait_until):
    page = walk(WalksView, n="8", pause="0.02")
    page.overlays.set({"n": ["4", "16"]})
    page.run()
    wait_until(lambda: all(run.share > 0 for run in page.runs.runs))
    page.stop()
    over(page)
    stopped = [run for run in page.runs.runs if run.can_go_on]
    assert stopped and page.buttons.go_on.visible
    page.go_on()
    assert len(page.runs.runs) == len(stopped) and len(page.runs.runs) == 3
    over(page)
    ends = [ToyWalk(n=n).solve().summary["end"] for n in (4, 8, 16)]
    assert [end for _, end in page.view.painted] == ends
    assert not page.buttons.go_on.visible
