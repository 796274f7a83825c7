"""Answers: every experiment says which number answers its question, and gives it."""

import pytest

from ionoscope.engine import EXPERIMENTS
from ionoscope.engine.compute.sweep import scalars
from ionoscope.engine.core.answers import ANSWERS
from ionoscope.engine.core.result import plain

LONG = {"gate-transmission": {"omega_T": (1.0,)}}
"""What differs from the smallest run so that there is an answer in numbers."""
LATER = {"power_law_exponent"}
"""What the smallest runs do not come to."""


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_what_answers_the_question_stands_in_the_summary(key):
    kind = EXPERIMENTS[key]
    summary = kind(**kind.small | LONG.get(key, {})).solve().summary
    assert set(ANSWERS[key]) - LATER <= set(scalars(plain(summary)))


def test_no_answer_is_of_no_experiment():
    assert set(ANSWERS) == set(EXPERIMENTS)
    assert all(terms for terms in ANSWERS.values())
