"""Differences: curves subtracted where both are, with intervals that combine in squares."""

import numpy as np
import pytest

from ionoscope.app.answers.difference import compared
from ionoscope.app.figures.difference import difference_of
from ionoscope.app.figures.marks import Dots, Line
from ionoscope.app.figures.registry import figure_of
from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.statistics.difference import Estimate, difference


def solved(key, **parameters):
    return EXPERIMENTS[key](**parameters).solve()


def curves(key, name, a, b, kind=Line):
    sketch = difference_of(figure_of(key, name)).sketch([a, b])
    return [mark for mark in sketch.marks if isinstance(mark, kind)]


def test_the_difference_of_two_normal_values_is_covered_as_often_as_it_says():
    rng = np.random.default_rng(5)
    a, b = rng.normal([[3.0], [1.0]], [[0.3], [0.4]], (2, 20_000))
    half = 1.96 * np.array([0.3, 0.4])
    found = difference(*(Estimate(v, v - h, v + h) for v, h in zip((a, b), half, strict=True)))
    covered = np.mean((found.low < 2.0) & (found.high > 2.0))
    assert covered == pytest.approx(0.95, abs=4 * np.sqrt(0.95 * 0.05 / 20_000))


def test_lopsided_ends_cross():
    found = difference(Estimate(5.0, 4.0, 8.0), Estimate(1.0, 0.0, 5.0))
    assert found.value - found.low == pytest.approx(np.hypot(1, 4))
    assert found.high - found.value == pytest.approx(np.hypot(3, 1))


def test_paths_are_subtracted_where_both_are():
    a, b = (solved("ion-dissipation", equation="time-local", duration=d) for d in (1.0, 0.6))
    (line,) = curves("ion-dissipation", "path", a, b)
    assert line.x[-1] <= 0.6 and len(line.x) > 100
    np.testing.assert_allclose(line.y, 0.0, atol=1e-9)


def test_a_run_less_itself_is_nothing_and_its_interval_wider_by_root_two():
    run = solved("gate-transmission", ensemble="thermal", method="sampled", omega_T=(1, 2, 4))
    (dots,) = curves("gate-transmission", "direct", run, run, Dots)
    own = figure_of("gate-transmission", "direct").sketch(run)
    alone = next(m for m in own.marks if isinstance(m, Dots))
    assert not dots.y.any()
    np.testing.assert_allclose(
        dots.high - dots.low, np.sqrt(2) * (alone.high - alone.low), rtol=0.1
    )


def test_points_are_subtracted_only_where_both_have_one():
    given = {"ensemble": "thermal", "method": "sampled", "n_launches": 2000}
    a = solved("gate-transmission", omega_T=(1, 2, 4), **given)
    b = solved("gate-transmission", omega_T=(2, 3, 4), **given)
    (dots,) = curves("gate-transmission", "direct", a, b, Dots)
    np.testing.assert_allclose(dots.x, [2, 4])


def test_what_cannot_be_subtracted_says_why():
    small = EXPERIMENTS["gate-map"].small
    run = solved("gate-map", **small)
    with pytest.raises(ValueError, match="no curves"):
        difference_of(figure_of("gate-map")).sketch([run, run])


def test_numbers_are_compared_by_name():
    a, b = (solved("gate-barrier", s=s) for s in (0.0, 1.0))
    rows = {row.name: row for row in compared(a, b)}
    assert all(row.first and row.second for row in rows.values())
    assert any(row.less not in ("—", "0") for row in rows.values())
    assert all(row.less.startswith(("0", "—")) for row in compared(a, a))
