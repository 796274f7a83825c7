"""Comparing: readings of results, and verdicts by the intervals alone."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.reproduction.comparing import compared, follows, shown, written
from ionoscope.app.reproduction.figures import (
    Departing,
    Departure,
    Follows,
    Number,
    PaperFigure,
    Reading,
    Shown,
    Spec,
)
from ionoscope.app.reproduction.html import table, verdict_text
from ionoscope.app.reproduction.reading import Found, found, of_shown
from ionoscope.app.reproduction.report import numbers
from ionoscope.engine import Result
from ionoscope.engine.core.finding import answer, doubt, refusal
from tests.app.toys import ToyWalk


def result(parameters, summary, data=None, findings=()):
    own = data or xr.Dataset()
    return Result("toy", parameters, own, summary, "finished", 1.0, {}, findings=tuple(findings))


SUMMARY = {"E_a": 40.0, "E_a_low": 36.0, "E_a_high": 44.0, "deep": {"list": [1.0, 2.0]}, "r": "in"}
DATA = xr.Dataset(
    {"P": ("T", [0.1, np.nan]), "P_low": ("T", [0.05, 0.1]), "P_high": ("T", [0.2, 0.3])},
    {"T": [1.0, 2.0]},
)
RESULTS = {"run": [result({"M": 1.0}, SUMMARY, DATA), result({"M": 2.0}, {"E_a": None})]}


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading("run", read="E_a"), (40.0, 36.0, 44.0, True)),
        (Reading("run", {"M": 1.0}, "deep.list.1"), (2.0, None, None, False)),
        (Reading("run", read="r"), ("in", None, None, False)),
        (Reading("run", variable="P", at={"T": 1.0}), (0.1, 0.05, 0.2, True)),
        (Reading("run", variable="P", near={"T": 1.3}), (0.1, 0.05, 0.2, True)),
        (Reading("run", variable="P", at={"T": 1.0}, words=("a",)), ("a", 0.05, 0.2, True)),
    ],
)
def test_a_reading_finds_a_number(reading, expected):
    assert found(reading, RESULTS) == expected


@pytest.mark.parametrize(
    "reading",
    [
        Reading("run", variable="P", at={"T": 1.5}),
        Reading("run", {"M": 2.0}, "E_a"),
        Reading("run", {"M": 3.0}, "E_a"),
        Reading("run", {"M": 2.0}, variable="P", at={"T": 1.0}),
        Reading("run", variable="P", at={"T": 2.0}),
        Reading("run", variable="P", at={"T": 2.0}, words=("a",)),
        Reading("other", read="E_a"),
        Reading("run", read="deep.list.7"),
        Reading("run", read="none.of.it"),
    ],
)
def test_a_reading_finds_nothing(reading):
    assert found(reading, RESULTS).value is None


def test_an_error_makes_an_interval():
    data = xr.Dataset({"E": ("T", [30.0, 50.0]), "dE": ("T", [2.0, np.nan])}, {"T": [1.0, 2.0]})
    results = {"run": [result({}, {}, data)]}
    own = [
        found(Reading("run", variable="E", error="dE", at={"T": T}), results) for T in (1.0, 2.0)
    ]
    assert own[0][1:] == (pytest.approx(26.08, abs=1e-3), pytest.approx(33.92, abs=1e-3), True)
    assert own[1] == (50.0, None, None, True)


# verdicts -----------------------------------------------------------------------------------


def number(value, low, high, read="E_a", **more):
    ours = Reading("run", {"M": 1.0}, read)
    return Number("E_a", "meV", value, low, high, "printed number", "here", ours, **more)


def judged(theirs, results=RESULTS, runs=None):
    [own] = compared(PaperFigure("f", "P", "F", "t", runs or {}, (), (theirs,), ()), results)
    assert own.sentence.endswith(".")
    return own


@pytest.mark.parametrize(
    ("theirs", "verdict"),
    [
        (number(50.0, 44.0, 56.0), "agrees"),  # they touch
        (number(50.0, 44.1, 56.0), "differs"),
        (number(30.0, 25.0, 35.9), "differs"),
        (number(40.0, None, None), "agrees"),
        (number(45.0, None, None), "differs"),
        (number("in", None, None, read="r"), "agrees"),
        (number("out", None, None, read="r"), "differs"),
        (number(1.0, 0.0, 2.0, read="nothing"), "not computed"),
    ],
)
def test_a_bound_is_compared_by_what_it_holds(theirs, verdict):
    assert judged(theirs).verdict == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (46.0, "agrees"),  # 5 and 4 together are 6.4
        (47.0, "differs"),  # though 40 + 4 and 47 − 5 overlap
        (34.0, "agrees"),
        (33.0, "differs"),
    ],
)
def test_two_intervals_are_compared_by_that_of_the_difference(value, verdict):
    assert judged(number(value, value - 5, value + 5, statistical=True)).verdict == verdict


def test_a_difference_of_two_samples_misses_one_time_in_twenty():
    rng = np.random.default_rng(5)
    first, second = rng.normal(0.0, [[1.0], [2.0]], (2, 4000))
    verdicts = [
        judged(
            number(a, a - 1.96, a + 1.96, statistical=True),
            {"run": [result({"M": 1.0}, {"E_a": b, "E_a_low": b - 3.92, "E_a_high": b + 3.92})]},
        ).verdict
        for a, b in zip(first, second, strict=True)
    ]
    assert verdicts.count("differs") / 4000 == pytest.approx(0.05, abs=0.012)


@pytest.mark.parametrize("end", [None, np.nan])
@pytest.mark.parametrize("statistical", [True, False])
def test_a_sample_without_an_interval_is_no_point(end, statistical):
    own = {"run": [result({"M": 1.0}, {"E_a": 40.0, "E_a_low": end, "E_a_high": 44.0})]}
    theirs = number(40.0, 35.0, 45.0, statistical=statistical)
    assert judged(theirs, own).verdict == "not judged: no interval"


def test_a_statistical_reference_makes_no_point_of_ours():
    own = {"run": [result({"M": 1.0}, {"E_a": 40.0})]}
    assert judged(number(40.0, 35.0, 45.0, statistical=True), own).verdict.startswith("not judged")
    assert judged(number(40.0, 35.0, 45.0), own).verdict == "agrees"


@pytest.mark.parametrize("statistical", [True, False])
def test_an_unbounded_end_stays_unbounded(statistical):
    own = {"run": [result({"M": 1.0}, {"E_a": 40.0, "E_a_low": 39.0, "E_a_high": np.inf})]}
    high, low = (number(v, v - 1, v + 1, statistical=statistical) for v in (500.0, 20.0))
    assert judged(high, own).verdict == "agrees" and judged(low, own).verdict == "differs"


# departing ----------------------------------------------------------------------------------


def paired(paper, sign=1, value=50.0):
    """Ours is 40(4), by the reference's own way `paper` give or take 2."""
    summary = {**SUMMARY, "p": paper, "p_low": paper - 2, "p_high": paper + 2}
    departs = Departing("The line differs.", Reading("run", {}, "p"), sign)
    theirs = number(value, value - 3, value + 3, statistical=True, departs=departs)
    return judged(theirs, {"run": [result({"M": 1.0}, summary)]})


