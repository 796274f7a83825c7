"""Whose run it is: recorded wherever a run goes, and asked before anything is done with it."""

import sqlite3

import pytest

from ionoscope.app.runs.catalogue import Catalogue
from ionoscope.app.runs.checkpoints import adopt, found
from ionoscope.app.runs.folder import LIST
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.query import Query
from ionoscope.app.runs.store import RunStore
from ionoscope.app.runs.visiting import VisitingStore
from ionoscope.app.runs.visitor import CLASS, OPERATOR, SERVER, NotYours, Visitor
from ionoscope.engine import EXPERIMENTS
from tests.app.toys import ToyWalk

ADA, BEN = Visitor("ada", house=CLASS), Visitor("ben", house=CLASS)
TEACHER = Visitor("teacher", operator=True, house=CLASS)
BARRIER = EXPERIMENTS["gate-barrier"]
pytestmark = pytest.mark.usefixtures("toy_walk")


@pytest.fixture
def of(store):
    """The store as a visitor has it."""
    return lambda visitor: VisitingStore(store, visitor)


@pytest.fixture
def kept(of, wait_until):
    """Have a visitor compute a barrier that is kept; its id."""

    def kept(visitor, **values):
        run = of(visitor).start(BARRIER(**values))
        wait_until(lambda: run.over and of(OPERATOR).catalogue.entry(run.id), "the kept run")
        return run.id

    return kept


@pytest.fixture
def walking(of, wait_until):
    """Have a visitor begin a long walk; the run."""

    def walking(visitor):
        run = of(visitor).start(ToyWalk(n=10**6, pause=0.001))
        wait_until(lambda: run.chunk, "the first chunk")
        return run

    return walking


def test_lists_hold_ones_own_and_an_operators_all(of, kept):
    one, other = kept(ADA, s=1.0), kept(BEN, s=2.0)
    assert [e.id for e in of(ADA).catalogue.entries()] == [one]
    assert of(ADA).catalogue.count() == 1
    assert {e.id for e in of(TEACHER).catalogue.entries()} == {one, other}
    assert [e.id for e in of(TEACHER).catalogue.entries(Query(visitor="ben"))] == [other]
    asked = Query(visitor="ben", where=(("visitor", "=", "ben"),))
    assert [e.id for e in of(ADA).catalogue.entries(asked)] == []


def test_a_run_of_nobody_is_the_operators(of, kept):
    old = kept(OPERATOR)
    assert of(Visitor("", house=CLASS)).catalogue.entry(old).visitor == ""
    with pytest.raises(NotYours):
        of(Visitor("", house=CLASS)).remove(old)
    of(TEACHER).remove(old)


@pytest.mark.parametrize(
    "deed",
    [
        lambda store, id: store.remove(id),
        lambda store, id: store.stop(id),
        lambda store, id: store.catalogue.describe(id, name="mine now"),
        lambda store, id: store.catalogue.describe(id, note="read me", tags=["a"]),
        lambda store, id: store.catalogue.restore(id),
    ],
    ids=["remove", "stop", "rename", "annotate", "restore"],
)
def test_what_is_anothers_stays_as_it_is(of, kept, deed):
    id = kept(ADA)
    before = of(TEACHER).catalogue.entry(id)
    with pytest.raises(NotYours, match="another visitor's") as refused:
        deed(of(BEN), id)
    assert id in str(refused.value)
    assert of(TEACHER).catalogue.entry(id) == before


def test_ones_own_can_be_named_deleted_and_taken_back(of, kept):
    id, ada = kept(ADA), of(ADA)
    ada.catalogue.describe(id, name="first")
    ada.remove(id)
    ada.catalogue.restore(id)
    entry = ada.catalogue.entry(id)
    assert (entry.name, entry.removed, entry.visitor) == ("first", None, "ada")


