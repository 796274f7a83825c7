"""Figures of the papers: what assets/paper says can be computed, drawn and read."""

import pytest

from ionoscope.app.figures.registry import figure_of
from ionoscope.app.reproduction.figures import figure_named, figures
from ionoscope.app.share.paper import paper
from ionoscope.engine import InvalidParameter

EACH = pytest.mark.parametrize("figure", figures().values(), ids=figures())
ORIGINS = {"printed number", "printed formula", "printed feature", "independent calculation"}


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
    yield from ((one.name, one.ours) for d in figure.departures for one in d.shown)


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


def test_what_the_paper_prints_stands_once():
    numbers = {n.name: n for n in figure_named("SEOM-7").numbers if n.origin == "printed number"}
    assert numbers["E_a, full, our D"][2:5] == tuple(paper("diffusion")["full"]["E_a"])
    assert numbers["D₀, time-local, D as in the paper"][2:5] == (9.8, 7.9, 12.2)
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
