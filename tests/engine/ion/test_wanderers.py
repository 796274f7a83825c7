"""Wanderers by the three equations: seeds, slices, and going on after an interruption."""

from itertools import combinations

import numpy as np
import pytest

from ionoscope.engine.ion.frames import FRAME, TooClose
from ionoscope.engine.ion.kernels.springs import inner
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from tests.engine.ion.runs import setting

EACH = pytest.mark.parametrize("equation", WANDERERS)


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


@EACH
def test_an_applied_force_alone_is_a_parabola(equation):
    """½Ft²/M; in the full equation the ion feels nothing of the crystal's counter-motion."""
    force = np.array([2.0, -1.0, 0.5])
    free = {"law": (SCREENED_COULOMB, 0.0, 0.5), "force": tuple(force)}
    run = wanderers(equation, **free)
    start, speed, t = (
        run.R[:, None].copy(),
        run.V[:, None].copy(),
        FRAME * np.arange(1, 31)[:, None],
    )
    R, V = run.frames(30)
    np.testing.assert_allclose(R, start + speed * t + force / 0.7 * t**2 / 2, rtol=1e-11)
    np.testing.assert_allclose(V, speed + force / 0.7 * t, rtol=1e-9, atol=1e-9)


@EACH
def test_a_run_under_a_force_resumes_bit_for_bit(equation):
    force = (1.0, 0.0, -2.0)
    run, resumed = wanderers(equation, force=force), wanderers(equation, force=force)
    run.frames(7)
    resumed.restore(run.state())
    for a, b in zip(run.frames(9), resumed.frames(9), strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_first_ion_of_each_bath_is_the_same_in_all_three_equations():
    local, memory, full = (wanderers(name) for name in ("time-local", "memory", "full"))
    np.testing.assert_array_equal(local.R, full.R)
    np.testing.assert_array_equal(local.V, memory.V)
    share = 0.7 / (local.setting.crystal.m * 8**3)
    for bath, n in enumerate((0, 2)):
        frame = local.baths[bath].frame(0)
        np.testing.assert_array_equal(frame, memory.baths[bath].frame(0))
        r, w = np.moveaxis(inner(full.u[n]), 0, -1), np.moveaxis(inner(full.w[n]), 0, -1)
        np.testing.assert_allclose(r, frame[..., 0], atol=1e-14)
        # but for the ion's momentum, which the atoms carry the other way
        np.testing.assert_allclose(w + share * full.V[n], frame[..., 1], atol=1e-12)
    ends = [run.frames(5)[0][[0, 2], -1] for run in (local, memory, full)]
    assert np.abs(ends[0] - ends[2]).max() < 0.2 and np.abs(ends[1] - ends[2]).max() < 0.1


def test_other_ions_of_a_bath_have_crystals_of_their_own_in_the_full_equation():
    full = wanderers("full", ions=3)
    for a, b in combinations(full.u, 2):
        assert abs(np.corrcoef(a.ravel(), b.ravel())[0, 1]) < 0.2


def test_groups_are_what_is_independent():
    chosen = setting(ions=3)
    assert list(WANDERERS["full"].groups(chosen)) == [0, 1, 2, 3, 4, 5]
    for name in ("memory", "time-local"):
        assert list(WANDERERS[name].groups(chosen)) == [0, 0, 0, 1, 1, 1]


def test_a_seed_may_be_used_again():
    seed = np.random.SeedSequence(7)
    one, two = (WANDERERS["full"](setting(), seed) for _ in range(2))
    np.testing.assert_array_equal(one.u, two.u)


@pytest.mark.parametrize(("stiffer", "parts"), [(1.0, 1), (2.0, 2), (9.0, 3), (1e-3, 1)])
def test_frames_of_the_bath_follow_the_crystal(stiffer, parts):
    crystal = CubicLattice(k1=520 * stiffer, k2=170 * stiffer)
    chosen = setting(crystal=crystal, dt=0.006)
    assert chosen.parts == parts
    assert crystal.Omega_max * chosen.spacing <= 0.65
    assert chosen.steps % parts == 0 and chosen.step <= 0.006
    assert chosen.steps * chosen.step == pytest.approx(FRAME, rel=1e-14)


@EACH
def test_a_stiff_crystal_takes_steps_of_the_same_path(equation):
    """Half the step changes the path by little: also where a frame is cut into parts."""
    crystal = CubicLattice(k1=520 * 6.0, k2=170 * 6.0)
    rough, fine = (wanderers(equation, crystal=crystal, dt=h).frames(5)[0] for h in (5e-3, 2.5e-3))
    assert np.abs(rough - fine).max() < 2e-3


@EACH
def test_an_ion_that_runs_through_an_atom_is_stopped(equation):
    run = wanderers(equation, law=(SCREENED_COULOMB, 1.0, 0.5), kT=50.0, dt=0.02, ions=16)
    with pytest.raises(TooClose) as caught:
        run.frames(500)
    met = caught.value
    assert 0 <= met.ion < 32 and 0 < met.distance < 1.0
    assert met.time == pytest.approx(met.step * 0.02) and 0 < met.step <= 500


@EACH
def test_ordinary_ions_are_not_stopped(equation):
    run = wanderers(equation, kT=50.0, dt=0.005, ions=8)
    assert np.isfinite(run.frames(1000)[0]).all()


def test_a_gaussian_atom_may_be_passed():
    R, _ = wanderers("time-local", law=(0, 1.0, 0.5), kT=50.0, dt=0.02, ions=16).frames(500)
    assert np.isfinite(R).all()


@pytest.mark.parametrize("force", [(0.0, 0.0, 0.0), (3.0, -1.0, 0.0)])
def test_full_keeps_its_energy_but_for_the_faces(force):
    """Of second order: a quarter at half the step, until a face is crossed."""
    drifts = []
    for dt in (0.004, 0.002):
        run = wanderers("full", dt=dt, force=force, baths=4)
        before = run.energy()
        run.frames(4)
        drifts.append(np.abs(run.energy() - before).max())
    assert before.shape == (8,) and drifts[0] < 3.0
    assert drifts[1] < 0.35 * drifts[0]