@pytest.mark.parametrize("visitor", [ADA, TEACHER], ids=["owner", "teacher"])
def test_a_run_that_goes_on_is_stopped_by_whose_it_is_and_the_teacher(
    of, walking, visitor, wait_until
):
    run = walking(ADA)
    with pytest.raises(NotYours):
        of(BEN).stop(run.id)
    with pytest.raises(NotYours):
        of(BEN).remove(run.id)
    assert not run.over and run.id not in {r.id for r in of(BEN).in_memory()}
    assert of(visitor).stop(run.id)
    wait_until(lambda: run.over, "the stop")


def test_others_see_a_run_that_another_process_computes_and_do_not_stop_it(
    of, walking, tmp_path, wait_until
):
    run = walking(ADA)
    pool = Pool(1)
    other = RunStore(pool, tmp_path / "runs")
    mine, hers = VisitingStore(other, BEN), VisitingStore(other, ADA)
    wait_until(lambda: other.catalogue.going(), "word of it")
    (going,) = mine.catalogue.going()
    assert going.visitor == "ada"
    for stop in (mine.stop, mine.catalogue.ask_stop):
        with pytest.raises(NotYours):
            stop(run.id)
    assert hers.stop(run.id)
    wait_until(lambda: run.over, "the stop")
    pool.close()
    other.close()


def test_in_a_class_a_link_shows_what_another_computed(of, kept):
    id = kept(ADA)
    ben = of(BEN)
    assert id in ben.runs and ben.result(id).summary and ben.catalogue.load(id).summary
    assert ben.catalogue.same(ben.catalogue.entry(id).identity).id == id


def test_on_a_server_nothing_of_others_is_seen(of, kept):
    id = kept(Visitor("ada", house=SERVER))
    stranger, operator = of(Visitor("eve", house=SERVER)), of(Visitor("op", "", True, SERVER))
    identity = operator.catalogue.entry(id).identity
    assert id not in stranger.runs and stranger.catalogue.same(identity) is None
    for look in (stranger.result, stranger.resume, stranger.catalogue.entry):
        with pytest.raises(NotYours):
            look(id)
    with pytest.raises(NotYours):
        stranger.catalogue.load(id)
    assert operator.catalogue.same(identity).id == id


def test_what_is_resumed_belongs_to_whoever_resumes_it(of, walking, wait_until):
    run = walking(ADA)
    of(ADA).stop(run.id)
    wait_until(lambda: run.over and of(TEACHER).catalogue.entry(run.id), "the kept run")
    assert of(BEN).resume(run.id).visitor == "ben"


def test_an_interrupted_run_is_still_whose_it_was(of, walking, store, tmp_path, wait_until):
    run = walking(ADA)
    store.checkpoints._write(run)
    (path,) = found(tmp_path / "runs", run.id)
    again = Catalogue(tmp_path / "again")
    (again.folder / "going").mkdir()
    path.rename(again.folder / "going" / f"{run.id}.dead.{path.name.split('.')[-2]}.checkpoint")
    adopt(again)
    assert again.entry(run.id).visitor == "ada"
    again.close()


def test_a_table_made_anew_from_the_files_knows_whose_they_are(of, kept, store, tmp_path):
    id = kept(ADA)
    store.catalogue.close()
    (tmp_path / "runs" / LIST).unlink()
    again = Catalogue(tmp_path / "runs")
    again.take_in()
    assert again.entry(id).visitor == "ada"
    again.close()


def test_a_folder_of_the_version_before_is_brought_up_to_date(of, kept, store, tmp_path):
    id = kept(OPERATOR)
    store.catalogue.describe(id, name="old")
    store.catalogue.close()
    rows = sqlite3.connect(tmp_path / "runs" / LIST)
    rows.execute("DROP INDEX runs_visitor")
    rows.execute("ALTER TABLE runs DROP COLUMN visitor")
    rows.execute("PRAGMA user_version = 3")
    rows.close()
    again = Catalogue(tmp_path / "runs")
    assert (again.entry(id).name, again.entry(id).visitor) == ("old", "")
    assert again.count(Query(visitor="ada")) == 0
    again.close()
