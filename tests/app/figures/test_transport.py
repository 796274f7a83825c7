"""Pictures of wandering ions: what they draw is what was counted, or a law in closed form."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import heat, memory, stiffness, temperature, wandering
from ionoscope.app.figures.figure import FIGURES
from ionoscope.app.figures.marks import (
    Boxes,
    Cursor,
    Dots,
    Level,
    Line,
    Rule,
    Steps,
    Strokes,
    Words,
)
from ionoscope.app.figures.sketch import Axis, Sketch
from ionoscope.app.figures.style import GREY, KINDS
from ionoscope.app.live.live import Live
from ionoscope.app.share.paper import paper
from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.statistics.normal import NORMAL

SHORT = {"cells": 6, "ions": 4, "duration": 14.0, "settle": 0.0, "fit_to": 6.0}
LOCAL = {**SHORT, "equation": "time-local"}


def solved(key, **values) -> Result:
    return EXPERIMENTS[key](**values).solve()


def of(kind, sketch):
    return [m for m in sketch.marks if isinstance(m, kind)]


@pytest.fixture(scope="module")
def three():
    """Three equations on one bath."""
    kinds = ("full", "memory", "time-local")
    return [solved("ion-diffusion", **SHORT, equation=kind) for kind in kinds]


@pytest.fixture(scope="module")
def hot():
    """One equation at four temperatures."""
    kT = (15.0, 25.0, 40.0, 50.0)
    return solved("diffusion-temperature", **{**LOCAL, "ions": 32}, temperatures=kT)


@pytest.fixture(scope="module")
def memories():
    return solved("diffusion-memory", **SHORT, memories=(0.1, 0.2))


@pytest.fixture(scope="module")
def factors():
    """Springs changed, then the atoms' mass."""
    same = {**LOCAL, "factors": (0.5, 1.0, 2.0), "statistics": "classical"}
    return [solved("diffusion-stiffness", **same, vary=v) for v in ("stiffness", "density")]


# all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, figure",
    [
        (f"{key} {name}", figure)
        for key in (
            "ion-diffusion",
            "diffusion-temperature",
            "diffusion-memory",
            "diffusion-stiffness",
        )
        for name, figure in FIGURES[key].items()
    ],
)
def test_every_picture_can_be_drawn_by_both_backends(name, figure, three, hot, memories, factors):
    several = {
        "ion-diffusion": three,
        "diffusion-temperature": [hot],
        "diffusion-memory": [memories],
        "diffusion-stiffness": factors,
    }
    for results in ([], several[figure.experiment]):
        for backend in ("bokeh", "matplotlib"):
            assert hv.render(figure(results), backend=backend) is not None


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ion-diffusion", "msd"),
        ("diffusion-temperature", "arrhenius-D"),
        ("diffusion-memory", "memory"),
        ("diffusion-stiffness", "stiffness"),
    ],
)
def test_the_main_picture_is_the_one_of_the_page(key, name):
    assert next(iter(FIGURES[key])) == name


def test_equations_keep_their_colours_and_differ_by_more(three):
    for figure in (wandering.msd, wandering.history, wandering.alpha2):
        lines = of(Line, figure.sketch(three))
        assert [line.look[:2] for line in lines] == [KINDS[line.look.name][:2] for line in lines]
        assert [line.look.name for line in lines] == ["full", "memory", "time-local"]
        assert len({line.look.marker for line in lines}) == 3


# one run ------------------------------------------------------------------------------------


def test_the_band_of_the_mean_square_displacement_is_95_percent(three):
    (line, *_), (rule, *_) = (of(kind, wandering.msd.sketch(three)) for kind in (Line, Rule))
    data = three[0].data
    np.testing.assert_allclose(line.y, np.interp(line.x, data.lag, data.msd))
    error = np.interp(line.x, data.lag, data.msd_error)
    np.testing.assert_allclose(line.high - line.y, NORMAL * error, rtol=1e-9, atol=1e-9)
    seen = np.isfinite(rule.y)
    slope = np.polyfit(rule.x[seen], rule.y[seen], 1)[0]
    assert slope / 6 == pytest.approx(three[0].summary["D"])  # it is 6Dt + c
    assert (rule.look.color, rule.look.dash) == (KINDS["full"].color, "dashed")


def test_the_history_of_D_ends_with_D(three):
    line = of(Line, wandering.history.sketch(three))[2]
    found = three[2].summary
    ends = [values[-1] for values in (line.y, line.low, line.high)]
    assert ends == pytest.approx([found["D"], found["D_low"], found["D_high"]])


def test_stays_are_shares_with_the_error_of_a_counted_number(three):
    dots = of(Dots, wandering.residence.sketch(three))[0]
    counts = three[0].data.residence_count.values
    assert dots.y.sum() == pytest.approx(1)
    np.testing.assert_allclose((dots.high - dots.y) ** 2 * counts.sum(), NORMAL**2 * dots.y)
    assert (dots.low >= 0).all()


def test_a_run_without_a_hop_has_no_stays(three):
    data = three[0].data
    none = replace(three[0], data=data.assign(residence_count=0 * data.residence_count))
    assert not wandering.residence.sketch(none).marks


