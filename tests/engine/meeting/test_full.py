"""The full equation in any crystal: energy, bits, and the simple cube's own way beside it."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.ion.frames import FRAME, TooClose
from ionoscope.engine.ion.kernels import springs as cube
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.meeting.stencil import inner
from ionoscope.engine.meeting.wanderers import FullWanderers
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from tests.engine.ion.runs import setting as cubic_setting
from tests.engine.meeting.journeys import FREE, HELD, REPELLED, box, setting, wanderers

CELL = box("simple-cubic", cells=(8, 8, 8), corners=True)


def drift(made, dt, frames=40, **changed):
    """Largest change of the energy (meV) of any ion with its crystal, and ways that they went."""
    run = wanderers(FullWanderers, made, dt=dt, **changed)
    before, start, worst = run.energy(), run.R.copy(), 0.0
    for _ in range(frames // 4):
        run.frames(4)
        worst = max(worst, float(np.abs(run.energy() - before).max()))
    return worst, np.linalg.norm(run.R - start, axis=1)


@pytest.mark.parametrize(
    "made", [box(), box(one=HELD, r_c=5.5), box("caesium-chloride", cells=(3, 3, 3), r_c=5.0)]
)
def test_energy_is_kept_while_neighbours_come_and_go(made):
    """Of second order in the step, over ways on which the list is made anew many times."""
    found = [drift(made, dt, kT=50.0, ions=4, frames=24) for dt in (0.002, 0.001)]
    assert found[0][1].max() > 2
    assert found[1][0] == pytest.approx(found[0][0] / 4, rel=0.15)


def test_a_list_that_changes_moves_no_energy():
    """Nothing but the step: a hundred times smaller, a step changes the energy by 1e-4 of that."""
    fine, way = drift(box(), 2e-4, frames=20, kT=50.0)
    assert way.max() > 1.5 and fine < 0.02


def test_corners_jump_where_the_cut_off_does_not():
    cut = box("simple-cubic", cells=(8, 8, 8), r_c=6.0)
    ways = {"dt": 2.5e-3, "kT": 50.0, "ions": 4, "frames": 60}
    jumps, none = drift(CELL, **ways)[0], drift(cut, **ways)[0]
    finer = drift(CELL, **ways | {"dt": 1.25e-3})[0], drift(cut, **ways | {"dt": 1.25e-3})[0]
    assert finer[1] < 0.3 * none and finer[0] > 0.5 * jumps


def test_the_simple_cube_by_the_general_way_is_the_special_one():
    """The same leapfrog over the same atoms: collisions of eight ions, 1e-10 Å after 0.5 ps."""
    law = (SCREENED_COULOMB, 4000.0, 0.5)
    special = WANDERERS["full"](
        cubic_setting(law=law, N=8, ions=4, baths=2, kT=50.0, dt=0.005), np.random.SeedSequence(4)
    )
    general = wanderers(FullWanderers, CELL, ions=4, kT=50.0)
    general.R[:], general.V[:] = special.R, special.V
    for n in range(8):
        inner(CELL, general.u[n])[:] = cube.inner(special.u[n])
        inner(CELL, general.w[n])[:] = cube.inner(special.w[n])
    one, two = special.frames(25), general.frames(25)
    assert np.abs(np.diff(one[1], axis=1)).max() > 1.0  # they were pushed
    np.testing.assert_allclose(two[0], one[0], atol=1e-10)
    np.testing.assert_allclose(two[1], one[1], atol=1e-8)
    np.testing.assert_allclose(general.energy(), special.energy(), rtol=1e-10)


def test_slices_and_interruptions_change_no_bit():
    whole = wanderers(FullWanderers).frames(60)
    run = wanderers(FullWanderers)
    parts = [run.frames(count) for count in (1, 30)]
    resumed = wanderers(FullWanderers)
    resumed.restore(run.state())
    parts.append(resumed.frames(29))
    for i in range(2):
        np.testing.assert_array_equal(np.concatenate([p[i] for p in parts], axis=1), whole[i])


def test_an_applied_force_alone_is_a_parabola():
    force = np.array([2.0, -1.0, 0.5])
    run = wanderers(FullWanderers, box(one=FREE, other=FREE), force=tuple(force))
    start, speed = run.R[:, None].copy(), run.V[:, None].copy()
    before, t = run.energy(), FRAME * np.arange(1, 31)[:, None]
    R, _ = run.frames(30)
    np.testing.assert_allclose(R, start + speed * t + force / 0.7 * t**2 / 2, rtol=1e-11)
    np.testing.assert_allclose(run.energy(), before, rtol=2e-3)
    # box and ion together have no momentum
    mass = run.setting.box.crystal.mass.reshape(-1, 3)[:, :1]
    for w, V in zip(run.w, run.V, strict=True):
        atoms = inner(run.setting.box, w).reshape(2, 3, -1).sum(axis=2)
        assert np.abs((mass * atoms).sum(axis=0) + 0.7 * V).max() < 1e-9


def test_ions_start_where_there_is_room():
    """In rocksalt at a quarter of the cube's diagonal, four Na and four Cl around."""
    run = wanderers(FullWanderers)
    share = (run.R @ np.linalg.inv(run.setting.box.crystal.lattice)) % 1
    np.testing.assert_allclose(share, np.full((4, 3), share[0, 0]), atol=1e-9)
    assert share[0, 0] == pytest.approx(0.25)
    given = wanderers(FullWanderers, start=(0.1, 0.2, 0.3)).R
    np.testing.assert_allclose(
        (given @ np.linalg.inv(run.setting.box.crystal.lattice)) % 1, [(0.1, 0.2, 0.3)] * 4
    )


def test_an_ion_on_an_atom_and_strayed_atoms_are_refused():
    with pytest.raises(TooClose):
        wanderers(FullWanderers, start=(0.0, 0.0, 0.0)).frames(1)
    with pytest.raises(InvalidParameter, match="Lower kT"):
        wanderers(FullWanderers, box(one=FREE, other=FREE), kT=400.0).frames(1)
    assert setting().Omega_max == pytest.approx(33.794, abs=1e-3)
    assert REPELLED.guard.r == 0
