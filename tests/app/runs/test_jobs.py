"""Runs in the pool: publication, Stop, failure, fairness, and the run that follows a slider."""

import threading
import time

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.runs.live_run import LiveRun
from ionoscope.app.runs.pool import Pool
from ionoscope.app.runs.run import Run
from ionoscope.engine import Chunk, Experiment
from ionoscope.engine.compute.composite import Composite


class Counting(Experiment):
    """Counts to `n`, a slice each; fails at `bad`; waits for `latch` before each slice."""

    key, title, question, source = "counting", "Counting", "How many?", "none"

    def __init__(self, n, bad=None, latch=None):
        super().__init__()
        self.n, self.bad, self.latch = n, bad, latch

    def run(self):
        for i in range(1, self.n + 1):
            if self.latch:
                self.latch.wait(30)
            if i == self.bad:
                raise ValueError("an ion came too close")
            yield Chunk(i / self.n, "counting", xr.Dataset({"i": i}), {"i": i})


def test_a_run_publishes_until_it_is_finished(pool, wait_until):
    run, calls = Run(Counting(20)), []
    run.watch(lambda: calls.append(1))
    pool.submit(run)
    wait_until(lambda: run.over)
    assert (run.status, run.chunk.summary, run.version) == ("finished", {"i": 20}, 21)
    wait_until(lambda: len(calls) == 21)


def test_stop_keeps_what_was_computed(pool, wait_until):
    run = pool.submit(Run(Counting(10**9)))
    wait_until(lambda: run.chunk is not None)
    run.stop()
    wait_until(lambda: run.over)
    assert run.status == "stopped"
    assert run.result().status == "stopped"
    assert run.result().summary["i"] >= 1


def test_a_failure_keeps_what_was_computed_and_says_why(pool, wait_until):
    run = pool.submit(Run(Counting(10, bad=4)))
    wait_until(lambda: run.over)
    assert (run.status, run.error, run.chunk.summary["i"]) == ("failed", "an ion came too close", 3)


def test_a_short_run_is_not_kept_waiting_by_long_ones(pool, wait_until):
    long = [pool.submit(Run(Counting(10**9))) for _ in range(6)]
    short = pool.submit(Run(Counting(5)))
    wait_until(lambda: short.over)
    assert not any(run.over for run in long)
    for run in long:
        run.stop()


def test_a_stopped_run_that_never_began_ends(pool, wait_until):
    run = Run(Counting(5))
    run.stop()
    pool.submit(run)
    wait_until(lambda: run.over)
    assert (run.status, run.chunk) == ("stopped", None)


def test_closing_the_pool_ends_every_run(pool):
    runs = [pool.submit(Run(Counting(10**9))) for _ in range(5)]
    pool.close()
    assert all(run.status == "stopped" for run in runs)
    with pytest.raises(RuntimeError, match="shutting down"):
        pool.submit(Run(Counting(1)))


def test_closing_needs_no_worker_to_end_what_waits():
    pool = Pool(0)
    run = pool.submit(Run(Counting(5)))
    run.advance()
    pool.close()
    assert (run.status, run.chunk.summary) == ("stopped", {"i": 1})


def test_a_slice_that_never_ends_does_not_take_what_was_published(pool, wait_until):
    latch = threading.Event()
    run, kept = Run(Counting(5, latch=latch)), []
    run.on_end = lambda run: kept.append(run.result())
    latch.set()
    run.advance()
    latch.clear()
    pool.submit(run)
    wait_until(lambda: run in pool._long._turns.computing)
    pool.close(patience=0.0)
    assert (run.status, kept[0].status, kept[0].summary) == ("stopped", "stopped", {"i": 1})
    latch.set()  # and what its worker comes to after that changes nothing
    assert pool.ended(30.0)
    assert (run.chunk.summary, len(kept)) == ({"i": 1}, 1)


def test_nothing_to_export_before_the_first_slice():
    with pytest.raises(ValueError, match="Nothing has been computed"):
        Run(Counting(1)).result()


def test_the_newest_request_wins_but_a_run_is_drawn_first(pool, wait_until):
    latch = threading.Event()
    live = LiveRun(pool, lambda: None)
    first, second, third = Counting(10**6, latch=latch), Counting(2), Counting(3)
    live.request(first)
    live.request(second)
    live.request(third)
    assert live.run.experiment is first, "superseded before it was drawn"
    latch.set()
    wait_until(lambda: live.run.chunk is not None)
    live.drawn = live.run
    live.poke()
    assert live.run.experiment is third
    wait_until(lambda: live.run.over)
    assert live.run.status == "finished"


def test_closing_a_live_run_stops_it(pool, wait_until):
    live = LiveRun(pool, lambda: None)
    live.request(Counting(10**9))
    live.close()
    wait_until(lambda: live.run.over)
    assert live.run.status == "stopped"


class Many(Composite):
    """Members that count; each notes the thread that counted."""

    key, title, question, source = "many", "Many", "How many?", "none"

    def __init__(self, members, slices):
        super().__init__()
        self._counting = [Noting(slices) for _ in range(members)]

    def members(self):
        return self._counting

    @staticmethod
    def keep(member, chunk):
        return {"i": np.array(chunk.summary["i"])}

    def gathered(self, newest):
        return xr.Dataset({"i": ("member", [int(m.found.get("i", 0)) for m in newest])}), {}

    def place(self, i):
        return str(i)


class Noting(Counting):
    def run(self):
        self.seen = set()
        for chunk in super().run():
            self.seen.add(threading.current_thread().name)
            time.sleep(0.001)
            yield chunk


def test_members_are_computed_by_the_pools_own_workers(pool, wait_until):
    before = threading.active_count()
    many = Many(4, 30)
    run = pool.submit(Run(many))
    wait_until(lambda: run.share > 0)
    assert threading.active_count() == before, "no thread beyond the pool's"
    wait_until(lambda: run.over)
    assert run.chunk.data.i.values.tolist() == [30] * 4
    seen = set().union(*(member.seen for member in many.members()))
    assert seen == {"ionoscope-worker-0", "ionoscope-worker-1"}


def test_a_pool_of_one_computes_them_all(wait_until):
    pool = Pool(1)
    run = pool.submit(Run(Many(3, 5)))
    wait_until(lambda: run.over)
    assert (run.status, run.chunk.data.i.values.tolist()) == ("finished", [5] * 3)
    pool.close()


def test_members_leave_other_runs_their_turns(pool, wait_until):
    """Of two workers, one each: helpers come only where no run waits."""
    many = pool.submit(Run(Many(8, 10**6)))
    wait_until(lambda: many.share > 0)
    others = [pool.submit(Run(Counting(200))) for _ in range(3)]
    wait_until(lambda: all(run.over for run in others))
    assert not many.over
    many.stop()
    wait_until(lambda: many.over)
    assert many.can_go_on and len(many.chunk.state["shares"]) == 8
