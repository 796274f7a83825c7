"""Pictures of heat: velocities beside the bath's, and a thermometer for every run."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.figures import heat
from ionoscope.app.figures.marks import Boxes, Cursor, Dots, Steps, Strokes, Words
from ionoscope.app.figures.style import GREY
from ionoscope.engine import Result
from tests.app.figures.sketched import of


def test_velocities_stand_beside_one_bath(three):
    bath, *outlines = of(Steps, heat.velocities.sketch(three))
    assert bath.solid and bath.look.color == GREY  # once, for it is the same
    for steps, result in zip(outlines, three, strict=True):
        np.testing.assert_array_equal(steps.heights, result.data.p_velocity)
        np.testing.assert_allclose((steps.edges[1:] + steps.edges[:-1]) / 2, result.data.velocity)
    kT, M = (three[0].parameters[k] for k in ("kT", "M"))
    area = np.sum(bath.heights * np.diff(bath.edges))
    assert area == pytest.approx(1, abs=1e-6)  # of Maxwell and Boltzmann within six thermal speeds
    x0, x1, *_ = heat.velocities.sketch(three).ranges()
    assert (x0, x1) == pytest.approx((-4.2 * np.sqrt(kT / M), 4.2 * np.sqrt(kT / M)))


def test_baths_that_differ_are_drawn_each(three):
    warmer = replace(
        three[0], data=three[0].data.assign(p_velocity_bath=0.9 * three[0].data.p_velocity_bath)
    )
    assert sum(s.solid for s in of(Steps, heat.velocities.sketch([*three, warmer]))) == 2


# the thermometer ----------------------------------------------------------------------------


def with_heat(result, value, low, high, bath=1.0, **values) -> Result:
    found = {
        "kinetic_ratio": value,
        "kinetic_ratio_low": low,
        "kinetic_ratio_high": high,
        "bath_ratio": bath,
    }
    return replace(result, summary=result.summary | found, parameters=result.parameters | values)


def test_a_thermometer_names_its_runs_and_shows_the_hottest(three):
    runs = [with_heat(three[0], 1.02, 1.0, 1.04), with_heat(three[2], 1.6, 1.5, 1.7)]
    sketch = heat.thermometer.sketch(runs)
    assert [text for _, text in sketch.y.ticks] == [
        "full, 25 meV (290 K)",
        "time-local, 25 meV (290 K)",
    ]
    assert [b.x1[0] for b in of(Boxes, sketch)] == [1.02, 1.6]
    assert [(s.x0[0], s.x1[0]) for s in of(Strokes, sketch)] == [(1.0, 1.04), (1.5, 1.7)]
    assert [place for place, _ in sketch.y.ticks] == [d.y[0] for d in of(Dots, sketch)] == [1, 0]
    assert [c.x for c in of(Cursor, sketch)] == [1.0] and of(Words, sketch)[0].text == [" kT"]
    assert sketch.ranges()[:2] == pytest.approx((0, 1.06 * 1.7))


def test_temperatures_that_differ_stand_in_the_names(three):
    runs = [three[2], with_heat(three[2], 1.0, 0.9, 1.1, kT=50.0)]
    names = [text for _, text in heat.thermometer.sketch(runs).y.ticks]
    assert names == ["25 meV (290 K)", "50 meV (580 K)"]


def test_a_crystal_hotter_than_kT_has_a_tick_in_its_row(three):
    runs = [with_heat(three[0], 1.1, 1.0, 1.2, 1.17), with_heat(three[1], 1.0, 0.9, 1.1)]
    grey = [s for s in of(Strokes, heat.thermometer.sketch(runs)) if s.look.color == GREY]
    assert [s.x0[0] for s in grey] == [1.17] == [s.x1[0] for s in grey]
    assert (grey[0].y0[0] + grey[0].y1[0]) / 2 == 1.0  # the upper row


def test_heat_that_is_not_known_has_a_row_without_a_bar(three):
    sketch = heat.thermometer.sketch([with_heat(three[0], None, None, None)])
    assert np.isnan(of(Boxes, sketch)[0].x1).all() and len(sketch.y.ticks) == 1
    assert sketch.ranges()[:2] == (0, heat.TOP)
