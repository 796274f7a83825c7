"""Wanderers by the three equations: seeds, slices, and going on after an interruption."""

import numpy as np
import pytest

from engine.ion.wanderers import FRAME, WANDERERS, Setting
from engine.lattice.crystal import CubicLattice
from engine.potentials import SCREENED_COULOMB

EACH = pytest.mark.parametrize("equation", WANDERERS)


def setting(**changed) -> Setting:
    kept = {
        "crystal": CubicLattice(), "law": (SCREENED_COULOMB, 4000.0, 0.5), "M": 0.7, "kT": 25.0,
        "N": 8, "statistics": "quantum", "ions": 2, "baths": 2, "dt": 0.01, "t_c": 0.1,
    }  # fmt: skip
    return Setting(**(kept | changed))


def wanderers(equation, seed=3, **changed):
    return WANDERERS[equation](setting(**changed), np.random.SeedSequence(seed))


@EACH
def test_slices_of_any_size_give_the_same_bits(equation):
    whole = wanderers(equation).frames(150)
    run = wanderers(equation)
    parts = [run.frames(count) for count in (1, 70, 79)]
    for i in range(2):
        np.testing.assert_array_equal(np.concatenate([p[i] for p in parts], axis=1), whole[i])


@EACH
def test_a_resumed_run_is_the_uninterrupted_one_bit_for_bit(equation):
    run = wanderers(equation)
    run.frames(70)
    state = run.state()
    goes_on = run.frames(20)
    resumed = wanderers(equation)
    resumed.restore(state)
    for a, b in zip(goes_on, resumed.frames(20), strict=True):
        np.testing.assert_array_equal(a, b)


@EACH
def test_the_seed_decides(equation):
    one, two, other = (wanderers(equation, seed=s).frames(3)[0] for s in (1, 1, 2))
    np.testing.assert_array_equal(one, two)
    assert np.abs(one - other).max() > 0.1


@EACH
def test_paths_are_continuous_and_velocities_are_theirs(equation):
    R, V = wanderers(equation).frames(100)
    assert np.abs(np.diff(R, axis=1)).max() < 1.0
    # Simpson's rule over two frames: the path is smooth but for the corners at a cell's faces
    way = FRAME / 3 * (V[:, :-2] + 4 * V[:, 1:-1] + V[:, 2:])
    miss = np.abs(R[:, 2:] - R[:, :-2] - way)
    assert np.median(miss) < 1e-3 and miss.max() < 0.02


def test_without_repulsion_and_memory_full_flies_freely():
    law = (SCREENED_COULOMB, 0.0, 0.5)
    R, V = wanderers("full", law=law).frames(10)
    np.testing.assert_allclose(R[:, 9], R[:, 0] + 9 * FRAME * V[:, 0], rtol=1e-12)
