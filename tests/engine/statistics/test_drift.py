"""Mobility of walks that are pushed: Einstein's relation, intervals, bad input."""

import numpy as np
import pytest

from ionoscope.engine.statistics.drift import Drift
from tests.engine.statistics.walks import brownian

DT, KT, D = 0.1, 25.0, 2.0
FORCE = np.array([3.0, 0.0, 4.0])


def pushed(rng, ions=32, steps=500):
    """Brownian motion with the drift DF/kT."""
    t = np.arange(steps) * DT
    return brownian(rng, ions, steps, DT, D) + np.outer(t, D / KT * FORCE)


def fed(x, cuts=(), **options):
    drift = Drift(len(x), DT, **options)
    for part in np.split(x, cuts, axis=1):
        drift.feed(part)
    return drift


def test_a_pushed_walk_obeys_einstein():
    found = fed(pushed(np.random.default_rng(0))).mobility(FORCE)
    assert found.mobility.value == pytest.approx(D / KT, abs=4 * found.mobility.error)
    # variance of a mean velocity: 2D/time a replica
    assert found.drift.error == pytest.approx(np.sqrt(2 * D / (32 * 49.9)), rel=0.4)
    assert found.drift.value == pytest.approx(5 * found.mobility.value)


def test_its_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(1)
    found = [fed(pushed(rng, 8, 50)).mobility(FORCE).mobility for _ in range(1000)]
    assert 0.929 < np.mean([f.low <= D / KT <= f.high for f in found]) < 0.971


def test_ions_that_move_together_count_once():
    x = pushed(np.random.default_rng(2), 4)
    together = fed(np.repeat(x, 3, axis=0), groups=np.repeat(range(4), 3)).mobility(FORCE)
    assert together.drift == pytest.approx(fed(x).mobility(FORCE).drift)


def test_blocks_and_a_saved_state_do_not_change_a_bit():
    x = pushed(np.random.default_rng(3))
    half, resumed = fed(x[:, :123]), Drift(32, DT)
    resumed.restore(half.state())
    resumed.feed(x[:, 123:])
    assert resumed.mobility(FORCE) == fed(x).mobility(FORCE) == fed(x, [1, 2, 2]).mobility(FORCE)


def test_nothing_is_said_without_replicas():
    x = pushed(np.random.default_rng(4))
    assert fed(x[:1]).mobility(FORCE) is None
    assert fed(x[:, :1]).mobility(FORCE) is None
    with pytest.raises(ValueError, match="not all zero"):
        fed(x).mobility([0, 0, 0])
