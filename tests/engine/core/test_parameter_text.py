"""Parameters as text, as addresses and presets carry them: bad text is refused, none is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionoscope.engine.core.parameters import InvalidParameter, Unread, as_text, number
from tests.engine.sample import Sample

BAD_TEXT = {
    "height": ["", "high", "nan", "inf", "1e999", "1,2,3", "0x10", "51", "1 2", "1,234", "5,"],
    "steps": ["", "2.5", "nan", "1e9", "9" * 5000, "three"],
    "shape": ["", "oval", "ro"],
    "bright": ["", "maybe", "2"],
    "path": ["", ";", "Γ", "Γ;Y", "G;Gamm", "0,0;1,1", "0,0,0;1,1,1,1", "Γ;nan,0,0", "0,0,0;9,9,9"],
    "cells": ["", "Γ", "0.5,0,0", "1,2", "1e99,0,0", "1,2,x", "0,0,inf"],
    "points": ["", ",", "1|2", "1 2", "2,1", "1:2", "1:2:0", "1:2:1e9", "1:2:51", "2:1:5", "nan,1"],
}


@pytest.mark.parametrize("name, text", [(k, t) for k, texts in BAD_TEXT.items() for t in texts])
def test_bad_text_is_refused_as_bad_values_are(name, text):
    with pytest.raises(InvalidParameter) as caught:
        Sample.from_text({name: text})
    assert str(caught.value).startswith(f"{name} = ") and len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "text, points",
    [
        ("1,2,4", (1, 2, 4)),
        ("1:4:4", (1, 2, 3, 4)),
        (" 1, 2 ,", (1, 2)),
        ("7", (7,)),
        ("1,5", (1, 5)),
        ("1,5; 2,5", (1.5, 2.5)),
        ("1,5;", (1.5,)),
        ("[1, 1·10¹]", (1, 10)),
    ],
)
def test_lists_are_read_both_ways(text, points):
    assert Sample.from_text({"points": text}).points == points


@pytest.mark.parametrize("text, value", [("yes", True), ("TRUE", True), ("0", False)])
def test_switches_are_read_as_people_write_them(text, value):
    assert Sample.from_text({"bright": text}).bright is value


NUMBERS = {
    "-1.5": ["−1.5", "–1,5", "- 1.5", "-15·10⁻¹", "-1.5 E_osc", "−1,5Eosc"],
    "10": ["1e1", "10¹", "1·10^1", "1×10**1", "1 e1", "\u200b10", "１０", "10 E_osc"],
    "0.5": ["0,5", ",5", "0,500", "5e−1"],
}
"""What people write for a number, by the number."""


@pytest.mark.parametrize("plain, text", [(k, t) for k, texts in NUMBERS.items() for t in texts])
def test_numbers_are_read_as_people_write_them(plain, text):
    assert Sample.from_text({"height": text}).height == float(plain)


@pytest.mark.parametrize(
    "text",
    ["1000", "1 000", "1\u2009000", "1\u202f000", "1'000", "1e3", "1·10³", "1.000,0", "1,000.0"],
)
def test_thousands_are_read_as_people_group_them(text):
    assert Sample.from_text({"steps": text}).steps == 1000


@pytest.mark.parametrize(
    "text, said",
    [
        ("25 meV", "is in meV, not in E_osc. Allowed: -2 … 50 E_osc."),
        ("50 %", "is in %, not in E_osc. Allowed: -2 … 50 E_osc."),
        ("1,234", "could be 1.234 or 1234. Write one of these. Allowed: -2 … 50 E_osc."),
    ],
)
def test_what_cannot_be_known_is_refused_with_what_to_write(text, said):
    with pytest.raises(InvalidParameter) as caught:
        Sample.from_text({"height": text})
    assert str(caught.value) == f"height = '{text}' {said}"


@pytest.mark.parametrize(
    "text, unit",
    [
        ("520 meV/Å²", "meV/Å²"),
        ("520 meV Å⁻²", "meV/Å²"),
        ("520meV/A^2", "meV/Å²"),
        ("520 mev/angstrom2", "meV/Å²"),
        ("520 meV·ps²/Å²", "meV ps²/Å²"),
        ("520 \u212b", "Å"),
    ],
)
def test_a_unit_is_the_same_however_it_is_written(text, unit):
    assert number(text, unit) == 520


@pytest.mark.parametrize("unit", ["MeV", "eV", "a", "A", "meV/Å", "meV²"])
def test_another_unit_is_another(unit):
    with pytest.raises(Unread, match="is in"):
        number(f"25 {unit}", "meV")


@pytest.mark.parametrize("text", ["Round", "ROUND", " round ", "ro-und"])
def test_words_are_read_in_capitals_or_not(text):
    assert Sample.from_text({"shape": text}).shape == Sample(shape=text).shape == "round"


@pytest.mark.parametrize(
    "text", ["Γ;X;Γ", "G;X;G", "gamma; x; GAMMA", "γXγ", "gxg", "G-X-G", "G → X → G", "G, X, G;"]
)
def test_points_go_by_the_names_people_use(text):
    assert Sample.from_text({"path": text}).path == ((0, 0, 0), (0.5, 0, 0), (0, 0, 0))


def test_a_name_that_is_none_is_told_those_that_exist():
    with pytest.raises(InvalidParameter) as caught:
        Sample.from_text({"path": "G;Y"})
    assert "contains 'Y', which is none of Γ (or G), X. Allowed: " in str(caught.value)


@pytest.mark.parametrize(
    "name, text, said",
    [
        ("points", "1,5", "two values: 1 and 5"),
        ("points", "1:60:50", "50 values: 1, 2.20408, 3.40816 … 60"),
        ("path", "0,0,0;.5,0,0;1,0,0", "three points: Γ, X and (1,0,0)"),
    ],
)
def test_a_list_says_how_it_was_understood(name, text, said):
    kind = Sample.declared()[name]
    assert kind.understood(kind.from_text(text)) == said


def read_back(name, value):
    kept = getattr(Sample(**{name: value}), name)
    written = Sample.declared()[name].to_text(kept)
    assert written.isascii() and not set(written) & set(" +%&=#?")
    found = {getattr(Sample.from_text({name: text}), name) for text in (as_text(kept), written)}
    return found.pop() if len(found) == 1 else found


ALWAYS_THE_SAME = settings(derandomize=True, deadline=None)


@ALWAYS_THE_SAME
@given(st.floats(-2, 50))
def test_quantities_survive_as_text(value):
    assert read_back("height", value) == value


@ALWAYS_THE_SAME
@given(st.integers(1, 1000))
def test_counts_survive_as_text(value):
    assert read_back("steps", value) == value


@ALWAYS_THE_SAME
@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=50, unique=True).map(sorted))
def test_lists_survive_as_text(values):
    assert read_back("points", values) == tuple(values)


@ALWAYS_THE_SAME
@given(st.floats(0.5, 50), st.floats(0.01, 50), st.integers(2, 50))
def test_evenly_spaced_lists_survive_as_text(first, length, count):
    values = tuple(np.linspace(first, first + length, count).tolist())
    assert read_back("points", values) == values


def test_evenly_spaced_lists_are_short_as_text():
    assert as_text(tuple(np.linspace(1, 4, 49).tolist())) == "1:4:49"


def triples(values):
    return st.tuples(values, values, values)


@ALWAYS_THE_SAME
@given(st.lists(triples(st.floats(-2, 2)), min_size=2, max_size=4))
def test_points_survive_as_text(points):
    assert read_back("path", points) == tuple(points)


@ALWAYS_THE_SAME
@given(st.lists(triples(st.integers(-20, 20)), min_size=1, max_size=3))
def test_whole_points_survive_as_text(points):
    assert read_back("cells", points) == tuple(points)


@pytest.mark.parametrize("name", ["shape", "bright"])
@pytest.mark.parametrize("which", [0, 1])
def test_words_survive_as_text(name, which):
    value = {"shape": ["round", "square"], "bright": [True, False]}[name][which]
    assert read_back(name, value) == value


@ALWAYS_THE_SAME
@given(st.dictionaries(st.sampled_from([*Sample.declared(), "no"]), st.text(max_size=40)))
def test_any_text_is_read_or_refused(texts):
    try:
        Sample.from_text(texts)
    except InvalidParameter as refused:
        assert refused.name in texts
