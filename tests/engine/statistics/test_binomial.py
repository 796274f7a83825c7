"""Wilson's interval against scipy's, and its coverage."""

import numpy as np
import pytest
from scipy.stats import binomtest

from ionoscope.engine.statistics.binomial import wilson


@pytest.mark.parametrize("confidence", [0.68, 0.95, 0.999])
@pytest.mark.parametrize("trials", [1, 2, 17, 10_000])
def test_agrees_with_scipy(trials, confidence):
    for successes in {0, 1, trials // 3, trials - 1, trials}:
        expected = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
        low, high = wilson(successes, trials, confidence)
        assert (low, high) == (pytest.approx(expected.low), pytest.approx(expected.high))


def test_the_ends_are_exactly_zero_and_one():
    low, high = wilson([0, 50], 50)
    assert low[0] == 0 and high[1] == 1
    assert 0 < high[0] < 1 and 0 < low[1] < 1


def test_no_trial_no_knowledge():
    low, high = wilson(0, 0)
    assert (low, high) == (0, 1)


@pytest.mark.parametrize("share", [0.003, 0.1, 0.5])
def test_it_covers_the_truth_as_often_as_it_says(share):
    counts = np.random.default_rng(4).binomial(2000, share, 20_000)
    low, high = wilson(counts, 2000)
    covered = np.mean((low <= share) & (share <= high))
    # 20,000 tries leave 0.15 %; counts are whole numbers, which costs a percent or two
    assert covered == pytest.approx(0.95, abs=0.02)
