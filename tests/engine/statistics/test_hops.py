"""Hops of paths that were made to hop, and the walk that they add up to."""

import numpy as np
import pytest

from ionoscope.engine.statistics.hop_events import HopFinder
from ionoscope.engine.statistics.hops import HopStatistics
from tests.engine.statistics.finished import windowed_msd
from tests.engine.statistics.walks import A, hopping, rattling

DT = 0.1
CENTRE = A / 2


def path(*cells, stay=5):
    """An ion that stays at the centre of each cell for so many steps, shape (1, step, 3)."""
    return np.repeat(np.array(cells, float), stay, axis=0)[None] * A + CENTRE


def fed(x, cuts=(), **options):
    statistics = HopStatistics(len(x), DT, A, **options)
    for part in np.split(x, cuts, axis=1):
        statistics.feed(part)
    return statistics


def find_hops(x, a=A, core=0.3):
    """All hops of a finished run."""
    return HopFinder(len(x), a, core).feed(x)


def test_a_constructed_path_has_the_hops_it_was_given():
    hops = find_hops(path((0, 0, 0), (1, 0, 0), (1, -1, 0), (1, 0, 0)))
    assert hops.step.tolist() == [5, 10, 15]
    assert hops.start.tolist() == [[0, 0, 0], [1, 0, 0], [1, -1, 0]]
    assert hops.end.tolist() == [[1, 0, 0], [1, -1, 0], [1, 0, 0]]
    assert hops.dwell.tolist() == [-1, 5, 5]
    assert hops.before.tolist() == [[0, 0, 0], [1, 0, 0], [0, -1, 0]]


def test_rattling_at_a_face_is_no_hop():
    x = path((0, 0, 0), stay=200)
    x[0, 10:190, 0] = A + 0.4 * np.sin(np.arange(180))
    assert len(find_hops(x).step) == 0
    x[0, 190:, 0] += A
    assert find_hops(x).step.tolist() == [190]


def test_a_core_that_fills_the_cell_counts_every_arrival():
    x = path((0, 0, 0), (1, 0, 0), (0, 0, 0), stay=1)
    x[0, 1, 0] = 1.05 * A
    assert len(find_hops(x, core=0.5).step) == 2
    assert len(find_hops(x, core=0.44).step) == 0


def naive_hops(x, core):
    """Twin, ion by ion and step by step."""
    found = []
    for i, trajectory in enumerate(x):
        home = None
        for s, R in enumerate(trajectory):
            cell = tuple(np.floor(R / A).astype(int))
            if np.linalg.norm(R / A - np.array(cell) - 0.5) <= core and cell != home:
                if home is not None:
                    found.append((s, i, home, cell))
                home = cell
    return sorted(found)


def test_hops_of_a_restless_ion_are_those_of_the_plain_loop():
    rng = np.random.default_rng(0)
    x = np.cumsum(rng.normal(0, 0.5, (3, 3000, 3)), axis=1)
    hops = find_hops(x)
    found = [(s, i, tuple(b), tuple(e)) for s, i, b, e in zip(*hops[:4], strict=True)]
    assert found == naive_hops(x, 0.3) and len(found) > 100


def test_kinds_lengths_and_reversals():
    x = path((0, 0, 0), (1, 0, 0), (0, 0, 0), (1, 1, 0), (2, 2, 1), (4, 2, 1))
    found = fed(x).summary()
    assert found.kinds == {"face": 2, "edge": 1, "corner": 1, "further": 1}
    assert found.mean_square == pytest.approx((1 + 1 + 2 + 3 + 4) / 5 * A**2)
    assert found.reversals == 1 / 4
    cosines = [-1, -1 / np.sqrt(2), 2 / np.sqrt(6), 1 / np.sqrt(3)]
    assert found.back == pytest.approx(np.mean(cosines))
    assert (found.hops, found.residence) == (5, pytest.approx(5 * DT))


RATE = 0.4


@pytest.fixture(scope="module")
def walk():
    """Centres that hop at random, with rattling that never leaves the cores."""
    rng = np.random.default_rng(1)
    centre = hopping(rng, 20, 20_000, DT, RATE) + CENTRE
    return centre + rattling(rng, 20, 20_000, DT, 0.15, 0.3)


