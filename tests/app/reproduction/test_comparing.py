"""Comparing: readings of results, and verdicts by the intervals alone."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.reproduction.comparing import Found, compared, found, shown, written
from ionoscope.app.reproduction.figures import Departure, Number, PaperFigure, Reading, Shown
from ionoscope.engine import Result


def result(parameters, summary, data=None):
    return Result("toy", parameters, data or xr.Dataset(), summary, "finished", 1.0, {})


SUMMARY = {"E_a": 40.0, "E_a_low": 36.0, "E_a_high": 44.0, "deep": {"list": [1.0, 2.0]}, "r": "in"}
DATA = xr.Dataset(
    {"P": ("T", [0.1, np.nan]), "P_low": ("T", [0.05, 0.1]), "P_high": ("T", [0.2, 0.3])},
    {"T": [1.0, 2.0]},
)
RESULTS = {"run": [result({"M": 1.0}, SUMMARY, DATA), result({"M": 2.0}, {"E_a": None})]}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("run", read="E_a"), (40.0, 36.0, 44.0)),
        (Reading("run", {"M": 1.0}, "deep.list.1"), (2.0, None, None)),
        (Reading("run", read="r"), ("in", None, None)),
        (Reading("run", variable="P", at={"T": 1.0}), (0.1, 0.05, 0.2)),
        (Reading("run", variable="P", at={"T": 1.5}), (None, None, None)),
        (Reading("run", {"M": 2.0}, "E_a"), (None, None, None)),
        (Reading("run", {"M": 3.0}, "E_a"), (None, None, None)),
        (Reading("run", {"M": 2.0}, variable="P", at={"T": 1.0}), (None, None, None)),
        (Reading("other", read="E_a"), (None, None, None)),
        (Reading("run", read="deep.list.7"), (None, None, None)),
        (Reading("run", read="none.of.it"), (None, None, None)),
    ],
)
def test_a_reading_finds_a_number_or_nothing(reading, expected):
    assert found(reading, RESULTS) == expected


def test_what_is_no_number_is_not_known():
    assert found(Reading("run", variable="P", at={"T": 2.0}), RESULTS).value is None


def number(value, low, high, departs="", read="E_a"):
    ours = Reading("run", {"M": 1.0}, read)
    return Number("E_a", "meV", value, low, high, "printed number", "here", ours, departs)


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        (number(50.0, 44.0, 56.0), "agrees"),  # they touch
        (number(50.0, 44.1, 56.0), "differs"),
        (number(30.0, 25.0, 35.9), "differs"),
        (number(30.0, 25.0, 35.9, "The line differs."), "departs on purpose"),
        (number(40.0, None, None, "The line differs."), "agrees"),
        (number("in", None, None, read="r"), "agrees"),
        (number("out", None, None, read="r"), "differs"),
        (number(1.0, 0.0, 2.0, read="nothing"), "not computed"),
    ],
)
def test_a_verdict_follows_from_the_intervals(theirs, verdict):
    (own,) = compared(PaperFigure("f", "P", "F", "t", {}, (), (theirs,), ()), RESULTS)
    assert own.verdict == verdict
    assert own.sentence.endswith(".")
    if theirs.departs and verdict != "agrees":
        assert own.sentence.startswith("The line differs. The intervals do not overlap")


def test_a_departure_shows_both_ways():
    both = Departure("t", "w", tuple(Shown(r, "meV", Reading("run", read=r)) for r in ("E_a", "r")))
    assert [own.value for _, own in shown(both, RESULTS)] == [40.0, "in"]


def test_numbers_are_written_as_everywhere():
    assert written(number(40.0, 35.0, 45.0), Found(40.0, 36.0, 44.0)) == "40(4) meV"
    assert written(number(40.0, 35.0, 45.0), Found()) == "—"
    assert written(number(40.0, 35.0, 45.0), Found("in")) == "in"
