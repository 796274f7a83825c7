"""Shortest lattice vectors, and nearest images of cells given by long ones."""

from itertools import product

import numpy as np
import pytest

from ionoscope.engine.core.parameters import InvalidParameter
from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.images import nearest_images
from ionoscope.engine.crystal.phonons import frequencies
from ionoscope.engine.crystal.reduction import reduced

SHEARED = np.array([[1, 0, 0], [9, 1, 0], [-4, 7, 1]])
"""Other lattice vectors of the same lattice."""
AROUND = np.array([L for L in product(range(-2, 3), repeat=3) if any(L)])


@pytest.mark.parametrize("seed", range(20))
def test_reduced_vectors_are_the_shortest(seed):
    """No sum of whole multiples that holds a vector is shorter than it (Minkowski's conditions)."""
    rng = np.random.default_rng(seed)
    lattice = rng.normal(size=(3, 3)) @ np.diag([1, 3, 0.5])
    U = reduced(lattice @ lattice.T)
    assert round(abs(np.linalg.det(U))) == 1
    short = np.linalg.norm(U @ lattice, axis=1)
    others = np.linalg.norm(AROUND @ U @ lattice, axis=1)
    assert (np.diff(short) >= 0).all()
    for k in range(3):
        # what still spans the lattice together with the vectors before
        fits = np.gcd.reduce(AROUND[:, k:], axis=1) == 1
        assert short[k] <= others[fits].min() * (1 + 1e-9)


def test_nearest_images_do_not_depend_on_how_a_cell_is_given():
    lattice = np.array([[3.1, 0, 0], [0.4, 3.3, 0], [0.2, -0.3, 4.0]])
    rng = np.random.default_rng(4)
    cells, between = rng.integers(-3, 4, (30, 3)), rng.uniform(-1, 1, (30, 3))
    plain = nearest_images(lattice, 2 * np.eye(3, dtype=int), cells, between)
    askew = nearest_images(lattice, 2 * SHEARED, cells, between)
    for found in (plain, askew):
        far = np.linalg.norm((found.cell + between[found.pair]) @ lattice, axis=1)
        every = (cells[:, None] + 2 * np.array(list(product(range(-4, 5), repeat=3)))) @ lattice
        least = np.linalg.norm(every + (between @ lattice)[:, None], axis=2).min(axis=1)
        np.testing.assert_allclose(far, least[found.pair], atol=1e-5)
    assert sorted(map(tuple, plain.cell)) == sorted(map(tuple, askew.cell))


def test_a_crystal_in_a_sheared_cell_is_the_same_crystal():
    crystal = built_in("rocksalt")
    back = np.rint(np.linalg.inv(SHEARED)).astype(int)
    given = {
        "lattice": SHEARED @ crystal.lattice,
        "names": crystal.names,
        "masses": crystal.masses,
        "cells": crystal.cells @ back,
        "force_constants": crystal.force_constants,
    }
    sheared = build(positions=crystal.positions @ back, **given)
    theta = np.random.default_rng(1).uniform(-3, 3, (20, 3))
    np.testing.assert_allclose(
        frequencies(sheared, theta @ SHEARED.T), frequencies(crystal, theta), rtol=1e-9
    )
    near = crystal.positions[0] + [0.006, 0, 0]
    with pytest.raises(InvalidParameter, match="atoms 1 and 2"):
        build(positions=np.stack([crystal.positions[0], near]) @ back, **given)
