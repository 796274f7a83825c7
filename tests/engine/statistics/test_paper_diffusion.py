"""The paper's estimate of D against a sum written out, and what it does to a cage."""

import numpy as np
import pytest
from scipy.stats import t as student

from ionoscope.engine.statistics.paper_diffusion import GROUPS, RunningPaperDiffusion
from tests.engine.statistics.walks import A, brownian, caged

DT = 0.05


def written_out(x, dt):
    """Segments of 12 ps, Σ t·msd / Σ t² over t > 1 ps, a sixth of it."""
    length = round(12 / dt)
    squares = []
    for k in range(len(x) // length):
        segment = x[k * length : (k + 1) * length]
        squares.append([np.sum((r - segment[0]) ** 2) for r in segment])
    t, msd = np.arange(length) * dt, np.mean(squares, axis=0)
    use = t > 1.0 + 1e-9
    return np.sum(t[use] * msd[use]) / np.sum(t[use] ** 2) / 6


def fed(x, dt=DT, cuts=()):
    running = RunningPaperDiffusion(len(x), dt, x.shape[1] * dt)
    for part in np.split(x, cuts, axis=1):
        running.feed(part)
    return running


def test_it_is_what_the_paper_says():
    x = brownian(np.random.default_rng(0), 1, 6100, DT, 2.0)[0]
    found = fed(x[None]).diffusion()
    assert found.D == pytest.approx(written_out(x, DT), rel=1e-12)
    assert found.t[found.t > 1 + 1e-9][0] == pytest.approx(1.05) and found.t[-1] < 12
    assert found.error == pytest.approx(np.std(found.group_D, ddof=1) / np.sqrt(10))
    assert found.high - found.D == pytest.approx(student.ppf(0.975, 9) * found.error)


def test_groups_are_of_neighbouring_segments():
    x = brownian(np.random.default_rng(1), 1, 240 * 20, DT, 2.0)[0]
    found = fed(x[None]).diffusion()
    assert found.group_D[3] == pytest.approx(written_out(x[240 * 6 : 240 * 8], DT))
    assert found.D == pytest.approx(found.group_D.mean())


def test_ballistic_flight_is_a_line_through_the_origin_of_its_square():
    """ΔR = vt: least squares of v²t² by a line is v² Σt³/Σt²."""
    t = np.arange(2400) * DT
    found = fed(np.outer(t, [3.0, 0, 4.0])[None]).diffusion()
    s = found.t[found.t > 1 + 1e-9]
    assert found.D == pytest.approx(25 * np.sum(s**3) / np.sum(s**2) / 6)
    assert found.error == pytest.approx(0, abs=1e-9)


def test_its_interval_covers_the_truth_of_brownian_motion():
    rng = np.random.default_rng(2)
    found = [fed(brownian(rng, 1, 1200, 0.1, 1.0), 0.1).diffusion() for _ in range(1000)]
    # single segments are skewed, which costs Student's t two percent
    assert 0.91 < np.mean([f.low <= 1 <= f.high for f in found]) < 0.971
    assert np.mean([f.D for f in found]) == pytest.approx(1, abs=0.03)


def test_a_line_through_the_origin_takes_rattling_for_diffusion():
    """An intercept c adds c Σt/Σt² to the slope: 6·0.5² Å² make 0.03 Å²/ps of nothing."""
    rng, t = np.random.default_rng(3), np.arange(120) * 0.1
    D, s = 0.1 * A**2 / 6, t[t > 1 + 1e-9]
    found = [fed(caged(rng, 1, 12_000, 0.1, 0.1), 0.1).diffusion() for _ in range(100)]
    excess = 6 * 0.5**2 * s.sum() / (s @ s) / 6
    mean = np.mean([f.D for f in found])
    assert mean == pytest.approx(D + excess, abs=4 * np.std([f.D for f in found]) / 10)
    assert mean > 1.15 * D


@pytest.mark.parametrize("cuts", [[], [1, 240, 241, 3000], range(1, 6000, 17)])
def test_blocks_leave_no_trace_and_ions_count_alike(cuts):
    x = brownian(np.random.default_rng(4), 17, 6100, DT, 2.0)
    running = fed(x, cuts=cuts)
    found, length = running.diffusion(), round(12 / DT)
    assert found.D == pytest.approx(np.mean([written_out(r, DT) for r in x]), rel=1e-12)
    parts = [(p[0] * length, (p[-1] + 1) * length) for p in np.array_split(range(25), GROUPS)]
    groups = [np.mean([written_out(r[i:j], DT) for r in x]) for i, j in parts]
    assert found.group_D == pytest.approx(groups)
    assert all(np.array_equal(fed(x).state()[k], v) for k, v in running.state().items())


def test_a_run_goes_on_from_its_state():
    x = brownian(np.random.default_rng(5), 2, 3000, DT, 2.0)
    first, second = (RunningPaperDiffusion(2, DT, 150.0) for _ in range(2))
    first.feed(x[:, :1234])
    assert second.diffusion() is None
    second.restore(first.state())
    first.feed(x[:, 1234:])
    second.feed(x[:, 1234:])
    assert str(first.diffusion()) == str(second.diffusion())


def test_bad_input_says_what_to_do():
    with pytest.raises(ValueError, match=r"needs at least 10.*run 120 ps or longer"):
        RunningPaperDiffusion(1, DT, 119.95)
    with pytest.raises(ValueError, match="does not divide"):
        RunningPaperDiffusion(1, 0.07, 500.0)
    with pytest.raises(ValueError, match="no time after"):
        RunningPaperDiffusion(1, 12.0, 500.0)
    with pytest.raises(ValueError, match=r"blocks of shape \(1, step, 3\)"):
        RunningPaperDiffusion(1, DT, 500.0).feed(np.zeros((2, 99, 3)))
