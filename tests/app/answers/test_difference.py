"""The difference of two values: its interval, and where there is none."""

import pytest

from ionoscope.app.answers.difference import less
from ionoscope.engine.core.finding import Value

KNOWN, OTHER = Value("D", 5.0, "Å²/ps", 4.7, 5.3), Value("D", 4.0, "Å²/ps", 3.6, 4.4)


def test_sides_add_in_squares():
    found = less(KNOWN, OTHER)
    assert (found.value, found.low, found.high) == pytest.approx((1.0, 0.5, 1.5))


@pytest.mark.parametrize("low, high", [(None, None), (None, 4.4), (3.6, None)])
def test_where_one_interval_is_not_known_that_of_both_is_not(low, high):
    found = less(KNOWN, OTHER._replace(low=low, high=high))
    assert (found.value, found.low, found.high) == (1.0, None, None)


def test_other_units_and_words_are_not_subtracted():
    assert less(KNOWN, OTHER._replace(unit="meV")) is None
    assert less(KNOWN, OTHER._replace(value="none", low=None, high=None)) is None
