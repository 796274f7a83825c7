"""D while a run goes on: the same bits for any blocks, the same answer as afterwards."""

import numpy as np
import pytest

from ionoscope.engine.statistics.running_diffusion import RunningDiffusion
from tests.engine.statistics.finished import diffusion, windowed_msd
from tests.engine.statistics.walks import A, brownian, caged, hopping

DT = 0.1


def fed(x, cuts=(), **options):
    running = RunningDiffusion(len(x), DT, **options)
    for part in np.split(x, cuts, axis=1):
        running.feed(part)
    return running


def same(one, other):
    return all(np.array_equal(a, b) for a, b in zip(one.values(), other.values(), strict=True))


@pytest.fixture(scope="module")
def walk():
    return caged(np.random.default_rng(0), 3, 9000, DT, 1.0)


@pytest.mark.parametrize("cuts", [[1, 2, 3, 500], range(7, 9000, 7), [121], [8999]])
def test_blocks_do_not_change_a_bit(walk, cuts):
    whole, parts = fed(walk, groups=[0, 0, 1]), fed(walk, cuts, groups=[0, 0, 1])
    assert same(whole.state(), parts.state())
    assert str(whole.diffusion()) == str(parts.diffusion())


def test_a_run_goes_on_from_its_state(walk):
    half = fed(walk[:, :4321])
    resumed = RunningDiffusion(3, DT)
    resumed.restore(half.state())
    half.feed(walk[:, 4321:])
    resumed.feed(walk[:, 4321:])
    assert same(half.state(), resumed.state()) and same(half.state(), fed(walk).state())


def test_the_state_does_not_grow(walk):
    sizes = [sum(a.nbytes for a in fed(walk[:, :n]).state().values()) for n in (10, 1000, 9000)]
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("steps", [300, 1000, 9000])
def test_its_msd_is_that_of_all_windows(walk, steps):
    """Also after stretches were joined: each window counts once."""
    running = fed(walk[:, :steps])
    t, msd, _ = running.msd()
    # stretches weigh by their length, not by their windows: exact only without a beginning
    lags = np.round(t / DT).astype(int)
    units, windows, _ = running._units()
    pooled = np.einsum("gul,ul->l", units[:, :, 0], windows) / (3 * windows.sum(axis=0))
    expected = np.mean([windowed_msd(x, lags) for x in walk[:, :steps]], axis=0)
    assert pooled == pytest.approx(expected, rel=1e-10)
    assert msd == pytest.approx(expected, rel=0.1)


@pytest.mark.parametrize(("ions", "steps"), [(1, 3001), (40, 301), (1, 400)])
def test_it_agrees_with_the_finished_run(ions, steps):
    x = brownian(np.random.default_rng(1), ions, steps, DT, 1.0)
    running, finished = fed(x).diffusion(), diffusion(x, DT)
    assert running.interval == finished.interval
    assert running.D == pytest.approx(finished.D, abs=1.5 * finished.error)
    assert running.error == pytest.approx(finished.error, rel=0.6)


SETS = 1000


@pytest.mark.parametrize(
    ("rate", "ions", "groups"),
    [pytest.param(None, 1, None, marks=pytest.mark.soak), (1.0, 4, [0, 0, 1, 1])],
)
def test_its_interval_covers_the_truth_as_often_as_it_says(rate, ions, groups):
    rng = np.random.default_rng(13)
    D, found = (A**2 / 6 if rate else 1.0), []
    for _ in range(SETS):
        x = caged(rng, ions, 1501, DT, rate) if rate else brownian(rng, ions, 1501, DT, D)
        found.append(fed(x, groups=groups, lags=60).diffusion())
    # 95 % within three times the binomial error of 0.7 %
    assert 0.929 < np.mean([f.low <= D <= f.high for f in found]) < 0.971


def test_alpha2_of_hops_is_that_of_their_number():
    """A centre with Γt hops of length A has α₂ = 3/(5Γt), by the moments of a Poisson number."""
    t, alpha2, error = fed(hopping(np.random.default_rng(2), 400, 2000, DT, 0.2)).alpha2()
    expected = 3 / (5 * 0.2 * t)
    # in steps of DT a hop needs a step of its own: 1 % at the first lags
    assert np.all(np.abs(alpha2 - expected) < 5 * error + 0.03 * expected)
    assert error[-1] < 0.1 * (1 + expected[-1])


def test_alpha2_of_brownian_motion_is_zero():
    _, alpha2, error = fed(brownian(np.random.default_rng(3), 100, 1000, DT, 1.0)).alpha2()
    assert np.all(np.abs(alpha2) < 4.5 * error) and error.max() < 0.1


def test_nothing_is_said_before_there_is_something_to_say(walk):
    assert fed(walk[:, :100]).diffusion() is None
    early = fed(walk[:1, :130])
    assert early.diffusion().interval == "formula"
    assert np.isnan(early.msd()[2]).all()
    assert early.time == pytest.approx(12.9)


def test_bad_input_says_what_to_do(walk):
    running = fed(walk)
    with pytest.raises(ValueError, match="longer t_max"):
        running.diffusion((1.0, 20.0))
    with pytest.raises(ValueError, match=r"blocks of shape \(3, step, 3\)"):
        running.feed(walk[:2])
    with pytest.raises(ValueError, match="not finite"):
        running.feed(np.full((3, 2, 3), np.nan))
    with pytest.raises(ValueError, match="build it with the arguments"):
        RunningDiffusion(3, DT, t_max=6.0).restore(running.state())
    with pytest.raises(ValueError, match=r"dt \(ps\).* above zero"):
        RunningDiffusion(3, 0.0)
    with pytest.raises(ValueError, match="three steps"):
        RunningDiffusion(3, DT, t_max=0.1)
