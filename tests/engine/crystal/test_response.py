"""W, G and C of any crystal: against the special cube, against explicit boxes, and their laws."""

from dataclasses import replace

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.core.units import DALTON
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import BUILT_IN, built_in
from ionoscope.engine.crystal.response import (
    PUSH_RESPONSE,
    RECOIL_KERNEL,
    Pair,
    averaged,
    displacement_covariance,
    infinite,
    velocity_covariance,
)
from ionoscope.engine.crystal.springs import Shell, from_springs
from ionoscope.engine.crystal.thermal import displacement_matrices, ellipsoids
from ionoscope.engine.crystal.worst import worst_mode
from ionoscope.engine.crystal.zone import box, quadrature
from ionoscope.engine.lattice import zone as cube_zone
from ionoscope.engine.lattice.covariance import infinite_covariance
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.memory_kernel import answers, static_response
from ionoscope.engine.lattice.modes import Modes
from tests.engine.crystal.boxes import box_matrix

SITES = [(0, 0, 0), (1, 0, 0), (1, -1, 2)]
PAIRS = [Pair(0, 0, site) for site in SITES]


def test_weights_of_a_zone_add_up_to_one():
    assert quadrature(9).weight.sum() == pytest.approx(1, rel=1e-13)
    assert box((3, 4, 5)).weight.sum() == pytest.approx(1, rel=1e-13)
    assert (
        len(box((3, 4, 5)).weight) == 31
    )  # 60 waves, of which (0, 0, 0) and (0, 2, 0) are ± alike


def test_the_papers_crystal_answers_as_the_special_one():
    crystal, cube = built_in("simple-cubic"), CubicLattice()
    times = np.array([0.0, 0.04, 0.11])
    found = averaged(crystal, quadrature(22), PAIRS, times, [RECOIL_KERNEL, PUSH_RESPONSE])
    *_, special = answers(cube, cube_zone.quadrature(40), SITES, times)
    scale = np.abs(special).max(axis=(1, 2, 3, 4))
    assert np.abs(found[0] - special[0]).max() < 1e-10 * scale[0]
    assert np.abs(found[1] - special[1]).max() < 1e-10 * scale[1]


def test_a_box_of_the_papers_crystal_is_the_special_box():
    found = averaged(built_in("simple-cubic"), box((6, 6, 6)), PAIRS, 0.0, [RECOIL_KERNEL])[0, 0]
    special = static_response(CubicLattice(), Modes.of(CubicLattice(), cube_zone.box(6)), SITES)
    np.testing.assert_allclose(found, special, atol=1e-12 * special.max())


def test_covariance_of_the_papers_crystal_is_the_special_one():
    times = np.array([0.0, 0.1])
    kinds = [displacement_covariance(10, "quantum"), velocity_covariance(10, "quantum")]
    found = infinite(built_in("simple-cubic"), [Pair(0, 0)], times, kinds, 1e-5)
    special, _ = infinite_covariance(CubicLattice(), 10, "quantum", times)
    np.testing.assert_allclose(found.values[:, :, 0, 0, 0], special, rtol=1e-5)


@pytest.mark.parametrize("name", ["fcc", "zincblende"])
def test_a_box_answers_as_its_own_atoms(name):
    """W(t) = f(Φ) of all atoms of a periodic box, the shift of the whole left out."""
    crystal, N, t = built_in(name), 3, 0.05
    squares, modes = np.linalg.eigh(box_matrix(name, N))
    squares, modes = squares[3:], modes[:, 3:]
    mass = np.tile([m for _, _, m in BUILT_IN[name].atoms], N**3) * DALTON
    whole = (modes * np.cos(np.sqrt(squares) * t) / squares) @ modes.T
    last = crystal.n_atoms - 1
    pairs = [Pair(0, last, (0, 0, 0)), Pair(0, last, (1, 2, 0)), Pair(last, last, (0, 1, 1))]
    found = averaged(crystal, box((N, N, N)), pairs, t, [RECOIL_KERNEL])[0, 0]
    for W, (a, b, (i, j, k)) in zip(found, pairs, strict=True):
        b += crystal.n_atoms * ((i * N + j) * N + k)
        expected = whole[3 * a : 3 * a + 3, 3 * b : 3 * b + 3] / np.sqrt(mass[a] * mass[b])
        np.testing.assert_allclose(W, expected, atol=1e-12 * np.abs(whole).max())


def test_the_infinite_crystal_tells_how_much_it_still_changed():
    found = infinite(built_in("fcc"), [Pair(0, 0)], [0.0], [RECOIL_KERNEL], 1e-2)
    better = infinite(built_in("fcc"), [Pair(0, 0)], [0.0], [RECOIL_KERNEL], 1e-8)
    assert better.nodes > found.nodes
    assert np.abs(found.values - better.values).max() <= found.changes[0]


