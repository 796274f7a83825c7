"""Boundary tracing on pictures whose boundaries are known."""

from itertools import pairwise

import numpy as np
import pytest

from ionoscope.engine.gate.trace import MESH, nearest, threads, trace

SHAPE = (90, 110)
ROW, COLUMN = np.indices(SHAPE)
PICTURES = {
    "one side": ROW > 37,
    "slope": 3 * ROW + COLUMN > 190,
    "disc": (ROW - 40) ** 2 + (COLUMN - 60) ** 2 < 20**2,
    "ring": np.abs(np.hypot(ROW - 45, COLUMN - 50) - 25) < 1,
    "hair-thin stripe": COLUMN == 43,
    "wave": np.sin(ROW / 5) * 20 + 55 > COLUMN,
    "everything": ROW >= 0,
}


def traced(picture):
    """Every step of tracing it, past the pauses."""

    def launch(rows, columns):
        yield
        return picture[rows, columns].astype(np.int8)

    return [step for step in trace(picture.shape, launch) if step is not None]


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_a_boundary_that_crosses_the_net_is_found_whole(picture):
    cells, _ = traced(picture)[-1]
    np.testing.assert_array_equal(cells, picture)


def test_an_island_inside_one_mesh_is_lost_and_only_that():
    picture = np.zeros(SHAPE, bool)
    picture[3 * MESH + 2 : 4 * MESH - 1, 5 * MESH + 2 : 6 * MESH - 1] = True
    cells, _ = traced(picture)[-1]
    assert not cells.any()


def test_an_island_as_wide_as_the_mesh_is_never_lost():
    for offset in range(MESH):
        picture = np.zeros(SHAPE, bool)
        picture[20 + offset : 20 + offset + MESH, 30:32] = True
        np.testing.assert_array_equal(traced(picture)[-1][0], picture)


def test_no_cell_is_launched_twice_and_none_forgotten():
    count = np.zeros(SHAPE, int)

    def launch(rows, columns):
        np.add.at(count, (rows, columns), 1)
        yield from ()
        return PICTURES["disc"][rows, columns].astype(np.int8)

    *_, (_, launched) = trace(SHAPE, launch)
    np.testing.assert_array_equal(count, launched)


def test_launched_cells_only_grow_and_keep_their_outcome():
    steps = traced(PICTURES["slope"])
    for (_, before), (cells, after) in pairwise(steps):
        assert np.all(after[before])
        np.testing.assert_array_equal(cells[after], PICTURES["slope"][after])


def test_it_launches_far_fewer_than_all():
    # knots, threads (two in eight) and a band along the boundary
    assert traced(PICTURES["slope"])[-1][1].mean() < 0.4


@pytest.mark.parametrize("n", [2, 3, 8, 9, 200])
def test_threads_hold_both_ends_and_leave_no_wide_gap(n):
    at = threads(n)
    assert at[0] == 0 and at[-1] == n - 1
    assert np.diff(at).max() <= MESH


@pytest.mark.parametrize("n", [2, 9, 50])
def test_nearest_is_nearest(n):
    at = threads(n)
    distance = np.abs(np.arange(n)[:, None] - at[None, :])
    chosen = distance[np.arange(n), nearest(n, at)]
    np.testing.assert_array_equal(chosen, distance.min(axis=1))
