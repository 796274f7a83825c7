"""Turns: visitors get the same time whatever they start; fairness is counted on a clock of its
own."""

import threading
import time
from collections import Counter
from types import SimpleNamespace

import pytest

from ionoscope.app.runs.crew import Crew
from ionoscope.app.runs.quota import Quota, TooMany
from ionoscope.app.runs.run import RUNNING, Run
from ionoscope.app.runs.turns import Turns
from tests.app.toys import ToyWalk


def run_of(visitor, slices=10**6):
    run = Run(ToyWalk(n=slices))
    run.visitor = visitor
    return run


def given(turns, rounds, workers=1, seconds=lambda run: 0.1):
    """Seconds that each visitor got in so many slices, `workers` of them at a time."""
    spent, taken = Counter(), []
    for _ in range(rounds):
        if len(taken) == workers:
            run = taken.pop(0)
            spent[run.visitor] += seconds(run)
            turns.back(run, seconds(run))
        if run := turns.take():
            taken.append(run)
    for run in taken:
        turns.back(run, seconds(run))
    return spent


@pytest.mark.parametrize("workers", [1, 2])
def test_forty_runs_of_one_do_not_starve_the_rest(workers):
    turns = Turns(100)
    for _ in range(40):
        turns.add(run_of("greedy"))
    for i in range(5):
        turns.add(run_of(f"modest {i}"))
    spent = given(turns, 600, workers)
    assert min(spent.values()) > 0.9 * max(spent.values())


def test_long_slices_count_as_long():
    turns = Turns(100)
    for visitor in ("slow", "fast"):
        turns.add(run_of(visitor))
    spent = given(turns, 400, seconds=lambda run: 0.4 if run.visitor == "slow" else 0.05)
    assert spent["slow"] == pytest.approx(spent["fast"], rel=0.1)


def test_all_runs_of_a_visitor_get_on():
    turns, runs = Turns(100), [run_of("one") for _ in range(7)]
    for run in runs:
        turns.add(run)
    order = []
    for _ in range(21):
        order.append(turns.take())
        turns.back(order[-1], 0.1)
    assert Counter(order) == dict.fromkeys(runs, 3)


def test_whoever_comes_late_has_saved_nothing_up_and_owes_nothing():
    turns = Turns(100)
    turns.add(run_of("early"))
    given(turns, 1000)
    turns.add(run_of("late"))
    spent = given(turns, 100)
    assert spent["late"] == pytest.approx(spent["early"], abs=0.2)


def test_one_that_is_to_stop_goes_first():
    turns, runs = Turns(100), [run_of(visitor) for visitor in "abc"]
    for run in runs:
        turns.add(run)
    runs[2].stop()
    assert turns.take() is runs[2]


def test_few_have_begun_at_a_time_but_of_each_visitor_one():
    turns = Turns(3)
    for visitor in "aaaaabb":
        turns.add(run_of(visitor))
    seen = set()
    for _ in range(50):
        run = turns.take()
        seen.add(run)
        turns.back(run, 0.1)
    assert Counter(run.visitor for run in seen) in ({"a": 2, "b": 1}, {"a": 1, "b": 2})
    turns.add(run_of("c"))
    taken = [turns.take() for _ in range(4)]
    assert "c" in {run.visitor for run in taken if run}
    assert turns.take() is None, "the others have to wait"


def test_what_is_over_makes_room():
    turns, runs = Turns(1), [run_of("a", 1), run_of("a", 1)]
    for run in runs:
        turns.add(run)
    for _ in range(4):
        run = turns.take()
        run.advance()
        turns.back(run, 0.1)
    assert all(run.over for run in runs) and turns.take() is None


def test_too_many_runs_are_refused_and_it_is_said_what_goes_on_and_what_to_do():
    quota, runs = Quota(3), [run_of("me"), run_of("me"), run_of("you")]
    quota.admit(runs, "me", 1)
    with pytest.raises(TooMany) as caught:
        quota.admit(runs, "me", 2)
    text = str(caught.value)
    assert "may have 3 runs at a time" in text and "2 go on (Walk: 2)" in text
    assert "Wait until some have ended, or stop some" in text
    with pytest.raises(TooMany, match="start fewer"):
        quota.admit([], "me", 4)


def test_runs_that_end_and_those_of_nobody_are_not_counted():
    quota, runs = Quota(2), [run_of("me"), run_of("me")]
    quota.admit(runs, "me", 1, but={runs[0].id})
    quota.admit(runs, "", 100)
    with pytest.raises(TooMany):
        quota.admit(runs, "me", 1)
    runs[1].stop()
    quota.admit(runs, "me", 1)


def test_to_begin_a_process_is_nobody_s_time():
    """The first one of a server waits seconds for it: its visitor would fall behind by as much."""
    turns, run = Turns(10), run_of("one")
    run.apart = object()
    crew = SimpleNamespace(_closed=False, _turns=turns, _ready=threading.Condition())

    def advance():
        run.status = RUNNING
        time.sleep(0.02)

    run.advance = advance
    turns.add(run)
    for charged in (False, True):
        Crew._advance(crew, turns.take(), None)
        assert (turns._visitors["one"].clock > 0) is charged
