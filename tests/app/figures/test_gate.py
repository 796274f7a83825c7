"""Pictures of the gate: they show the datasets' numbers, and what the model must come to."""

from dataclasses import replace
from math import pi

import holoviews as hv
import numpy as np
import pytest
import xarray as xr

from ionoscope.app.figures import gate_barrier, launch, transmission
from ionoscope.app.figures.marks import Cursor, Dots, Level, Line, Rule
from ionoscope.app.figures.registry import surveyed
from ionoscope.app.figures.style import BLUE, GREEN, OSCILLATOR, PARTICLE, VERMILION
from ionoscope.engine import EXPERIMENTS, Result


def marks(sketch, kind) -> list:
    """A sketch's marks of one kind."""
    return [m for m in sketch.marks if isinstance(m, kind)]


def curves(overlay) -> dict[str, hv.Curve]:
    """The curves of a HoloViews object by their labels."""
    return {c.label: c for c in overlay if type(c) is hv.Curve and c.label}


def solved(key: str, **values) -> Result:
    return EXPERIMENTS[key](**values).solve()


# launch -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def passing():
    return solved("gate-launch", E_particle=5.0, E_oscillator=3.0)


@pytest.fixture(scope="module")
def turned():
    return solved("gate-launch", E_particle=7.0, E_oscillator=5.0, phi=5 * pi / 4)


def test_positions_over_time_are_the_datasets(passing):
    drawn = curves(launch.positions(passing))
    assert list(drawn) == ["x", "y"]
    for name, curve in drawn.items():
        tau, value = curve.dimension_values(0), curve.dimension_values(1)
        assert value == pytest.approx(np.interp(tau, passing.data.tau, passing.data[name]))
        assert (tau[0], tau[-1]) == (passing.data.tau[0], passing.data.tau[-1])
    assert drawn["x"].dimension_values(1)[0] == -20


def test_what_one_part_loses_another_gains(passing):
    drawn = curves(launch.energies(passing))
    total = sum(drawn[name].dimension_values(1) for name in ("E_p", "E_o", "U"))
    assert total == pytest.approx(np.full(len(total), 8.0), rel=1e-9)


def test_who_is_who_has_one_colour():
    assert [look.color for look in launch.POSITIONS.values()] == [PARTICLE, OSCILLATOR]
    assert [look.color for look in launch.ENERGIES.values()][:2] == [PARTICLE, OSCILLATOR]


def test_time_plots_end_where_the_path_ends(passing):
    x0, x1, y0, y1 = launch.positions.sketch(passing).ranges()
    assert (x0, x1) == (0.0, float(passing.data.tau[-1]))
    assert y0 < -20 < 20 < y1


def test_several_launches_are_named_and_differ_in_dash(passing, turned):
    lines = marks(launch.positions.sketch([passing, turned]), Line)
    assert [line.look.name.split(",")[0] for line in lines] == ["x", "y", "x", "y"]
    assert all("E_p=5" in line.look.name for line in lines[:2])
    assert all("E_p=7" in line.look.name for line in lines[2:])
    assert len({line.look.dash for line in lines[::2]}) == 2


