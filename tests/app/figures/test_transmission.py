"""The chance to pass: curves are the datasets', grey laws those of the barriers."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest
import xarray as xr

from ionoscope.app.figures import transmission
from ionoscope.app.figures.layers import LAYERS
from ionoscope.app.figures.marks import Dots, Limits, Line, Rule
from ionoscope.app.figures.style import BLUE, GREEN, VERMILION
from ionoscope.engine import Result
from tests.app.figures.sketched import of, solved

OMEGA_T = (1.0, 2.0, 4.0)


def frozen(**values) -> Result:
    return solved("gate-transmission", ensemble="frozen", omega_T=OMEGA_T, **values)


@pytest.fixture(scope="module")
def systems():
    """Three masses head-on and offset, in no order."""
    return [frozen(M=M, s=s) for s in (2.0, 0.0) for M in (5.0, 0.2, 1.0)]


@pytest.fixture(scope="module")
def counted():
    return solved("gate-transmission", method="sampled", omega_T=OMEGA_T, n_launches=500)


def test_a_frozen_oscillator_is_arrhenius_law(systems):
    sketch = transmission.arrhenius.sketch(systems[0])
    [line] = of(Line, sketch)
    assert line.x == pytest.approx([0.25, 0.5, 1.0])
    assert np.log(line.y) == pytest.approx(-10 * np.exp(-0.5) * line.x)
    law = of(Rule, sketch)[0]
    assert law.look.dash == "solid"
    assert np.log(law.y) == pytest.approx(-10 * np.exp(-0.5) * law.x)
    assert sketch.y.log


def test_the_relaxed_law_is_dashed_and_above_the_frozen_one(systems):
    solid, dashed = of(Rule, transmission.direct.sketch(systems[0]))[:2]
    assert (solid.look.dash, dashed.look.dash) == ("solid", "dashed")
    assert np.all(dashed.y > solid.y)


def test_the_activation_energy_of_a_frozen_oscillator_is_its_barrier(systems):
    sketch = transmission.activation.sketch(systems[0])
    [line] = of(Line, sketch)
    assert line.y == pytest.approx(np.full(3, 10 * np.exp(-0.5)))
    assert of(Rule, sketch)[0].y == pytest.approx(line.y[:2])
    _, _, low, high = sketch.ranges()
    assert low <= 0 < line.y.max() < high


def test_curves_over_temperature_are_the_datasets(counted):
    [dots] = of(Dots, transmission.direct.sketch(counted))
    for mine, name in (
        (dots.x, "omega_T"),
        (dots.y, "P"),
        (dots.low, "P_low"),
        (dots.high, "P_high"),
    ):
        assert np.array_equal(mine, counted.data[name].values)
    [dots] = of(Dots, transmission.activation.sketch(counted))
    # 95 % of a standard error
    assert dots.high - dots.y == pytest.approx(1.959964 * counted.data.E_a_error.values)


def test_colour_tells_the_mass_dash_the_offset_and_names_both(systems):
    lines = of(Line, transmission.arrhenius.sketch(systems))
    assert [line.look.color for line in lines] == 2 * [GREEN, BLUE, VERMILION]
    assert [line.look.dash for line in lines] == 3 * ["dashed"] + 3 * ["solid"]
    assert [line.look.name for line in lines][:2] == ["s=2 M=5", "s=2 M=0.2"]


def test_every_curve_is_named_at_its_right_end(systems):
    sketch = transmission.arrhenius.sketch(systems)
    named = sketch.named()
    assert {text for *_, text, _ in named} == {line.look.name for line in of(Line, sketch)}
    assert {x for x, *_ in named} == {1.0}
    _, right, *_ = sketch.ranges()
    assert right > 1.0  # with room for the names


def test_a_single_curve_is_named_by_its_ensemble(counted):
    assert [text for *_, text, _ in transmission.direct.sketch(counted).named()] == ["thermal"]


def test_counted_and_exact_curves_are_told_apart(systems, counted):
    sketch = transmission.direct.sketch([systems[5], counted])
    assert {text for *_, text, _ in sketch.named()} == {"s=0 frozen exact", "s=2 thermal sampled"}
    assert [type(m) for m in sketch.marks if not isinstance(m, Rule)] == [Line, Dots]


def test_runs_without_a_curve_yet_keep_names_and_colours(systems):
    waiting = replace(systems[1], data=xr.Dataset(), summary={})
    some = transmission.direct.sketch([systems[0], waiting, systems[2]])
    full = transmission.direct.sketch(systems[:3])
    looks = {line.look.name: line.look for line in of(Line, full)}
    assert len(of(Line, some)) == 2
    assert all(line.look == looks[line.look.name] for line in of(Line, some))
    assert transmission.arrhenius.sketch([waiting]).marks == ()


@pytest.fixture(scope="module")
def none():
    """Head-on and cold: of 10,000 launches none passes at ω_T = 0.5, e^{-20} of them would."""
    how = {"method": "sampled", "ensemble": "frozen", "s": 0.0, "n_launches": 10_000}
    return solved("gate-transmission", omega_T=(0.5, 2.0), **how)


def test_where_none_passed_a_log_axis_shows_below_what_p_lies(none):
    """Wilson's 95 % end for 0 of n: z²/(n + z²) with z = 1.96, 3.84e-4."""
    sketch = transmission.arrhenius.sketch(none)
    [limits] = [m for m in sketch.visible if isinstance(m, Limits)]
    assert limits.x.tolist() == [2.0]
    assert limits.y == pytest.approx([3.84e-4], abs=5e-7)
    assert none.summary["P_high"][0] == limits.y[0]
    assert limits.said == ["none of 10,000 passed: P < 3.84·10⁻⁴"]
    low, high = sketch.ranges()[2:]
    assert low < limits.y[0] < high
    # the curve keeps its name, at the limit it ends in
    assert [(x, text) for x, _, text, _ in sketch.named()] == [(2.0, "frozen")]
    [dots] = of(Dots, transmission.direct.sketch(none))
    assert dots.y[0] == 0 and dots.high[0] == limits.y[0]


def test_a_limit_is_drawn_on_pages_in_notebooks_and_in_files(none):
    page = LAYERS["limits"].columns(transmission.arrhenius.sketch(none))
    assert page["x"].tolist() == [2.0]
    assert page["said"].tolist() == ["none of 10,000 passed: P < 3.84·10⁻⁴"]
    [scatter] = [e for e in transmission.arrhenius(none).values() if e.group == "Limit"]
    assert scatter.dimension_values("limit").tolist() == page["said"].tolist()
    for backend, down in (("bokeh", "inverted_triangle"), ("matplotlib", "v")):
        assert hv.Store.lookup_options(backend, scatter, "style").kwargs["marker"] == down


def test_only_limits_are_a_picture_as_well(none):
    cold = replace(none, data=none.data.isel(omega_T=[0]))
    low, high = transmission.arrhenius.sketch(cold).ranges()[2:]
    assert low < 3.84e-4 < high < 1