def test_static_response_undoes_the_force_constants():
    """Σ_bL Φ_ab(L) W_bc(L) = δ_ac: a steady push on one atom is held by its springs."""
    crystal = built_in("zincblende")
    cells = [tuple(int(x) for x in L) for L in crystal.cells]
    pairs = [Pair(b, 0, tuple(-x for x in L)) for L in cells for b in (0, 1)]
    W = averaged(crystal, quadrature(10), pairs, 0.0, [RECOIL_KERNEL])[0, 0]
    W = W.reshape(len(cells), 6, 3)
    product = np.einsum("nij,njk->ik", crystal.force_constants, W)
    np.testing.assert_allclose(product, np.eye(6, 3), atol=1e-6)


def test_push_response_is_how_the_recoil_fades():
    dt, t = 1e-3, 0.07
    zone, crystal = quadrature(8), built_in("fcc")
    times, kinds = [t - dt, t, t + dt], [RECOIL_KERNEL, PUSH_RESPONSE]
    W, G = averaged(crystal, zone, [Pair(0, 0, (1, 0, 1))], times, kinds)
    slope = -(W[2] - W[0]) / (2 * dt)
    np.testing.assert_allclose(slope, G[1], atol=2e-3 * np.abs(G).max())


def test_classical_atoms_share_the_heat_equally():
    """⟨m_a v²⟩ = kT for every component and atom, whatever the springs."""
    crystal = built_in("perovskite")
    pairs = [Pair(a, a) for a in range(crystal.n_atoms)]
    found = averaged(crystal, quadrature(4), pairs, 0.0, [velocity_covariance(25, "classical")])
    heat = found[0, 0] * crystal.masses[:, None, None] * DALTON
    np.testing.assert_allclose(heat, 25 * np.broadcast_to(np.eye(3), heat.shape), atol=2e-2)


def test_ellipsoids_have_the_symmetry_of_their_sites():
    """Oxygen of a perovskite moves alike along two axes; heavy strontium alike along all."""
    crystal = built_in("perovskite")
    drawn = ellipsoids(displacement_matrices(crystal, 25, cells=(4, 4, 4)))
    assert np.ptp(drawn.size[0]) < 1e-9 and np.ptp(drawn.size[1]) < 1e-9
    for size in drawn.size[2:]:
        apart = np.diff(size)
        assert apart.min() < 1e-9 < 1e-3 < apart.max()


def test_a_crystal_that_falls_apart_answers_in_a_box_alone():
    """Modes that drive atoms away are no part of it."""
    stable = built_in("fcc")
    bad = replace(
        stable,
        force_constants=-stable.force_constants,
        leaves_out=True,
        unstable=worst_mode(stable)[0],
    )
    with pytest.raises(InvalidParameter, match="finite box"):
        infinite(bad, [Pair(0, 0)], 0.0, [RECOIL_KERNEL])
    assert not averaged(bad, box((2, 2, 2)), [Pair(0, 0)], 0.0, [RECOIL_KERNEL]).any()


def test_a_mode_that_falls_apart_between_the_points_looked_at_is_found():
    """A far spring of −k/300 along x shows at none of twelve waves across, but slows sound.

    It is seen close to Γ when the crystal is built; here as if it had not been.
    """
    near, far = Shell(("X", "X"), 1.0, 1.0, 1.0), np.zeros((3, 3, 3))
    far[:, 0, 0] = 1 / 300, -2 / 300, 1 / 300
    plain = from_springs(np.eye(3), ["X"], [(0, 0, 0)], [1.0], [near])
    here = (plain.cells == 0).all(axis=1)[:, None, None]
    given = (
        plain.lattice,
        plain.names,
        plain.positions,
        plain.masses,
        [*plain.cells, (24, 0, 0), (-24, 0, 0)],
        np.concatenate([plain.force_constants + here * far[1], far[::2]]),
    )
    with pytest.raises(InvalidParameter, match="imaginary frequency"):
        build(*given)
    crystal = replace(build(*given, unstable="leave out"), leaves_out=False, unstable=None)
    asked = [Pair(0, 0)], 0.0, [RECOIL_KERNEL]
    with pytest.raises(InvalidParameter, match="imaginary frequency") as refusal:
        averaged(crystal, quadrature(6), *asked)
    assert "leave out" in refusal.value.remedy and "finite box" in refusal.value.remedy
    without = replace(crystal, leaves_out=True)
    assert averaged(without, box((25, 4, 4)), *asked).any()
    with pytest.raises(InvalidParameter, match="imaginary frequency"):
        infinite(without, *asked)


def test_atoms_that_are_not_there_are_refused():
    with pytest.raises(InvalidParameter, match="names no atom"):
        averaged(built_in("fcc"), quadrature(4), [Pair(0, 1)], 0.0, [RECOIL_KERNEL])
    for cells in ((0, 1, 1), (2.5, 2, 2), (2, 2), (np.nan, 1, 1)):
        with pytest.raises(InvalidParameter, match="no box of whole cells"):
            box(cells)
    with pytest.raises(InvalidParameter, match="too long"):
        infinite(built_in("fcc"), [Pair(0, 0)], [1e3], [RECOIL_KERNEL])
