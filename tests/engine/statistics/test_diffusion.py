"""D with its interval: closed forms, coverage on walks with a known D, and bad input."""

import numpy as np
import pytest

from ionoscope.engine.statistics.diffusion_fit import line_weights
from ionoscope.engine.statistics.interval import independent_groups, student_interval
from tests.engine.statistics.finished import diffusion, non_gaussian
from tests.engine.statistics.walks import A, brownian, caged, rattling

SETS = 1000
FEWEST, MOST = 0.929, 0.971
"""Of 1,000 sets with a true coverage of 95 %: three times the binomial error of 0.7 %."""


def straight_walks(rng):
    return brownian(rng, 1, 3001, 0.1, 1.0)


def caged_walks(rng):
    return caged(rng, 4, 1001, 0.1, 1.0)


@pytest.mark.parametrize(
    ("walk", "D"),
    [(straight_walks, 1.0), pytest.param(caged_walks, A**2 / 6, marks=pytest.mark.soak)],
)
def test_the_interval_covers_the_truth_as_often_as_it_says(walk, D):
    rng = np.random.default_rng(11)
    found = [diffusion(walk(rng), 0.1) for _ in range(SETS)]
    covered = np.mean([f.low <= D <= f.high for f in found])
    assert FEWEST < covered < MOST
    values, errors = np.array([(f.D, f.error) for f in found]).T
    assert values.mean() == pytest.approx(D, abs=4 * values.std() / SETS**0.5)
    assert np.sqrt(np.mean(errors**2)) == pytest.approx(values.std(), rel=0.1)
    # a straight MSD is called bent in about one of twenty
    assert 0.02 < np.mean([abs(f.bend) > 2 * f.bend_error for f in found]) < 0.1


def test_a_single_short_walk_has_the_interval_of_the_formula():
    rng = np.random.default_rng(12)
    found = [diffusion(brownian(rng, 1, 201, 0.1, 1.0), 0.1) for _ in range(SETS)]
    assert {f.interval for f in found} == {"formula"} and {f.units for f in found} == {1}
    assert FEWEST < np.mean([f.low <= 1 <= f.high for f in found]) < MOST
    assert all(np.isnan(f.bend_error) for f in found)


def test_the_intercept_is_the_rattling():
    """MSD of a cage: 6·spread²(1 − e^{−t/memory}) [three Ornstein–Uhlenbeck axes]."""
    found = diffusion(caged(np.random.default_rng(2), 64, 2001, 0.1, 0.2), 0.1)
    assert found.intercept == pytest.approx(6 * 0.5**2, rel=0.1)
    assert found.D == pytest.approx(0.2 * A**2 / 6, abs=4 * found.error)


def test_a_particle_that_flies_on_has_an_intercept_below_zero():
    """Langevin: MSD 6D(t − τ(1 − e^{−t/τ})), D = ⟨v_x²⟩τ."""
    D, tau, dt = 1.0, 0.2, 0.02
    v = rattling(np.random.default_rng(8), 32, 15_001, dt, np.sqrt(D / tau), tau)
    found = diffusion(np.cumsum(v, axis=1) * dt, dt, (2.0, 6.0))
    assert found.D == pytest.approx(D, abs=4 * found.error) and found.error < 0.03
    assert found.intercept == pytest.approx(-6 * D * tau, rel=0.3)


def test_a_window_that_begins_too_early_shows_as_a_bend():
    """Rattling that is still growing makes the early slope the larger one."""
    x = caged(np.random.default_rng(3), 64, 2001, 0.05, 0.2, memory=1.0)
    early, late = diffusion(x, 0.05, (0.2, 3.0)), diffusion(x, 0.05, (5.0, 9.0))
    assert early.bend < -4 * early.bend_error
    assert abs(late.bend) < 3 * late.bend_error
    assert early.low > 0.2 * A**2 / 6 and late.low < 0.2 * A**2 / 6 < late.high


def test_ions_that_move_together_count_once():
    """Sixteen copies of one walk know as much as that walk."""
    one = brownian(np.random.default_rng(4), 2, 2001, 0.1, 1.0)
    together = diffusion(np.repeat(one, 8, axis=0), 0.1, groups=np.repeat([0, 1], 8))
    alone = diffusion(one, 0.1)
    assert together.units == alone.units
    assert (together.D, together.error) == pytest.approx((alone.D, alone.error))


def test_generalised_least_squares_is_the_textbook_matrix():
    rng = np.random.default_rng(5)
    t, root = np.arange(1.0, 6.0), rng.normal(size=(5, 5))
    covariance = root @ root.T
    X, V = np.stack([np.ones(5), t], axis=1), np.linalg.inv(covariance)
    assert line_weights(t, covariance) == pytest.approx(np.linalg.inv(X.T @ V @ X) @ X.T @ V)


def test_an_ion_that_stands_still_has_no_diffusion():
    rng = np.random.default_rng(6)
    found = diffusion(rng.normal(0, 0.1, (1, 2001, 3)), 0.1)
    assert found.low < 0 < found.high and found.error < 1e-3


@pytest.mark.parametrize("size", [1, 2])
def test_alpha2_of_gaussian_displacements_is_zero(size):
    x = brownian(np.random.default_rng(7), 200, 400, 0.1, size)
    assert non_gaussian(x, 5) == pytest.approx(0, abs=0.03)


def test_shares_weigh_an_interval():
    plain, doubled = student_interval([1.0, 2.0, 4.0]), student_interval([1.0, 2.0, 4.0], [2, 2, 2])
    assert plain == pytest.approx(doubled)
    assert plain.error == pytest.approx(np.std([1, 2, 4], ddof=1) / np.sqrt(3))
    assert student_interval([1.0, 2.0], [3, 1]).value == pytest.approx(1.25)


def test_bad_input_says_what_to_do():
    with pytest.raises(ValueError, match="one label an ion"):
        independent_groups([1], 2)
    with pytest.raises(ValueError, match="two values"):
        student_interval([1.0])


def test_groups_are_numbered_from_zero():
    assert independent_groups(["b", "a", "b"], 3).tolist() == [1, 0, 1]
    assert independent_groups(None, 3).tolist() == [0, 1, 2]
