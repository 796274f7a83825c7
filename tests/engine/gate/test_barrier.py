"""gate-barrier: stationary points, the lowest of them, and the barrier met from rest."""

from functools import cache

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.boundaries import rest_edges
from ionoscope.engine.gate.landscape import landscape, stationary_points
from ionoscope.engine.gate.launch import GateLaunch
from ionoscope.engine.gate.pauses import finish
from ionoscope.engine.numerics.potentials import POTENTIALS
from tests.engine.reference import SYSTEMS, curve

EACH = pytest.mark.parametrize("s, M", SYSTEMS)


@cache
def barrier(**model):
    return GateBarrier(**model).solve()


def random_models(count):
    rng = np.random.default_rng(8)
    for _ in range(count):
        yield GateBarrier(
            U0=rng.uniform(0.5, 30),
            lam=rng.uniform(0.3, 3),
            s=rng.uniform(-4, 4),
            x0=-60.0,
            potential=str(rng.choice(list(POTENTIALS))),
        )


def test_stationary_points_are_level():
    h = 1e-5
    for model in random_models(40):
        y, _ = stationary_points(model)
        slope = (landscape(model, y + h) - landscape(model, y - h)) / (2 * h)
        # rounding ε U0/h, and h² times a third derivative of at most U0/λ³ ~ 1000
        assert np.abs(slope).max() < 1e-6


def test_none_is_missed():
    for model in random_models(40):
        y = np.linspace(-15, 15, 60_001)
        rises = np.diff(landscape(model, y)) > 0
        assert np.sum(rises[1:] != rises[:-1]) == len(stationary_points(model)[0])


def test_relaxed_is_the_lowest_of_all():
    for model in random_models(30):
        y = np.linspace(-15, 15, 6001)
        start = y[np.argmin(landscape(model, y))]
        best = minimize_scalar(
            lambda v, model=model: landscape(model, np.array([v]))[0],
            bounds=(start - 0.01, start + 0.01),
            method="bounded",
            options={"xatol": 1e-9},
        )
        answer = model.solve().summary
        assert answer["relaxed"] == pytest.approx(best.fun, abs=1e-12)
        # the bottom is flat: y is known to the square root of that
        assert answer["y_relaxed"] == pytest.approx(best.x, abs=1e-5)


@pytest.mark.parametrize("lam, minima", [(2.0, [True, False, True]), (4.0, [True])])
def test_head_on_the_oscillator_must_choose_a_side_if_the_push_beats_the_spring(lam, minima):
    """U0/λ² is the push's stiffness at the top, 1 the spring's: 10/4 > 1 and 10/16 < 1."""
    data = barrier(s=0.0, lam=lam, x0=-40.0).data
    assert list(data.stationary_is_minimum.values) == minima
    middle = len(minima) // 2
    assert data.stationary_y.values[middle] == pytest.approx(0, abs=1e-12)
    assert data.stationary_V.values[middle] == pytest.approx(10.0, rel=1e-12)


def test_the_two_sides_are_alike():
    y = barrier(s=0.0).data.stationary_y.values
    np.testing.assert_allclose(y, -y[::-1], atol=1e-12)


@EACH
def test_barrier_from_rest_is_the_reference(s, M):
    # "edges good to 1e-8 of U0", which is 1e-7 here; the reference is given to 1e-6
    assert barrier(s=s, M=M).summary["E_min"] == pytest.approx(curve(s, M)[0]["E_min"][0], abs=1e-6)


@pytest.mark.parametrize("M, E_min", [(0.2, 5.671945), (1.0, 4.396146), (5.0, 3.381643)])
def test_barrier_from_rest_in_digits(M, E_min):
    # by Taylor integration, to the digits printed
    assert barrier(s=2.0, M=M).summary["E_min"] == pytest.approx(E_min, abs=6e-7)


@pytest.mark.parametrize("M", [0.2, 1.0, 5.0])
@pytest.mark.parametrize("side, outcome", [(-1e-6, "reflected"), (1e-6, "transmitted")])
def test_the_path_turns_to_passing_at_E_min(M, side, outcome):
    E = barrier(s=2.0, M=M).summary["E_min"] + side
    launch = GateLaunch(M=M, E_particle=E, E_oscillator=0.0, onward=False, step=0.1)
    assert launch.solve().summary["outcome"] == outcome


def test_the_heavier_the_particle_the_more_the_oscillator_yields():
    answers = [barrier(s=2.0, M=M).summary for M in (0.05, 0.2, 1.0, 5.0, 20.0)]
    E_min = [a["E_min"] for a in answers]
    assert E_min == sorted(E_min, reverse=True)
    assert all(a["relaxed"] < a["E_min"] < a["frozen"] for a in answers)


@EACH
def test_from_rest_there_is_one_edge(s, M):
    _, edges, signs, *_ = finish(rest_edges(GateBarrier(s=s, M=M)))
    assert len(edges) == 1 and signs[0] == 1


def test_frozen_is_U_at_the_distance_of_passing():
    assert barrier(s=2.0).summary["frozen"] == pytest.approx(10 * np.exp(-0.5), rel=1e-14)
