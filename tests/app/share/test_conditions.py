"""Conditions on runs: read as people write them, and carried by links."""

import pytest

from ionoscope.app.share import conditions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lam >= 2", [("lam", ">=", 2)]),
        ("λ≥2; D < 5,5", [("lam", ">=", 2), ("answer.D", "<", 5.5)]),
        ("kT = 25 meV, equation = Time_Local", [("kT", "=", 25), ("equation", "=", "time-local")]),
        ("answer.barrier.relaxed != 1e3", [("answer.barrier.relaxed", "!=", 1000)]),
        ("name = wide", [("name", "=", "wide")]),
        ("temperatures == 25", [("temperatures", "=", 25)]),
        ("", []),
    ],
)
def test_conditions_are_read_as_people_write_them(text, found):
    read = conditions.read(text)
    assert [tuple(one) for one in read] == found
    assert conditions.read(conditions.text(read)) == read
    assert conditions.read(conditions.linked(read)) == read


@pytest.mark.parametrize("text", ["lam", "lam >> 2", ">= 2", "lam >=", "= <script>"])
def test_what_is_no_condition_is_said(text):
    with pytest.raises(ValueError, match="is no condition"):
        conditions.read(text)


def test_of_an_experiment_its_own_parameters_are_meant():
    (one,) = conditions.read("Omega_T > 1", "gate-transmission")
    assert one.key == "omega_T"
