"""The paths of three equations, what takes the ion's energy, and how far they stray."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.figures.dissipation import difference, drag, energy, path, velocity
from ionoscope.app.figures.marks import Dots, Line
from ionoscope.app.figures.style import KINDS
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.lattice.memory_kernel import loss

DISSIPATION = EXPERIMENTS["ion-dissipation"]


def lines(sketch):
    return {m.look.name: m for m in sketch.marks if isinstance(m, Line)}


def dots(sketch):
    return {m.look.name: m for m in sketch.marks if isinstance(m, Dots)}


EQUATIONS = ["full", "memory", "time-local"]
SHORT = {"cells": 12, "duration": 1.0}


@pytest.fixture(scope="module")
def bounces():
    """The same ion by the three equations."""
    return [DISSIPATION(equation=e, **SHORT).solve() for e in EQUATIONS]


@pytest.mark.parametrize(("figure", "variable"), [(path, "z"), (velocity, "v"), (energy, "E_ion")])
def test_each_equation_is_a_curve_of_its_own_look(bounces, figure, variable):
    found = lines(figure.sketch(bounces))
    assert [line.look for line in found.values()] == [KINDS[e] for e in EQUATIONS]
    for result, line in zip(bounces, found.values(), strict=True):
        np.testing.assert_array_equal(line.x, result.data.time.values)
        np.testing.assert_array_equal(line.y, result.data[variable].values)


def test_one_equation_alone_is_called_by_its_name(bounces):
    assert list(lines(path.sketch(bounces[1]))) == ["memory"]


def test_two_speeds_of_one_equation_are_told_apart():
    results = [DISSIPATION(equation="time-local", v0=v0, **SHORT).solve() for v0 in (3.0, 7.5)]
    slow, fast = lines(path.sketch(results)).values()
    assert (slow.look.name, fast.look.name) == ("v₀=3", "v₀=7.5")
    assert slow.look.color == fast.look.color
    assert slow.look.dash != fast.look.dash


def test_the_energy_falls_by_what_the_summary_says(bounces):
    for result, line in zip(bounces, lines(energy.sketch(bounces)).values(), strict=True):
        assert line.y[0] - line.y[-1] == pytest.approx(result.summary["energy_lost"])


def test_the_others_differ_from_full_by_their_distance(bounces):
    found = lines(difference.sketch(bounces))
    assert list(found) == ["memory", "time-local"]
    for result, line in zip(bounces[1:], found.values(), strict=True):
        np.testing.assert_allclose(
            line.y, result.data.z.values - bounces[0].data.z.values, atol=1e-12
        )


def test_nothing_differs_where_full_is_not_among_them(bounces):
    assert difference.sketch(bounces[1:]).marks == ()
    assert difference.sketch([]).marks == ()


def test_each_differs_from_the_full_one_of_its_own_parameters(bounces):
    slow = [DISSIPATION(equation=e, v0=3.0, **SHORT).solve() for e in ("full", "time-local")]
    found = lines(difference.sketch([*bounces, *slow]))
    own = slow[1].data.z.values - slow[0].data.z.values
    np.testing.assert_allclose(found["v₀=3 time-local"].y, own, atol=1e-12)


def test_paths_of_different_lengths_are_compared_as_far_as_both_go(bounces):
    full, memory, _ = bounces
    half = full.data.sizes["time"] // 2
    line = lines(difference.sketch([_cut(full, half), memory]))["memory"]
    assert len(line.x) == half
    line = lines(difference.sketch([full, _cut(memory, half)]))["memory"]
    assert np.isfinite(line.y).sum() == half


def _cut(result, points):
    return replace(result, data=result.data.isel(time=slice(points)))


def test_the_drag_is_l_times_the_square_of_the_row_s_curvature(bounces):
    """Atoms at rest, the screened Coulomb law by finite differences [SEOM Eqs. 18–20]."""
    e = DISSIPATION(**SHORT)
    line = lines(drag.sketch(bounces[0]))["time-local"]
    assert np.all(np.diff(line.x) >= 0)

    def U(z):
        apart = np.abs(e.row()[:, None] - z)
        return (e.U0 * np.exp(-apart / e.lam) / apart).sum(axis=0)

    h = 1e-4
    bend = (U(line.x + h) - 2 * U(line.x) + U(line.x - h)) / h**2
    np.testing.assert_allclose(line.y, loss(e.cubic())[0, 0] * bend**2, rtol=1e-4)
    assert line.look == KINDS["time-local"]


@pytest.mark.parametrize("figure", [path, velocity, energy, difference, drag])
def test_time_and_way_fill_the_picture(bounces, figure):
    sketch = figure.sketch(bounces)
    ends = np.concatenate([line.x for line in lines(sketch).values()])
    assert sketch.ranges()[:2] == (ends.min(), ends.max())
    assert figure(bounces)
