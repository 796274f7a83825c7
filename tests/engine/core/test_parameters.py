"""Bad input gets a sentence that names parameter, value and remedy."""

import math
import re

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter, as_text, shown
from ionoscope.engine.gate.domain_map import GateMap
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.transmission import GateTransmission
from ionoscope.engine.registry import EXPERIMENTS, experiment
from tests.engine.sample import Sample


def refusal(name, value, kind=Sample):
    """The sentence with which `kind` refuses name=value."""
    with pytest.raises(InvalidParameter) as caught:
        kind(**{name: value})
    assert isinstance(caught.value, ValueError)
    return str(caught.value)


NO_NUMBERS = [math.nan, math.inf, -math.inf, "3", "", None, True, np.True_, [1.0], {}, 1j]
HUGE = [1e9, -1e9, 1e308, 10**30, 10**400]


@pytest.mark.parametrize("value", [*NO_NUMBERS, *HUGE], ids=lambda v: repr(v)[:12])
@pytest.mark.parametrize("name", ["height", "steps"])
def test_a_number_must_be_one_and_inside_its_range(name, value):
    message = refusal(name, value)
    assert message.startswith(f"{name} = {shown(value)} ")
    assert re.search(r"-2 … 50 E_osc|1 … 1000", message)


@pytest.mark.parametrize("value", [2.5, 0, 1001, np.float64(3.5)])
def test_a_count_must_be_whole_and_inside_its_range(value):
    assert refusal("steps", value).startswith(f"steps = {shown(value)} ")


@pytest.mark.parametrize("value", ["oval", "", 0, None, True, ["round"], math.nan])
def test_a_choice_must_be_offered(value):
    assert refusal("shape", value).endswith("Choose one of: round, square.")


@pytest.mark.parametrize("value", [1, 0, "true", None, math.nan])
def test_a_switch_is_true_or_false(value):
    assert refusal("bright", value).endswith("is neither true nor false. Allowed: true, false.")


def test_kelvins_are_told_in_the_unit_that_is_asked_for():
    with pytest.raises(InvalidParameter) as caught:
        EXPERIMENTS["lattice-thermal"].from_text({"kT": "300 K"})
    assert "kT = '300 K' is in K, not in meV. Write 25.852 meV. Allowed: " in str(caught.value)


def test_lists_of_temperatures_too():
    with pytest.raises(InvalidParameter) as caught:
        EXPERIMENTS["diffusion-temperature"].from_text({"temperatures": "10, 300 K"})
    assert "contains '300 K', which is in K, not in meV. Write 25.852 meV." in str(caught.value)


@pytest.mark.parametrize(
    ("key", "name", "value", "told"),
    [
        ("ion-diffusion", "kT", 25.0, "25 meV (290 K)"),
        ("lattice-thermal", "kT", 0.0, "0 meV (0 K)"),
        ("diffusion-temperature", "temperatures", (10.0, 25.0, 50.0), "10,25,50 meV (116 … 580 K)"),
        ("diffusion-temperature", "temperatures", [25.0], "25 meV (290 K)"),
        ("ion-diffusion", "lam", 0.5, "0.5 Å"),
        ("ion-diffusion", "equation", "full", "full"),
        ("ion-diffusion", "direction", ((1.0, 0.0, 0.0),), "1,0,0"),
        ("ion-diffusion", "kT", None, "None meV"),  # in a file of someone else
    ],
)
def test_values_are_told_with_their_units(key, name, value, told):
    assert EXPERIMENTS[key].declared()[name].told(value) == told


@pytest.mark.parametrize("key", EXPERIMENTS)
def test_every_temperature_in_meV_is_told_in_kelvin(key):
    for p in EXPERIMENTS[key].declared().values():
        if p.symbol == "kT":
            assert p.also and p.also[1] == "K"
            assert " meV (0 … " in p.allowed() and p.allowed().endswith(" K)")


