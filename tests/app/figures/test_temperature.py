"""D over temperature: Arrhenius' line, what it leaves over, and what else the law could be."""

from dataclasses import replace

import numpy as np
import pytest
from bokeh.models import HoverTool

from ionoscope.app.figures import temperature
from ionoscope.app.figures.marks import Dots, Level, Line, Rule
from ionoscope.app.figures.style import GREY
from ionoscope.app.live.live import Live
from ionoscope.app.share.paper import paper
from tests.app.figures.sketched import of


def test_arrhenius_line_is_straight_over_inverse_temperature(hot):
    sketch = temperature.arrhenius.sketch(hot)
    (line,), (dots,), found = of(Line, sketch), of(Dots, sketch), hot.summary
    np.testing.assert_allclose(line.y, found["D0"] * np.exp(-found["E_a"] * line.x / 1000))
    assert (np.diff(line.x) > 0).all() and (line.low < line.y).all() and (line.y < line.high).all()
    np.testing.assert_allclose(dots.x, 1000 / hot.data.kT)
    for got, name in ((dots.y, "D"), (dots.low, "D_low"), (dots.high, "D_high")):
        np.testing.assert_array_equal(got, hot.data[name])
    assert dots.filled.all() and sketch.y.log


def test_the_papers_line_is_grey_named_and_only_for_its_ion(hot):
    (rule,) = of(Rule, temperature.arrhenius.sketch(hot))
    D0, E_a = (paper("diffusion")["time-local"][k][0] for k in ("D0", "E_a"))
    np.testing.assert_allclose(rule.y, D0 * np.exp(-E_a * rule.x / 1000))
    assert (rule.label, rule.look.color) == ("paper, time-local", GREY)
    other = replace(hot, parameters=hot.parameters | {"U0": 6000.0})
    assert not of(Rule, temperature.arrhenius.sketch(other))


def test_points_of_runs_that_go_on_are_hollow(hot):
    share = hot.data.share.copy(data=[1.0, 0.4, 1.0, 1.0])
    going_on = replace(hot, data=hot.data.assign(share=share))
    for figure in (temperature.arrhenius, temperature.heat, temperature.own, temperature.straight):
        (dots,) = of(Dots, figure.sketch(going_on))
        assert dots.filled.tolist() == [True, False, True, True]
    live = Live(temperature.arrhenius)
    live.show(going_on)
    assert live.fig and live.columns["dots"]["fill"].tolist() == [1, 0, 1, 1]


@pytest.mark.parametrize("figure", [temperature.arrhenius, temperature.own, temperature.straight])
def test_hover_and_axes_tell_temperatures_in_kelvin(figure, hot):
    live = Live(figure)
    live.show(hot)
    hovers = [tool for tool in live.fig.tools if isinstance(tool, HoverTool)]
    assert hovers and all("kT" in h.tooltips and "K)`" in h.formatters["@x"].code for h in hovers)
    named = live.fig.above[0] if figure.options.get("temperatures") else live.fig.xaxis[0]
    kT = r"kT_{\mathrm{ion}}" if figure is temperature.own else "kT"
    said = kT + r"\ (\mathrm{meV});\ 25\ \mathrm{meV} = 290\ \mathrm{K}"
    assert named.axis_label == rf"$$\small {said}$$"


def test_residuals_are_distances_from_the_line_in_standard_errors(hot):
    sketch = temperature.residuals.sketch(hot)
    (dots,), (level,), found, data = of(Dots, sketch), of(Level, sketch), hot.summary, hot.data
    line = np.log(found["D0"]) - found["E_a"] / data.kT.values
    sigma = (data.D_error / data.D).values
    np.testing.assert_allclose(dots.y, (np.log(data.D.values) - line) / sigma, rtol=1e-6)
    assert level.y == 0


def test_the_local_activation_energy_is_the_slope_between_neighbours(hot):
    sketch = temperature.local.sketch(hot)
    (dots,), (rule,), data = of(Dots, sketch), of(Rule, sketch), hot.data
    slope = -np.diff(np.log(data.D.values)) / np.diff(1 / data.kT.values)
    np.testing.assert_allclose(dots.y, slope)
    np.testing.assert_allclose(rule.y, hot.summary["E_a"])


def test_the_ions_own_temperature_is_its_kinetic_one(hot):
    sketch, found = temperature.own.sketch(hot), hot.summary
    (dots,), (rule,) = of(Dots, sketch), of(Rule, sketch)
    np.testing.assert_allclose(dots.x, 1000 / (hot.data.kT * hot.data.kinetic_ratio))
    np.testing.assert_allclose(rule.y, found["D0_own"] * np.exp(-found["E_a_own"] * rule.x / 1000))


def test_rival_laws_are_named_where_there_is_one_sweep(hot):
    rules = of(Rule, temperature.straight.sketch(hot))
    assert [r.label for r in rules] == list(temperature.LAWS.values())
    np.testing.assert_allclose(
        rules[0].y, hot.summary["D0"] * np.exp(-hot.summary["E_a"] / rules[0].x)
    )
    other = replace(hot, parameters=hot.parameters | {"equation": "full"})
    assert {r.label for r in of(Rule, temperature.straight.sketch([hot, other]))} == {""}


def test_without_fits_there_are_points_alone(hot):
    fitted = [k for k in hot.data.variables if "fine" in k or "fitted" in k or "middle" in k]
    fitted += [k for k, v in hot.data.items() if {"kT_fine", "kT_fitted", "kT_middle"} & {*v.dims}]
    nothing = dict.fromkeys(("D0", "E_a", "D0_own", "E_a_own"))
    early = replace(hot, data=hot.data.drop_vars(set(fitted)), summary=hot.summary | nothing)
    for figure in (temperature.arrhenius, temperature.own, temperature.straight):
        sketch = figure.sketch(replace(early, parameters=early.parameters | {"M": 1.0}))
        assert [type(m) for m in sketch.marks] == [Dots]
    assert not of(Dots, temperature.residuals.sketch(early))
    assert not temperature.local.sketch(early).marks
