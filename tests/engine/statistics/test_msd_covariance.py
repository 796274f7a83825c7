"""How the values of one MSD curve scatter together: against formulas and against walks."""

import numpy as np
import pytest

from ionoscope.engine.statistics.msd_covariance import caged_msd, msd_covariance
from tests.engine.statistics.walks import rattling


def covariance_of_pairs(g, n, m, steps):
    """Twin: every pair of windows by itself."""
    total = 0.0
    for i in range(steps - n + 1):
        for j in range(steps - m + 1):
            c = g[abs(j + m - i)] + g[abs(i + n - j)] - g[abs(j - i)] - g[abs(j + m - i - n)]
            total += c**2 / 2
    return total / ((steps - n + 1) * (steps - m + 1))


def test_the_covariance_is_that_of_all_pairs_of_windows():
    g = caged_msd(np.arange(21) * 0.1, 1.0, 0.7, 0.2)
    found = msd_covariance(g, [2, 5, 9], 20)
    expected = [[covariance_of_pairs(g, n, m, 20) for m in (2, 5, 9)] for n in (2, 5, 9)]
    assert found == pytest.approx(np.array(expected), rel=1e-12)


@pytest.mark.parametrize("n", [1, 7, 40])
def test_brownian_motion_has_the_known_variance(n):
    """Qian, Sheetz & Elson (1991), for lags under half of the run."""
    steps = 100
    g = 2.0 * np.arange(steps + 1)
    K = steps - n + 1
    expected = (2 * n) ** 2 * (4 * n**2 * K + 2 * K + n - n**3) / (3 * n * K**2)
    assert msd_covariance(g, [n], steps)[0, 0] == pytest.approx(expected, rel=1e-12)


def test_a_rattling_particle_scatters_as_the_formula_says():
    rng, tries = np.random.default_rng(3), 4000
    lags, steps = np.array([3, 8, 20]), 60
    x = rattling(rng, tries, steps + 1, 0.1, 0.5, 0.4)[..., 0]
    curves = np.stack([np.mean((x[:, n:] - x[:, :-n]) ** 2, axis=1) for n in lags], axis=1)
    expected = msd_covariance(0.5 * -np.expm1(-np.arange(steps + 1) * 0.1 / 0.4), lags, steps)
    # a variance from 4000 values, which are skewed: about 4 %, three times that
    assert np.cov(curves.T) == pytest.approx(expected, rel=0.12)


def test_no_process_has_an_intercept_below_that_of_persistence():
    t = np.linspace(0, 1, 50)
    assert np.all(caged_msd(t, 1.0, -5.0, 0.3) >= 0)