BAD_LISTS = {
    "empty": ((), "has 0 values, too few"),
    "unsorted": ([3, 2], "not in increasing order"),
    "repeated": ([2, 2], "not in increasing order"),
    "too many": (np.linspace(1, 2, 51), "has 51 values, too many"),
    "NaN": ([1, math.nan], "contains nan"),
    "infinite": ([1, math.inf], "contains inf"),
    "too large": ([1, 1e9], "contains 1000000000, which is not inside 0.5 … 100"),
    "too small": ([0.1], "contains 0.1, which is not inside"),
    "text inside": ([1, "2"], "contains '2'"),
    "bool inside": ([True], "contains True"),
    "complex inside": ([np.complex128(1)], "not a number"),
    "text": ("1,2", "not a list"),
    "number": (3.0, "not a list"),
    "nothing": (None, "not a list"),
}


@pytest.mark.parametrize("value, problem", BAD_LISTS.values(), ids=BAD_LISTS)
def test_a_list_must_be_increasing_numbers_in_range(value, problem):
    message = refusal("points", value)
    assert message.startswith("points = ") and problem in message
    assert "between 0.5 and 100" in message or "Sort the values" in message


BAD_POINTS = {
    "empty": ((), "has 0 points, too few"),
    "too few": ([(0, 0, 0)], "has 1 point, too few"),
    "too many": ([(0, 0, 0)] * 5, "has 5 points, too many"),
    "flat": ((0, 0, 0), "contains 0, which is not a point"),
    "two numbers": ([(0, 0, 0), (1, 1)], "contains 1,1, which is not three numbers"),
    "text inside": ([(0, 0, 0), (0, 0, "1")], "which is not three numbers"),
    "bool inside": ([(0, 0, 0), (0, 0, True)], "which is not three numbers"),
    "words": ([(0, 0, 0), "Y"], "contains 'Y', which is not a point"),
    "NaN": ([(0, 0, 0), (0, math.nan, 0)], "contains [0, nan, 0]"),
    "infinite": ([(0, 0, 0), (0, 0, -math.inf)], "contains [0, 0, -inf]"),
    "outside": ([(0, 0, 0), (0, 0, 2.1)], "contains 0,0,2.1, which is not inside -2 … 2"),
    "text": ("Γ;X", "not a list of points"),
    "number": (3.0, "not a list of points"),
    "nothing": (None, "not a list of points"),
}


@pytest.mark.parametrize("value, problem", BAD_POINTS.values(), ids=BAD_POINTS)
def test_points_must_be_triples_in_range(value, problem):
    message = refusal("path", value)
    assert message.startswith("path = ") and problem in message
    assert message.endswith("Allowed: 2 to 4 points of three numbers between -2 and 2, or Γ, X.")


def test_points_of_cells_must_be_whole():
    message = refusal("cells", [(1, 2, 0.5)])
    assert "contains 1,2,0.5, which is not whole" in message
    assert message.endswith("Allowed: 1 to 3 points of three whole numbers between -20 and 20.")
    cells = Sample(cells=np.array([[1.0, -2.0, 20.0]])).cells
    assert cells == ((1, -2, 20),) and {type(x) for x in cells[0]} == {int}


def test_lists_from_iterators_are_kept():
    sample = Sample(points=(x for x in (1, 2, 4)), path=map(iter, [(0, 0, 0), (1, 1, 1)]))
    assert sample.points == (1, 2, 4) and sample.path == ((0, 0, 0), (1, 1, 1))


@pytest.mark.parametrize(
    "text, path",
    [
        ("0,0,0;1,0,-.5", ((0, 0, 0), (1, 0, -0.5))),
        (" Γ ; X;1e-1, 0 ,0", ((0, 0, 0), (0.5, 0, 0), (0.1, 0, 0))),
        ("(0, 0, 0); [−0.5 0 0]", ((0, 0, 0), (-0.5, 0, 0))),
    ],
)
def test_points_are_read_as_numbers_and_names(text, path):
    assert Sample.from_text({"path": text}).path == path


def test_a_list_of_points_may_hold_names():
    assert Sample(path=["Γ", "x", (1, 0, 0)]).path == ((0, 0, 0), (0.5, 0, 0), (1, 0, 0))


