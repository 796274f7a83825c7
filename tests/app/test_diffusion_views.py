"""Views of diffusion without a browser: what their sources hold, and what is left out."""

import numpy as np
import pytest

from ionoscope.app.scenes.player import Player
from ionoscope.app.views.bands import Band, Bands, Dots, Rule, marker
from ionoscope.app.views.lines import KINDS
from ionoscope.app.views.path3d import FRAMES, Path, Path3D, visited
from ionoscope.app.views.thermometer import Reading, Thermometer, sentence
from ionoscope.app.views.velocities import Velocities
from ionoscope.engine.statistics.velocities import Histogram

A = 3.0


def walk(key="full", points=300, seed=1):
    """A path from the middle of a cell."""
    steps = np.random.default_rng(seed).normal(size=(points, 3))
    return Path(key, np.arange(float(points)), 1.5 + np.cumsum(steps, axis=0))


@pytest.fixture
def path():
    """A view with a player."""
    return Path3D(Player(), 400)


def test_a_cell_has_twelve_edges_and_neighbours_share_four():
    one = Path("full", np.zeros(1), np.array([[1.5, 1.5, 1.5]]))
    two = Path("full", np.arange(2.0), np.array([[1.5, 1.5, 1.5], [4.5, 1.5, 1.5]]))
    assert len(visited([one], A)[0]) == 12
    edges, left = visited([two, one], A)
    assert (len(edges), left) == (20, 0)
    assert len(np.unique(edges, axis=0)) == len(edges)


def test_too_many_cells_leave_out_the_oldest():
    line = Path("full", np.arange(50.0), np.column_stack([A * np.arange(50), *np.zeros((2, 50))]))
    edges, left = visited([line], A, most=12 + 8 * 9)
    assert left == 40
    assert len(edges) == 12 + 8 * 9
    assert edges[:, 0].min() == 40


def test_paths_are_sent_one_after_the_other(path):
    paths = [walk(), walk("#123456", 100, seed=2)]
    path.update(paths, A)
    assert path.runs.data["color"] == [KINDS["full"][0], "#123456"]
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
    path.update([Path("full", np.append(whole.time, 300.0), np.vstack([whole.place, inside]))], A)
    assert (dict(path.stage.data), path.figure.y_range.end) == before
    path.figure.y_range.update(start=-5.0, end=5.0)  # somebody zooms
    far = np.vstack([whole.place, inside + 100])
    path.update([Path("full", np.append(whole.time, 300.0), far)], A)
    assert (dict(path.stage.data), path.figure.y_range.end) == (before[0], 5.0)


def test_a_growing_path_does_not_stop_the_player(path):
    whole = walk()
    path.update([Path("full", whole.time[:100], whole.place[:100])], A)
    assert (path.player.frames, path.player.duration, path.player.renewed) == (FRAMES, 99.0, 1)
    path.update([whole], A)
    assert (path.player.duration, path.player.renewed) == (299.0, 1)
    path.update([walk(points=50, seed=3)], A)  # another run
    assert (path.player.duration, path.player.renewed) == (49.0, 2)


def test_no_path_is_an_empty_picture(path):
    path.update([walk()], A)
    path.update([], A)
    assert len(path.cloud.data["x"]) == len(path.edges.data["i"]) == 0


def test_log_axes_never_see_what_is_not_positive():
    view = Bands("x", "y", 300, log_x=True, log_y=True)
    x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    y = np.array([1.0, -1.0, 2.0, 4.0, 0.0])
    view.update([Band("full", x, y, y - 3, y + 3)], [Dots("memory", x, y, y - 3, y + 3)],
                [Rule(None, x, y - 3, "fit")])  # fmt: skip
    sources = (view.curves, view.areas, view.rules)
    drawn = [v for s in sources for k in ("xs", "ys") for one in s.data[k] for v in one]
    drawn += [v for k in ("x", "y", "low", "high") for v in view.dots.data[k]]
    drawn = np.array(drawn)
    assert np.isfinite(drawn).any()
    assert not (drawn <= 0).any()
    for range_ in (view.figure.x_range, view.figure.y_range):
        assert 0 < range_.start < range_.end


def test_points_keep_their_bars_and_running_ones_are_hollow():
    view = Bands("x", "y", 300)
    x, y = np.array([1.0, 2.0]), np.array([-3.0, 4.0])
    view.update([], [Dots("full", x, y, y - 1, y + 1, np.array([False, True]))])
    data = view.dots.data
    np.testing.assert_array_equal(data["low"], y - 1)
    np.testing.assert_array_equal(data["high"], y + 1)
    np.testing.assert_array_equal(data["fill"], [0, 1])
    assert list(data["marker"]) == [marker(KINDS, "full")] * 2
    assert "-4 … -2" in data["said"][0]


