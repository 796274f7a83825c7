"""Pictures of wandering ions: what they draw is what was counted, or a law in closed form."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.app.figures import wandering
from ionoscope.app.figures.marks import Dots, Line, Rule
from ionoscope.app.figures.style import KINDS
from ionoscope.app.live.live import Live
from ionoscope.engine.statistics.normal import NORMAL
from tests.app.figures.sketched import of


def test_equations_keep_their_colours_and_differ_by_more(three):
    for figure in (wandering.msd, wandering.history, wandering.alpha2):
        lines = of(Line, figure.sketch(three))
        assert [line.look[:2] for line in lines] == [KINDS[line.look.name][:2] for line in lines]
        assert [line.look.name for line in lines] == ["full", "memory", "time-local"]
        assert len({line.look.marker for line in lines}) == 3


def test_the_band_of_the_mean_square_displacement_is_95_percent(three):
    (line, *_), (rule, *_) = (of(kind, wandering.msd.sketch(three)) for kind in (Line, Rule))
    data = three[0].data
    np.testing.assert_allclose(line.y, np.interp(line.x, data.lag, data.msd))
    error = np.interp(line.x, data.lag, data.msd_error)
    np.testing.assert_allclose(line.high - line.y, NORMAL * error, rtol=1e-9, atol=1e-9)
    seen = np.isfinite(rule.y)
    slope = np.polyfit(rule.x[seen], rule.y[seen], 1)[0]
    assert slope / 6 == pytest.approx(three[0].summary["D"])  # it is 6Dt + c
    assert (rule.look.color, rule.look.dash) == (KINDS["full"].color, "dashed")


def test_the_history_of_D_ends_with_D(three):
    line = of(Line, wandering.history.sketch(three))[2]
    found = three[2].summary
    ends = [values[-1] for values in (line.y, line.low, line.high)]
    assert ends == pytest.approx([found["D"], found["D_low"], found["D_high"]])


def test_stays_are_shares_with_the_error_of_a_counted_number(three):
    dots = of(Dots, wandering.residence.sketch(three))[0]
    counts = three[0].data.residence_count.values
    assert dots.y.sum() == pytest.approx(1)
    np.testing.assert_allclose((dots.high - dots.y) ** 2 * counts.sum(), NORMAL**2 * dots.y)
    assert (dots.low >= 0).all()


def test_a_run_without_a_hop_has_no_stays(three):
    data = three[0].data
    none = replace(three[0], data=data.assign(residence_count=0 * data.residence_count))
    assert not wandering.residence.sketch(none).marks


def test_alpha2_is_seen_on_a_log_axis(three):
    line = of(Line, wandering.alpha2.sketch(three))[1]
    data = three[1].data
    assert (line.x > 0).all()
    error = np.interp(line.x, data.lag, data.alpha2_error)
    np.testing.assert_allclose(line.y - line.low, NORMAL * error, atol=1e-9)


def test_the_path_sets_out_from_a_hollow_point(three):
    sketch = wandering.path.sketch(three)
    for line, start, result in zip(of(Line, sketch), of(Dots, sketch), three, strict=True):
        x, y, _ = result.data.place.values[0].T
        assert (start.x[0], start.y[0]) == (x[0], y[0]) and not start.filled.any()
        assert set(line.x) <= set(x) and set(line.y) <= set(y)


def test_a_band_with_a_gap_has_two_outlines(three):
    data = three[0].data
    y = data.D.values.copy()
    known = np.flatnonzero(np.isfinite(y))
    y[known[len(known) // 2]] = np.nan
    gap = data.assign({k: ("time", y + off) for k, off in (("D", 0), ("D_low", -1), ("D_high", 1))})
    live = Live(wandering.history)
    live.show(replace(three[0], data=gap))
    assert live.fig and len(live.columns["areas"]) == 2


def test_a_legend_follows_its_curves_as_points_come_in(three):
    live = Live(wandering.residence)
    few = [replace(r, data=r.data.isel(residence=slice(0, 5))) for r in three]
    few = [replace(r, data=r.data.assign(residence_count=r.data.residence_count + 1)) for r in few]
    for results in (few, three):
        live.show(results)
        items = live.fig.select_one({"name": "legend"}).items
        names = [live.columns["dots"]["name"][item.index] for item in items]
        assert names == [item.label.value for item in items] == ["full", "memory", "time-local"]
