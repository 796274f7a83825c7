"""What the gate's results come to, in words and numbers."""

from dataclasses import replace
from math import pi

import numpy as np
import pytest
import xarray as xr

from ionoscope.app.answers.gate import gate_barrier, gate_launch, gate_map, gate_transmission
from ionoscope.engine import EXPERIMENTS, Result
from ionoscope.engine.core.words import number, percent
from ionoscope.engine.gate.domain_map import weighted_share


def solved(key: str, **values) -> Result:
    return EXPERIMENTS[key](**values).solve()


@pytest.fixture(scope="module")
def offset():
    return solved("gate-barrier", s=2.0)


def test_a_launch_is_told_at_its_decision():
    result = solved("gate-launch", E_particle=7.0, E_oscillator=5.0, phi=5 * pi / 4)
    answer = gate_launch([result])
    told = dict(answer.rows)
    assert answer.verdict == "It is turned back."
    assert told["decided at τ"] == number(result.summary["tau"], unit="periods")
    assert told["E_oscillator"] == number(result.summary["E_oscillator"], unit="E_osc")
    assert "gained 6.28" in answer.note  # the lesson says from 5 to 11.3


def test_a_map_is_told_with_the_weight_of_a_temperature_if_asked():
    result = solved("gate-map", n=20)
    share = percent(float((result.data.transmitted == 1).mean()))
    plain, weighted = gate_map([result]), gate_map([result], omega_T=4.0)
    assert plain.verdict == f"{share} of the launches pass."
    assert ("cells", "20 × 20") in plain.rows
    [more] = set(weighted.rows) - set(plain.rows)
    assert more == ("weighted at ω_T = 4", percent(weighted_share(result.data, 4.0)))


def test_a_start_as_in_the_released_script_is_said():
    result = solved("gate-map", n=10, oscillator_start="released_script")
    assert "released script" in gate_map([result]).note


def test_a_barriers_relaxation_is_a_share_of_what_is_possible(offset):
    frozen, relaxed, dynamic = (offset.summary[k] for k in ("frozen", "relaxed", "E_min"))
    told = dict(gate_barrier([offset]).rows)
    assert told["share of the relaxation used"] == f"{(frozen - dynamic) / (frozen - relaxed):.0%}"
    assert told["stationary points of V"] == "1"


def test_an_open_barrier_has_no_number(offset):
    summary = offset.summary | {"E_min": None, "undecided": 0.01}
    answer = gate_barrier([replace(offset, summary=summary)])
    told = dict(answer.rows)
    assert answer.verdict == "The dynamic barrier stays open."
    assert told["dynamic, E_min"] == told["share of the relaxation used"] == "—"
    assert "1.00%" in answer.note


def test_a_frozen_oscillator_has_one_activation_energy_others_have_many():
    omega_T = tuple(np.linspace(1, 4, 7))
    frozen = solved("gate-transmission", ensemble="frozen", omega_T=omega_T)
    thermal = solved("gate-transmission", omega_T=omega_T, n_phases=16)
    answer = gate_transmission([thermal, frozen])
    assert answer.verdict == "One activation energy: 6.0653 E_osc."
    assert dict(answer.rows)["power law: exponent"] == "1"
    assert "For frozen. Grey" in answer.note
    assert "no single one" in gate_transmission([thermal, frozen], 0).verdict


def test_counted_launches_are_said():
    result = solved("gate-transmission", method="sampled", omega_T=(1.0, 2.0), n_launches=50)
    assert dict(gate_transmission([result]).rows)["launches at each ω_T"] == "50"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("gate-launch", gate_launch),
        ("gate-map", gate_map),
        ("gate-barrier", gate_barrier),
        ("gate-transmission", gate_transmission),
    ],
)
def test_a_run_that_was_stopped_at_once_has_no_answer(key, answer):
    kind = EXPERIMENTS[key]
    nothing = Result(key, kind().values(), xr.Dataset(), {}, "stopped", 0.0, {})
    assert "yet" in answer([nothing]).verdict


def test_counted_activation_energies_are_judged_by_their_errors():
    """Frozen: E_a = U(s) exactly, so what differs is chance; thermal: it grows."""
    kind = EXPERIMENTS["gate-transmission"]
    omega_T = (1.0, 2.0, 3.0, 4.0)
    frozen = kind(ensemble="frozen", method="sampled", omega_T=omega_T).solve()
    said = gate_transmission([frozen]).verdict
    assert said.startswith("One activation energy within the errors: 6.")
    thermal = kind(method="sampled", omega_T=omega_T, n_launches=100_000).solve()
    assert "no single one" in gate_transmission([thermal]).verdict