def test_alpha2_is_seen_on_a_log_axis(three):
    line = of(Line, wandering.alpha2.sketch(three))[1]
    data = three[1].data
    assert (line.x > 0).all()
    error = np.interp(line.x, data.lag, data.alpha2_error)
    np.testing.assert_allclose(line.y - line.low, NORMAL * error, atol=1e-9)


def test_the_path_sets_out_from_a_hollow_point(three):
    sketch = wandering.path.sketch(three)
    for line, start, result in zip(of(Line, sketch), of(Dots, sketch), three, strict=True):
        x, y, _ = result.data.place.values[0].T
        assert (start.x[0], start.y[0]) == (x[0], y[0]) and not start.filled.any()
        assert set(line.x) <= set(x) and set(line.y) <= set(y)


def test_velocities_stand_beside_one_bath(three):
    bath, *outlines = of(Steps, heat.velocities.sketch(three))
    assert bath.solid and bath.look.color == GREY  # once, for it is the same
    for steps, result in zip(outlines, three, strict=True):
        np.testing.assert_array_equal(steps.heights, result.data.p_velocity)
        np.testing.assert_allclose((steps.edges[1:] + steps.edges[:-1]) / 2, result.data.velocity)
    kT, M = (three[0].parameters[k] for k in ("kT", "M"))
    area = np.sum(bath.heights * np.diff(bath.edges))
    assert area == pytest.approx(1, abs=1e-6)  # of Maxwell and Boltzmann within six thermal speeds
    x0, x1, *_ = heat.velocities.sketch(three).ranges()
    assert (x0, x1) == pytest.approx((-4.2 * np.sqrt(kT / M), 4.2 * np.sqrt(kT / M)))


def test_baths_that_differ_are_drawn_each(three):
    warmer = replace(
        three[0], data=three[0].data.assign(p_velocity_bath=0.9 * three[0].data.p_velocity_bath)
    )
    assert sum(s.solid for s in of(Steps, heat.velocities.sketch([*three, warmer]))) == 2


# the thermometer ----------------------------------------------------------------------------


def with_heat(result, value, low, high, bath=1.0, **values) -> Result:
    found = {
        "kinetic_ratio": value,
        "kinetic_ratio_low": low,
        "kinetic_ratio_high": high,
        "bath_ratio": bath,
    }
    return replace(result, summary=result.summary | found, parameters=result.parameters | values)


def test_a_thermometer_names_its_runs_and_shows_the_hottest(three):
    runs = [with_heat(three[0], 1.02, 1.0, 1.04), with_heat(three[2], 1.6, 1.5, 1.7)]
    sketch = heat.thermometer.sketch(runs)
    assert [text for _, text in sketch.y.ticks] == ["full, 25 meV", "time-local, 25 meV"]
    assert [b.x1[0] for b in of(Boxes, sketch)] == [1.02, 1.6]
    assert [(s.x0[0], s.x1[0]) for s in of(Strokes, sketch)] == [(1.0, 1.04), (1.5, 1.7)]
    assert [place for place, _ in sketch.y.ticks] == [d.y[0] for d in of(Dots, sketch)] == [1, 0]
    assert [c.x for c in of(Cursor, sketch)] == [1.0] and of(Words, sketch)[0].text == [" kT"]
    assert sketch.ranges()[:2] == pytest.approx((0, 1.06 * 1.7))


def test_temperatures_that_differ_stand_in_the_names(three):
    runs = [three[2], with_heat(three[2], 1.0, 0.9, 1.1, kT=50.0)]
    names = [text for _, text in heat.thermometer.sketch(runs).y.ticks]
    assert names == ["kT=25 meV", "kT=50 meV"]


def test_a_crystal_hotter_than_kT_has_a_tick_in_its_row(three):
    runs = [with_heat(three[0], 1.1, 1.0, 1.2, 1.17), with_heat(three[1], 1.0, 0.9, 1.1)]
    grey = [s for s in of(Strokes, heat.thermometer.sketch(runs)) if s.look.color == GREY]
    assert [s.x0[0] for s in grey] == [1.17] == [s.x1[0] for s in grey]
    assert (grey[0].y0[0] + grey[0].y1[0]) / 2 == 1.0  # the upper row


def test_heat_that_is_not_known_has_a_row_without_a_bar(three):
    sketch = heat.thermometer.sketch([with_heat(three[0], None, None, None)])
    assert np.isnan(of(Boxes, sketch)[0].x1).all() and len(sketch.y.ticks) == 1
    assert sketch.ranges()[:2] == (0, heat.TOP)


# temperature --------------------------------------------------------------------------------


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
    fill = Live(temperature.arrhenius)
    fill.show(going_on)
    assert fill.columns["dots"]["fill"].tolist() == [1, 0, 1, 1]


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


# memory -------------------------------------------------------------------------------------


