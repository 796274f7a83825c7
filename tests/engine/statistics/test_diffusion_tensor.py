"""D as a tensor: walks of known D, a third of the trace, bits."""

import numpy as np
import pytest

from ionoscope.engine.statistics.diffusion_tensor import RunningTensor
from ionoscope.engine.statistics.running_diffusion import RunningDiffusion

DT, WINDOW = 0.05, (1.0, 4.0)
TURN = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))[0]
TRUE = TURN @ np.diag([2.0, 1.0, 0.3]) @ TURN.T


def walk(ions, steps, seed=1, drift=(0.0, 0.0, 0.0)):
    """Brownian paths (Å) of D = TRUE (Å²/ps), (ion, step, 3)."""
    rng = np.random.default_rng(seed)
    hops = rng.normal(size=(ions, steps, 3)) * np.sqrt(2 * DT * np.array([2.0, 1.0, 0.3]))
    return np.cumsum(hops @ TURN.T + DT * np.asarray(drift), axis=1)


def fed(R, kind=RunningTensor):
    made = kind(len(R), DT, t_max=5.0)
    made.feed(R)
    return made


def test_a_walk_has_the_tensor_it_was_made_with():
    found = fed(walk(64, 2000)).tensor(WINDOW)
    assert found.units >= 32 and (found.error < 0.1).all()
    assert (np.abs(found.D - TRUE) < 3.5 * found.error).all()
    assert (found.low < found.D).all() and (found.D < found.high).all()
    assert found.along(TURN[:, 0]) == pytest.approx(2.0, abs=0.2)


def test_intervals_hold_the_truth_as_often_as_they_say():
    held = [
        (tensor.low <= TRUE) & (TRUE <= tensor.high)
        for tensor in (fed(walk(8, 600, seed)).tensor(WINDOW) for seed in range(60))
    ]
    assert 0.90 < np.mean(held) < 0.985


def test_a_third_of_the_trace_is_the_D_of_all_axes():
    R = walk(8, 600)
    tensor, scalar = fed(R).tensor(WINDOW), fed(R, RunningDiffusion).diffusion(WINDOW)
    assert np.trace(tensor.D) / 3 == pytest.approx(scalar.D, rel=1e-12)
    assert fed(R).diffusion(WINDOW).error == pytest.approx(scalar.error, rel=1e-12)


def test_a_drift_is_no_diffusion():
    speed = (1.0, -0.5, 2.0)
    found = fed(walk(64, 1000, drift=speed)).tensor(WINDOW, speed)
    assert (np.abs(found.D - TRUE) < 4 * found.error).all()


def test_one_ion_has_intervals_too():
    """By formula, from fewer pieces than scatter would need: about the scatter of many such."""
    found = [fed(walk(1, 220, seed)).tensor(WINDOW) for seed in range(200)]
    assert found[0].units < 4
    scatter = np.std([x.D for x in found], axis=0)
    ratio = np.median([x.error for x in found], axis=0) / scatter
    assert (ratio > 0.5).all() and (ratio < 1.5).all()


def test_blocks_and_interruptions_change_no_bit():
    R = walk(3, 500)
    whole, parts = fed(R), RunningTensor(3, DT, t_max=5.0)
    for block in np.split(R[:, :300], [1, 40], axis=1):
        parts.feed(block)
    resumed = RunningTensor(3, DT, t_max=5.0)
    resumed.restore(parts.state())
    resumed.feed(R[:, 300:])
    np.testing.assert_array_equal(resumed.tensor(WINDOW).D, whole.tensor(WINDOW).D)


def test_too_short_a_run_has_none():
    assert fed(walk(3, 60)).tensor(WINDOW) is None
