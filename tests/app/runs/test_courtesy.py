"""Courtesy: computing stands back behind the loop that draws, for a while, and no one else."""

import os
import threading

import pytest

from ionoscope.app.runs import courtesy
from ionoscope.app.runs.courtesy import Courtesy
from ionoscope.app.runs.run import Run
from tests.app.toys import ToyWalk


@pytest.fixture
def asked(monkeypatch):
    """Signs that a loop was asked for, and has not yet given."""
    monkeypatch.setattr(courtesy, "OFTEN_S", 0.0)
    return []


def test_a_worker_stands_back_until_the_loop_is_free(asked, monkeypatch):
    monkeypatch.setattr(courtesy, "MOST_S", 60.0)
    own = Courtesy(lambda: asked.append)
    own.before()
    own._asked -= 60.0  # a long slice
    waiting = threading.Thread(target=own.after)
    waiting.start()
    assert waiting.is_alive()
    asked.pop()()
    waiting.join(30.0)
    assert not waiting.is_alive()


def test_a_loop_that_is_blocked_does_not_hold_up_a_run(asked, pool, wait_until):
    pool.behind(asked.append)
    run = pool.submit(Run(ToyWalk(n=20)))
    wait_until(lambda: run.over)
    assert run.status == "finished"
    assert 1 <= len(asked) <= pool.workers, "each asks once, until there is a sign"


def test_an_idle_loop_is_asked_now_and_then(asked, monkeypatch):
    own = Courtesy(lambda: lambda give: asked.append(give) or give())
    for _ in range(3):
        own.before(), own.after()
    assert len(asked) == 3
    monkeypatch.setattr(courtesy, "OFTEN_S", 60.0)
    own.before(), own.after()
    assert len(asked) == 3


def test_a_closed_loop_and_none_are_no_reason_to_wait(asked, monkeypatch):
    monkeypatch.setattr(courtesy, "MOST_S", 3600.0)

    tried = []

    def closed(_):
        tried.append(1)
        raise RuntimeError("Event loop is closed")

    for loop in (None, closed):
        own = Courtesy(lambda loop=loop: loop)
        own.before(), own.after()
    assert tried


def test_workers_have_the_priority_of_every_other_process(pool, wait_until):
    found = []
    run = Run(ToyWalk(n=1))
    run.watch(lambda: found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id())))
    pool.submit(run)
    wait_until(lambda: run.over and found)
    assert set(found) == {os.getpriority(os.PRIO_PROCESS, 0)}