def test_a_band_with_a_gap_has_two_outlines():
    view = Bands("x", "y", 300)
    x = np.arange(7.0)
    y = np.array([1, 1, 1, np.nan, 1, 1, 1])
    view.update([Band("full", x, y, y - 0.5, y + 0.5)])
    assert [len(xs) for xs in view.areas.data["xs"]] == [6, 6]


def test_equations_differ_by_more_than_colour():
    assert len({marker(KINDS, k) for k in ("full", "memory", "time-local")}) == 3
    assert marker({"mine": ("red", "solid", "mine", "diamond")}, "mine") == "diamond"


def test_names_of_rules_stand_apart():
    view = Bands("x", "y", 300, log_y=True)
    x = np.array([1.0, 2.0])
    view.update(rules=[Rule(None, x, np.array([1.0, 10.0]), "a"),
                       Rule("full", x, np.array([1.0, 10.001]), "b")])  # fmt: skip
    low, high = view.ends.data["y"]
    assert low == pytest.approx(10.0)
    span = np.log10(view.figure.y_range.end / view.figure.y_range.start)
    assert np.log10(high / low) > 0.05 * span


def test_outlines_and_baths_have_the_areas_of_their_histograms():
    edges = np.linspace(-6, 6, 25)
    expected = np.exp(-(((edges[1:] + edges[:-1]) / 2) ** 2) / 2) / np.sqrt(2 * np.pi)
    view = Velocities(300)
    runs = [(k, Histogram(edges, n * expected, expected)) for n, k in ((1, "full"), (2, "memory"))]
    view.update(runs)
    outlines = zip(view.outlines.data["xs"], view.outlines.data["ys"], strict=True)
    areas = [np.trapezoid(y, x) for x, y in outlines]
    np.testing.assert_allclose(areas, [expected.sum() / 2, expected.sum()], rtol=1e-12)
    assert len(view.areas.data["xs"]) == 1  # one bath


@pytest.mark.parametrize(
    ("value", "half", "more", "words"),
    [
        (0.653, 0.006, {"equation": "time-local"}, "35 % colder than its crystal, 0.653(6). Its d"),
        (0.653, 0.006, {"equation": "memory"}, "35 % colder than its crystal, 0.653(6)."),
        (1.01, 0.02, {}, "as hot as its crystal, within ±2 %, 1.010(20)."),
        (
            1.01,
            0.02,
            {"bath": 1.17, "quantum": True},
            "14 % colder than its crystal, 1.010(20). Its",
        ),
        (1.17, 0.02, {"bath": 1.17, "quantum": True}, "as hot as its crystal, within ±1.7 %"),
        (1.11, 0.02, {}, "11 % hotter than its crystal, 1.110(20)."),
        (1.11, np.nan, {}, "too few ions or too short a time to say"),
        (1.00, 0.11, {}, "too few ions or too short a time to say"),
        (1.00, 0.02, {"settled": False}, "too few ions or too short a time to say"),
        (1.6, 0.2, {"equation": "memory"}, "something heats it: do not trust this run."),
        (1.6, 0.8, {}, "too few ions or too short a time to say"),  # by chance, it may be
        (1.7, 0.05, {"bath": 1.7, "quantum": True}, "as hot as its crystal"),
    ],
)
def test_what_a_thermometer_says(value, half, more, words):
    assert words in sentence(
        "a run", Reading("full", value, value - half, value + half, 25, **more)
    )


@pytest.mark.parametrize(("bath", "quantum", "said"), [
    (1.17, True, True), (1.01, True, False), (1.0, False, False),
])  # fmt: skip
def test_zero_point_motion_is_told_where_it_matters(bath, quantum, said):
    row = Reading("full", bath, bath - 0.02, bath + 0.02, 10, bath, quantum=quantum)
    assert ("zero-point" in sentence("full", row)) == said


def test_a_crystal_hotter_than_kT_has_a_tick_in_its_row():
    view = Thermometer(200)
    view.update([Reading("full", 1.1, 1.0, 1.2, 10, 1.17), Reading("memory", 1, 0.9, 1.1, 10)])
    assert view.crystals.data["x"] == [1.17]
    low, high = (view.crystals.data[k][0] for k in ("low", "high"))
    assert (low + high) / 2 == view.bars.data["y"][0]


def test_levels_are_dotted_and_rules_dashed():
    view = Bands("x", "y", 300)
    x = np.array([1.0, 2.0])
    view.update(rules=[Rule("full", x, x)], levels=[Rule(None, x, x, "its crystal")])
    assert view.rules.data["dash"] == ["dashed", "dotted"]
    assert view.ends.data["text"] == ["its crystal"]


def test_a_thermometer_names_its_runs_and_shows_the_hottest():
    view = Thermometer(200)
    view.update([Reading("full", 1.02, 1.0, 1.04, 25), Reading("time-local", 1.6, 1.5, 1.7, 50)])
    names = view.figure.yaxis[0].major_label_overrides
    assert [names[y] for y in view.bars.data["y"]] == ["full, 25 meV", "time-local, 50 meV"]
    assert view.figure.x_range.end > 1.7
