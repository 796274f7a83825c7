"""Every registered experiment says what it is, and every parameter too."""

import subprocess
import sys

import pytest

from ionoscope.engine.core.experiment import Equation
from ionoscope.engine.core.parameters import Quantities, Quantity
from ionoscope.engine.core.units import TERMS, attributes
from ionoscope.engine.registry import EXPERIMENTS, experiment

EACH = pytest.mark.parametrize("kind", EXPERIMENTS.values(), ids=EXPERIMENTS)


def test_the_gates_four_experiments_are_there():
    assert {"gate-launch", "gate-map", "gate-transmission", "gate-barrier"} <= set(EXPERIMENTS)


@EACH
def test_it_says_what_it_is(kind):
    assert kind is experiment(kind.key)
    assert kind.title and kind.group and kind.question.endswith("?") and "(20" in kind.source
    assert "[GATE" in kind.__doc__ or "[SEOM" in kind.__doc__
    assert kind.run.__doc__


def test_building_experiments_loads_no_compiler():
    code = """import sys
from ionoscope.engine.registry import EXPERIMENTS
for kind in EXPERIMENTS.values():
    kind()
EXPERIMENTS["ion-dissipation"](equation="memory")
print(*{"numba", "scipy", "xarray"} & set(sys.modules))"""
    command = [sys.executable, "-c", code]
    assert not subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@EACH
def test_its_equations_have_meaning_and_source(kind):
    assert kind.equations
    for equation in kind.equations:
        assert isinstance(equation, Equation) and all(equation)


@EACH
def test_its_parameters_describe_themselves(kind):
    for name, parameter in kind.declared().items():
        assert parameter.doc.endswith("."), name
        assert parameter.symbol and parameter.group and parameter.allowed(), name
        assert parameter.constant, name


DIMENSIONLESS = {"omega_T", "phi", "factors", "weights"}


@EACH
def test_quantities_carry_a_unit(kind):
    for name, parameter in kind.declared().items():
        if isinstance(parameter, Quantity | Quantities) and name not in DIMENSIONLESS:
            assert parameter.unit, name


@EACH
def test_defaults_are_of_the_type_that_given_values_get(kind):
    for parameter in kind.declared().values():
        assert repr(parameter.default) == repr(parameter.checked(parameter.default))


@EACH
def test_sliders_stay_inside_what_is_allowed(kind):
    for name, parameter in kind.declared().items():
        if getattr(parameter, "softbounds", None):
            (low, high), (soft_low, soft_high) = parameter.bounds, parameter.softbounds
            assert low <= soft_low < soft_high <= high, name
            assert soft_low <= parameter.default <= soft_high, name


@EACH
def test_the_seed_is_shown_last(kind):
    assert list(kind.declared())[-1] == "seed"


@pytest.mark.parametrize("name", TERMS)
def test_every_variable_has_symbol_name_and_unit(name):
    assert set(attributes(name)) == {"long_name", "symbol", "units"}
    assert TERMS[name].label.startswith(TERMS[name].symbol)
