"""Paths with their letters, frequencies along them, and how many there are of each."""

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.builtin import BUILT_IN, built_in
from ionoscope.engine.crystal.density import density_of_states
from ionoscope.engine.crystal.dispersion import dispersion
from ionoscope.engine.crystal.hushed import hushed
from ionoscope.engine.crystal.paths import standard_path
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.density import density_of_states as cubic_density
from tests.engine.crystal.examples import hexagonal


@pytest.mark.parametrize("name", ["simple-cubic", "fcc", "bcc"])
def test_corners_are_where_textbooks_have_them(name):
    """In Cartesian units of 2π/a, up to the cube's symmetry."""
    textbook = {
        "simple-cubic": {"X": (1, 0, 0), "M": (1, 1, 0), "R": (1, 1, 1)},
        "fcc": {"X": (2, 0, 0), "L": (1, 1, 1), "W": (2, 1, 0), "K": (1.5, 1.5, 0)},
        "bcc": {"H": (2, 0, 0), "N": (1, 1, 0), "P": (1, 1, 1)},
    }[name]
    crystal = built_in(name)
    a = BUILT_IN[name].a
    for stretch in standard_path(crystal):
        for letter, q in stretch:
            place = np.sort(np.abs(q @ crystal.reciprocal)) * a / np.pi
            if letter in textbook:
                np.testing.assert_allclose(place, np.sort(textbook[letter]), atol=1e-12)


def test_a_lattice_that_is_not_cubic_has_its_own_letters():
    """Close packing: H and K at the edges of the hexagonal zone, L and M at its faces, A on top."""
    corners = {x.letter: x.q for stretch in standard_path(hexagonal()) for x in stretch}
    assert set(corners) == set("ΓMKALH")
    for letter, q in {"A": (0, 0, 1 / 2), "M": (1 / 2, 0, 0), "K": (1 / 3, 1 / 3, 0)}.items():
        np.testing.assert_allclose(np.abs(corners[letter]), q, atol=1e-12)


def test_a_path_has_both_ends_of_every_part_and_jumps_without_way():
    found = dispersion(built_in("fcc"), 100)
    letters = "".join(letter for _, letter in found.corners)
    assert letters == "ΓXXWWKKΓΓLLUUWWLLKUX"
    for index, letter in found.corners:
        if letter == "Γ":
            assert not found.q[index].any() and np.abs(found.Omega[index]).max() < 1e-5
    assert (np.diff(found.distance) >= 0).all()


def test_frequencies_along_the_papers_path_are_the_special_ones():
    found = dispersion(built_in("simple-cubic"), 150)
    special = CubicLattice().frequencies(2 * np.pi * found.q)
    # at Γ rounding of Ω² ~ 1e-13 Ω²_max is 1e-6 of Ω_max
    np.testing.assert_allclose(found.Omega**2, special**2, atol=1e-12 * special.max() ** 2)


@pytest.mark.parametrize("name", ["fcc", "zincblende", "perovskite"])
def test_there_are_three_modes_an_atom_of_every_species(name):
    crystal = built_in(name)
    density = density_of_states(crystal, 40, 6)
    width = density.Omega[1] - density.Omega[0]
    assert density.g.sum() * width == pytest.approx(3 * crystal.n_atoms, rel=1e-12)
    for species, found in zip(density.species, density.g.sum(axis=0) * width, strict=True):
        # a sum over a grid of what is 1 at each q: exact
        assert found == pytest.approx(3 * crystal.names.count(species), rel=1e-12)
    assert (density.g > -1e-12).all()


def test_density_of_the_papers_crystal_is_the_special_one():
    """Other tetrahedra, the same crystal: they agree as both converge."""
    density = density_of_states(built_in("simple-cubic"), 12, 20)
    _, special = cubic_density(CubicLattice(), 12, 24)
    difference = np.abs(density.total - special).max()
    assert difference < 0.05 * special.max()


def test_what_seekpath_stumbles_over_is_refused(monkeypatch):
    """And the crystal can still be built: it is looked at without a path."""

    def stumbles(*_):
        raise ValueError("no symmetry found")

    monkeypatch.setattr("seekpath.get_path_orig_cell", stumbles)
    with pytest.raises(InvalidParameter, match="no symmetry found") as refusal:
        standard_path(hexagonal())
    assert refusal.value.remedy


def test_warnings_are_hushed_for_one_caller_after_another():
    """Their filters are those of all threads: none may be left behind."""
    before = list(warnings.filters)

    def call(_):
        with hushed():
            warnings.warn("not heard", UserWarning, stacklevel=1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(call, range(40)))
    assert warnings.filters == before
