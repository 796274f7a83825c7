"""Distributions of displacements and speeds are the engine's and Maxwell's."""

import numpy as np
import pytest

from ionoscope.app.figures.marks import Line, Steps, Words
from ionoscope.app.figures.thermal import covariance, displacement, speed
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.statistics.normal import maxwell
from tests.app.figures.sketched import of, solved


@pytest.fixture(scope="module")
def thermal():
    """Three temperatures, 25 meV first."""
    return [solved("lattice-thermal", cells=12, kT=kT) for kT in (25.0, 5.0, 50.0)]


def look(mark):
    return mark.look.color, mark.look.dash, mark.look.name


@pytest.mark.parametrize("figure, kind", [(speed, "vel"), (displacement, "pos")])
def test_histograms_are_the_engines(figure, kind, thermal):
    solid, *outlines = of(Steps, figure.sketch(thermal))
    name = figure.name
    for bars, result in zip((solid, *outlines), thermal, strict=True):
        assert np.allclose(bars.heights, result.data[f"p_{name}"])
        assert np.allclose((bars.edges[1:] + bars.edges[:-1]) / 2, result.data[name])
    assert solid.solid and not any(bars.solid for bars in outlines)
    classical, exact = of(Line, figure.sketch(thermal))
    x = np.linspace(0, exact.x[-1], 7)[1:]
    variance = thermal[0].summary[f"C_{kind}_xx"]
    expected = 4 * np.pi * x**2 * (2 * np.pi * variance) ** -1.5 * np.exp(-(x**2) / 2 / variance)
    assert np.allclose(np.interp(x, exact.x, exact.y), expected, atol=2e-3 * exact.y.max())
    assert classical.look.dash == "dashed"


def test_a_distribution_is_one_in_all_and_has_its_variance():
    x = np.linspace(0, 60, 20_001)
    p = maxwell(x, 7.0)
    assert np.trapezoid(p, x) == pytest.approx(1)
    assert np.trapezoid(p * x**2, x) == pytest.approx(3 * 7.0)
    assert not maxwell(x, 0.0).any()


def test_temperatures_are_named_at_the_tops(thermal):
    words = of(Words, speed.sketch(thermal))
    assert [w.text[0].strip() for w in words] == [
        "25 meV (290 K)",
        "5 meV (58 K)",
        "50 meV (580 K)",
    ]
    assert len({w.look.color for w in words}) == 3
    x0, x1, y0, y1 = speed.sketch(thermal).ranges()
    assert x0 == y0 == 0
    assert all(0 < w.x[0] < x1 and 0 < w.y[0] < y1 for w in words)


def test_without_histograms_there_are_the_curves(thermal):
    early = next(iter(EXPERIMENTS["lattice-thermal"](cells=12).run()))
    result = EXPERIMENTS["lattice-thermal"](cells=12).result(early, "stopped", 0.0)
    sketch = speed.sketch([result])
    assert not of(Steps, sketch)
    assert len(of(Line, sketch)) == 2


def test_covariances_begin_at_one(thermal):
    lines = of(Line, covariance.sketch(thermal[0]))
    assert [look(line)[1:] for line in lines] == [
        ("solid", "position"),
        ("solid", "velocity"),
        ("dashed", "position, classical"),
        ("dashed", "velocity, classical"),
    ]
    assert all(line.y[0] == 1 for line in lines)
    C = thermal[0].data.C_vel.values
    assert np.allclose(lines[1].y, C / C[0])
    assert [line.look.name for line in of(Line, covariance.sketch(thermal[:2]))] == [
        "position, 25 meV (290 K)",
        "velocity, 25 meV (290 K)",
        "position, 5 meV (58 K)",
        "velocity, 5 meV (58 K)",
    ]
