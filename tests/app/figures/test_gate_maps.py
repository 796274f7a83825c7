"""The domain map and its sixteen small ones: outcomes in their places, lines, veil and frame."""

from dataclasses import replace
from math import pi

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import domain_map
from ionoscope.app.figures.marks import Boxes, Cells, Dots, Strokes, Veil, Words
from ionoscope.app.figures.registry import surveyed
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.gate.scans import OFFSETS, PHASES


def marks(sketch, kind) -> list:
    """A sketch's marks of one kind."""
    return [m for m in sketch.marks if isinstance(m, kind)]


@pytest.fixture(scope="module")
def island():
    return EXPERIMENTS["gate-map"](phi=5 * pi / 4, n=40).solve()


def test_cells_are_exactly_the_outcomes(island):
    [cells] = marks(domain_map.domain_map.sketch(island), Cells)
    assert cells.values.dtype == np.uint8
    assert cells.values.flags.c_contiguous
    assert np.array_equal(cells.values, island.data.transmitted.values.T)
    image = domain_map.domain_map(island).get(0)
    assert isinstance(image, hv.Image)
    there = image[7.0, 5.0], image[5.0, 5.0]
    assert there == (0, 1)  # the island reflects the faster particle


def test_the_window_is_that_of_the_cells(island):
    p, o = island.data.E_particle.values, island.data.E_oscillator.values
    half_p, half_o = (p[1] - p[0]) / 2, (o[1] - o[0]) / 2
    window = domain_map.domain_map.sketch(island).ranges()
    assert window == pytest.approx((p[0] - half_p, p[-1] + half_p, o[0] - half_o, o[-1] + half_o))


@pytest.mark.parametrize(
    "window", [(0.1, 12.0, 0.0, 20.0), (6.0, 6.2, 1.0, 11.0), (400.0, 900.0, 3.0, 4.0)]
)
def test_lines_of_constant_energy_cross_the_window_and_say_their_value(window):
    lines, words = domain_map._energy_lines(*window)
    x0, x1, y0, y1 = window
    totals = lines.x0 + lines.y0
    assert len(totals) >= 3
    assert lines.x1 + lines.y1 == pytest.approx(totals)
    assert np.diff(totals) == pytest.approx(np.full(len(totals) - 1, totals[1] - totals[0]))
    inside = 1e-9 * max(window)
    assert np.all((lines.x0 >= x0 - inside) & (lines.x1 <= x1 + inside))
    assert np.all((lines.y1 >= y0 - inside) & (lines.y0 <= y1 + inside))
    said = np.array([float(text) for text in words.text])
    assert np.isin(np.round(said, 6), np.round([float(f"{t:.4g}") for t in totals], 6)).all()
    above = words.x + words.y - said
    assert np.all((above > 0) & (above < 0.03 * (y1 - y0) + 1e-3 * said))
    assert np.all((words.x > x0) & (words.x < x1) & (words.y > y0) & (words.y < y1))


def test_lines_weight_and_launch_are_drawn_if_asked_for(island):
    plain = domain_map.domain_map.sketch(island, lines=False)
    assert [type(m) for m in plain.marks] == [Cells]
    full = domain_map.domain_map.sketch(island, omega_T=4.0, picked=(7.0, 5.0))
    assert [type(m) for m in full.marks] == [Cells, Veil, Strokes, Words, Dots]
    [picked] = marks(full, Dots)
    assert (picked.x[0], picked.y[0], picked.look.marker) == (7.0, 5.0, "x")


def test_the_veil_is_the_boltzmann_weight(island):
    [veil] = marks(domain_map.domain_map.sketch(island, omega_T=4.0), Veil)
    x0, _, y0, _ = domain_map.domain_map.sketch(island).ranges()
    E = (veil.x - x0)[None, :] + (veil.y - y0)[:, None]
    assert -np.log(veil.weight) == pytest.approx(E / 4.0)
    assert veil.weight.max() == veil.weight[0, 0] < 1


# sixteen maps -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sixteen(island):
    return surveyed(island, domain_map.gallery)


def part(cells: Cells, column: int, row: int) -> np.ndarray:
    """What stands in one of the gallery's places, columns from the left, rows from below."""
    x, y = (
        np.flatnonzero((axis > i + 0.02) & (axis < i + 0.98))
        for axis, i in ((cells.x, column), (cells.y, row))
    )
    found = cells.values[np.ix_(y, x)]
    return found[~np.isnan(found).all(axis=1)][:, ~np.isnan(found).all(axis=0)]


def test_each_of_sixteen_maps_stands_in_its_place(sixteen):
    [cells] = marks(domain_map.gallery.sketch(sixteen), Cells)
    for row in range(len(OFFSETS)):
        for column in range(len(PHASES)):
            phase, offset = domain_map.at_place(column + 0.5, row + 0.5)
            found = sixteen.data.transmitted.sel(phi=phase, s=offset)
            assert np.array_equal(part(cells, column, row), found.values.T)
    assert domain_map.at_place(0.5, 1.5) == (0.0, OFFSETS[0])  # the first row is on top
    assert np.isnan(cells.values[:, 0]).all() and np.isnan(cells.values[0]).all()


@pytest.mark.parametrize("place", [(-0.01, 1.0), (8.01, 1.0), (1.0, -0.01), (1.0, 2.01)])
def test_beside_the_small_maps_is_none(place):
    assert domain_map.at_place(*place) is None


def test_maps_that_are_not_yet_known_are_not_drawn(sixteen):
    data = sixteen.data.copy(deep=True)
    data.transmitted[1, 3] = -1
    [cells] = marks(domain_map.gallery.sketch(replace(sixteen, data=data)), Cells)
    assert part(cells, 3, 0).size == 0
    assert part(cells, 3, 1).size == 60 * 60


def test_the_map_that_is_shown_is_framed(sixteen):
    [frame] = marks(domain_map.gallery.sketch(sixteen), Boxes)
    assert (frame.x0[0] + frame.x1[0]) / 2 == 5.5  # 5π/4
    assert (frame.y0[0] + frame.y1[0]) / 2 == 0.5  # s = 2
    assert frame.alpha == 0
    elsewhere = replace(sixteen, parameters=sixteen.parameters | {"s": 1.0})
    assert not marks(domain_map.gallery.sketch(elsewhere), Boxes)
