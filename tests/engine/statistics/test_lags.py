"""Lags that grow by a factor, and the window of a fit."""

import numpy as np
import pytest

from ionoscope.engine.statistics.lags import spread_lags, window_lags


def test_lags_grow_by_a_constant_factor_and_end_where_they_should():
    lags = spread_lags(2400, 80)
    assert (lags[0], lags[-1]) == (1, 2400) and 60 <= len(lags) <= 80
    ratio = lags[1:] / lags[:-1]
    assert ratio[lags[1:] > 100].std() < 0.01


def test_the_window_takes_its_ends_and_nothing_outside():
    lags = np.arange(201)
    t = lags[window_lags(lags, 0.05, (1.0, 6.0))] * 0.05
    assert t[[0, -1]] == pytest.approx([1, 6]) and len(t) == 8


@pytest.mark.parametrize(
    ("window", "words"), [((1.0, 1.1), "holds 2 lags"), ((2.0, 1.0), "empty"), ((0, 1), "empty")]
)
def test_a_window_that_is_none_says_so(window, words):
    with pytest.raises(ValueError, match=words):
        window_lags(np.arange(100), 0.1, window)
