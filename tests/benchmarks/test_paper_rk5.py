"""The yardstick itself: what the benchmarks call the papers' algorithm is that algorithm."""

import numpy as np
import pytest

from ionoscope.engine.gate.kernels.motion import fly
from ionoscope.engine.gate.kernels.values import coefficients, system
from ionoscope.engine.numerics.steppers import RK5
from tests.benchmarks.paper_rk5 import step

STATE = np.array([-1.3, 0.7, 2.1, -1.9])


def engine_step(model, state, h):
    path, none = np.empty((1, 5)), np.empty(5)
    fly(model, coefficients(RK5), state.copy(), 0.0, h, True, 1e9, path, none)
    return path[0, 1:]


@pytest.mark.parametrize("h", [0.003, 0.1, 0.7])
def test_a_step_is_that_of_the_checked_tableau(h):
    ours = step(10.0, 1 / 4, 2.0, 1 / 3, h, *STATE)
    # a few dozen roundings of numbers of order one
    assert ours == pytest.approx(
        engine_step(system("gaussian", 10.0, 2.0, 2.0, 3.0), STATE, h), abs=1e-14
    )
