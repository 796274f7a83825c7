"""Sites about a path and their distances, against the nearest of many points on it."""

import numpy as np
import pytest

from ionoscope.engine.lattice.path import crossings, distances, feet, sites_between

START, END = np.array([0.5, 0.5, -0.5]), np.array([2.5, 0.25, 0.5])


def test_distances_are_those_from_the_nearest_point():
    points = sites_between(np.full(3, -2.0), np.full(3, 4.0))
    steps = 2000
    line = START + np.linspace(0, 1, steps + 1)[:, None] * (END - START)
    nearest = np.linalg.norm(points[:, None] - line, axis=2).min(axis=1)
    found = distances(points, START, END)
    # the nearest point of a line of n steps is up to half a step aside: δ²/8d of the distance
    step = np.linalg.norm(END - START) / steps
    assert np.all(found <= nearest * (1 + 1e-14))
    np.testing.assert_allclose(found, nearest, atol=step**2 / (8 * found.min()))


def test_a_path_of_no_length_is_a_point():
    found = distances(np.array([[1.0, 2.0, 2.0], [0.0, 0.0, 0.0]]), np.zeros(3), np.zeros(3))
    assert found.tolist() == [3.0, 0.0]


@pytest.mark.parametrize(
    "low, high, sides",
    [
        ((0, 0, 0), (0, 0, 0), (1, 1, 1)),
        ((0.2, 0.2, 0.2), (0.8, 0.8, 0.8), (2, 2, 2)),
        ((-1.1, -1, 0), (1, 1.1, 0.5), (4, 4, 2)),
    ],
)
def test_sites_reach_to_the_whole_numbers_outside(low, high, sides):
    found = sites_between(np.array(low), np.array(high))
    assert len(found) == np.prod(sides) == len(np.unique(found, axis=0))
    np.testing.assert_array_equal(found.min(axis=0), np.floor(low))
    np.testing.assert_array_equal(found.max(axis=0), np.ceil(high))


def test_feet_are_shares_of_the_path_and_may_lie_beyond():
    points = np.array([[1.0, 5, 0], [3, 0, 2], [-2, 1, 1]])
    assert feet(points, np.zeros(3), np.array([2.0, 0, 0])).tolist() == [0.5, 1.5, -1]


def test_faces_are_crossed_at_whole_numbers_of_any_axis():
    found = crossings(np.array([0.5, 1.0, 0.5]), np.array([2.5, 1.0, 0.0]))
    assert found.tolist() == [0.25, 0.75, 1.0]
