"""Crystals on springs against closed forms and against their own bonds, one by one."""

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.core.units import DALTON
from ionoscope.engine.crystal.builtin import BUILT_IN, built_in
from ionoscope.engine.crystal.phonons import frequencies
from ionoscope.engine.crystal.springs import Shell, from_springs
from ionoscope.engine.lattice.crystal import CubicLattice
from tests.engine.crystal.boxes import box_matrix, box_phases

ROUNDING = 1e-13
"""Rounding of Ω² in units of the largest."""


def along(crystal, way, lengths):
    """Phases (rad) of wave vectors (Å⁻¹) of these lengths along a direction."""
    way = np.array(way) / np.linalg.norm(way)
    return np.multiply.outer(lengths, way) @ crystal.lattice.T


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_built_in_crystal_is_its_bonds(name):
    N = 2 if name == "perovskite" else 3
    box = np.linalg.eigvalsh(box_matrix(name, N))
    waves = np.sort(frequencies(built_in(name), box_phases(N)).ravel() ** 2)
    np.testing.assert_allclose(waves, box, atol=30 * ROUNDING * box.max())


def test_simple_cube_is_the_papers_crystal():
    theta = np.random.default_rng(1).uniform(-6, 6, (200, 3))
    special = CubicLattice()
    found = frequencies(built_in("simple-cubic"), theta)
    np.testing.assert_allclose(found, special.frequencies(theta), rtol=1e-12, atol=1e-10)


def test_fcc_on_nearest_neighbour_springs():
    """Textbook forms of central springs [Ashcroft, Mermin, Solid State Physics, problem 22.4].

    Along [100] Ω_L² = (8k/m) sin²(qa/4) and Ω_T² = (4k/m) sin²(qa/4); along [111]
    Ω_L² = (8k/m) sin²(qa/2√3) and Ω_T² = (2k/m) sin²(qa/2√3); along [110], with s = sin²(qa/4√2)
    and S = sin²(qa/2√2), (4S + 4s)k/m, 8s k/m and 4s k/m.
    """
    a, k, mass = 4.0, 900.0, 30.0
    crystal = built_in("fcc", a=a, masses=[mass], shells=[Shell(("Al", "Al"), 0.5**0.5, k)])
    q, unit = np.linspace(0.01, 1.5, 40), k / (mass * DALTON)
    sin2 = np.sin(q * a / 4) ** 2
    found = frequencies(crystal, along(crystal, (1, 0, 0), q)) ** 2 / unit
    np.testing.assert_allclose(found, np.sort(sin2[:, None] * [4, 4, 8]), rtol=1e-10)
    sin2 = np.sin(q * a / (2 * 3**0.5)) ** 2
    found = frequencies(crystal, along(crystal, (1, 1, 1), q)) ** 2 / unit
    np.testing.assert_allclose(found, np.sort(sin2[:, None] * [2, 2, 8]), rtol=1e-9)
    s, S = np.sin(q * a / 32**0.5) ** 2, np.sin(q * a / 8**0.5) ** 2
    found = frequencies(crystal, along(crystal, (1, 1, 0), q)) ** 2 / unit
    expected = np.sort(np.stack([4 * S + 4 * s, 8 * s, 4 * s], -1), axis=1)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


def test_diamond_optical_mode_at_gamma():
    """Ω² = 8α/m with α = (k_L + 2k_T)/3 a bond: two sublattices against four bonds."""
    crystal = built_in("diamond")
    alpha = (10_500 + 2 * 1500) / 3
    Omega = frequencies(crystal, np.zeros((1, 3)))[0]
    np.testing.assert_allclose(Omega[3:] ** 2, 8 * alpha / (28.0855 * DALTON), rtol=1e-12)


def test_atoms_that_are_centres_of_inversion_have_a_real_matrix():
    centred = {name: built_in(name).is_centred for name in BUILT_IN}
    assert not centred.pop("diamond") and not centred.pop("zincblende") and all(centred.values())


def test_dispersion_repeats_from_zone_to_zone():
    theta = np.random.default_rng(2).uniform(-3, 3, (20, 3))
    for name in ("zincblende", "perovskite"):
        here, there = (frequencies(built_in(name), x) for x in (theta, theta + 2 * np.pi))
        np.testing.assert_allclose(here, there, atol=1e-10 * here.max())


@pytest.mark.parametrize(
    ("shells", "says"),
    [
        ([Shell(("X", "X"), 1.7, 1.0)], "meets no atoms"),
        ([Shell(("X", "X"), 1.0, 1.0), Shell(("X", "Y"), 1.0, 1.0)], "meets no atoms"),
        ([Shell(("X", "X"), 1.0, 1.0)], "has no restoring force"),
        ([Shell(("X", "X"), 1.0, 1.0), Shell(("X", "X"), 2**0.5, -0.3)], "imaginary frequency"),
        ([Shell(("X", "X"), 500.0, 1.0)], "more than 20 cells"),
        ([], "held by no spring"),
    ],
)
def test_springs_that_hold_no_crystal_are_refused(shells, says):
    with pytest.raises(InvalidParameter, match=says):
        from_springs(np.eye(3), ["X"], [(0, 0, 0)], [10.0], shells)


def test_names_are_told_where_one_is_not_built_in():
    with pytest.raises(InvalidParameter, match="perovskite"):
        built_in("wurtzite")
