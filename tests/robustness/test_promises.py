"""The promises under load and bad input in short, and the table that tells them."""

import subprocess
from importlib.util import find_spec

import pytest

from tests.robustness import hostile_parameters, promises, stops, wrong_numbers


def test_hostile_parameters_are_refused_in_words():
    report = hostile_parameters.measure(600, seed=1)
    assert not report.raised and not report.poor, report
    assert report.accepted and report.refused > report.accepted


def test_runs_anywhere_in_what_is_allowed_give_numbers_or_say_why_not():
    report = wrong_numbers.measure(17, seed=3, seconds=0.05)
    assert not report.silent, report.silent
    assert report.finite


def test_runs_that_are_stopped_end_and_nothing_goes_on():
    report = stops.measure(3, seed=2, keys=("ion-diffusion", "gate-map", "ion-dissipation"))
    assert not report.went_on and report.stopped, report


@pytest.mark.parametrize("promise", promises.PROMISES, ids=lambda p: p.script)
def test_what_shows_a_promise_is_there(promise):
    assert find_spec(f"tests.robustness.{promise.script}")
    assert promise.name and promise.asked


def test_the_table_says_what_was_reached_and_what_was_not_kept():
    def run(command, **_):
        code = 1 if "stops" in command[2] else 0
        return subprocess.CompletedProcess(command, code, f"{command[2]} did so", "")

    chosen = promises.chosen(["stops", "damage"])
    reached = [promises.reach(promise, run) for promise in chosen]
    assert [one.kept for one in reached] == [False, True]
    rows = promises.table(reached).columns
    assert list(rows[3].cells) == ["NO", "yes"]
    assert list(rows[2].cells)[1] == "tests.robustness.damaged_files did so"


def test_promises_are_chosen_by_a_word():
    assert promises.chosen([]) == list(promises.PROMISES)
    assert {p.script for p in promises.chosen(["killed"])} == {"killed_diffusion", "killed_writes"}
