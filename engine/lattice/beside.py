"""Beside: how the energy of an ion changes a little off a place, and so whether it would stay."""

from contextlib import suppress

import numpy as np

from .relaxation import Site, Surroundings, Unbalanced

ASIDE = 0.02
"""How far beside a place is looked, in lattice constants: whoever is within half of it of a minimum
counts as being there."""
ROUNDING = 1e-6
"""Share of the energy below which a change is none."""


def steps(around: Surroundings, R: np.ndarray, here: Site, directions: np.ndarray) -> np.ndarray:
    """By how much (meV) the relaxed energy changes from R (Å) along each of `directions` (n, 3).

    `here` is the balance at R; the directions are unit vectors. Where atoms find no balance there
    is nothing to compare with, and the change counts as 0; shape (n,).
    """
    found = np.zeros(len(directions))
    for k, d in enumerate(directions):
        with suppress(Unbalanced):
            there = around.relaxed(R + ASIDE * around.crystal.a * d, here.displaced)
            found[k] = there.relaxed - here.relaxed
    return np.where(np.abs(found) > ROUNDING * here.relaxed, found, 0.0)


def across(along: np.ndarray) -> np.ndarray:
    """Two unit vectors (dimensionless) perpendicular to each other and to `along` (3,): (2, 3)."""
    return np.linalg.svd(along.reshape(1, 3))[2][1:]
