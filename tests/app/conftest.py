"""A pool and a store of its own for each test, and pages built without a browser."""

import time

import pytest

from ionoscope.app.live.wake import Latch
from ionoscope.app.runs import endings
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.store import RunStore
from ionoscope.engine import EXPERIMENTS
from tests.app.toys import ToyWalk

PATIENCE = 60.0


def until(condition, what="condition"):
    """Wait until `condition()` holds; fail after PATIENCE seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.005)


@pytest.fixture(autouse=True)
def shelter(monkeypatch, tmp_path):
    """What no disk takes goes beside the test, not to where tests are started."""
    monkeypatch.setattr(endings, "_folders", lambda: [tmp_path])
    return tmp_path


@pytest.fixture
def toy_walk(monkeypatch):
    """The toy walk among the experiments."""
    monkeypatch.setitem(EXPERIMENTS, ToyWalk.key, ToyWalk)


@pytest.fixture
def wait_until():
    return until


@pytest.fixture
def pool():
    pool = Pool(2)
    yield pool
    pool.close()


@pytest.fixture
def store(pool, tmp_path):
    store = RunStore(pool, tmp_path / "runs")
    yield store
    store.close()


@pytest.fixture
def went():
    """Where pages asked to go."""
    return []


@pytest.fixture
def context(store, went):
    from ionoscope.app.pages.context import Context
    from ionoscope.app.teaching.seat import Seat

    latch = Latch()
    latch.open()
    return Context(None, latch, store, lambda *a, **k: went.append((a, k)), lambda: None, Seat())


@pytest.fixture
def opened(context, wait_until):
    """Open a page and let it settle."""

    from ionoscope.app.pages.shell import PAGES

    def open_(key, texts=None):
        page = PAGES[key](context)
        for _ in range(10):  # all that would come with scrolling
            page.anatomy.more()
        page.open(texts or {})
        settle(page)
        return page

    def settle(page):
        def done():
            page.tick()
            return page.own is not None and not page.runs.busy

        wait_until(done, "the page's runs")
        page.tick()

    open_.settle = settle
    return open_