def test_numbers_of_every_make_become_plain_ones():
    sample = Sample(height=np.float32(0.5), steps=np.int64(7), points=np.array([1, 4]))
    assert sample.values() == {
        "height": 0.5,
        "steps": 7,
        "shape": "round",
        "bright": True,
        "points": (1.0, 4.0),
        "path": ((0, 0, 0), (0.5, 0, 0)),
        "cells": ((1, 0, 0),),
        "seed": 0,
    }
    assert (type(sample.height), type(sample.steps)) == (float, int)


def test_bounds_themselves_are_allowed():
    assert Sample(height=-2, steps=1000).height == -2


def test_an_unknown_parameter_is_refused_with_those_there_are():
    message = refusal("hight", 3)
    assert "hight = 3 is no parameter of sample" in message
    assert "height, steps, shape, bright, points, path, cells, seed" in message


def test_an_unknown_experiment_is_refused_with_those_there_are():
    with pytest.raises(InvalidParameter, match=r"'gate-mop' does not exist\. Choose one of: gate-"):
        experiment("gate-mop")


def test_parameters_cannot_change_once_it_exists():
    sample = Sample()
    with pytest.raises(TypeError, match="height"):
        sample.height = 3.0
    assert sample.changed(height=3).height == 3.0 and sample.height == 1.0


PHYSICS = [
    ("lam", 0),
    ("M", 0),
    ("M", -1),
    ("U0", 0),
    ("x0", 0),
    ("x0", 20),
    ("s", 1e9),
    ("E_particle", 0),
    ("E_oscillator", -1e-9),
    ("phi", math.inf),
    ("potential", "coulomb"),
    ("stepper", "euler"),
    ("step", 0),
    ("seed", -1),
    ("seed", 2**32),
]


@pytest.mark.parametrize("name, value", PHYSICS)
def test_what_makes_no_physical_sense_is_refused(name, value):
    assert refusal(name, value, GateLaunch).startswith(f"{name} = {shown(value)} ")


@pytest.mark.parametrize("n", [1e9, 10**9, 0, -5, 1])
def test_a_map_of_absurd_size_is_refused(n):
    assert f"n = {shown(n)} is outside its range 2 … 1000" in refusal("n", n, GateMap)


@pytest.mark.parametrize("omega_T", [(), (4, 1), (0.0,), (200,)])
def test_absurd_temperatures_are_refused(omega_T):
    assert refusal("omega_T", omega_T, GateTransmission).startswith("omega_T = ")


@pytest.mark.parametrize("potential", ["gaussian", "sech2"])
@pytest.mark.parametrize("lam", [4.0, 17.3, 100.0])
def test_a_start_inside_the_potential_is_refused_with_one_that_is_not(potential, lam):
    with pytest.raises(InvalidParameter) as caught:
        GateLaunch(lam=lam, potential=potential)
    remedy = re.search(r"Set x0 = (-\d+)", str(caught.value))
    GateLaunch(lam=lam, potential=potential, x0=float(remedy[1]))


@pytest.mark.parametrize("kind", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_every_default_is_allowed_and_survives_as_text(kind):
    made = kind()
    again = kind.from_text({k: as_text(v) for k, v in made.values().items()})
    assert again.values() == made.values()


NONSENSE = {
    "NaN": math.nan,
    "infinity": math.inf,
    "words": "no such word",
    "huge": 1e300,
    "object": object(),
    "bytes": b"1",
    "endless": 10**400,
}


@pytest.mark.parametrize("kind", EXPERIMENTS.values(), ids=EXPERIMENTS)
@pytest.mark.parametrize("value", NONSENSE.values(), ids=NONSENSE)
def test_every_parameter_refuses_nonsense(kind, value):
    for name in kind.declared():
        assert refusal(name, value, kind).startswith(f"{name} = ")


@pytest.mark.parametrize(
    "value", ["x" * 500, list(range(900)), 10**5000], ids=["text", "list", "int"]
)
def test_messages_stay_short_whatever_the_value(value):
    assert len(shown(value)) <= 60
