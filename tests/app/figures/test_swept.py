"""Pictures of sweeps: every point by how far it may be trusted, over numbers and over words."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import files
from ionoscope.app.figures.layers import LAYERS
from ionoscope.app.figures.marks import Dots, Rule, Strokes, Tiles, Words
from ionoscope.app.figures.registry import figure_of, figures_of, picture
from ionoscope.app.figures.style import GREY
from ionoscope.app.figures.swept import ABSENT, DOUBTED, GOOD, NONE, answers_of, swept
from ionoscope.app.figures.swept_curves import figure_for, kinds_of, point_at
from ionoscope.app.figures.swept_map import point_on
from ionoscope.engine import EXPERIMENTS, InvalidParameter, Result
from ionoscope.engine.compute.sweep import sweep_of
from tests.app.figures.sketched import of

CURVES, MAP = (figure_of("gate-barrier-sweep", name) for name in ("sweep", "sweep-map"))
ION = {"equation": "time-local", "cells": 6, "duration": 60.0, "settle": 2.0, "ions": 4, "baths": 1}


def sweep(key: str, over: dict, **values) -> Result:
    return sweep_of(EXPERIMENTS[key])(**values, over=over).solve()


@pytest.fixture(scope="module")
def barriers():
    return sweep("gate-barrier", {"lam": [0.5, 1.0, 2.0], "s": [0.0, 1.0]})


@pytest.fixture(scope="module")
def launches():
    over = {"potential": ["gaussian", "sech2"], "E_particle": [1.0, 20.0]}
    return sweep("gate-launch", over)


@pytest.fixture(scope="module")
def ions():
    """A free ion has no D, one in a crystal has one that is doubted."""
    return sweep("ion-diffusion", {"U0": [0.0, 4000.0]}, kT=40.0, **ION)


def dots(sketch, marker="circle") -> list[Dots]:
    return [d for d in of(Dots, sketch) if d.look.marker == marker and len(d.x)]


def changed(result: Result, **columns) -> Result:
    """A result whose points have something else in the data."""
    data = result.data.copy()
    for name, (place, value) in columns.items():
        values = data[name].values.astype(object)
        values.flat[place] = value
        data[name] = data[name].copy(data=values.astype(type(value) if value == value else float))
    return replace(result, data=data)


def test_every_experiment_s_sweeps_have_pictures():
    for key in EXPERIMENTS:
        figures = figures_of(f"{key}-sweep")
        assert list(figures) == ["sweep", "sweep-map"]
        for figure in figures.values():
            assert figure.experiment == f"{key}-sweep" and figure.__doc__
            assert list(figure.layers) == sorted(figure.layers, key=list(LAYERS).index)
            assert np.isfinite(figure.sketch([]).ranges()).all()
    with pytest.raises(InvalidParameter, match="no figures"):
        figures_of("nothing-sweep")


def test_a_curve_for_each_value_of_the_second_parameter(barriers):
    sketch = CURVES.sketch(barriers)
    first, second = dots(sketch)
    assert first.x.tolist() == [0.5, 1.0, 2.0]
    np.testing.assert_allclose(second.y, barriers.data.relaxed.sel(s=1.0))
    assert [rule.label.strip() for rule in of(Rule, sketch)] == ["s=0", "s=1"]
    assert first.look.color != second.look.color
    assert (sketch.x.label, sketch.y.label) == ("λ (l_osc)", "E* (E_osc)")
    assert first.said[0].startswith("λ = 0.5 l_osc, s = 0 l_osc\nE*: ")


def test_any_answer_is_shown_and_others_are_refused(barriers):
    shown = dots(CURVES.sketch(barriers, answer="frozen"))[1]
    np.testing.assert_allclose(shown.y, 10 * np.exp(-1 / (2 * shown.x**2)))
    assert next(iter(answers_of(barriers))) == "relaxed"
    with pytest.raises(InvalidParameter, match="no answer of this sweep"):
        CURVES.sketch(barriers, answer="nothing")


def test_intervals_belong_to_their_value(ions):
    assert not {"D_low", "D_high"} & set(answers_of(ions))
    [doubted] = dots(CURVES.sketch(ions), "triangle")
    data = ions.data.isel(U0=1)
    assert (doubted.low[0], doubted.high[0]) == (float(data.D_low), float(data.D_high))


def test_what_has_no_answer_stands_at_the_foot_as_a_cross(ions):
    sketch = CURVES.sketch(ions)
    [cross] = dots(sketch, "x")
    low, high = sketch.ranges()[2:]
    assert cross.x.tolist() == [0.0]
    assert cross.y[0] < float(ions.data.D_low.values[1]) and cross.y[0] > low
    assert "no answer" in cross.said[0] and "No answer: " in cross.said[0]
    assert "Caution: " in dots(sketch, "triangle")[0].said[0]
    assert high > low


def test_other_numbers_of_a_refused_point_are_shown_with_a_caution(ions):
    [shown] = dots(CURVES.sketch(ions, answer="kinetic_ratio"), "triangle")
    assert shown.x.tolist() == [0.0, 4000.0]


def test_what_is_not_there_yet_is_not_drawn_and_what_goes_on_is_hollow(barriers):
    part = changed(barriers, level=(0, ""), status=(0, "stopped"))
    part = changed(part, status=(2, "stopped"))
    assert swept(part).state.tolist() == [ABSENT, *[GOOD] * 5]
    first, second = dots(CURVES.sketch(part))
    assert first.x.tolist() == [1.0, 2.0] and first.filled.tolist() == [False, True]
    assert second.filled.all()
    assert sum(len(t.x0) for t in of(Tiles, MAP.sketch(part))[:1]) == 5


def test_a_failed_point_is_a_cross_though_it_has_a_value(barriers):
    failed = changed(barriers, status=(5, "failed"))
    assert swept(failed).state.tolist() == [*[GOOD] * 5, NONE]
    assert [d.x.tolist() for d in dots(CURVES.sketch(failed), "x")] == [[2.0]]


def test_words_are_places_on_both_axes(launches):
    sketch = CURVES.sketch(launches)
    assert [text for _, text in sketch.x.ticks] == ["gaussian", "sech2"]
    assert sorted(text for _, text in sketch.y.ticks) == ["reflected", "transmitted"]
    assert kinds_of([launches], "outcome", True) == ("words", "words")
    assert kinds_of([launches], "tau", True) == ("words", "log")


def test_lists_of_one_value_are_numbers():
    over = {"omega_T": [(1.0,), (2.0,)]}
    result = sweep("gate-transmission", over, ensemble="frozen")
    [shown] = dots(CURVES.sketch(result))
    # frozen: P = exp(−U(s)/ω_T)
    np.testing.assert_allclose(shown.y, np.exp(-10 * np.exp(-0.5) / shown.x))
    assert shown.x.tolist() == [1.0, 2.0]


def test_a_parameter_of_many_decades_has_a_log_axis():
    result = sweep("gate-barrier", {"M": [0.1, 1.0, 10.0]})
    assert CURVES.sketch(result).x.log
    assert kinds_of([result], "relaxed", False) == ("log", "even")
    assert figure_for("log", "even").x.log and not figure_for("even", "even").x.log


def test_a_map_has_a_tile_for_every_point_and_a_scale(barriers):
    sketch = MAP.sketch(barriers)
    tiles, *_ = of(Tiles, sketch)
    assert len(tiles.x0) == 6
    values = barriers.data.relaxed.values.ravel()
    assert tiles.colors[values.argmax()] == "#FFEA46" and tiles.colors[values.argmin()] == "#00204D"
    assert (tiles.x0[-1], tiles.y1[-1]) == (1.5, 1.5)
    assert [text for _, text in sketch.y.ticks] == ["0", "1"]
    [beside] = of(Words, sketch)
    assert len(beside.text) == 5 and beside.look.color == GREY


def test_a_map_of_words_has_the_domain_map_s_colours(launches):
    scale = of(Tiles, MAP.sketch(launches))[-1]
    assert set(scale.colors) == {"#009E73", "#F2C879"}


def test_doubted_tiles_are_hatched_and_those_without_an_answer_crossed(ions):
    sketch = MAP.sketch(ions)
    assert swept(ions).state.tolist() == [NONE, DOUBTED]
    assert sum(len(s.x0) for s in of(Strokes, sketch)) == 3
    [cross] = dots(sketch, "x")
    assert (cross.x.tolist(), cross.y.tolist()) == ([0.0], [0.0])


def test_further_parameters_tell_curves_and_rows_apart():
    over = {"lam": [1.0, 2.0], "s": [0.0, 1.0], "M": [0.5, 1.0]}
    result = sweep("gate-barrier", over)
    names = [rule.label.strip() for rule in of(Rule, CURVES.sketch(result))]
    assert names == ["s=0 M=0.5", "s=0 M=1", "s=1 M=0.5", "s=1 M=1"]
    assert [text for _, text in MAP.sketch(result).y.ticks] == names


def test_sweeps_are_laid_over_each_other(barriers):
    other = sweep("gate-barrier", {"lam": [1.0, 3.0]}, M=5.0)
    sketch = CURVES.sketch([barriers, other])
    assert len(dots(sketch)) == 3
    apart = sweep("gate-barrier", {"s": [0.0, 1.0]})
    assert len(dots(CURVES.sketch([barriers, apart]))) == 1


def test_a_click_finds_the_point_that_is_drawn_there(barriers):
    sketch = CURVES.sketch(barriers)
    second = dots(sketch)[1]
    assert point_at([barriers], sketch, (1.01, float(second.y[1])), "relaxed") == (0, 3)
    assert point_at([barriers], sketch, (1.5, float(second.y[1])), "relaxed") is None
    assert point_on([barriers], 2.2, 0.9) == (0, 5)
    assert point_on([barriers], 3.4, 0.0) is None


@pytest.mark.parametrize("name", ["sweep", "sweep-map"])
def test_both_backends_draw_it_also_from_a_file(barriers, ions, tmp_path, name):
    ions.to_netcdf(tmp_path / "s.nc")
    for result in (barriers, Result.from_netcdf(tmp_path / "s.nc")):
        drawn = picture(result, name)
        assert isinstance(drawn, hv.Overlay) and hv.render(drawn, backend="bokeh").renderers
        file = files.save(drawn, tmp_path / "picture.svg")
        assert file.read_text(encoding="utf-8").startswith("<?xml")
    assert isinstance(picture(barriers, name, answer="frozen", log=True), hv.Overlay)
