"""Exact limits of the gate: an oscillator too slow, or too much at rest, to move aside."""

import pytest

from ionoscope.engine.gate.barrier import GateBarrier
from ionoscope.engine.gate.launch import GateLaunch


def excess(M):
    """How far the barrier from rest lies under the frozen one."""
    answer = GateBarrier(M=M).solve().summary
    return answer["frozen"] - answer["E_min"]


def test_light_particles_meet_a_frozen_oscillator():
    """A particle of mass M → 0 passes too fast for the oscillator to move: E_min → U(s)."""
    shifts = [excess(M) for M in (0.1, 0.01, 0.001)]
    # it pushes for a time ∝ √M, and gains (push × time)²/2 ∝ M; lingering on top adds logarithms
    assert shifts[0] > 4 * shifts[1] > 16 * shifts[2] > 0
    assert shifts[2] < 0.03


@pytest.mark.parametrize("factor, outcome", [(1 - 1e-6, "reflected"), (1 + 1e-6, "transmitted")])
def test_head_on_an_oscillator_at_rest_stays_there(factor, outcome):
    launch = GateLaunch(s=0.0, E_oscillator=0.0, E_particle=10.0 * factor)
    result = launch.solve()
    assert result.summary["outcome"] == outcome
    assert abs(result.data.y).max() == 0


def test_head_on_the_particle_keeps_its_one_dimensional_energy():
    """At s = 0 from rest the particle turns where U(x) = E."""
    answer = GateLaunch(s=0.0, E_oscillator=0.0, E_particle=4.0).solve().summary
    assert answer["U"] == pytest.approx(4.0, abs=1e-9)
