"""The page of runs without a browser: found, looked at, compared, described, deleted and back."""

import io
import zipfile
from contextlib import suppress

import pytest

from ionoscope.app.live.wake import Latch
from ionoscope.app.pages.runs import RunsPage
from ionoscope.app.pages.runs_actions import possible
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import sweep_of
from tests.app.pages.runs.barriers import DIFFERENT
from tests.app.toys import ToyWalk

BARRIER, LAUNCH = EXPERIMENTS["gate-barrier"], EXPERIMENTS["gate-launch"]


def listed(page, number=0):
    """The names of the rows on a page of the table."""
    found = page._find(number, page.asked.sort, page.asked.descending)
    return [row["id"] for row in found.rows]


def enter(page, **values):
    for name, value in values.items():
        getattr(page.filter, name).told(value, True)


# finding ------------------------------------------------------------------------------------


def test_nothing_is_built_before_the_browser_is_there(context, barriers):
    latch = Latch()
    page = RunsPage(context._replace(latch=latch))
    page.arrive()
    page.tick()
    assert len(page._place) == 0
    latch.open()
    page.arrive()
    assert len(page._place) > 3


def test_runs_are_filtered_sorted_and_paged(page, barriers, kept):
    kept("l0", LAUNCH())
    page = page()
    assert set(listed(page)) == {*DIFFERENT, "l0"}
    enter(page, experiment="gate-barrier", where="s >= 0.5")
    assert set(listed(page)) == {"b1", "b2"}
    page._find(0, "s", False)
    assert listed(page) == ["b1", "b2"]
    page._find(0, "answer.frozen", False)
    frozen = {id: barriers[id].summary["frozen"] for id in ("b1", "b2")}
    assert listed(page) == sorted(frozen, key=frozen.get)
    assert page._find(1, "s", False) == ([], 2)


def test_words_and_states_find_too(page, barriers, kept, store):
    kept("half", ToyWalk(n=3), status="stopped")
    store.catalogue.describe("b1", note="the one of Figure 3")
    page = page()
    enter(page, text="FIGURE one")
    assert listed(page) == ["b1"]
    enter(page, text="", status="stopped")
    assert listed(page) == ["half"]
    page.filter.clear.told(None, True)
    assert len(listed(page)) == 4


def test_sweeps_are_found_by_their_experiment_and_by_a_parameter(page, kept):
    sweep = sweep_of(EXPERIMENTS["gate-barrier"])
    for id, U0 in (("s0", 7.0), ("s1", 9.0)):
        kept(id, sweep(U0=U0, over={"lam": [1.0, 2.0]}))
    kept("b0", EXPERIMENTS["gate-barrier"]())
    page = page()
    enter(page, experiment=sweep.key)
    assert listed(page) == ["s1", "s0"]
    enter(page, where="U0 > 8")
    assert listed(page) == ["s1"]


def test_the_address_keeps_what_is_asked_for(page, barriers):
    first = page()
    enter(first, experiment="gate-barrier", where="s > 0, frozen < 9.9", text="gate barrier")
    first._find(0, "s", True)
    first.choice._ticks[0].told(["s", "lam"], True)
    state = first.state()
    assert all(
        set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789.,:;-_") for text in state.values()
    )
    second = page(state)
    assert second.asked == first.asked
    assert listed(second) == listed(first) == ["b2", "b1"]
    assert second.filter.where.value == "s > 0; frozen < 9.9"
    assert second.choice.chosen[:2] == ("lam", "s")


@pytest.mark.parametrize(
    "state",
    [
        {"experiment": "nothing", "state": "x", "sort": "'; DROP TABLE runs; --:up"},
        {"where": "lam:ge:;;", "columns": "x,y,z", "sort": ":"},
        {"experiment": "gate-barrier", "columns": "<img>", "sort": "answer.no.such:down"},
    ],
)
def test_a_damaged_address_lists_all_the_same(page, barriers, state):
    assert set(listed(page(state))) == set(DIFFERENT)


@pytest.mark.parametrize("text", ["lam", "lam >> 2", ">= 2", "lam >=", "= <script>"])
def test_what_is_no_condition_is_said_and_lists_all(page, barriers, text):
    page = page()
    enter(page, where=text)
    assert "is no condition" in page.filter.where.state["note"]
    assert len(listed(page)) == 3


def test_a_question_that_means_nothing_and_a_broken_list_are_said(
    page, barriers, store, monkeypatch
):
    page = page()
    enter(page, where="a..b > 1")
    assert listed(page) == [] and "a..b" in page.trouble.object
    enter(page, where="")
    assert len(listed(page)) == 3 and not page.trouble.visible

    def broken(*_):
        raise OSError("its catalogue cannot be read: disk I/O error")

    monkeypatch.setattr(type(store.catalogue), "entries", broken)
    page.tick()
    assert listed(page) == [] and "disk I/O error" in page.trouble.object


def test_columns_are_those_that_tell_runs_apart(page, barriers, kept):
    kept("b9", BARRIER(s=0.0, M=3.0))
    page = page({"experiment": "gate-barrier"})
    assert page.choice.chosen[:2] == ("s", "M")
    (row,) = [r for r in page._find(0, "created", True).rows if r["id"] == "b9"]
    assert (row["M"], row["s"]) == ("3", "0") and float(row["answer.frozen"])
    enter(page, experiment="")
    assert not page.choice.chosen


