"""Integrators: the order each declares, reversibility, exactness without interaction."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from ionoscope.engine.gate.kernels.motion import fly
from ionoscope.engine.gate.kernels.values import coefficients, system
from ionoscope.engine.gate.launch_run import path_energies
from ionoscope.engine.numerics.steppers import (
    LEAPFROG,
    RK4,
    RK5,
    SPLITTING_4,
    STEPPERS,
    Splitting,
    longest_phase,
)

MODEL = system("gaussian", 10.0, 2.0, 2.0, 0.7)
START = np.array([-3.0, 1.1, 3.3, -0.8])
TIME = 1.6
"""Long enough to climb onto the barrier and off it."""
METHODS = STEPPERS | {RK4.name: RK4}
"""Those offered, and the one with which the ion's time-local equation is stepped."""
EACH = pytest.mark.parametrize("stepper", METHODS.values(), ids=METHODS)
SPLITTINGS = [s for s in STEPPERS.values() if isinstance(s, Splitting)]
SYMMETRIC = pytest.mark.parametrize("stepper", SPLITTINGS, ids=lambda s: s.name)


def evolve(stepper, steps, state=START, time=TIME, model=MODEL):
    path, none = np.empty((steps, 5)), np.empty(5)
    fly(model, coefficients(stepper), state.copy(), 0.0, time / steps, True, 1e9, path, none)
    return path[-1, 1:]


@cache
def truth():
    return evolve(STEPPERS["splitting-8"], 400)


# steps at which the error follows its leading power and is far above rounding (1e-13)
STEPS = {
    "leapfrog": (32, 64, 128, 256),
    "splitting-4": (16, 24, 32, 48),
    "rk4": (64, 96, 128, 192),
    "rk5": (16, 24, 32, 48),
    "splitting-8": (8, 10, 12, 16),
}


@EACH
def test_error_falls_with_the_declared_order(stepper):
    steps = STEPS[stepper.name]
    errors = [np.abs(evolve(stepper, n) - truth()).max() for n in steps]
    slope = -np.polyfit(np.log(steps), np.log(errors), 1)[0]
    # the next power of the step bends the line a little; a wrong coefficient costs a whole order
    assert slope == pytest.approx(stepper.order, abs=0.2)


@SYMMETRIC
def test_time_can_be_turned_back(stepper):
    there = evolve(stepper, 100) * [1, 1, -1, -1]
    back = evolve(stepper, 100, there) * [1, 1, -1, -1]
    # 200 steps of some 50 roundings each, amplified by the barrier's instability (e² or so)
    np.testing.assert_allclose(back, START, atol=1e-12)


@SYMMETRIC
@pytest.mark.parametrize("steps", [1, 7])
def test_without_interaction_motion_is_exact_at_any_step(stepper, steps):
    free = system("gaussian", 0.0, 2.0, 2.0, 0.7)
    x, y, v, w = START
    cos, sin = np.cos(TIME), np.sin(TIME)
    exact = [x + v * TIME, cos * y + sin * w, v, cos * w - sin * y]
    got = evolve(stepper, steps, model=free)
    # rounding only: up to 17 × 7 rotations
    np.testing.assert_allclose(got, exact, atol=2e-14)


def energy_spread(stepper, periods):
    state = np.array([0.0, 1.1, 0.0, 0.9])  # the particle stays at its unstable rest, x = 0
    path, none = np.empty((periods * 50, 5)), np.empty(5)
    fly(MODEL, coefficients(stepper), state, 0.0, 2 * np.pi / 50, True, 1e9, path, none)
    return np.ptp(sum(path_energies(MODEL, path)))


@SYMMETRIC
def test_energy_error_of_a_splitting_is_bounded(stepper):
    # 50 times as long, the same spread; rounding walks: √(25,000 steps) × 50 × 1e-15
    assert energy_spread(stepper, 500) < 1.01 * energy_spread(stepper, 10) + 1e-10


def test_a_wrong_tableau_is_refused():
    weights = RK5.b.copy()
    weights[0] += 1e-6
    with pytest.raises(ValueError, match="condition of order 1"):
        replace(RK5, b=weights)


def test_a_wrong_node_is_refused():
    A = RK5.A.copy()
    A[2, 0] += 1e-6
    with pytest.raises(ValueError, match="condition of order 2"):
        replace(RK5, A=A)


def test_a_higher_order_than_the_weights_have_is_refused():
    with pytest.raises(ValueError, match="condition of order 7"):
        replace(RK5, order=7)


def test_an_implicit_tableau_is_refused():
    with pytest.raises(ValueError, match="not explicit"):
        replace(RK5, A=RK5.A.T.copy())


@pytest.mark.parametrize("part", ["drift", "kick"])
def test_fractions_that_do_not_sum_to_one_are_refused(part):
    with pytest.raises(ValueError, match="sum to 1"):
        replace(SPLITTING_4, **{part: getattr(SPLITTING_4, part) * 1.001})


def test_an_unsymmetric_splitting_is_refused():
    with pytest.raises(ValueError, match="not symmetric"):
        replace(SPLITTING_4, kick=np.roll(SPLITTING_4.kick, 1))


def test_drifts_and_kicks_must_interleave():
    with pytest.raises(ValueError, match="interleave"):
        replace(LEAPFROG, kick=np.array([0.25, 0.5, 0.25]))


@EACH
def test_every_stepper_names_its_source(stepper):
    assert stepper.source and stepper.order >= 2


@EACH
def test_no_oscillator_grows_below_the_longest_phase(stepper):
    longest = longest_phase(stepper)
    for phase in np.linspace(0.01, 0.999, 40) * longest:
        assert amplitude(stepper, phase, 20_000) < 30


@pytest.mark.parametrize(
    "name, beyond, steps",
    # growth a step: 15 %, 2e-4, 2 %
    [("leapfrog", 1.005, 500), ("rk5", 1.3, 50_000), ("splitting-8", 1.005, 1000)],
)
def test_an_oscillator_grows_beyond_the_longest_phase(name, beyond, steps):
    stepper = STEPPERS[name]
    assert amplitude(stepper, beyond * longest_phase(stepper), steps) > 1e3


def test_leapfrog_is_stable_up_to_two():
    assert longest_phase(LEAPFROG) == pytest.approx(2)


def test_the_classical_method_is_stable_up_to_the_root_of_eight():
    """|1 + iΩh − (Ωh)²/2 − i(Ωh)³/6 + (Ωh)⁴/24| = 1 at Ωh = √8."""
    # found in steps of 0.005
    assert longest_phase(RK4) == pytest.approx(np.sqrt(8), abs=0.005)


def amplitude(stepper, phase, steps):
    """Largest element of the matrix of so many steps of length `phase` of q̈ = −q."""
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]])
    step = np.eye(2)
    if isinstance(stepper, Splitting):
        for part, kick in enumerate(stepper.kick):
            if part:
                step = np.array([[1, stepper.drift[part - 1] * phase], [0, 1]]) @ step
            step = np.array([[1, 0], [-kick * phase, 1]]) @ step
    else:
        stages = []
        for row in stepper.A:
            inner = sum((a * k for a, k in zip(row, stages, strict=False)), np.zeros((2, 2)))
            stages.append(phase * turn @ (np.eye(2) + inner))
        step = step + sum(b * k for b, k in zip(stepper.b, stages, strict=True))
    return np.abs(np.linalg.matrix_power(step, steps)).max()
