"""Kept runs on pages: shown by an address, followed elsewhere, offered instead of computed."""

import time
from dataclasses import replace

import panel as pn
import pytest

from ionoscope.app.live.kept import Followed, Kept, find
from ionoscope.app.pages import anatomy, entry
from ionoscope.app.pages.page import Page
from ionoscope.app.pages.shell import Shell
from ionoscope.app.runs.going import Going
from ionoscope.app.runs.run import Run
from ionoscope.app.share import link
from ionoscope.app.share.presets import Preset
from ionoscope.engine import EXPERIMENTS
from tests.app.pages.test_long_runs import QUICK, WalkView
from tests.app.toys import ToyWalk

BARRIER = EXPERIMENTS["gate-barrier"]


@pytest.fixture
def said(monkeypatch):
    """What was said in notifications."""
    texts = []

    class Notifications:
        def warning(self, text, **_):
            texts.append(text)

    monkeypatch.setattr(type(pn.state), "notifications", Notifications())
    return texts


@pytest.fixture
def shell(store):
    """A session whose browser is there, at an address."""
    shells = []

    def shell(search):
        shells.append(Shell(store))
        shells[-1].open(search)
        shells[-1].start()
        return shells[-1]

    yield shell
    for each in shells:
        each.close()


@pytest.fixture
def walk(context, toy_walk, monkeypatch):
    """The page of the toy, which is no page of the house: it has one preset and no words."""
    found = {"quick": Preset("quick", ToyWalk.key, "Quick", "none", QUICK, {})}
    with monkeypatch.context() as patch:
        patch.setattr(entry, "presets", lambda _: found)
        for name in ("folds", "look_for"):
            patch.setattr(anatomy, name, lambda _: pn.Spacer())
        yield _walk(context)


def _walk(context):
    def walk(**texts):
        page = Page(context, WalkView)
        page.open({**QUICK, **texts})
        return page

    return walk


@pytest.fixture
def kept(store):
    result = BARRIER(s=0.75).solve()
    store.catalogue.add("abc123", result)
    return result


def settled(page, wait_until):
    wait_until(lambda: page.tick() or (page.runs.runs and not page.runs.busy))
    page.tick()


# by its address -----------------------------------------------------------------------------


def test_an_address_shows_the_kept_run_and_computes_nothing(shell, store, kept):
    page = shell("?run=abc123").page
    page.tick()
    assert (page.key, page.rail.texts()["s"]) == ("gate-barrier", "0.75")
    assert page.own.data.identical(kept.data) and page.own.findings == kept.findings
    assert page.readout.answer and page.status.word == "finished"
    assert "kept, computed on" in page.status.detail and "abc123" in page.status.detail
    assert not store.runs and page.shown() == ("abc123",)


def test_a_knob_leaves_the_kept_run(shell, kept, wait_until):
    page = shell("?run=abc123").page
    page.rail.set({"s": "1"})
    assert page.shown() == ()
    wait_until(lambda: page.tick() or (page.own and page.own.parameters["s"] == 1))
    assert "kept" not in page.status.detail


def test_the_address_of_what_is_shown_is_the_runs(shell, kept):
    page = shell("?run=abc123").page
    search = link.write(page.key, page.texts(), page.state(), run=page.shown())
    address = link.read(search, ("home", "gate-barrier"))
    assert address.run == ("abc123",) and address.parameters["s"] == "0.75"


def test_an_unknown_run_is_said_and_the_list_opens(shell, said):
    assert shell("?run=nosuch").page.key == "runs"
    assert "no run nosuch" in said[0]


def test_a_link_with_values_opens_its_page_where_the_run_is_not(shell, said):
    page = shell("?page=gate-barrier&v=1&s=1.25&run=nosuch").page
    assert (page.key, page.rail.texts()["s"]) == ("gate-barrier", "1.25")
    assert "no run nosuch" in said[0]


def test_a_deleted_run_has_no_address(shell, store, kept, said):
    store.remove("abc123")
    assert shell("?run=abc123").page.key == "runs" and said


def test_a_damaged_run_is_said(shell, store, kept, said):
    store.catalogue.path("abc123").write_bytes(b"no result")
    assert shell("?run=abc123").page.key == "runs"
    assert "damaged" in said[0]


def test_what_this_version_cannot_show_is_said(shell, store, kept, said):
    store.catalogue.add("old", replace(kept, parameters={**kept.parameters, "lam": -5.0}))
    assert shell("?run=old").page.key == "runs"
    assert "lam" in said[0] and "another version" in said[0]


def test_several_runs_of_one_experiment_lie_on_one_picture(shell, store):
    kind = EXPERIMENTS["gate-transmission"]
    for id, s in (("e1", 0.0), ("e2", 2.0)):
        store.catalogue.add(id, kind(omega_T=(1, 2), s=s).solve())
    page = shell("?run=e1,e2").page
    page.tick()
    assert [r.parameters["s"] for r in page.results] == [0.0, 2.0]
    assert page.overlays.texts() == {"s": "2"} and page.shown() == ("e1", "e2")


