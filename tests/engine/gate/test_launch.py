"""gate-launch: one launch against an independent Taylor integration and exact limits."""

import math

import pytest

from ionoscope.engine.core.units import PERIOD
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.numerics.steppers import STEPPERS
from tests.engine.reference import LAUNCH, cases

CASES = cases("gate_launches")
EACH = pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))


def launched(case, **how):
    return GateLaunch(**{k: case[k] for k in LAUNCH}, **how).solve().summary


@EACH
def test_outcome_and_state_agree_with_taylor_integration(case):
    answer = launched(case)
    assert answer["outcome"] == case["expected_outcome"]
    for name in ("tau", "y", "E_particle", "E_oscillator", "U"):
        # both sides are good to about 1e-10; the paper's own step leaves 1e-8
        assert answer[name] == pytest.approx(case[f"expected_{name}"], abs=1e-8)


@EACH
def test_energy_is_conserved(case):
    # in E_osc, where the energies are of order 10
    assert launched(case)["E_drift"] < 1e-9


@EACH
@pytest.mark.parametrize("stepper", STEPPERS)
def test_every_stepper_decides_alike(case, stepper):
    # no case is nearer to a boundary than 0.1 %: leapfrog's error at this step is below that
    answer = launched(case, stepper=stepper, step=0.02, onward=False)
    assert answer["outcome"] == case["expected_outcome"]


@EACH
def test_what_is_decided_is_the_turn_or_the_top(case):
    answer = launched(case, onward=False)
    if answer["outcome"] == "transmitted":
        assert abs(answer["x"]) < 1e-12  # located by bisection to the last bits
    else:
        # ẋ = 0 to within the last bits of the instant, so its energy is quadratically smaller
        assert answer["E_particle"] < 1e-20 and answer["x"] < 0


@EACH
def test_following_on_changes_nothing_before_the_decision(case):
    alone, onward = launched(case, onward=False), launched(case)
    del alone["E_drift"], onward["E_drift"]
    assert alone == onward


def test_path_starts_as_the_text_says():
    launch = GateLaunch(E_particle=3.0, E_oscillator=2.0, phi=0.7, M=1.9)
    start = launch.solve().data.isel(tau=0)
    # GATE Sec. III, in periods: ẋ = √(8π²E/M), y = ζ sin φ, ẏ = 2πζ cos φ, ζ = √(2E)
    assert start.x == -20 and start.tau == 0
    assert start.v_x == pytest.approx(math.sqrt(8 * math.pi**2 * 3.0 / 1.9), rel=1e-15)
    assert start.y == pytest.approx(2 * math.sin(0.7), rel=1e-15)
    assert start.v_y == pytest.approx(2 * math.pi * 2 * math.cos(0.7), rel=1e-15)


@pytest.mark.parametrize("E_particle, end", [(12.0, 20), (2.0, -20)])
def test_followed_on_it_ends_as_far_away_as_it_began(E_particle, end):
    x = GateLaunch(E_particle=E_particle, E_oscillator=0.0).solve().data.x.values
    assert x[-1] / end >= 1
    assert x[-2] / end < 1


def test_a_weak_interaction_leaves_a_free_flight():
    U0, E = 0.01, 1000.0
    answer = GateLaunch(U0=U0, E_particle=E, E_oscillator=3.0, M=2.0).solve().summary
    free = 20 / math.sqrt(2 * E / 2.0) / PERIOD
    # slowed at most to √(1 − U0/E) of its speed; and the push lasts about λ/v, so that the
    # oscillator gains less than its speed times U0/λ × that time
    assert free < answer["tau"] < free * (1 + U0 / E)
    assert answer["E_oscillator"] == pytest.approx(3.0, abs=U0)


def test_energy_at_the_decision_is_what_was_put_in():
    answer = GateLaunch(E_particle=9.0, E_oscillator=4.5, phi=2.0).solve().summary
    # the potential at the start, U0 e^{−50}, is nothing
    assert answer["E_particle"] + answer["E_oscillator"] + answer["U"] == pytest.approx(
        13.5, abs=1e-9
    )


def test_only_the_seen_order_of_things_matters_not_the_start():
    """Starting farther out by whole periods of flight changes nothing."""
    E, M = 5.0, 1.0
    period = PERIOD * math.sqrt(2 * E / M)
    near = GateLaunch(E_particle=E, M=M, phi=1.0, step=0.05).solve().summary
    far = GateLaunch(E_particle=E, M=M, phi=1.0, step=0.05, x0=-20 - 2 * period).solve().summary
    assert far["outcome"] == near["outcome"]
    for name in ("y", "E_particle", "E_oscillator", "U"):
        assert far[name] == pytest.approx(near[name], abs=1e-9)
    assert far["tau"] == pytest.approx(near["tau"] + 2, abs=1e-9)


def test_progress_only_rises():
    launch = GateLaunch(E_particle=2.0, step=0.002)
    shares = [chunk.share for chunk in launch.run()]
    assert len(shares) > 5
    assert shares == sorted(shares) and shares[-1] == 1
