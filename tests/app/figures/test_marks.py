"""Marks' arrays: thinned curves, histograms' outlines, bands."""

import numpy as np
import pytest

from ionoscope.app.figures import marks


def test_few_points_are_all_drawn():
    x, y = marks.thinned(np.arange(5.0), np.arange(5.0) ** 2, most=5)
    np.testing.assert_array_equal(y, x**2)


@pytest.mark.parametrize("log", [False, True])
def test_many_points_are_thinned_evenly_and_keep_both_ends(log):
    every = np.arange(100_001.0)
    x, y = marks.thinned(every, -every, log=log, most=300)
    assert len(x) <= 300
    np.testing.assert_array_equal(y, -x)
    assert (x[0], x[-1]) == (1.0 if log else 0.0, every[-1])
    steps = np.diff(np.log(x[50:]) if log else x)
    assert steps.max() < 1.3 * np.median(steps)


def test_a_log_axis_gets_no_point_that_it_cannot_show():
    x, y = marks.thinned(np.array([-1.0, 0.0, 1.0, 2.0]), np.array([5.0, 6.0, 7.0, 8.0]), log=True)
    np.testing.assert_array_equal((x, y), ([1, 2], [7, 8]))
    assert all(len(a) == 0 for a in marks.thinned(np.zeros(3), np.zeros(3), log=True))


def test_the_area_of_a_histogram_s_outline_is_its_sum():
    bins, heights = np.array([0.0, 1.0, 3.0]), np.array([2.0, 5.0])
    x, y = marks.stairs(bins, heights)
    assert np.trapezoid(y, x) == pytest.approx(np.sum(heights * np.diff(bins)))
    assert y[0] == y[-1] == 0


def test_a_band_is_outlined_stretch_by_stretch():
    x, low = np.arange(6.0), np.zeros(6)
    high = np.array([1, 1, np.nan, 0, 2, 2])
    first, second = marks.outlines(x, low, high)
    np.testing.assert_array_equal(first[0], [0, 1, 1, 0])
    np.testing.assert_array_equal(second[1], [0, 0, 2, 2])
