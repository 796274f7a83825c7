"""Constants of Arrhenius' law by both weightings, from the points of a sweep."""

import numpy as np
import pytest
import xarray as xr

from ionoscope.engine.diffusion.laws import answer

kT = np.array([10.0, 15, 20, 25, 30, 40, 50])
D = np.array([0.655, 1.92, 3.35, 4.73, 5.84, 9.36, 12.26])
ERROR = np.array([0.071, 0.12, 0.14, 0.19, 0.18, 0.24, 0.29])


def points(**more):
    own = {"D": D, "D_error": ERROR, "n_hops": np.full(7, 1000), "kinetic_ratio": np.ones(7)}
    own |= {"kinetic_ratio_low": np.full(7, 0.99), "kinetic_ratio_high": np.full(7, 1.01), **more}
    return xr.Dataset({k: ("kT", np.asarray(v, float)) for k, v in own.items()}, {"kT": kT})


def line(weights):
    """D0 and E_a of the line through ln D by the normal equations."""
    A = np.stack([np.ones(7), -1 / kT], axis=1) * weights[:, None]
    height, E_a = np.linalg.lstsq(A, np.log(D) * weights, rcond=None)[0]
    return np.exp(height), E_a


def test_weights_decide_where_the_law_does_not_hold():
    _, found = answer(points())
    weighted, equal = line(D / ERROR), line(np.ones(7))
    assert (found["D0"], found["E_a"]) == pytest.approx(weighted, rel=1e-6)
    assert (found["D0_unweighted"], found["E_a_unweighted"]) == pytest.approx(equal, rel=1e-6)
    # as D says to three digits, and Student's t with five degrees of freedom
    assert weighted == pytest.approx((25.08, 39.75), abs=0.01)
    assert equal == pytest.approx((21.45, 35.71), abs=0.01)
    assert found["E_a_unweighted_low"] == pytest.approx(31.57, abs=0.01)
    assert found["D0_unweighted_high"] == pytest.approx(26.86, abs=0.01)


def test_of_the_papers_estimate_likewise():
    _, found = answer(points(D_paper=0.5 * D, D_paper_low=0.4 * D, D_paper_high=0.6 * D))
    assert found["E_a_paper_unweighted"] == pytest.approx(found["E_a_unweighted"])
    assert found["D0_paper_unweighted"] == pytest.approx(0.5 * found["D0_unweighted"])
    assert found["E_a_paper"] == pytest.approx(found["E_a_unweighted"]), "errors all alike"
    _, found = answer(points(D_paper=np.full(7, np.nan)))
    assert found["E_a_paper_unweighted"] is None
    _, found = answer(points().isel(kT=[0, 1]))
    assert found["E_a_unweighted"] is None
