"""Small maps side by side: each in its place, named by phase and offset, one framed."""

from dataclasses import replace
from math import pi

import numpy as np
import pytest

from ionoscope.app.figures.gallery import at_place, gallery, phase_name
from ionoscope.app.figures.marks import Boxes, Cells
from ionoscope.engine import EXPERIMENTS

HERE = 5 * pi / 4, 2.0


@pytest.fixture(scope="module")
def sixteen():
    return EXPERIMENTS["gate-gallery"](n=20).solve()


def cells(result) -> Cells:
    return next(m for m in gallery.sketch(result).marks if isinstance(m, Cells))


def part(cells: Cells, column: int, row: int) -> np.ndarray:
    """What stands in one of the gallery's places, columns from the left, rows from below."""
    x, y = (
        np.flatnonzero((axis > i + 0.02) & (axis < i + 0.98))
        for axis, i in ((cells.x, column), (cells.y, row))
    )
    found = cells.values[np.ix_(y, x)]
    return found[~np.isnan(found).all(axis=1)][:, ~np.isnan(found).all(axis=0)]


def test_each_map_stands_in_its_place(sixteen):
    data, shown = sixteen.data, cells(sixteen)
    for row in range(data.sizes["s"]):
        for column in range(data.sizes["phi"]):
            phase, offset = at_place(data, column + 0.5, row + 0.5)
            found = data.transmitted.sel(phi=phase, s=offset)
            assert np.array_equal(part(shown, column, row), found.values.T)
    assert at_place(data, 0.5, 1.5) == (0.0, 0.0)  # the first row is on top
    assert np.isnan(shown.values[:, 0]).all() and np.isnan(shown.values[0]).all()


@pytest.mark.parametrize("place", [(-0.01, 1.0), (8.01, 1.0), (1.0, -0.01), (1.0, 2.01)])
def test_beside_the_small_maps_is_none(sixteen, place):
    assert at_place(sixteen.data, *place) is None


def test_maps_that_are_not_yet_known_are_not_drawn(sixteen):
    data = sixteen.data.copy(deep=True)
    data.transmitted[1, 3] = -1
    shown = cells(replace(sixteen, data=data))
    assert part(shown, 3, 0).size == 0
    assert part(shown, 3, 1).size == 20 * 20


def test_the_map_that_is_asked_for_is_framed(sixteen):
    [frame] = [m for m in gallery.sketch(sixteen, here=HERE).marks if isinstance(m, Boxes)]
    assert (frame.x0[0] + frame.x1[0]) / 2 == 5.5  # 5π/4
    assert (frame.y0[0] + frame.y1[0]) / 2 == 0.5  # s = 2
    assert frame.alpha == 0
    for elsewhere in (None, (HERE[0], 1.0), (0.1, 2.0)):
        assert len(gallery.sketch(sixteen, here=elsewhere).marks) == 1


def test_axes_name_phases_and_offsets(sixteen):
    sketch = gallery.sketch(sixteen)
    assert [text for _, text in sketch.x.ticks][:4] == ["0", "π/4", "π/2", "3π/4"]
    assert sketch.y.ticks == ((1.5, "s = 0"), (0.5, "s = 2"))


@pytest.mark.parametrize(
    ("phi", "name"),
    [(0.0, "0"), (pi, "π"), (-pi, "−π"), (7 * pi / 4, "7π/4"), (-pi / 6, "−π/6"), (1.0, "1")],
)
def test_phases_are_parts_of_pi(phi, name):
    assert phase_name(phi) == name
