"""A collision's curves, and the map of where its approximations may be trusted."""

from dataclasses import replace

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures.collision import deflection, force
from ionoscope.app.figures.marks import Dots, Line
from ionoscope.app.figures.style import KINDS
from ionoscope.app.figures.validity import CLASSES, NAMES, PALETTE, ticks_in, validity
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.ion.validity import PAIRS

ANSWERS = ["full", "time-local", "quasistatic", "homogeneous"]
COLLISION, DISSIPATION = EXPERIMENTS["ion-collision"], EXPERIMENTS["ion-dissipation"]
RANGES = {"v0_min": 2.0, "v0_max": 20.0, "M_min": 0.3, "stiffness_min": 0.2, "stiffness_max": 5.0}


def lines(sketch):
    return {m.look.name: m for m in sketch.marks if isinstance(m, Line)}


def dots(sketch):
    return {m.look.name: m for m in sketch.marks if isinstance(m, Dots)}


# collision ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def collisions():
    """The paper's collision and one with a shorter reach."""
    return [COLLISION(cells=12, resolution=20, lam=lam).solve() for lam in (0.5, 0.3)]


@pytest.mark.parametrize(("figure", "kind"), [(force, "force"), (deflection, "deflection")])
def test_four_curves_are_the_dataset_s_and_their_dots_its_maxima(collisions, figure, kind):
    data = collisions[0].data
    sketch = figure.sketch(collisions[0])
    assert list(lines(sketch)) == list(dots(sketch)) == ANSWERS
    for name in ANSWERS:
        y = data[f"{kind}_{name.replace('-', '_')}"].values
        line, top = lines(sketch)[name], dots(sketch)[name]
        np.testing.assert_array_equal(line.y, y)
        np.testing.assert_array_equal(line.x, data.time.values)
        assert (top.x[0], top.y[0]) == (data.time.values[np.argmax(y)], y.max())
        assert line.look == top.look == KINDS[name]


def test_a_notebook_gets_a_named_curve_for_each_answer(collisions):
    overlay = force(collisions[0])
    full = overlay.Curve.Full
    np.testing.assert_array_equal(full.dimension_values("F"), collisions[0].data.force_full.values)
    assert [e.label for e in overlay if type(e).__name__ == "Curve"] == ANSWERS
    assert (full.kdims[0].name, full.vdims[0].unit) == ("time", "meV/Å")


def test_two_collisions_have_two_names_and_two_dashes_in_one_colour(collisions):
    found = lines(deflection.sketch(collisions))
    assert list(found)[::4] == ["full, λ=0.5 Å", "full, λ=0.3 Å"]
    assert len(found) == 8
    first, second = (found[f"homogeneous, λ={lam} Å"].look for lam in (0.5, 0.3))
    assert first.color == second.color
    assert first.dash != second.dash


def test_the_window_holds_what_happens_and_little_else(collisions):
    """The force is faint outside: below 0.2 % of the largest."""
    data = collisions[0].data
    t, F = data.time.values, data.force_full.values
    low, high, *_ = force.sketch(collisions[0]).ranges()
    assert high - low < 0.85 * (t[-1] - t[0])
    assert low < t[np.argmax(F)] < high
    assert F[(t < low) | (t > high)].max() <= 2e-3 * F.max()


def test_the_window_of_several_collisions_holds_each_of_theirs(collisions):
    spans = [force.sketch(r).x.span for r in collisions]
    assert force.sketch(collisions).x.span == (min(a for a, _ in spans), max(b for _, b in spans))


def test_where_no_force_acts_the_whole_way_is_shown():
    result = COLLISION(cells=8, resolution=10, U0=0).solve()
    assert force.sketch(result).x.span == tuple(result.data.time.values[[0, -1]])


def test_a_collision_that_goes_on_has_no_curves_yet():
    first, *_ = COLLISION(cells=8, resolution=10).run()
    unfinished = COLLISION().result(first, "running", 0.0)
    assert force.sketch(unfinished).marks == ()
    assert force(unfinished)  # an empty picture


# the map ------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PAIRS)
def mapped(request):
    """A small map over each pair of axes."""
    return EXPERIMENTS["ion-validity"](cells=12, axes=request.param, n=3, **RANGES).solve()


