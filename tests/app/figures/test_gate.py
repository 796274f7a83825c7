"""Pictures of a launch and of the barrier: they show the datasets' numbers, and the model's."""

from dataclasses import replace
from math import pi

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import gate_barrier, launch
from ionoscope.app.figures.marks import Cursor, Dots, Level, Line
from ionoscope.app.figures.style import OSCILLATOR, PARTICLE
from tests.app.figures.sketched import of, solved


def curves(overlay) -> dict[str, hv.Curve]:
    """The curves of a HoloViews object by their labels."""
    return {c.label: c for c in overlay if type(c) is hv.Curve and c.label}


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
    lines = of(Line, launch.positions.sketch([passing, turned]))
    assert [line.look.name.split(",")[0] for line in lines] == ["x", "y", "x", "y"]
    assert all("E_p=5" in line.look.name for line in lines[:2])
    assert all("E_p=7" in line.look.name for line in lines[2:])
    assert len({line.look.dash for line in lines[::2]}) == 2


def test_a_free_oscillator_draws_circles_in_its_phase_plane(turned):
    [line] = of(Line, launch.phase.sketch(turned))
    zeta = np.sqrt(2 * 5.0)
    before = slice(0, len(line.x) // 10)  # the particle is still far away
    radius = np.hypot(line.x, line.y / (2 * pi))
    assert radius[before] == pytest.approx(np.full(len(radius[before]), zeta), rel=1e-6)
    kicked = float(turned.data.E_oscillator[-1])  # the particle is far away again
    assert radius[-1] ** 2 / 2 == pytest.approx(kicked, rel=1e-6)
    assert kicked > 5.5


def test_the_phase_plane_marks_the_decision_and_is_even_about_zero(passing):
    sketch = launch.phase.sketch(passing)
    [point], [line] = of(Dots, sketch), of(Line, sketch)
    assert point.x[0] == pytest.approx(passing.summary["y"], abs=1e-3)
    x0, x1, y0, y1 = sketch.ranges()
    assert (x0, y0) == (-x1, -y1)
    assert x1 == pytest.approx(1.1 * np.abs(line.x).max())


def test_an_undecided_launch_has_no_decision_to_mark(passing):
    undecided = replace(passing, summary=passing.summary | {"tau": np.nan})
    assert not of(Dots, launch.phase.sketch(undecided))


# barrier ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def offset():
    return solved("gate-barrier", s=2.0)


@pytest.fixture(scope="module")
def head_on():
    return solved("gate-barrier", s=0.0)


def test_the_landscape_has_its_barriers_as_named_levels(offset):
    levels = of(Level, gate_barrier.landscape.sketch(offset))
    said = {level.label.split(" = ")[0]: level.y for level in levels}
    assert said == {
        "frozen U(s)": pytest.approx(10 * np.exp(-0.5)),
        "dynamic E_min": offset.summary["E_min"],
        "relaxed E*": offset.summary["relaxed"],
    }
    assert levels[0].label == "frozen U(s) = 6.065"


def test_the_landscape_meets_the_frozen_barrier_at_rest(offset):
    [line] = of(Line, gate_barrier.landscape.sketch(offset))
    assert np.interp(0.0, line.x, line.y) == pytest.approx(10 * np.exp(-0.5), rel=1e-3)
    assert line.y.min() == pytest.approx(offset.summary["relaxed"], rel=1e-3)


def test_head_on_a_maximum_stands_between_two_minima(head_on):
    low, high = of(Dots, gate_barrier.landscape.sketch(head_on))
    assert (low.look.name, high.look.name) == ("minimum", "maximum")
    assert low.x == pytest.approx([-low.x[1], low.x[1]])
    assert (high.x[0], high.y[0]) == (pytest.approx(0.0, abs=1e-9), pytest.approx(10.0))


def test_a_barrier_that_stays_undecided_has_no_level(offset):
    unknown = replace(offset, summary=offset.summary | {"E_min": None})
    levels = of(Level, gate_barrier.landscape.sketch(unknown))
    assert [level.label.split(" = ")[0] for level in levels] == ["frozen U(s)", "relaxed E*"]


def test_the_levels_names_stand_left_of_the_curve(offset):
    sketch = gate_barrier.landscape.sketch(offset)
    [line] = of(Line, sketch)
    x0, _, y0, y1 = sketch.ranges()
    assert y0 == 0
    assert y1 > max(level.y for level in of(Level, sketch))
    seen = line.x[line.y < y1]
    assert seen.min() - x0 > 0.2 * np.ptp(seen)


def test_barriers_over_the_offset_keep_their_order():
    scanned = solved("gate-barriers", n=7)
    sketch = gate_barrier.scan.sketch(scanned, here=-2.0)
    lines = {line.look.name: line for line in of(Line, sketch)}
    frozen_U, dynamic, relaxed = (lines[look.name].y for look in gate_barrier.BARRIERS.values())
    assert frozen_U[0] == pytest.approx(10.0)
    tiny = 1e-6
    assert np.all(frozen_U >= dynamic - tiny) and np.all(dynamic >= relaxed - tiny)
    assert [cursor.x for cursor in of(Cursor, sketch)] == [2.0]
    assert sketch.ranges()[2] < 0.0 < 10.0 < sketch.ranges()[3]
