"""The gallery of maps and the scan of barriers: each member is the experiment run by itself."""

from math import log, pi, sqrt

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.barrier_scan import GateBarriers
from ionoscope.engine.gate.barrier_scan_run import halved
from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.gallery import OFFSETS, PHASES, GateGallery


@pytest.fixture(scope="module")
def gallery():
    return GateGallery(n=24).solve()


def test_the_gallery_holds_the_maps(gallery):
    assert gallery.data.transmitted.shape == (len(OFFSETS), len(PHASES), 24, 24)
    alone = GateMap(s=2.0, phi=3 * pi / 4, n=24).solve()
    here = gallery.data.sel(s=2.0).isel(phi=3)
    np.testing.assert_array_equal(here.transmitted, alone.data.transmitted)
    assert float(here.passing) == alone.summary["transmitted_fraction"]
    np.testing.assert_array_equal(here.E_particle, alone.data.E_particle)


def test_head_on_half_a_swing_later_is_the_mirror_image(gallery):
    """y → −y turns φ into φ + π and s into −s."""
    head_on = gallery.data.transmitted.sel(s=0.0).values
    np.testing.assert_array_equal(head_on[:4], head_on[4:])
    aside = GateGallery(offsets=(-2.0, 2.0), phases=(0.5, 0.5 + pi), n=12).solve().data.transmitted
    np.testing.assert_array_equal(aside[0, 0], aside[1, 1])


def test_the_shares_are_told(gallery):
    low, high = gallery.summary["lowest"], gallery.summary["highest"]
    assert (low, high) == (float(gallery.data.passing.min()), float(gallery.data.passing.max()))
    text = gallery.findings[0].text
    assert f"{100 * low:.3g} %" in text and f"{100 * high:.3g} %" in text


def test_a_map_that_has_not_begun_is_not_known():
    first = next(iter(GateGallery(n=10).run()))
    assert (first.data.transmitted.values[1, 7] == -1).all()
    assert np.isnan(first.data.passing.values[1, 7]) and not GateGallery().findings(first)


def test_an_empty_window_is_refused():
    with pytest.raises(InvalidParameter, match="E_particle_max = 1 is not above"):
        GateGallery(E_particle_min=1.0, E_particle_max=1.0)


def test_the_scan_holds_the_barriers():
    data = GateBarriers(s_max=2.0, n=3).solve().data
    own = GateBarrier(s=2.0).solve().summary
    assert data.s.values.tolist() == [0, 1, 2]
    names = ("frozen", "relaxed", "E_min")
    assert {k: float(data[k][-1]) for k in names} == {k: own[k] for k in names}


@pytest.mark.parametrize("lam", [1.0, 2.0])
def test_a_frozen_gaussian_is_half_as_high_at_lambda_root_2_ln_2(lam):
    """From a straight line between points h apart: off by up to h²/8·U″/U′ = h²/8·(s²/λ² − 1)/s."""
    scan = GateBarriers(lam=lam, s_max=3 * lam, n=31, U0=4.0)
    half, h = lam * sqrt(2 * log(2)), 0.1 * lam
    found = scan.solve().summary
    assert found["half"]["frozen"] == pytest.approx(half, abs=h**2 / 8 * 0.4 / lam)
    assert found["head_on"]["frozen"] == 4.0


def test_the_dynamic_barrier_of_a_heavy_particle_falls_first():
    halves = [GateBarriers(M=M, s_max=3.0, n=13).solve().summary["half"] for M in (0.2, 5.0)]
    assert halves[0]["E_min"] > halves[1]["E_min"] and halves[0]["frozen"] == halves[1]["frozen"]


@pytest.mark.parametrize(
    ("height", "expected"),
    [
        ([4.0, 3.0, 1.0], 1.5),
        ([4.0, 2.0, 1.0], 1.0),
        ([4.0, 3.0, 2.5], None),
        ([4.0, np.nan, 1.0], None),
        ([np.nan, 3.0, 1.0], None),
        ([0.0, 0.0, 0.0], None),
    ],
)
def test_where_a_height_is_halved(height, expected):
    assert halved(np.arange(3.0), np.array(height)) == expected
