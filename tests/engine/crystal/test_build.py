"""What a crystal is made of: its laws, what is mended of them, and what is refused."""

from types import SimpleNamespace

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.build import build, copied
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.phonons import frequencies


def fields(crystal, **other):
    names = ("lattice", "names", "positions", "masses", "cells", "force_constants")
    return {name: getattr(crystal, name) for name in names} | other


def disturbed(crystal, size, seed=3):
    """Force constants with noise of a `size` in units of the largest."""
    noise = np.random.default_rng(seed).normal(size=crystal.force_constants.shape)
    return crystal.force_constants + size * np.abs(crystal.force_constants).max() * noise


@pytest.mark.parametrize("name", ["fcc", "zincblende", "perovskite"])
def test_both_laws_hold_once_mended(name):
    crystal = built_in(name)
    mended = build(**fields(crystal, force_constants=disturbed(crystal, 1e-4)))
    constants, count = mended.force_constants, crystal.n_atoms
    scale = np.abs(constants).max()
    back = [np.flatnonzero((mended.cells == -L).all(axis=1))[0] for L in mended.cells]
    np.testing.assert_allclose(constants[back].swapaxes(1, 2), constants, atol=1e-13 * scale)
    shift = constants.sum(axis=0).reshape(3 * count, count, 3).sum(axis=1)
    np.testing.assert_allclose(shift, 0, atol=1e-12 * scale)
    assert np.abs(frequencies(mended, np.zeros((1, 3)))[0, :3]).max() < 1e-5


def test_what_was_mended_is_told():
    crystal = built_in("rocksalt")
    noise = disturbed(crystal, 0) + 0.0
    here = np.flatnonzero((crystal.cells == 0).all(axis=1))[0]
    noise[here, 0, 1] += 0.5
    noise[here, 2, 2] += 0.25
    corrected = build(**fields(crystal, force_constants=noise)).corrected
    assert corrected.asymmetry == pytest.approx(0.5)
    # as it was given, where half of the 0.5 had not yet been mended away
    assert corrected.drift == pytest.approx(0.5)
    assert built_in("rocksalt").corrected.asymmetry == 0
    assert built_in("rocksalt").corrected.drift < 1e-12 * corrected.largest


def test_good_force_constants_stay_as_they_are():
    crystal = built_in("zincblende")
    again = build(**fields(crystal))
    np.testing.assert_allclose(again.force_constants, crystal.force_constants, atol=1e-11)


def test_an_object_with_the_same_fields_is_a_crystal_in_its_unit():
    crystal = built_in("rocksalt")
    constants = crystal.force_constants / 1000
    again = copied(SimpleNamespace(**fields(crystal, force_constants=constants)), "eV/Å²")
    np.testing.assert_allclose(again.force_constants, crystal.force_constants, atol=1e-10)
    with pytest.raises(InvalidParameter, match="has no masses"):
        copied(SimpleNamespace(lattice=0, names=0, positions=0), "eV/Å²")


def test_a_crystal_is_copied_in_its_own_unit():
    crystal = built_in("fcc")
    assert np.array_equal(copied(crystal, "meV/Å²").force_constants, crystal.force_constants)


def cubic_with(spring):
    """A simple cube whose bonds along y and z have a spring across of their own."""
    cells = np.concatenate([np.eye(3, dtype=int), -np.eye(3, dtype=int), np.zeros((1, 3), int)])
    bonds = np.array(
        [-np.diag([1.0, spring, spring][k:] + [1.0, spring, spring][:k]) for k in (0, 2, 1)]
    )
    constants = np.concatenate([bonds, bonds, -2 * bonds.sum(axis=0, keepdims=True)])
    return {
        "lattice": 3 * np.eye(3),
        "names": ["X"],
        "positions": [(0, 0, 0)],
        "masses": [30.0],
        "cells": cells,
        "force_constants": 500 * constants,
    }


def test_an_unstable_crystal_names_its_worst_mode():
    """Ω² = (2k/m)(1 − cos θ) a bond: with −0.2 across, waves along y that move x fall apart."""
    with pytest.raises(InvalidParameter, match=r"q = .* branch 1 has the imaginary frequency") as e:
        build(**cubic_with(-0.2))
    nu = np.sqrt(4 * 500 * 0.4 / (30 * 0.1036426966)) / (2 * np.pi)
    assert f"{nu:.4g}i THz" in str(e.value)
    assert "leave out" in e.value.remedy


def test_an_unstable_crystal_is_marked_when_it_is_wanted():
    crystal = build(**cubic_with(-0.2), unstable="leave out")
    assert crystal.unstable is not None and crystal.unstable.Omega2 < 0
    assert build(**cubic_with(0.2), unstable="leave out").unstable is None


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"lattice": np.ones((3, 3))}, "spans no volume"),
        ({"lattice": np.eye(2)}, "another shape"),
        ({"masses": [0.0]}, "is no mass"),
        ({"masses": [np.nan]}, "finite"),
        ({"masses": ["heavy"]}, "not an array of numbers"),
        ({"names": []}, "atoms a cell"),
        ({"cells": np.zeros((7, 3))}, "not different cells"),
        ({"unit": "N/m"}, "not known"),
        ({"unstable": "maybe"}, "no choice"),
        ({"force_constants": np.zeros((7, 3, 3))}, "hold nothing"),
        ({"force_constants": np.ones((7, 3, 3))}, "no crystal has that"),
        ({"names": ["X", "X"], "positions": [(0, 0, 0), (1, 0, 0)]}, "another shape"),
    ],
)
def test_what_is_no_crystal_is_refused(other, says):
    with pytest.raises(InvalidParameter, match=says):
        build(**(cubic_with(0.2) | other))


def test_two_atoms_in_one_place_are_refused():
    crystal = built_in("rocksalt")
    with pytest.raises(InvalidParameter, match="atoms 1 and 2"):
        build(**fields(crystal, positions=[(0, 0, 0), (1, 0, 0.001)]))