def test_random_hops_are_counted_as_they_were_drawn(walk):
    found = fed(walk).summary()
    expected = RATE * 20 * 2000
    assert found.hops == pytest.approx(expected, abs=4 * expected**0.5)
    assert found.rate == pytest.approx(RATE, abs=4 * found.rate_error)
    assert found.rate_error == pytest.approx(RATE / expected**0.5, rel=0.6)
    assert found.residence == pytest.approx(1 / RATE, abs=4 * found.residence_error)
    assert found.back == pytest.approx(0, abs=4 * found.back_error)
    assert found.reversals == pytest.approx(1 / 6, abs=0.02)
    assert found.kinds["face"] == found.hops
    assert found.D == pytest.approx(RATE * A**2 / 6, rel=0.06)


def test_one_replica_has_its_error_from_its_residence_times(walk):
    found = fed(walk, groups=np.zeros(20)).summary()
    # in steps of DT the number of hops is binomial
    assert found.rate_error == pytest.approx(RATE / np.sqrt(found.hops / (1 - RATE * DT)), rel=0.05)


def test_residence_times_are_exponential(walk):
    statistics = fed(walk)
    edges, counts = statistics.residence_times()
    assert counts.sum() == statistics.count.sum() - 20
    late = edges[:-1] > 2.0
    left = counts[late].sum() / counts.sum()
    # geometric in steps of DT
    first = np.ceil(edges[:-1][late][0] / DT - 1e-9)
    assert left == pytest.approx((1 - RATE * DT) ** (first - 1), rel=0.03)


def test_an_ion_that_always_goes_back_gets_nowhere():
    found = fed(path(*[(k % 2, 0, 0) for k in range(40)])).summary()
    assert (found.back, found.reversals) == (pytest.approx(-1), 1.0)
    assert found.D == pytest.approx(0)


def test_back_jumps_correct_the_rate_to_the_diffusion():
    """Jumps that persist with probability p along a line: ⟨cos⟩ = 2p − 1, D by the MSD."""
    rng = np.random.default_rng(2)
    turn = np.where(rng.random(40_000) < 0.3, 1, -1)
    jumps = np.cumprod(turn)
    x = np.repeat(np.cumsum(jumps), 4) * A + CENTRE
    x = np.stack([x, np.full_like(x, CENTRE), np.full_like(x, CENTRE)], axis=1)
    found = fed(x[None]).summary()
    assert found.back == pytest.approx(-0.4, abs=0.02)
    assert windowed_msd(x, [4000])[0] / (6 * 4000 * DT) == pytest.approx(found.D, rel=0.2)


def test_attempts_are_the_oscillations_of_the_cage():
    t = np.arange(50_000) * 0.01
    x = np.stack([CENTRE + 0.5 * np.sin(2 * np.pi * f * t) for f in (0.5, 1.0, 1.5)], axis=1)
    statistics = HopStatistics(1, 0.01, A)
    statistics.feed(x[None])
    found = statistics.summary()
    assert found.attempts == pytest.approx(1.0, rel=5e-3)
    assert (found.hops, found.success) == (0, 0.0)


@pytest.mark.parametrize("cuts", [[1], [1999], range(0, 2000, 3)])
def test_blocks_do_not_change_a_bit(walk, cuts):
    x = walk[:, :2000]
    one, other = fed(x), fed(x, cuts)
    assert all(np.array_equal(a, other.state()[k]) for k, a in one.state().items())
    assert one.summary() == other.summary()


def test_a_run_goes_on_from_its_state(walk):
    half, resumed = fed(walk[:, :777]), HopStatistics(20, DT, A)
    resumed.restore(half.state())
    resumed.feed(walk[:, 777:2000])
    assert resumed.summary() == fed(walk[:, :2000]).summary()


def test_an_ion_that_never_hopped_says_nothing_of_it():
    found = fed(path((0, 0, 0))).summary()
    assert found.hops == 0 and found.rate == 0
    assert np.isnan([found.residence, found.back, found.D, found.mean_square]).all()
    assert fed(path((0, 0, 0), stay=1)).summary() is None


def test_bad_input_says_what_to_do():
    with pytest.raises(ValueError, match="must not meet"):
        find_hops(path((0, 0, 0)), core=0.6)
    with pytest.raises(ValueError, match="a \\(Å\\)"):
        find_hops(path((0, 0, 0)), a=-1.0)
