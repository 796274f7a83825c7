"""Sealed values: nobody reads or changes them but who has the key."""

import pytest

from ionoscope.app.teaching.seal import Seal

VALUES = {"lam": "2.1234", "s": "0.5"}


@pytest.fixture
def seal():
    return Seal(b"a secret")


def test_what_is_closed_can_be_opened_by_the_same_key_alone(seal):
    text = seal.close("gate-map", VALUES)
    assert seal.open(text, "gate-map") == Seal(b"a secret").open(text, "gate-map") == VALUES
    with pytest.raises(ValueError, match="by the server alone"):
        Seal(b"another").open(text, "gate-map")


def test_it_needs_no_escaping_and_no_capitals(seal):
    text = seal.close("gate-map", VALUES)
    assert text.isalnum() and text == text.lower() and text.isascii()
    assert seal.open(text.upper(), "gate-map") == VALUES
    assert "2.1234" not in text


def test_equal_values_are_closed_unlike(seal):
    """Or a guess could be held against a link."""
    assert len({seal.close("gate-map", VALUES) for _ in range(20)}) == 20


def test_nobody_can_change_it_or_take_it_to_another_page(seal):
    text = seal.close("gate-map", VALUES)
    for place in range(0, len(text), 7):
        other = "a" if text[place] != "a" else "b"
        with pytest.raises(ValueError):
            seal.open(text[:place] + other + text[place + 1 :], "gate-map")
    with pytest.raises(ValueError):
        seal.open(text, "gate-launch")


@pytest.mark.parametrize("text", ["", "a", "0189", "ä", "x" * 3000, "aaaaaaaa", "a" * 40])
def test_what_is_none_of_ours_is_refused(seal, text):
    with pytest.raises(ValueError):
        seal.open(text, "gate-map")