def test_the_map_holds_the_errors_over_logarithms(mapped):
    cells, here = validity.sketch(mapped).marks
    error = mapped.data.error.sel(approximation="time_local", quantity="force_curve")
    np.testing.assert_array_equal(cells.said, error.values)
    up, across = error.dims
    np.testing.assert_allclose(10**cells.x, mapped.data[across].values)
    np.testing.assert_allclose(10**cells.y, mapped.data[up].values)
    own = {**mapped.parameters, "stiffness": 1.0}
    assert (10 ** here.x[0], 10 ** here.y[0]) == pytest.approx((own[across], own[up]))


@pytest.mark.parametrize("quantity", ["force", "deflection", "force_curve", "deflection_curve"])
@pytest.mark.parametrize("approximation", ["time_local", "quasistatic", "homogeneous"])
def test_each_quantity_and_approximation_can_be_mapped(mapped, quantity, approximation):
    cells, _ = validity.sketch(mapped, quantity=quantity, approximation=approximation).marks
    expected = mapped.data.error.sel(approximation=approximation, quantity=quantity)
    np.testing.assert_array_equal(cells.said, expected.values)


def test_the_outgoing_speed_has_a_map_of_its_own(mapped):
    sketch = validity.sketch(mapped, quantity="speed", approximation="quasistatic")
    np.testing.assert_array_equal(sketch.marks[0].said, mapped.data.speed_error.values)
    assert sketch.title == "Error of the outgoing speed, time-local"


def test_errors_fall_into_their_classes(mapped):
    data = mapped.data.copy(deep=True)
    for error, expected in ((0.0005, 0), (-0.005, 1), (0.05, 2), (-0.5, 3), (5.0, 4)):
        data.speed_error[:] = error
        cells = validity.sketch(replace(mapped, data=data), quantity="speed").marks[0]
        assert np.all(cells.values == expected)
    assert len(CLASSES) + 2 == len(NAMES) == len(PALETTE)  # worse than the last, and left out


def test_what_was_not_computed_has_no_class(mapped):
    data = mapped.data.copy(deep=True)
    data.speed_error[0, 0] = np.nan
    classes = validity.sketch(replace(mapped, data=data), quantity="speed").marks[0].values
    assert np.isnan(classes[0, 0])
    assert np.isfinite(classes[1, 1])


def test_axes_are_named_and_ticked_in_the_values_themselves(mapped):
    sketch = validity.sketch(mapped)
    across = mapped.data.error.dims[-1]
    assert sketch.x.label == {"v0": "v₀ (Å/ps)", "M": "M (meV ps²/Å²)"}[across]
    assert sketch.y.label == {"v0": "λ (Å)", "M": "k/k₀"}[across]
    for place, text in (*sketch.x.ticks, *sketch.y.ticks):
        assert 10**place == pytest.approx(float(text))
    first, second = sketch.marks[0].x[:2]
    assert sketch.ranges()[0] == pytest.approx(first - (second - first) / 2)


def test_a_collision_off_the_map_leaves_its_ranges_alone(mapped):
    inside, outside = validity.sketch(mapped), validity.sketch(mapped, here=(1e-3, 1e5))
    assert inside.ranges() == outside.ranges()
    assert len(validity.sketch(mapped, here=(0.0, 1.0)).marks[1].x) == 0


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(1, 30, [1, 2, 5, 10, 20]), (0.1, 1, [0.1, 0.2, 0.5, 1]), (0.3, 0.4, [])],
)
def test_ticks_are_at_1_2_5(low, high, expected):
    assert ticks_in(low, high) == expected


def test_a_notebook_s_map_has_the_errors_and_the_classes_names(mapped):
    image = next(e for e in validity(mapped) if type(e).__name__ == "Image")
    assert [d.name for d in image.vdims] == ["class", "error"]
    shown = validity.sketch(mapped).marks[0]
    np.testing.assert_array_equal(image.dimension_values("error", flat=False), shown.said)
    assert image.opts.get("plot", backend="bokeh").kwargs["cticks"] == list(enumerate(NAMES))


@pytest.mark.parametrize("backend", ["bokeh", "matplotlib"])
def test_the_map_can_be_drawn_without_a_page(mapped, backend):
    assert hv.render(validity(mapped), backend=backend)
