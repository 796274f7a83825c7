"""Blocked means against closed forms; Maxwell and Boltzmann recognised; a hot ion seen as hot."""

import numpy as np
import pytest
from scipy.signal import lfilter

from ionoscope.engine.statistics.blocking import BlockingAverage
from ionoscope.engine.statistics.velocities import BINS, VelocityStatistics
from tests.engine.statistics.walks import rattling

M, KT, DT = 0.7, 25.0, 0.01


def remembering(rng, series, steps, keep):
    """First-order autoregression of variance 1."""
    kicks = rng.normal(0, np.sqrt(1 - keep**2), (series, steps))
    kicks[:, 0] /= np.sqrt(1 - keep**2)
    return lfilter([1], [1, -keep], kicks, axis=1)


def error_of_mean(keep, steps):
    """Of the same, exactly: Σ over pairs of keep^|i−j|."""
    lag = np.arange(1, steps)
    return np.sqrt((steps + 2 * np.sum((steps - lag) * keep**lag)) / steps**2)


def blocked(series, cuts=()):
    average = BlockingAverage(len(series), around=0.3)
    for part in np.split(series, cuts, axis=1):
        average.feed(part)
    return average


def test_levels_are_means_of_blocks():
    x = np.random.default_rng(0).normal(size=(2, 101))
    n, errors = blocked(x).levels()
    for level, (blocks, error) in enumerate(zip(n, errors, strict=True)):
        size = 2**level
        means = np.concatenate([r[: 101 // size * size].reshape(-1, size).mean(1) for r in x])
        assert len(means) == blocks
        assert error == pytest.approx(np.std(means, ddof=1) / np.sqrt(blocks))


@pytest.mark.parametrize("cuts", [[1], [50, 51], range(0, 101, 3)])
def test_blocks_of_any_size_leave_the_same_bits(cuts):
    x = np.random.default_rng(1).normal(size=(2, 101))
    one, other = blocked(x).state(), blocked(x, cuts).state()
    assert all(np.array_equal(one[k], other[k]) for k in one)


@pytest.mark.parametrize("keep", [0.0, 0.9, 0.99])
def test_the_error_knows_what_the_series_remembers(keep):
    x = remembering(np.random.default_rng(2), 4, 50_000, keep)
    found = blocked(x).mean()
    assert found.settled and found.block > 1 / (1 - keep) / 2
    assert found.value == pytest.approx(x.mean())
    # some hundred blocks
    assert found.error == pytest.approx(error_of_mean(keep, 50_000) / 2, rel=0.2)


def test_its_interval_covers_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(3)
    found = [blocked(remembering(rng, 1, 8192, 0.9)).mean() for _ in range(1000)]
    # what little correlation is left between blocks costs a percent or so
    assert 0.92 < np.mean([f.low <= 0 <= f.high for f in found]) < 0.971


def test_a_run_shorter_than_its_memory_says_so():
    assert not blocked(remembering(np.random.default_rng(4), 1, 300, 0.999)).mean().settled
    assert blocked(np.zeros((1, 7))).mean() is None
    still = blocked(np.full((1, 64), 2.0)).mean()
    assert (still.value, still.error) == (pytest.approx(2), pytest.approx(0, abs=1e-7))


def thermal(rng, ions, steps, temperature=KT, memory=0.1):
    """Velocities of a free Langevin particle: an Ornstein–Uhlenbeck process."""
    return rattling(rng, ions, steps, DT, np.sqrt(temperature / M), memory)


def fed(v, cuts=(), **options):
    statistics = VelocityStatistics(len(v), M, KT, **options)
    for part in np.split(v, cuts, axis=1):
        statistics.feed(part)
    return statistics


@pytest.mark.parametrize("ratio", [1.0, 0.64])
def test_the_thermometer_reads_the_temperature_of_the_ion(ratio):
    v = thermal(np.random.default_rng(5), 8, 40_000, ratio * KT)
    found = fed(v).temperature_ratio()
    # ⟨v²⟩ forgets in half the memory: var = (2/3)·ratio²·(memory·coth…)/time ≈ 2·0.05/400 a piece
    expected = ratio * np.sqrt(2 / 3 * 0.1 / (8 * 400))
    assert found.error == pytest.approx(expected, rel=0.25)
    assert found.value == pytest.approx(ratio, abs=4 * expected) and found.settled


@pytest.mark.parametrize("name", ["components", "speeds"])
def test_histograms_are_those_of_maxwell_and_boltzmann(name):
    """Independent velocities: χ² of the counts is within five of its own errors."""
    v = np.random.default_rng(6).normal(0, np.sqrt(KT / M), (10, 20_000, 3))
    edges, density, expected = getattr(fed(v), name)()
    count = (3 if name == "components" else 1) * 200_000
    found, width = count * np.diff(edges) * density, np.diff(edges)
    wanted = count * width * expected
    use = wanted > 10
    chi_square = np.sum((found - wanted)[use] ** 2 / wanted[use])
    assert abs(chi_square - use.sum()) < 5 * np.sqrt(2 * use.sum())
    assert np.sum(expected * width) == pytest.approx(1, abs=1e-6)


def test_what_is_faster_than_the_edges_is_counted_outside():
    v = np.zeros((1, 4, 3))
    v[0, 0, 0], v[0, 1, 0] = 1e6, -1e6
    statistics = fed(v)
    assert statistics.counts[:, BINS].tolist() == [2, 2]
    assert statistics.counts.sum(axis=1).tolist() == [12, 4]


@pytest.mark.parametrize("cuts", [[1], [999], range(0, 1000, 7)])
def test_blocks_do_not_change_a_bit(cuts):
    v = thermal(np.random.default_rng(7), 3, 1000)
    one, other = fed(v, groups=[0, 1, 0]), fed(v, cuts, groups=[0, 1, 0])
    assert all(np.array_equal(a, other.state()[k]) for k, a in one.state().items())


def test_a_run_goes_on_from_its_state():
    v = thermal(np.random.default_rng(8), 2, 1000)
    half, resumed = fed(v[:, :333]), VelocityStatistics(2, M, KT)
    resumed.restore(half.state())
    resumed.feed(v[:, 333:])
    assert resumed.temperature_ratio() == fed(v).temperature_ratio()
    assert "energy.sums" in half.state()


def test_bad_input_says_what_to_do():
    with pytest.raises(ValueError, match="kT"):
        VelocityStatistics(1, M, 0.0)
    with pytest.raises(ValueError, match="velocities come in blocks"):
        fed(np.zeros((1, 4, 3))).feed(np.zeros((4, 3)))
    with pytest.raises(ValueError, match="series come in blocks"):
        BlockingAverage(2).feed(np.zeros((3, 4)))