def test_a_run_that_goes_on_is_found_by_a_second_session(shell, store, wait_until, walk):
    page = walk(n="400", pause="0.01")
    page.run()
    (id,) = page.shown()
    wait_until(lambda: page.tick() or page.runs.busy)
    page.close()
    assert find(store, id) is store.runs[id] and not store.runs[id].over
    store.runs[id].stop()
    wait_until(lambda: store.runs[id].over)


def test_what_is_kept_outlives_its_session_and_the_rest_does_not(store, wait_until, walk):
    opened, kept = (walk(n="400", pause="0.01") for _ in range(2))
    kept.run()
    wait_until(lambda: all(page.runs.runs[0].share for page in (opened, kept)))
    short, long = opened.runs.runs[0], kept.runs.runs[0]
    opened.close()
    kept.close()
    wait_until(lambda: short.over)
    assert not long.over
    long.stop()
    wait_until(lambda: long.over)


# computed elsewhere -------------------------------------------------------------------------


def test_a_run_of_another_process_is_followed_to_its_end(store, kept, monkeypatch):
    own = BARRIER(s=0.75).values()
    going = Going("abc123", "gate-barrier", own, 0.2, "", time.time() - 2, "server 1", False)
    listed, stopped = [going], []
    monkeypatch.setattr(type(store.catalogue), "going", lambda _: list(listed))
    monkeypatch.setattr(type(store.catalogue), "ask_stop", lambda _, id: stopped.append(id))
    run = find(store, "abc123")
    assert isinstance(run, Followed) and (run.share, run.over) == (0.2, False)
    before = run.version
    assert run.look() is run and run.version == before
    listed[:] = [going._replace(share=0.6)]
    assert run.look() is run and run.share == 0.6 and run.version > before
    run.stop()
    assert stopped == ["abc123"]
    listed.clear()
    assert isinstance(run.look(), Kept) and run.look().result().data.identical(kept.data)


def test_a_page_shows_what_another_process_has_come_to(shell, store, kept, monkeypatch):
    own = BARRIER(s=0.75).values()
    listed = [Going("abc123", "gate-barrier", own, 0.2, "", time.time() - 2, "server 1", False)]
    monkeypatch.setattr(type(store.catalogue), "going", lambda _: list(listed))
    page = shell("?run=abc123").page
    page.tick()
    assert page.status.word == "running" and "20%" in page.status.detail
    listed.clear()
    page.tick()
    assert page.own.data.identical(kept.data) and page.status.word == "finished"


# instead of computing -----------------------------------------------------------------------


def test_what_was_computed_is_not_computed_again(walk, store, wait_until):
    first = walk(n="3")
    first.run()
    settled(first, wait_until)
    (id,) = first.shown()
    wait_until(lambda: store.catalogue.entry(id))
    second = walk(n="3")
    second.run()
    settled(second, wait_until)
    assert second.shown() == (id,) and "kept, computed on" in second.status.detail
    assert second.status.anew.visible and not first.status.anew.visible
    second.status.anew.told(None, True)
    settled(second, wait_until)
    assert second.shown() != (id,) and "kept" not in second.status.detail


def test_other_values_and_unfinished_runs_are_computed(walk, store, wait_until):
    page = walk(n="40", pause="0.01")
    page.run()
    wait_until(lambda: page.runs.runs[0].share)
    page.stop()
    settled(page, wait_until)
    (cut,) = page.shown()
    page.run()
    assert page.shown() != (cut,)
    page.stop()
    page.rail.set({"seed": "4"})
    page.run()
    assert len(store.runs) >= 3
    page.stop()


def test_hours_that_were_spent_need_no_second_press(walk, store):
    kept = ToyWalk(n=3, cost=7700.0)
    from ionoscope.app.runs.origin import own_identity

    store.catalogue.add("hours", kept.solve(), identity=own_identity(kept))
    page = walk(n="3", cost="7700")
    page.run()
    assert page.shown() == ("hours",) and not page.status.trouble


def test_a_run_tells_what_its_parameters_came_from(walk, store, wait_until):
    page = walk()
    page.clear()
    page.open({**QUICK, "n": "5"}, made_from="abc123")
    assert not page.runs.runs, "a template computes nothing by itself"
    page.rail.set({"seed": "9"})
    page.run()
    settled(page, wait_until)
    (id,) = page.shown()
    wait_until(lambda: store.catalogue.entry(id))
    assert store.catalogue.entry(id).made_from == "abc123"
    page.open({"seed": "10"})
    page.run()
    settled(page, wait_until)
    wait_until(lambda: store.catalogue.entry(page.shown()[0]))
    assert store.catalogue.entry(page.shown()[0]).made_from == ""


WRITES = {"advance", "leave", "on_end", "kept", "identity", "made_from", "error", "say", "where"}
WRITES |= {"apart", "on_stop", "stopping", "visitor"}
"""What of a run only those touch who compute and keep it."""


def test_kept_and_followed_runs_have_all_that_a_page_asks_of_one(store, kept):
    own = {"result", "taken"}
    wanted = {name for name in dir(Run(BARRIER())) if name[0] != "_"} - WRITES
    values = BARRIER(s=0.75).values()
    going = Going("abc123", "gate-barrier", values, 0.2, "", time.time(), "server 1", False)
    assert not wanted - set(dir(find(store, "abc123")))
    assert not wanted - own - set(dir(Followed(store.catalogue, going)))
