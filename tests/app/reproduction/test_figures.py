"""Figures of the papers: what assets/paper says can be computed, drawn and read."""

import numpy as np
import pytest

from ionoscope.app.figures.registry import figure_of
from ionoscope.app.reproduction.figures import figure_named, figures
from ionoscope.app.share.paper import paper
from ionoscope.engine import InvalidParameter
from ionoscope.engine.statistics.arrhenius import fit_law

EACH = pytest.mark.parametrize("figure", figures().values(), ids=figures())
ORIGINS = {"printed number", "printed formula", "independent calculation"}


def test_every_figure_of_both_papers_is_there():
    gate, seom = ("gate-3 gate-4 gate-5", "seom-1 seom-3 seom-4 seom-5 seom-6 seom-7")
    assert list(figures()) == [*gate.split(), *seom.split()]


@EACH
@pytest.mark.parametrize("quick", [False, True])
def test_its_runs_can_be_built(figure, quick):
    for name, experiments in figure.experiments(quick).items():
        assert experiments, name
        assert {e.key for e in experiments} == {figure.runs[name].experiment}


@EACH
def test_its_panels_are_figures_of_the_registry(figure):
    for panel in figure.panels:
        kinds = {figure.runs[run].experiment for run in panel.runs}
        assert len(kinds) == 1, panel.title
        assert figure_of(kinds.pop(), panel.figure)


def readings(figure):
    yield from ((n.name, n.ours) for n in figure.numbers)
    yield from ((n.name, n.departs.paired) for n in figure.numbers if n.departs)
    for one in (one for d in figure.departures for one in (*d.shown, *(f.of for f in d.follows))):
        yield one.name, one.ours
        if one.less:
            yield one.name, one.less


@EACH
@pytest.mark.parametrize("quick", [False, True])
def test_every_reading_is_of_one_run(figure, quick):
    runs = figure.experiments(quick)
    for name, reading in readings(figure):
        asked = [
            e
            for e in runs[reading.run]
            if all(e.values()[k] == value for k, value in reading.where.items())
        ]
        assert len(asked) == 1, name
        assert bool(reading.read) != bool(reading.variable), name


@EACH
def test_every_number_says_where_it_stands(figure):
    names = [number.name for number in figure.numbers]
    assert len(set(names)) == len(names)
    for number in figure.numbers:
        assert number.origin in ORIGINS and number.source, number.name
        assert isinstance(number.value, str) or number.low <= number.value <= number.high
        assert number.statistical == number.source.endswith("95 %"), number.name


@EACH
def test_every_row_can_fail(figure):
    for number in figure.numbers:
        if not isinstance(number.value, str) and not number.statistical:
            assert (number.high - number.low) / 2 <= abs(number.value) / 3, number.name


def test_head_on_the_oscillator_at_rest_is_compared_with_its_closed_form():
    rows = [n for n in figure_named("gate-4").numbers if "deflected, s = 0" in n.name]
    assert len(rows) == 9
    for row in rows:
        P = np.exp(-10 / row.ours.at["omega_T"])
        assert row.low < P < row.high and (row.high - row.low) / P < 2e-6


def test_both_fits_of_the_long_runs_are_those_of_their_seven_points():
    numbers = {n.name: n for n in figure_named("seom-7").numbers}
    rows = [n for name, n in numbers.items() if name.startswith("D, full, kT")]
    kT = [n.ours.at["kT"] for n in rows]
    D = [n.value for n in rows]
    errors = [(n.high - n.low) / 2 / 1.96 for n in rows]
    for weighting, fit in (("weighted", fit_law(kT, D, errors)), ("unweighted", fit_law(kT, D))):
        for symbol, own in (("D₀", fit.constants["D0"]), ("E_a", fit.constants["E_a"])):
            row = numbers[f"{symbol}, full, our D, {weighting}, long runs"]
            assert row[2:5] == pytest.approx((own.value, own.low, own.high), rel=2e-3)


def test_what_the_paper_prints_stands_once():
    numbers = {n.name: n for n in figure_named("SEOM-7").numbers if n.origin == "printed number"}
    assert numbers["E_a, full, our D"][2:5] == tuple(paper("diffusion")["full"]["E_a"])
    assert numbers["D₀, time-local, D as in the paper"][2:5] == (9.8, 7.9, 12.2)
    assert all(n.statistical for n in numbers.values())
    assert len(numbers) == 8


def test_the_protocol_is_that_of_the_paper():
    # 250 segments of 12 ps are 3 ns: as many ions for so much shorter, in ten segments each
    for name, run in (("seom-5", "local"), ("seom-6", "full"), ("seom-7", "sweep")):
        for e in figure_named(name).experiments()[run]:
            assert e.ions * e.baths * e.duration == 3000 and e.duration / 12 == 10
            assert (e.cells, e.dt, e.lam) == (20, 0.005, 0.5)
    assert {
        e.n for run in ("text", "script") for e in figure_named("gate-3").experiments()[run]
    } == {200}
    sampled = figure_named("gate-5").experiments()["joint-sampled"]
    assert {(e.n_launches, len(e.omega_T)) for e in sampled} == {(10_000, 250)}


def test_an_unknown_figure_is_refused():
    with pytest.raises(InvalidParameter, match="seom-7"):
        figure_named("seom-2")