def test_finite_memories_lie_between_the_ends(memories):
    sketch, data = memory.diffusion.sketch(memories), memories.data
    (dots,), (without, full) = of(Dots, sketch), of(Line, sketch)
    assert dots.x.tolist() == [0.1, 0.2]
    np.testing.assert_array_equal(dots.low, data.D_low.values[1:-1])
    for line, place, kind in ((without, 0, "time-local"), (full, -1, "full")):
        assert line.look == KINDS[kind]
        assert set(line.y) == {float(data.D[place])} and set(line.high) == {
            float(data.D_high[place])
        }
        np.testing.assert_allclose(line.x, [0.1 / 1.5, 0.2 * 1.5])
    assert sketch.x.log and dots.look.color == KINDS["memory"].color


def test_memories_at_two_temperatures_are_told_apart(memories):
    other = replace(memories, parameters=memories.parameters | {"kT": 50.0})
    sketch = memory.diffusion.sketch([memories, other])
    assert [d.look.name for d in of(Dots, sketch)] == ["kT=25 meV", "kT=50 meV"]
    assert [d.look.marker for d in of(Dots, sketch)] == ["square", "triangle"]
    assert "full, kT=50 meV" in [line.look.name for line in of(Line, sketch)]


def test_one_crystal_for_all_memories(memories):
    (rule,) = of(Rule, memory.heat.sketch(memories))
    assert rule.label == "its crystal" and rule.look[:2] == (GREY, "dotted")
    assert set(rule.y) == {float(memories.data.bath_ratio[0])}
    other = replace(memories, parameters=memories.parameters | {"seed": 1})
    assert len(of(Rule, memory.heat.sketch([memories, other]))) == 1


def test_a_step_costs_what_was_measured(memories):
    sketch = memory.cost.sketch(memories)
    (dots,), (without, full) = of(Dots, sketch), of(Line, sketch)
    cost = [without.y[0], *dots.y, full.y[0]]
    assert cost == memories.summary["microseconds_a_step"] and min(cost) > 0
    assert sketch.y.log and dots.low is None and full.low is None


# stiffness ----------------------------------------------------------------------------------


def test_the_axis_says_what_the_factor_is_on(factors):
    assert stiffness.diffusion.sketch(factors[0]).x.label == "f (× stiffness)"
    assert stiffness.diffusion.sketch(factors).x.label == "f (× stiffness or density)"


def test_a_stiffer_crystal_has_a_higher_barrier_a_heavier_one_the_same(factors):
    stiff, heavy = of(Dots, stiffness.barrier.sketch(factors))
    assert (np.diff(stiff.y) > 0).all() and np.ptp(heavy.y) < 1e-6
    assert stiff.x.tolist() == [0.5, 1, 2]
    assert [stiff.look.name, heavy.look.name] == ["stiffness", "density"]


def test_sweeps_show_the_crystals_own_heat_once(factors):
    (rule,) = of(Rule, stiffness.heat.sketch(factors))
    assert rule.y == pytest.approx([1, 1, 1])  # classical
    assert [d.y.tolist() for d in of(Dots, stiffness.heat.sketch(factors))] == [
        r.data.kinetic_ratio.values.tolist() for r in factors
    ]


def test_hops_have_their_rate(factors):
    for dots, result in zip(of(Dots, stiffness.rate.sketch(factors)), factors, strict=True):
        np.testing.assert_array_equal(dots.y, result.data.hop_rate)


# log axes, bands and legends ----------------------------------------------------------------


def test_log_axes_never_see_what_is_not_positive():
    x, y = np.array([0.0, 1, 2, 3, 4]), np.array([1.0, -1, 2, 4, 0])
    look, axis = KINDS["full"], {"log": True}
    sketch = Sketch(
        (Line(x, y, look, y - 3, y + 3), Dots(x, y, look, y - 3, y + 3), Rule(x, y - 3, "fit")),
        Axis("x", **axis),
        Axis("y", **axis),
    )
    columns = [m._asdict() for m in sketch.visible]
    drawn = [c[k] for c in columns for k in ("x", "y", "low", "high") if k in c]
    drawn = np.concatenate(drawn)
    assert np.isfinite(drawn).any() and not (drawn <= 0).any()
    x0, x1, y0, y1 = sketch.ranges()
    assert 0 < x0 < x1 and y0 == pytest.approx(0.1)  # a tenth of the lowest point, where bars end
    assert y1 > 7


def test_a_band_with_a_gap_has_two_outlines(three):
    data = three[0].data
    y = data.D.values.copy()
    known = np.flatnonzero(np.isfinite(y))
    y[known[len(known) // 2]] = np.nan
    gap = data.assign({k: ("time", y + off) for k, off in (("D", 0), ("D_low", -1), ("D_high", 1))})
    live = Live(wandering.history)
    live.show(replace(three[0], data=gap))
    assert len(live.columns["areas"]) == 2


def test_a_legend_follows_its_curves_as_points_come_in(three):
    live = Live(wandering.residence)
    few = [replace(r, data=r.data.isel(residence=slice(0, 5))) for r in three]
    few = [replace(r, data=r.data.assign(residence_count=r.data.residence_count + 1)) for r in few]
    for results in (few, three):
        live.show(results)
        items = live.fig.select_one({"name": "legend"}).items
        names = [live.columns["dots"]["name"][item.index] for item in items]
        assert names == [item.label.value for item in items] == ["full", "memory", "time-local"]
