"""The crystal's response to a force: W, its area and its spectrum are the engine's."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Area, Cursor, Dots, Level, Line, Rule, Words
from ionoscope.app.figures.response import area, convergence, loss, recoil
from tests.app.figures.sketched import of, solved


@pytest.fixture(scope="module")
def response():
    return solved("lattice-response", times=tuple(np.linspace(0, 2, 101)), cells=8)


def test_every_pair_has_its_curve_and_name(response):
    sketch = recoil.sketch(response)
    W, lines = response.data.W.values, of(Line, sketch)
    assert np.allclose([line.y for line in lines], 1e3 * W[:, :, 0, 0].T)
    assert len({line.look.color for line in lines}) == len(lines) == 5
    words = sorted(of(Words, sketch), key=lambda w: -w.y[0])
    beginnings = {f"L = {line.look.name}": line.y[0] for line in lines}
    assert [w.text[0] for w in words] == sorted(beginnings, key=beginnings.get, reverse=True)


def test_the_box_is_thin_and_grey_and_its_echo_marked(response):
    sketch = recoil.sketch(response)
    assert np.allclose([r.y for r in of(Rule, sketch)], 1e3 * response.data.W_box[:, :, 0, 0].T)
    (echo,) = of(Cursor, sketch)
    assert echo.x == response.summary["echo_time"]
    assert echo.label == "echo in a box of 8³ (grey)"


def test_an_echo_that_comes_later_is_not_marked():
    early = solved("lattice-response", times=tuple(np.linspace(0, 0.2, 11)), cells=20)
    assert not of(Cursor, recoil.sketch(early))


def test_every_pairs_area_ends_near_that_of_the_time_local_equation(response):
    """∫₀^∞ W dt = l for every pair [SEOM Sec. III]."""
    sketch = area.sketch(response)
    assert [level.y for level in of(Level, sketch)] == [1.0]
    lines = of(Line, sketch)
    assert len(lines) == 5
    assert all(line.y[0] == 0 for line in lines)
    assert np.allclose([line.y[-1] for line in lines], 1, atol=0.05)


def test_the_loss_begins_at_l_and_ends_above_the_fastest_mode(response):
    sketch = loss.sketch(response)
    (line,), (level,) = of(Line, sketch), of(Level, sketch)
    assert line.y[0] == level.y == 1
    assert line.y[-1] == 0 < line.y.max()
    inner = slice(1, -2)
    assert np.allclose(line.y[inner] * response.summary["L"], response.data.loss_spectrum)
    (shaded,) = of(Area, sketch)
    assert len(shaded.x) == 2 * len(line.x)


def test_the_loss_has_the_area_of_w_at_once(response):
    """∫₀^∞ W̃ dω = πW(0)/2: the inverse cosine transform at t = 0."""
    (line,) = of(Line, loss.sketch(response))
    whole = np.trapezoid(line.y, line.x) * response.summary["L"]
    W0 = response.summary["W0"]["(0, 0, 0)"][0][0]
    assert whole == pytest.approx(np.pi / 2 * W0, rel=0.02)


def test_gauss_points_converge_where_a_box_crawls(response):
    sketch = convergence.sketch(response)
    plain, ours = of(Dots, sketch)
    assert (plain.look.name, ours.look.name) == ("periodic box", "Gauss points")
    assert np.allclose(plain.y, response.data.grid_error)
    assert ours.y[-1] < 1e-12 < plain.y[-1]
    assert sketch.x.log and sketch.y.log


def test_of_two_runs_pairs_keep_their_colours(response):
    other = solved("lattice-response", times=tuple(np.linspace(0, 2, 101)), cells=8, m=7.0)
    lines = of(Line, recoil.sketch([response, other]))
    assert [a.look.color for a in lines[:5]] == [b.look.color for b in lines[5:]]
    assert all(a.look.dash != b.look.dash for a, b in zip(lines[:5], lines[5:], strict=True))
    assert lines[5].look.name == "(0, 0, 0) m=7"


def test_a_single_time_has_no_area():
    one = solved("lattice-response", times=(0.1,), cells=4)
    assert not of(Line, area.sketch(one))
    assert len(of(Line, recoil.sketch(one))) == 5
