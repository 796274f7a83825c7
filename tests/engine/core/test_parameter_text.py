"""Parameters as text, as addresses and presets carry them: bad text is refused, none is lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionoscope.engine.core.parameters import InvalidParameter, as_text
from tests.engine.sample import Sample

BAD_TEXT = {
    "height": ["", "high", "nan", "inf", "1e999", "1,2", "0x10", "51"],
    "steps": ["", "2.5", "nan", "1e9", "9" * 5000, "three"],
    "shape": ["", "oval", "Round"],
    "bright": ["", "maybe", "2"],
    "path": ["", ";", "Γ", "Γ;Y", "Γ;X;", "0,0;1,1", "0,0,0;1,1,1,1", "Γ;nan,0,0", "0,0,0;9,9,9"],
    "cells": ["", "Γ", "0.5,0,0", "1,2", "1e99,0,0", "1,2,x", "0,0,inf"],
    "points": ["", ",", "1;2", "2,1", "1:2", "1:2:0", "1:2:1e9", "1:2:51", "2:1:5", "nan,1"],
}


@pytest.mark.parametrize("name, text", [(k, t) for k, texts in BAD_TEXT.items() for t in texts])
def test_bad_text_is_refused_as_bad_values_are(name, text):
    with pytest.raises(InvalidParameter) as caught:
        Sample.from_text({name: text})
    assert str(caught.value).startswith(f"{name} = ") and len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "text, points",
    [("1,2,4", (1, 2, 4)), ("1:4:4", (1, 2, 3, 4)), (" 1, 2 ,", (1, 2)), ("7", (7,))],
)
def test_lists_are_read_both_ways(text, points):
    assert Sample.from_text({"points": text}).points == points


@pytest.mark.parametrize("text, value", [("yes", True), ("TRUE", True), ("0", False)])
def test_switches_are_read_as_people_write_them(text, value):
    assert Sample.from_text({"bright": text}).bright is value


def read_back(name, value):
    text = as_text(getattr(Sample(**{name: value}), name))
    return getattr(Sample.from_text({name: text}), name)


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