def test_lists_as_they_were_declared_do_not_differ(page, kept):
    kept("r", EXPERIMENTS["lattice-response"](cells=4))
    (row,) = page()._find(0, "created", True).rows
    assert row["differs"] == "cells = 4"


def test_others_runs_come_into_the_list(page, barriers, kept):
    page = page()
    page.tick()
    before = page.table.stale
    page.tick()
    assert page.table.stale == before, "nothing has changed"
    kept("new", LAUNCH())
    page.tick()
    assert page.table.stale > before and "new" in listed(page)


# doing --------------------------------------------------------------------------------------


def test_what_can_be_done_follows_from_what_is_selected(page, barriers, kept, store, toy_walk):
    kept("l0", LAUNCH())
    kept("cut", ToyWalk(n=3), status="stopped")
    entry = store.catalogue.entry
    one, two = possible([entry("b0")]), possible([entry("b0"), entry("b1")])
    assert {"open", "template", "download", "delete"} == one
    assert {"overlay", "difference", "beside"} < two and "open" not in two
    assert "overlay" not in possible([entry("b0"), entry("l0")])
    assert "difference" not in possible([entry(id) for id in DIFFERENT])
    assert "resume" in possible([entry("cut")])
    page = page()
    page.select(["b0"])
    page.actions.buttons["difference"].told(None, True)  # as a browser may send it all the same
    assert not page.comparison.shown


def test_a_deletion_is_undone(page, barriers, store):
    page = page()
    page.select(["b0", "b2"])
    page.do("delete")
    assert listed(page) == ["b1"] and page.actions.undo.visible
    page.do("undo")
    assert set(listed(page)) == set(DIFFERENT) and page.selected == ["b0", "b2"]
    assert store.catalogue.load("b0").data.identical(barriers["b0"].data)
    assert not page.actions.undo.visible


def test_runs_are_named_noted_and_tagged(page, barriers, store):
    page = page()
    page.select(["b1"])
    for control, text in ((page.about.name, "<b>wide</b>"), (page.about.note, "of Figure 3")):
        control.told(text, True)
    page.about.tags.told("paper, wide,", True)
    entry = store.catalogue.entry("b1")
    assert (entry.name, entry.note, entry.tags) == ("<b>wide</b>", "of Figure 3", ("paper", "wide"))
    page.select(["b0", "b1"])
    page.about.tags.told("both", True)
    assert store.catalogue.entry("b0").tags == ("both",)
    assert store.catalogue.entry("b1").tags == ("paper", "wide", "both")
    assert "<b>wide" not in page.about.about.value


def test_a_kept_run_opens_with_its_data(page, barriers, went):
    page = page()
    page._table_did("open", "b1")
    ((key,), given), (run,) = went[-1], went[-1][1]["runs"]
    assert key == "gate-barrier" and list(given) == ["runs"]
    assert run.result().data.identical(barriers["b1"].data) and run.over


def test_a_template_gives_its_parameters_and_its_id(page, barriers, went):
    page = page()
    page.select(["b1"])
    page.do("template")
    (key, texts), given = went[-1]
    assert (key, texts["s"], given) == ("gate-barrier", "0.5", {"made_from": "b1"})


def test_a_run_that_goes_on_is_listed_stopped_and_resumed(page, store, wait_until, toy_walk):
    run = store.start(ToyWalk(n=400, pause=0.01))
    wait_until(lambda: run.chunk)
    page = page()
    page.tick()
    assert f'"id": "{run.id}"' in page.going.lines
    page.going._handle_msg({"what": "stop", "id": run.id})
    wait_until(lambda: run.id in listed(page))

    def gone() -> bool:
        page.tick()
        return page.going.lines == "[]"

    wait_until(gone)  # a moment after its row is there
    page.select([run.id])
    page.do("resume")
    (again,) = [r for r in store.runs.values() if r.id != run.id]
    wait_until(lambda: again.over)
    assert again.result().data.identical(ToyWalk(n=400).solve().data)
    wait_until(lambda: again.id in listed(page))
    assert store.catalogue.entry(again.id).made_from == run.id


def test_what_cannot_be_read_is_said(page, barriers, store):
    page = page()
    page.select(["b1"])
    store.catalogue.path("b1").unlink()
    page.do("open")
    assert "is missing" in page.trouble.object and page.trouble.visible
    page.select(["b0"])
    page.do("template")
    assert not page.trouble.visible


# comparing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["all", "nc", "csv"])
def test_a_selection_is_one_download(page, barriers, wait_until, kind):
    page = page()
    page.select(["b0", "b1"])
    page.actions.kind.told(kind, True)
    page.do("download")
    wait_until(lambda: page.tick() or page.download.sent)
    names = zipfile.ZipFile(io.BytesIO(page.download.file)).namelist()
    assert any("b0" in name for name in names) and any("b1" in name for name in names)


# what a browser may send --------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        {"what": "find", "value": {"page": -3, "number": "x", "sort": ["s"]}},
        {"what": "find", "value": {"page": 1e9, "sort": "sha256"}},
        {"what": "chose", "value": [1, None, "no such run"]},
        {"what": "open", "value": "../../etc/passwd"},
        {"what": "delete", "value": ""},
        {"what": "stop", "value": {}},
    ],
)
def test_no_message_is_too_strange(page, barriers, message):
    page = page()
    for component in (page.table, page.going, page.download):
        with suppress(LookupError):
            component._handle_msg(message)
    assert set(listed(page)) == set(DIFFERENT)
