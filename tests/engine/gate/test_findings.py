"""What is concluded of the gate: by values that are known, and nothing beyond the errors."""

from math import pi

import numpy as np
import pytest

from ionoscope.engine import EXPERIMENTS, Chunk, Result
from ionoscope.engine.core.finding import ANSWER, REFUSAL, conclusion
from ionoscope.engine.core.words import number, percent


def solved(key: str, **values) -> Result:
    return EXPERIMENTS[key](**values).solve()


def values_of(result: Result) -> dict[str, str]:
    return {value.name: value.text for finding in result.findings for value in finding.values}


def said(result: Result) -> str:
    return " ".join(finding.text for finding in result.findings)


@pytest.fixture(scope="module")
def offset():
    return solved("gate-barrier", s=2.0)


def test_a_launch_is_told_at_its_decision():
    result = solved("gate-launch", E_particle=7.0, E_oscillator=5.0, phi=5 * pi / 4)
    told = values_of(result)
    assert conclusion(result.findings).text == "The particle is turned back."
    assert told["decided at τ"] == number(result.summary["tau"], unit="periods")
    assert told["E_oscillator"] == number(result.summary["E_oscillator"], unit="E_osc")
    assert "gained 6.28" in said(result)  # the lesson says from 5 to 11.3


def test_a_launch_that_nothing_decides_has_no_answer():
    kind = EXPERIMENTS["gate-launch"]
    result, undecided = solved("gate-launch"), {"outcome": "undecided"}
    chunk = Chunk(1.0, "done", result.data, dict.fromkeys(result.summary, np.nan) | undecided)
    [first] = kind(**result.parameters).findings(chunk)
    assert first.level == REFUSAL and "step limit" in first.text


def test_a_start_as_in_the_released_script_is_said():
    result = solved("gate-map", n=10, oscillator_start="released_script")
    share = percent(float((result.data.transmitted == 1).mean()))
    assert conclusion(result.findings).text == f"{share} of the launches pass."
    assert "released script" in said(result)


def test_a_barriers_relaxation_is_a_share_of_what_is_possible(offset):
    frozen, relaxed, dynamic = (offset.summary[k] for k in ("frozen", "relaxed", "E_min"))
    told, share = values_of(offset), 100 * (frozen - dynamic) / (frozen - relaxed)
    assert told["share of the relaxation used"] == f"{share:.3g} %"
    assert told["stationary points of V"] == "1"


def test_an_open_barrier_has_no_number(offset):
    found = offset.summary | {"E_min": None, "undecided": 0.01}
    chunk = Chunk(1.0, "done", offset.data, found)
    result = EXPERIMENTS["gate-barrier"](**offset.parameters).result(chunk, "finished", 0.0)
    told = values_of(result)
    assert result.findings[0].level == REFUSAL
    assert told["dynamic barrier E_min"] == told["share of the relaxation used"] == "—"
    assert "1 % of the launches are undecided" in said(result)


def test_a_frozen_oscillator_has_one_activation_energy_others_have_many():
    omega_T = tuple(np.linspace(1, 4, 7))
    frozen = solved("gate-transmission", ensemble="frozen", omega_T=omega_T)
    thermal = solved("gate-transmission", omega_T=omega_T, n_phases=16)
    assert conclusion(frozen.findings).text == "One activation energy, 6.0653 E_osc."
    assert values_of(frozen)["power law of −ln P, exponent"].startswith("1")
    assert "no single one" in conclusion(thermal.findings).text


def test_sampled_activation_energies_are_judged_by_their_errors():
    """Frozen: E_a = U(s) exactly, so what differs is chance; thermal: it grows."""
    many = {"method": "sampled", "omega_T": (1.0, 2.0, 3.0, 4.0)}
    frozen = solved("gate-transmission", ensemble="frozen", **many)
    one = conclusion(frozen.findings).values[0]
    assert one.low < 10 * np.exp(-0.5) < one.high  # U(s) of the defaults
    assert values_of(frozen)["launches at each ω_T"] == "10\u202f000"
    thermal = solved("gate-transmission", n_launches=100_000, **many)
    assert "no single one" in conclusion(thermal.findings).text


def test_few_launches_are_no_evidence_against_one_activation_energy():
    """At low temperatures a few of 10,000 pass: what they differ by is chance, and told as such."""
    many = {"method": "sampled", "omega_T": tuple(np.linspace(1, 4, 31))}
    each = (solved("gate-transmission", ensemble="frozen", s=0.0, seed=k, **many) for k in range(4))
    ends = [conclusion(result.findings).values[0] for result in each]
    assert all(value.low < 10.0 < value.high for value in ends)  # U(0)


def test_one_temperature_compares_with_nothing():
    result = solved("gate-transmission", ensemble="frozen", omega_T=(2.0,))
    (first, *_) = result.findings
    # P = exp(−U(s)/ω_T) with U(2) = 10 exp(−1/2), and no word on whether E_a is one number
    assert (first.level, first.values[0].value) == (
        ANSWER,
        pytest.approx(np.exp(-5 * np.exp(-0.5))),
    )


@pytest.mark.parametrize("key", [key for key in EXPERIMENTS if key.startswith("gate")])
def test_nothing_is_concluded_from_nothing(key):
    assert EXPERIMENTS[key]().findings(Chunk(0.0, "", None, {})) == []
