"""What followed a slider and is over is shown again, and not computed again."""

import pytest

from ionoscope.app.runs.live_run import LiveRun
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.recent import MOST, Recent
from ionoscope.app.runs.run import Run
from ionoscope.engine import EXPERIMENTS

BARRIER = EXPERIMENTS["gate-barrier"]


@pytest.fixture
def pool():
    pool = Pool(1)
    yield pool
    pool.close()


def finished(**values) -> Run:
    run = Run(BARRIER(**values))
    while not run.over:
        run.advance()
    return run


def test_the_same_picture_is_computed_once_whoever_asks(pool, wait_until):
    woken = []
    one, two = (LiveRun(pool, lambda place=place: woken.append(place)) for place in (1, 2))
    one.request(BARRIER(s=1.0))
    wait_until(lambda: one.run.over, "the first picture")
    two.request(BARRIER(s=1.0))
    assert two.run is one.run and 2 in woken
    two.request(BARRIER(s=1.5))
    assert two.run is not one.run
    wait_until(lambda: two.run.over, "another picture")
    two.request(BARRIER(s=1.0))
    assert two.run is one.run


def test_what_came_to_no_end_is_not_shown_for_the_whole():
    recent, run = Recent(), Run(EXPERIMENTS["gate-map"](n=200))
    run.advance()
    run.stop()
    run.advance()
    assert run.over
    recent.remember(run)
    assert recent.found(run.experiment) is None


def test_the_oldest_are_forgotten():
    recent = Recent()
    runs = [finished(U0=1.0 + i) for i in range(MOST + 1)]
    for run in runs:
        recent.remember(run)
    assert recent.found(runs[0].experiment) is None
    assert recent.found(runs[-1].experiment) is runs[-1]
