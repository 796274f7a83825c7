"""A picture's runs are begun all or not at all, where a visitor may have but so many."""

import pytest

from ionoscope.app.live.run_set import RunSet
from ionoscope.app.live.wake import Latch
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.quota import TooMany
from ionoscope.app.runs.store import RunStore
from ionoscope.app.runs.visiting import VisitingStore
from ionoscope.app.runs.visitor import Visitor
from tests.app.toys import ToyWalk


@pytest.fixture
def store(tmp_path, toy_walk):
    store = RunStore(Pool(2), tmp_path / "runs", most=2)
    yield store
    store.close()


@pytest.fixture
def picture(store):
    latch = Latch()
    latch.open()
    return lambda who: RunSet(VisitingStore(store, Visitor(who)), latch, lambda: None)


def walks(*seeds):
    return [ToyWalk(n=10**6, pause=0.01, seed=seed) for seed in seeds]


def test_all_or_none_begin(store, picture):
    mine = picture("me")
    with pytest.raises(TooMany, match="start fewer"):
        mine.start(walks(1, 2, 3), keep=True)
    assert not store.runs and not mine.started
    mine.start(walks(1), keep=True)
    with pytest.raises(TooMany, match=r"1 goes on \(Walk: 1\), and 2 more"):
        mine.start(walks(2, 3), keep=True, added=True)
    assert len(store.runs) == 1 and not mine.started[0].stopping
    picture("you").start(walks(4, 5), keep=True)
    assert len(store.runs) == 3


def test_those_that_make_room_are_not_counted(picture):
    mine = picture("me")
    mine.start(walks(1, 2), keep=True)
    first = list(mine.started)
    mine.start(walks(3, 4), keep=True)
    assert all(run.stopping for run in first) and len(mine.started) == 2


def test_what_goes_on_again_is_counted_too(store, picture, wait_until):
    mine = picture("me")
    mine.start(walks(1, 2), keep=True)
    wait_until(lambda: all(run.share > 0 for run in mine.started))
    stopped = mine.started[0]
    stopped.stop()
    wait_until(lambda: stopped.over)
    picture("me").start(walks(3), keep=True)
    assert [type(error) for error in mine.go_on()] == [TooMany]
    assert mine.started[0] is stopped
