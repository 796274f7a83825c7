"""The normal law and Maxwell's against SciPy's own."""

import numpy as np
import pytest
from scipy.stats import maxwell as law
from scipy.stats import norm

from ionoscope.engine.statistics.normal import NORMAL, maxwell, maxwell_below, normal_below


def test_half_an_interval_is_the_quantile_of_the_normal_law():
    assert norm.ppf(0.975) == NORMAL


def test_chances_are_those_of_the_two_laws():
    x = np.linspace(0, 6, 121)
    assert np.array_equal(maxwell_below(x), law.cdf(x))
    assert np.array_equal(normal_below(x - 3), norm.cdf(x - 3))


@pytest.mark.parametrize("variance", [0.3, 7.0])
def test_the_density_of_lengths_is_maxwells(variance):
    x = np.linspace(0, 9, 50)
    assert maxwell(x, variance) == pytest.approx(law.pdf(x, scale=np.sqrt(variance)))


def test_without_a_variance_there_is_no_density():
    assert not maxwell(np.linspace(0, 1, 5), 0.0).any()
