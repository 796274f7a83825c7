"""The energy of an ion on its way through the crystal, as an experiment."""

from functools import cache

import numpy as np
import pytest

from ionoscope.engine.core.experiment import RunFailed
from ionoscope.engine.lattice.barrier import LatticeBarrier
from tests.engine.lattice.refusals import refusal


@cache
def profile(**values):
    return LatticeBarrier(n_points=11, **values).solve()


def test_a_path_back_is_the_path_mirrored():
    there, back = profile(), profile(path=((1.5, 0.5, 0.5), (0.5, 0.5, 0.5)))
    for name in ("E_rigid", "E_relaxed", "E_interaction", "E_elastic", "curvature"):
        np.testing.assert_allclose(back.data[name], there.data[name][::-1], rtol=1e-9, err_msg=name)


def test_a_path_along_another_axis_is_no_other():
    other = profile(path=((-1.5, 2.5, 0.5), (-1.5, 2.5, -0.5)))
    for name in ("unrelaxed", "relaxed", "interaction", "elastic"):
        assert other.summary[name] == pytest.approx(profile().summary[name], rel=1e-9)


def test_atoms_that_give_way_lower_the_energy_everywhere():
    data = profile().data
    assert np.all(data.E_relaxed < data.E_rigid) and np.all(data.E_elastic > 0)
    np.testing.assert_allclose(data.E_relaxed, data.E_interaction + data.E_elastic, rtol=1e-14)
    assert np.all(data.E_corners <= data.E_rigid) and np.all(data.curvature > 0)


def test_the_profile_repeats_from_cell_to_cell():
    data = profile(path=((0.5, 0.5, 0.5), (2.5, 0.5, 0.5))).data
    cell = data.sizes["path_length"] // 2
    for E in (data.E_rigid, data.E_relaxed):
        np.testing.assert_allclose(E[: cell + 1], E[cell:], rtol=1e-8)


@pytest.mark.parametrize("start, end, points", [(0.5, 2.5, 3), (0.5, 4.5, 5), (-4.5, 4.5, 10)])
def test_a_barrier_between_the_points_is_found(start, end, points):
    """A point a cell: all lie at the bottom, and the top is the face, by the crystal's period."""
    path = ((start, 0.5, 0.5), (end, 0.5, 0.5))
    found = LatticeBarrier(path=path, n_points=points).solve().summary
    # SEOM Sec. IV; the relaxed one within what the atoms far along a long path leave out
    assert found["unrelaxed"] == pytest.approx(45.5173, abs=5e-5)
    assert found["relaxed"] == pytest.approx(42.3344, abs=5e-5)
    assert found["corners_only"] == pytest.approx(43.0922, abs=5e-5)
    assert found["top_at"] == pytest.approx(1.5, abs=1e-4)


def test_points_are_never_farther_apart_than_a_sixteenth_of_a_cell():
    even = {n: LatticeBarrier(n_points=n).places()[:, 0] for n in (3, 17, 61)}
    assert [len(x) for x in even.values()] == [17, 17, 61]
    for x in even.values():
        np.testing.assert_allclose(np.diff(x), x[1] - x[0])


def test_a_crooked_way_past_short_ranged_atoms_misses_none():
    """Narrow bumps anywhere along the path: as high as with a point everywhere."""
    way = {"path": ((0.5, 0.5, 0.5), (4.3, 2.1, 1.2)), "potential": "gaussian", "U0": 100.0}
    few, many = (LatticeBarrier(lam=0.2, n_points=n, **way).solve().summary for n in (3, 401))
    for name in ("unrelaxed", "relaxed", "corners_only", "top_at"):
        assert few[name] == pytest.approx(many[name], rel=1e-5), name
    assert few["unrelaxed"] > 1


@pytest.mark.parametrize("potential", ["screened_coulomb", "gaussian"])
def test_without_interaction_there_is_no_barrier(potential):
    answer = LatticeBarrier(U0=0, potential=potential, n_points=5).solve().summary
    assert [answer[k] for k in ("unrelaxed", "relaxed", "elastic", "E_top")] == [0, 0, 0, 0]


def test_an_interaction_that_reaches_no_atom_makes_no_barrier():
    answer = LatticeBarrier(lam=0.02, a=100.0, n_points=5).solve().summary
    assert answer["relaxed"] == answer["E_top"] == 0


BAD_PATHS = {
    "no length": ([(0.5, 0.5, 0.5)] * 2, "ends where it starts. Choose two different points."),
    "through an atom": ([(0.5, 0, 0), (1.5, 0, 0)], "passes 0 Å from the atom at (1, 0, 0)"),
    "ends in an atom": ([(0.5, 0.5, 0.5), (2, -1, 3)], "passes 0 Å from the atom at (2, -1, 3)"),
    "too near": ([(0.5, 0.09, 0), (1.5, 0.09, 0)], "passes 0.27 Å from the atom at (1, 0, 0)"),
    "one point": ([(0.5, 0.5, 0.5)], "has 1 point, too few"),
    "far away": ([(0.5, 0.5, 0.5), (9, 0.5, 0.5)], "contains 9,0.5,0.5, which is not inside"),
}


@pytest.mark.parametrize("path, problem", BAD_PATHS.values(), ids=BAD_PATHS)
def test_no_path_through_an_atom(path, problem):
    text = refusal(LatticeBarrier, path=path)
    assert text.startswith("path = ") and problem in text


def test_an_ion_too_strong_for_its_crystal_is_a_failed_run_that_says_what_to_do():
    with pytest.raises(RunFailed, match="no balance") as caught:
        LatticeBarrier(a=0.5, lam=1.2, n_points=3).solve()
    text = str(caught.value)
    assert "the ion at (0.500, 0.500, 0.500) a" in text
    assert "Lower U0 = 4000 or lam, or raise k1 and k2." in text


@pytest.mark.parametrize("name, value", [("U0", -1), ("lam", 0), ("n_points", 2)])
def test_no_interaction_without_sense(name, value):
    assert refusal(LatticeBarrier, **{name: value}).startswith(f"{name} = {value} is outside")