def test_a_free_oscillator_draws_circles_in_its_phase_plane(turned):
    [line] = marks(launch.phase.sketch(turned), Line)
    zeta = np.sqrt(2 * 5.0)
    before = slice(0, len(line.x) // 10)  # the particle is still far away
    radius = np.hypot(line.x, line.y / (2 * pi))
    assert radius[before] == pytest.approx(np.full(len(radius[before]), zeta), rel=1e-6)
    kicked = float(turned.data.E_oscillator[-1])  # the particle is far away again
    assert radius[-1] ** 2 / 2 == pytest.approx(kicked, rel=1e-6)
    assert kicked > 5.5


def test_the_phase_plane_marks_the_decision_and_is_even_about_zero(passing):
    sketch = launch.phase.sketch(passing)
    [point], [line] = marks(sketch, Dots), marks(sketch, Line)
    assert point.x[0] == pytest.approx(passing.summary["y"], abs=1e-3)
    x0, x1, y0, y1 = sketch.ranges()
    assert (x0, y0) == (-x1, -y1)
    assert x1 == pytest.approx(1.1 * np.abs(line.x).max())


def test_an_undecided_launch_has_no_decision_to_mark(passing):
    undecided = replace(passing, summary=passing.summary | {"tau": np.nan})
    assert not marks(launch.phase.sketch(undecided), Dots)


# transmission -------------------------------------------------------------------------------


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
    [line] = marks(sketch, Line)
    assert line.x == pytest.approx([0.25, 0.5, 1.0])
    assert np.log(line.y) == pytest.approx(-10 * np.exp(-0.5) * line.x)
    law = marks(sketch, Rule)[0]
    assert law.look.dash == "solid"
    assert np.log(law.y) == pytest.approx(-10 * np.exp(-0.5) * law.x)
    assert sketch.y.log


def test_the_relaxed_law_is_dashed_and_above_the_frozen_one(systems):
    solid, dashed = marks(transmission.direct.sketch(systems[0]), Rule)[:2]
    assert (solid.look.dash, dashed.look.dash) == ("solid", "dashed")
    assert np.all(dashed.y > solid.y)


def test_the_activation_energy_of_a_frozen_oscillator_is_its_barrier(systems):
    sketch = transmission.activation.sketch(systems[0])
    [line] = marks(sketch, Line)
    assert line.y == pytest.approx(np.full(3, 10 * np.exp(-0.5)))
    assert marks(sketch, Rule)[0].y == pytest.approx(line.y[:2])
    _, _, low, high = sketch.ranges()
    assert low <= 0 < line.y.max() < high


def test_curves_over_temperature_are_the_datasets(counted):
    [dots] = marks(transmission.direct.sketch(counted), Dots)
    for mine, name in (
        (dots.x, "omega_T"),
        (dots.y, "P"),
        (dots.low, "P_low"),
        (dots.high, "P_high"),
    ):
        assert np.array_equal(mine, counted.data[name].values)
    [dots] = marks(transmission.activation.sketch(counted), Dots)
    # 95 % of a standard error
    assert dots.high - dots.y == pytest.approx(1.959964 * counted.data.E_a_error.values)


def test_colour_tells_the_mass_dash_the_offset_and_names_both(systems):
    lines = marks(transmission.arrhenius.sketch(systems), Line)
    assert [line.look.color for line in lines] == 2 * [GREEN, BLUE, VERMILION]
    assert [line.look.dash for line in lines] == 3 * ["dashed"] + 3 * ["solid"]
    assert [line.look.name for line in lines][:2] == ["s=2 M=5", "s=2 M=0.2"]


def test_every_curve_is_named_at_its_right_end(systems):
    sketch = transmission.arrhenius.sketch(systems)
    named = sketch.named()
    assert {text for *_, text, _ in named} == {line.look.name for line in marks(sketch, Line)}
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
    looks = {line.look.name: line.look for line in marks(full, Line)}
    assert len(marks(some, Line)) == 2
    assert all(line.look == looks[line.look.name] for line in marks(some, Line))
    assert transmission.arrhenius.sketch([waiting]).marks == ()


def test_no_launch_that_passes_is_no_point_of_a_log_axis(counted):
    data = counted.data.copy(deep=True)
    data["P"][0], data["P_low"][0] = 0.0, 0.0
    none = replace(counted, data=data)
    [dots] = marks(transmission.arrhenius.sketch(none), Dots)
    assert dots.x == pytest.approx([0.25, 0.5])
    [dots] = marks(transmission.direct.sketch(none), Dots)
    assert len(dots.x) == 3


# barrier ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offset():
    return solved("gate-barrier", s=2.0)


@pytest.fixture(scope="module")
def head_on():
    return solved("gate-barrier", s=0.0)


def test_the_landscape_has_its_barriers_as_named_levels(offset):
    levels = marks(gate_barrier.landscape.sketch(offset), Level)
    said = {level.label.split(" = ")[0]: level.y for level in levels}
    assert said == {
        "frozen U(s)": pytest.approx(10 * np.exp(-0.5)),
        "dynamic E_min": offset.summary["E_min"],
        "relaxed E*": offset.summary["relaxed"],
    }
    assert levels[0].label == "frozen U(s) = 6.065"


def test_the_landscape_meets_the_frozen_barrier_at_rest(offset):
    [line] = marks(gate_barrier.landscape.sketch(offset), Line)
    assert np.interp(0.0, line.x, line.y) == pytest.approx(10 * np.exp(-0.5), rel=1e-3)
    assert line.y.min() == pytest.approx(offset.summary["relaxed"], rel=1e-3)


def test_head_on_a_maximum_stands_between_two_minima(head_on):
    low, high = marks(gate_barrier.landscape.sketch(head_on), Dots)
    assert (low.look.name, high.look.name) == ("minimum", "maximum")
    assert low.x == pytest.approx([-low.x[1], low.x[1]])
    assert (high.x[0], high.y[0]) == (pytest.approx(0.0, abs=1e-9), pytest.approx(10.0))


def test_a_barrier_that_stays_undecided_has_no_level(offset):
    unknown = replace(offset, summary=offset.summary | {"E_min": None})
    levels = marks(gate_barrier.landscape.sketch(unknown), Level)
    assert [level.label.split(" = ")[0] for level in levels] == ["frozen U(s)", "relaxed E*"]


def test_the_levels_names_stand_left_of_the_curve(offset):
    sketch = gate_barrier.landscape.sketch(offset)
    [line] = marks(sketch, Line)
    x0, _, y0, y1 = sketch.ranges()
    assert y0 == 0
    assert y1 > max(level.y for level in marks(sketch, Level))
    seen = line.x[line.y < y1]
    assert seen.min() - x0 > 0.2 * np.ptp(seen)


def test_barriers_over_the_offset_keep_their_order(offset):
    scanned = surveyed(offset, gate_barrier.scan)
    sketch = gate_barrier.scan.sketch(scanned)
    lines = {line.look.name: line for line in marks(sketch, Line)}
    frozen_U, dynamic, relaxed = (lines[look.name].y for look in gate_barrier.BARRIERS.values())
    assert frozen_U[0] == pytest.approx(10.0)
    tiny = 1e-6
    assert np.all(frozen_U >= dynamic - tiny) and np.all(dynamic >= relaxed - tiny)
    assert [cursor.x for cursor in marks(sketch, Cursor)] == [2.0]
    assert sketch.ranges()[2] < 0.0 < 10.0 < sketch.ranges()[3]
