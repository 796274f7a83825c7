"""Findings: what is written of them is read back, and each kind says what it is."""

import json

import pytest

from ionoscope.engine.core.finding import LEVELS, Finding, Value, answer, conclusion, doubt, note

VALUES = (
    Value("D", 0.935, "Å²/ps", 0.907, 0.963),
    Value("hops", 1234),
    Value("of them straight back", 12.3456, "%", part=True, digits=2),
    Value("mode at q", "X"),
    Value("E_a", None, "meV"),
)


@pytest.mark.parametrize("level", LEVELS)
def test_a_finding_read_back_from_json_is_the_same(level):
    found = Finding(level, "A sentence.", VALUES)
    assert Finding.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_values_are_written_to_the_digits_that_are_known():
    assert [value.text for value in VALUES] == ["0.935(28) Å²/ps", "1\u202f234", "12 %", "X", "—"]


def test_what_is_not_the_answer_says_so():
    assert str(doubt("It is cold.")) == "Caution: It is cold."
    assert str(answer("D = 1.")) == "D = 1." and str(note("A note.")) == "A note."


def test_the_conclusion_is_the_answer_or_why_there_is_none():
    assert conclusion([note("A."), doubt("B."), answer("C.")]).text == "C."
    assert conclusion([note("A.")]) is None
