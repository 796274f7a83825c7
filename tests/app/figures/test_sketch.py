"""Sketches: what the axes show of marks, before anything is drawn."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.figures import marks
from ionoscope.app.figures.places import edges
from ionoscope.app.figures.sketch import ABOVE, DEPTH, LINE, SIZE, Axis, Sketch
from ionoscope.app.figures.style import PLAIN, Look

TIGHT = (0.0, 0.0)
X, Y = Axis("time", room=TIGHT), Axis("z", room=TIGHT)
LOG = Axis("D", log=True, room=TIGHT)
LOOK = Look("#0072B2", name="own")


def line(x, y, **options):
    return marks.Line(np.array(x, float), np.array(y, float), LOOK, **options)


def bars(y, low, high):
    y = np.array(y, float)
    return marks.Dots(
        np.arange(1.0, len(y) + 1), y, LOOK, np.array(low, float), np.array(high, float)
    )


# labels -------------------------------------------------------------------------------------


def test_an_axis_is_labelled_by_its_variable_s_symbol_and_unit():
    axis = Axis("E_ion")
    assert axis.label == "E_ion (meV)"
    assert axis.tex == r"E_{\mathrm{ion}}\ (\mathrm{meV})"
    assert axis.html == "<i>E</i><sub>ion</sub> (meV)"


def test_a_unit_or_a_text_of_its_own_goes_before():
    assert Axis("E_ion", unit="").label == "E_ion"
    assert Axis("E_ion", unit="eV").label == "E_ion (eV)"
    assert (Axis("cells", text="points a side").label, Axis("cells", text="x").tex) == (
        "points a side",
        "",
    )


# ranges -------------------------------------------------------------------------------------


PLACES = np.array([1.0, 3.0])
EACH = {
    "line": line([1, 3], [2, 5]),
    "rule": marks.Rule(PLACES, np.array([2.0, 5.0])),
    "dots": marks.Dots(PLACES, np.array([2.0, 5.0]), LOOK),
    "area": marks.Area(np.array([1, 3, 3]), np.array([2, 2, 5]), LOOK),
    "words": marks.Words(PLACES, np.array([2.0, 5.0]), ["a", "b"]),
    "strokes": marks.Strokes(PLACES[:1], np.array([2.0]), PLACES[1:], np.array([5.0])),
    "boxes": marks.Boxes(PLACES[:1], np.array([2.0]), PLACES[1:], np.array([5.0]), LOOK),
    "cells": marks.Cells(np.array([1.5, 2.5]), np.array([2.75, 4.25]), np.zeros((2, 2))),
}


@pytest.mark.parametrize("kind", EACH)
def test_every_mark_is_seen_whole(kind):
    assert Sketch((EACH[kind],), X, Y).ranges() == (1, 3, 2, 5)


def test_a_histogram_stands_on_zero():
    steps = marks.Steps(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0]), LOOK)
    assert Sketch((steps,), X, Y).ranges() == (1, 3, 0, 5)


def test_straight_lines_across_count_along_one_axis_or_none():
    across = marks.Level(7.0), marks.Cursor(100.0)
    assert Sketch((EACH["line"], *across), X, Y).ranges() == (1, 3, 2, 7)


def test_a_veil_has_no_extent_of_its_own():
    veil = marks.Veil(np.array([0.0, 99.0]), np.array([0.0, 99.0]), np.ones((2, 2)))
    assert Sketch((EACH["line"], veil), X, Y).ranges() == (1, 3, 2, 5)


@pytest.mark.parametrize(
    "mark", [bars([3], [1], [8]), line([1, 2], [3, 3], low=[1, 2], high=[8, 9])]
)
def test_bars_and_bands_are_seen_too(mark):
    low, high = Sketch((mark,), X, Y).ranges()[2:]
    assert (low, high) == (1, 9 if isinstance(mark, marks.Line) else 8)


def test_room_is_a_share_of_what_is_filled():
    sketch = Sketch((EACH["line"],), replace(X, room=(0.5, 1.0)), replace(Y, room=(0.1, 0.0)))
    assert sketch.ranges() == pytest.approx((0, 5, 1.7, 5))


def test_room_on_a_log_axis_is_a_share_of_the_decades():
    sketch = Sketch((line([1, 2], [1, 100]),), X, replace(LOG, room=(0.5, 0.25)))
    assert sketch.ranges()[2:] == pytest.approx((0.1, 10**2.5))


def test_a_span_is_what_is_seen_whatever_there_is():
    sketch = Sketch((EACH["line"],), replace(X, span=(0, 10)), replace(Y, span=(1, 2)))
    assert sketch.ranges() == (0, 10, 1, 2)


def test_also_is_seen_in_any_case():
    assert Sketch((EACH["line"],), replace(X, also=(0.0, 9.0)), Y).ranges()[:2] == (0, 9)
    assert Sketch((), X, replace(Y, also=(4.0, 6.0))).ranges()[2:] == (4, 6)


def test_what_is_not_a_number_has_no_place():
    sketch = Sketch((line([1, np.nan, 3, 4], [2, 9, np.inf, 5]),), X, Y)
    assert sketch.ranges() == (1, 4, 2, 9)


@pytest.mark.parametrize("axis", [Y, LOG, replace(Y, room=(0.1, 0.1))])
@pytest.mark.parametrize("drawn", [(), (line([], []),), (line([2], [3]),), (line([2], [0]),)])
def test_no_axis_is_without_length(axis, drawn):
    """A browser draws none."""
    x0, x1, y0, y1 = Sketch(drawn, X, axis).ranges()
    assert x1 > x0 and y1 > y0
    assert np.isfinite([x0, x1, y0, y1]).all()


def test_cells_end_half_a_cell_beyond_their_centres():
    assert edges(np.array([1.0, 2.0, 3.0])) == (0.5, 3.5)


# log axes -----------------------------------------------------------------------------------


def test_a_log_axis_never_sees_what_is_not_positive():
    shown = Sketch((line([1, 2, 3], [0, 4, -1]),), X, LOG).visible[0]
    np.testing.assert_array_equal(shown.y, [np.nan, 4, np.nan])
    np.testing.assert_array_equal(shown.x, [1, 2, 3])


def test_what_has_no_place_on_a_log_axis_has_no_height_on_the_other():
    sketch = Sketch((line([0, 1, 10], [99, 2, 5], low=[90, 1, 4], high=[100, 3, 6]),), LOG, Y)
    assert sketch.ranges() == (1, 10, 1, 6)
    assert np.isnan(sketch.visible[0].low[0])


def test_a_rule_that_a_log_axis_cannot_show_is_gone_with_its_name():
    sketch = Sketch((marks.Rule(PLACES, np.array([-1.0, 0.0]), "gone"),), X, LOG)
    assert sketch.visible == ()
    assert sketch.named() == []


def test_marks_on_even_axes_are_as_they_were():
    drawn = line([0, -1], [0, -2]), marks.Rule(PLACES, -PLACES)
    assert Sketch(drawn, X, Y).visible is drawn


def test_a_point_that_is_not_above_zero_is_a_limit_of_a_log_axis():
    """Seen below the upper end of its interval; without an end above zero nothing is known."""
    dots = bars([2, 0, -1, -3], [1, 0, -2, -4], [3, 0.5, 0.25, -2])
    sketch = Sketch((dots._replace(nothing=["", "none", "", ""]),), X, LOG)
    _, limits = sketch.visible
    assert limits.x.tolist() == [2, 3] and limits.y.tolist() == [0.5, 0.25]
    assert limits.said == ["none: D < 0.5", "D < 0.25"]
    assert sketch.ranges()[2:] == pytest.approx((0.25 / DEPTH, 3))
    assert len(replace(sketch, y=Y).visible) == 1


def test_bars_below_a_log_axis_end_at_its_foot():
    sketch = Sketch((bars([2, 4], [-1, 3], [5, 6]),), X, LOG)
    foot = 2 / DEPTH
    np.testing.assert_allclose(sketch.visible[0].low, [foot, 3])
    np.testing.assert_allclose(sketch.visible[0].high, [5, 6])
    assert sketch.ranges()[2] == pytest.approx(foot)


def test_the_foot_of_bars_that_go_on_has_no_room_below():
    sketch = Sketch((bars([2, 4], [-1, 3], [5, 6]),), X, replace(LOG, room=(0.3, 0.3)))
    assert sketch.ranges()[2] == pytest.approx(2 / DEPTH)
    assert sketch.ranges()[3] > 6


def test_bars_within_the_axis_are_left_alone():
    sketch = Sketch((bars([2, 4], [1, 3], [5, 6]),), X, LOG)
    np.testing.assert_array_equal(sketch.visible[0].low, [1, 3])
    assert sketch.ranges()[2] == 1


def test_a_bar_without_an_end_is_the_value_itself():
    shown = Sketch((bars([2, 4], [np.nan, 3], [5, np.inf]),), X, LOG).visible[0]
    np.testing.assert_array_equal(shown.low, [2, 3])
    np.testing.assert_array_equal(shown.high, [5, 4])


def test_log_axes_never_see_what_is_not_positive():
    x, y = np.array([0.0, 1, 2, 3, 4]), np.array([1.0, -1, 2, 4, 0])
    sketch = Sketch(
        (
            marks.Line(x, y, LOOK, y - 3, y + 3),
            marks.Dots(x, y, LOOK, y - 3, y + 3),
            marks.Rule(x, y - 3, "fit"),
        ),
        Axis("x", log=True),
        Axis("y", log=True),
    )
    columns = [m._asdict() for m in sketch.visible]
    drawn = [c[k] for c in columns for k in ("x", "y", "low", "high") if k in c]
    drawn = np.concatenate(drawn)
    assert np.isfinite(drawn).any() and not (drawn <= 0).any()
    x0, x1, y0, y1 = sketch.ranges()
    assert 0 < x0 < x1 and y0 == pytest.approx(0.1)  # a tenth of the lowest point, where bars end
    assert y1 > 7


# names --------------------------------------------------------------------------------------


def rules(*heights, x=10.0):
    return tuple(marks.Rule(np.array([0.0, x]), np.array([0.0, h]), f"at {h:g}") for h in heights)


@pytest.mark.parametrize("axis", [Y, LOG])
@pytest.mark.parametrize("heights", [(5, 5, 5, 5), (9.8, 9.9, 10), (1, 5, 10)])
def test_names_at_the_right_end_are_kept_apart_and_inside(axis, heights):
    sketch = Sketch((line([0, 10], [0.1, 10]), *rules(*heights)), X, axis)
    named = sketch.named()
    low, high = axis.even(np.array(sketch.ranges()[2:]))
    places = axis.even(np.array([y for _, y, *_ in named]))
    assert len(named) == len(heights)
    assert np.all(np.diff(places) >= 0.999 * LINE / SIZE[1] * (high - low))
    assert places.max() <= high + 1e-9


def test_names_that_are_far_apart_stay_where_their_lines_end():
    named = Sketch((line([0, 10], [0, 10]), *rules(1, 5, 9)), X, Y).named()
    assert [(x, y, text) for x, y, text, _ in named] == [
        (10, 1, "at 1"),
        (10, 5, "at 5"),
        (10, 9, "at 9"),
    ]


def test_a_name_stands_where_its_line_ends_in_the_picture():
    rule = marks.Rule(np.array([1.0, 3.0, 2.0]), np.array([1.0, np.nan, 4.0]), "falls", PLAIN)
    assert Sketch((rule,), X, Y).named() == [(2.0, 4.0, "falls", PLAIN.color)]


def test_the_picture_has_room_for_the_longest_name():
    wide = [Sketch(rules(1), X, Y), Sketch((marks.Rule(PLACES, PLACES, 20 * "n"),), X, Y)]
    assert wide[0].ranges()[1] > 10
    x0, x1, *_ = wide[1].ranges()
    assert (x1 - 3) / (x1 - x0) * SIZE[0] >= 0.9 * 21 * 7
    assert Sketch((marks.Rule(PLACES, PLACES),), X, Y).ranges()[1] == 3


@pytest.mark.parametrize("axis", [Y, LOG])
def test_a_level_is_named_above_itself_and_a_cursor_beside_its_foot(axis):
    level, cursor = marks.Level(3.0, label="mean"), marks.Cursor(2.0, label="now")
    sketch = Sketch((line([1, 3], [2, 50]), level, cursor), X, axis)
    (x, y, text), (at, foot, told) = sketch.label(level), sketch.label(cursor)
    assert (text, told.strip(), at) == ("mean", "now", 2.0)
    assert (1 < x < 1.1, 3 < y < 6, 2 < foot < 5) == (True, True, True)


def test_a_look_is_in_the_legend_once_and_only_with_a_name():
    named = (
        line([1], [2]),
        marks.Dots(PLACES, PLACES, LOOK),
        marks.Dots(PLACES, PLACES, PLAIN),
        rules(1)[0],
    )
    assert Sketch(named, X, Y).legend == [LOOK]


def test_more_marks_come_on_top():
    sketch = Sketch((EACH["line"],), X, Y)
    assert sketch.with_marks(EACH["dots"]).marks == (EACH["line"], EACH["dots"])
    assert len(sketch.marks) == 1


def test_names_of_levels_that_lie_close_stand_above_each_other():
    levels = [marks.Level(y, label=str(y)) for y in (1.353, 0.5062, 0.6231)]
    sketch = Sketch(tuple(levels), Axis("y", span=(0.0, 1.0)), Axis("V", span=(0.0, 16.5)))
    low, high = sketch.ranges()[2:]
    heights = sorted(sketch.label(level)[1] for level in levels)
    assert np.diff(heights).min() >= 0.99 * LINE / sketch.size[1] * (high - low)
    assert [sketch.label(level)[2] for level in levels] == ["1.353", "0.5062", "0.6231"]
    alone = Sketch((levels[0],), sketch.x, sketch.y).label(levels[0])[1]
    assert alone == pytest.approx(1.353 + ABOVE * (high - low))