def test_it_departs_only_as_it_was_to_be_expected():
    departed = paired(49.0, sign=-1)
    assert departed.verdict == "departs on purpose"
    assert departed.sentence.startswith("The line differs. Ours less the reference is")
    assert paired(49.0, sign=1).verdict == "differs", "to the wrong side"
    assert paired(30.0, sign=1).verdict == "differs", "the reference's way differs too"
    assert paired(np.nan, sign=-1).verdict == "differs", "the reference's way is not known"
    assert paired(49.0, sign=1, value=41.0).verdict == "agrees"


# doubts and short forms ---------------------------------------------------------------------


def test_a_verdict_carries_the_doubts_of_its_run():
    said = [answer("E_a = 40."), doubt("The law does not hold."), refusal("There is none.")]
    summary = {**SUMMARY, "left_out": [{"kT": 10.0, "reason": "few"}, {"kT": 15.0, "reason": "x"}]}
    results = {"run": [result({"M": 1.0}, summary, findings=said)]}
    figure = PaperFigure("f", "P", "F", "t", {}, (), (number(41.0, 40.0, 42.0),), ())
    [own] = numbers(figure, results)
    assert own["verdict"] == "agrees" and verdict_text(own) == "agrees, but doubted"
    assert own["doubts"] == [
        "The law does not hold.",
        "There is none.",
        "The fit does without kT = 10, kT = 15.",
    ]
    assert "agrees</b>, but doubted: <small>The law does not hold." in table([own])
    exact = PaperFigure("f", "P", "F", "t", {}, (), (number(1.0, 0.9, 1.1, "deep.list.0"),), ())
    assert verdict_text(numbers(exact, results)[0]) == "agrees; its run cautions"
    [sure] = numbers(figure, RESULTS)
    assert sure["doubts"] == [] and verdict_text(sure) == "agrees"


def test_what_is_sampled_in_a_short_form_is_not_judged(toy_walk, monkeypatch):
    monkeypatch.setattr(
        Spec, "experiments", lambda self, quick=False: [ToyWalk(n=3 if quick else 9)]
    )
    runs = {"run": Spec("toy-walk", "p")}
    ends = {"E_a": 40.0, "E_a_low": 36.0, "E_a_high": 44.0, "exact": 1.0}

    def of(read, n, seed=0):
        theirs = number(40.0, 35.0, 45.0, read)._replace(ours=Reading("run", {}, read))
        return judged(theirs, {"run": [result({**ToyWalk(n=n, seed=seed).values()}, ends)]}, runs)

    short = of("E_a", 3)
    assert (short.verdict, short.sentence) == (
        "short form: not judged",
        "Not the reference's protocol: n 3 instead of 9.",
    )
    assert of("E_a", 9, seed=5).verdict == "agrees" and of("exact", 3).verdict == "differs"


# departures ---------------------------------------------------------------------------------


def test_a_departure_shows_both_ways():
    both = Departure("t", "w", tuple(Shown(r, "meV", Reading("run", read=r)) for r in ("E_a", "r")))
    assert [own.value for _, own in shown(both, RESULTS)] == [40.0, "in"]


@pytest.mark.parametrize(
    ("other", "said"), [(30.0, ["above"]), (38.0, ["around"]), (50.0, ["below"]), (np.nan, [])]
)
def test_its_sentence_follows_from_the_numbers(other, said):
    summary = {**SUMMARY, "b": other, "b_low": other - 3, "b_high": other + 3}
    less = Shown("less", "meV", Reading("run", read="E_a"), Reading("run", read="b"))
    departure = Departure("t", "w", (less,), (Follows(less, "above", "below", "around"),))
    results = {"run": [result({}, summary)]}
    assert follows(departure, results) == said and follows(departure, {}) == []
    if said:
        value, low, high, _ = of_shown(less, results)
        assert (value, high - low) == (40.0 - other, pytest.approx(2 * np.hypot(4, 3)))


def test_numbers_are_written_as_everywhere():
    assert written(number(40.0, 35.0, 45.0), Found(40.0, 36.0, 44.0)) == "40(4) meV"
    assert written(number(40.0, 35.0, 45.0), Found()) == "—"
    assert written(number(40.0, 35.0, 45.0), Found("in")) == "in"
