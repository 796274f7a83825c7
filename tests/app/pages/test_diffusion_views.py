"""The path in three dimensions without a browser: what its sources hold, and what is left out."""

import numpy as np
import pytest

from ionoscope.app.figures.style import KINDS, Look
from ionoscope.app.scenes.path3d import FRAMES, Path3D
from ionoscope.app.scenes.paths import Path, visited
from ionoscope.app.scenes.player import Player

A = 3.0
FULL = KINDS["full"]


def walk(look=FULL, points=300, seed=1):
    """A path from the middle of a cell."""
    steps = np.random.default_rng(seed).normal(size=(points, 3))
    return Path(look, np.arange(float(points)), 1.5 + np.cumsum(steps, axis=0))


@pytest.fixture
def path():
    """A view with a player."""
    return Path3D(Player(), 400)


def test_a_cell_has_twelve_edges_and_neighbours_share_four():
    one = Path(FULL, np.zeros(1), np.array([[1.5, 1.5, 1.5]]))
    two = Path(FULL, np.arange(2.0), np.array([[1.5, 1.5, 1.5], [4.5, 1.5, 1.5]]))
    assert len(visited([one], A)[0]) == 12
    edges, left = visited([two, one], A)
    assert (len(edges), left) == (20, 0)
    assert len(np.unique(edges, axis=0)) == len(edges)


def test_too_many_cells_leave_out_the_oldest():
    line = Path(FULL, np.arange(50.0), np.column_stack([A * np.arange(50), *np.zeros((2, 50))]))
    edges, left = visited([line], A, most=12 + 8 * 9)
    assert left == 40
    assert len(edges) == 12 + 8 * 9
    assert edges[:, 0].min() == 40


def test_the_cells_are_those_of_all_points_the_newest_first():
    paths = [walk(points=2000), walk(points=500, seed=2)]
    order = sorted(
        (-t, n, tuple(np.floor(r / A).astype(int)))
        for n, p in enumerate(paths)
        for t, r in zip(p.time, p.place, strict=True)
    )
    cells = list(dict.fromkeys(cell for *_, cell in order))
    edges, left = visited(paths, A, most=10**6)
    assert left == 0
    corners = {
        (i + a, j + b, k + c) for i, j, k in cells for a in (0, 1) for b in (0, 1) for c in (0, 1)
    }
    ends = edges[:, :3] + np.eye(3, dtype=int)[edges[:, 3]]
    assert {tuple(c) for c in np.vstack([edges[:, :3], ends])} == corners
    assert tuple(edges[0, :3]) == cells[0]


def test_what_is_seen_is_named(path):
    path.update([walk(), walk(seed=2), walk(Look("#123456", marker="square", name="mine"))], A)
    words = path.names.object
    assert words.count("full") == words.count("mine") == 1
    assert "●" in words and "■" in words and "hollow: start" in words
    path.update([Path(FULL, np.arange(900.0), np.arange(2700.0).reshape(900, 3))], A)
    assert "oldest cells are not drawn" in path.names.object


def test_paths_are_sent_one_after_the_other(path):
    paths = [walk(), walk(Look("#123456", name="mine"), 100, seed=2)]
    path.update(paths, A)
    assert path.runs.data["color"] == [FULL.color, "#123456"]
    np.testing.assert_array_equal(path.runs.data["first"], [0, 300])
    np.testing.assert_array_equal(path.runs.data["last"], [299, 399])
    for column, name in enumerate("xyz"):
        both = np.concatenate([p.place[:, column] for p in paths])
        np.testing.assert_allclose(path.cloud.data[name], both, rtol=1e-6, atol=1e-5)
    x, y = path.figure.x_range, path.figure.y_range
    centre = [path.stage.data[k][0] for k in "xyz"]
    reach = max(np.linalg.norm(p.place - centre, axis=1).max() for p in paths)
    assert x.end - x.start == y.end - y.start >= 2 * reach


def test_a_growing_path_keeps_the_view_until_it_leaves_it(path):
    whole = walk()
    # the whole path's cube, then one more point inside it
    path.update([whole], A)
    before = dict(path.stage.data), path.figure.y_range.end
    inside = whole.place.mean(axis=0)
    path.update([Path(FULL, np.append(whole.time, 300.0), np.vstack([whole.place, inside]))], A)
    assert (dict(path.stage.data), path.figure.y_range.end) == before
    path.figure.y_range.update(start=-5.0, end=5.0)  # somebody zooms
    far = np.vstack([whole.place, inside + 100])
    path.update([Path(FULL, np.append(whole.time, 300.0), far)], A)
    assert (dict(path.stage.data), path.figure.y_range.end) == (before[0], 5.0)


def test_a_growing_path_does_not_stop_the_player(path):
    whole = walk()
    path.update([Path(FULL, whole.time[:100], whole.place[:100])], A)
    assert (path.player.frames, path.player.duration, path.player.renewed) == (FRAMES, 99.0, 1)
    path.update([whole], A)
    assert (path.player.duration, path.player.renewed) == (299.0, 1)
    path.update([walk(points=50, seed=3)], A)  # another run
    assert (path.player.duration, path.player.renewed) == (49.0, 2)


def test_no_path_is_an_empty_picture(path):
    path.update([walk()], A)
    path.update([], A)
    assert len(path.cloud.data["x"]) == len(path.edges.data["i"]) == 0
