"""The domain map: outcomes in their places, lines and veil."""

from math import pi

import holoviews as hv
import numpy as np
import pytest

from ionoscope.app.figures import domain_map
from ionoscope.app.figures.marks import Cells, Dots, Strokes, Veil, Words
from ionoscope.engine import EXPERIMENTS


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
