"""Springs: force constants of bonds between neighbours, declared by shell.

A bond along d̂ between atoms of given species at a given distance has the force constants
−[k_L d̂d̂ᵀ + k_T(1 − d̂d̂ᵀ)]: k_L acts along the bond, k_T across it [Born, von Kármán, Phys. Z. 13,
297 (1912)]. Its energy is never negative; but a k_T alone resists turning the crystal as a whole.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core.parameters import InvalidParameter
from .build import build
from .crystal import Crystal

ALIKE = 1e-3
"""Share by which distances in one shell may differ."""
MOST_CELLS = 20
"""Most cells that a spring may span along a lattice vector."""


class Shell(NamedTuple):
    """Springs between two species at a distance (Å), `longitudinal` and `transverse` (meV/Å²)."""

    pair: tuple[str, str]
    distance: float
    longitudinal: float
    transverse: float = 0.0


class _Bonds(NamedTuple):
    """Pairs of atoms within reach: a and b, (k, 2), the cell of b, (k, 3), and d (Å), (k, 3)."""

    atoms: np.ndarray
    cells: np.ndarray
    between: np.ndarray


def from_springs(
    lattice: ArrayLike,
    names: Sequence[str],
    positions: ArrayLike,
    masses: ArrayLike,
    shells: Sequence[Shell],
    unstable: str = "refuse",
) -> Crystal:
    """The crystal whose atoms are held by `shells` of springs; the rest as `build` takes it.

    `lattice` (3, 3) in Å, `positions` (A, 3) in lattice vectors, `masses` (A,) in amu. Raises
    InvalidParameter for a shell without atoms, for an atom without springs, and as `build` does.
    """
    basis, places = np.array(lattice, float), np.array(positions, float)
    bonds = _bonds(basis, places, max((shell.distance for shell in shells), default=0.0))
    cells, which = np.unique(
        np.concatenate([bonds.cells, np.zeros((1, 3), int)]), axis=0, return_inverse=True
    )
    which, count = which.reshape(-1), len(names)
    constants = np.zeros((len(cells), count, count, 3, 3))
    for shell in shells:
        chosen = _chosen(shell, names, bonds)
        k, (a, b) = _constants(shell, bonds.between[chosen]), bonds.atoms[chosen].T
        np.add.at(constants, (which[:-1][chosen], a, b), -k)
        np.add.at(constants, (which[-1], a, a), k)
    loose = np.flatnonzero(np.abs(constants).max(axis=(0, 2, 3, 4)) == 0)
    if len(loose):
        atom = f"{names[loose[0]]} at {places[loose[0]].tolist()}"
        raise InvalidParameter("shells", atom, "is held by no spring", "Add a shell that meets it.")
    matrix = constants.transpose(0, 1, 3, 2, 4).reshape(len(cells), 3 * count, 3 * count)
    return build(basis, names, places, masses, cells, matrix, unstable=unstable)


def _bonds(lattice: np.ndarray, positions: np.ndarray, reach: float) -> _Bonds:
    """All pairs of different atoms that are not farther apart than `reach` (Å)."""
    heights = 1 / np.linalg.norm(np.linalg.inv(lattice), axis=0)
    spans = np.ceil(reach / heights + np.ptp(positions, axis=0)).astype(int)
    if spans.max() > MOST_CELLS:
        raise InvalidParameter(
            "shells", reach, f"Å is more than {MOST_CELLS} cells", "Choose shorter springs."
        )
    cells = np.array(list(product(*(range(-n, n + 1) for n in spans))))
    between = cells[:, None, None] + positions[None, None, :] - positions[None, :, None]
    between = between @ lattice
    length = np.linalg.norm(between, axis=-1)
    cell, a, b = np.nonzero((length > 0) & (length < (1 + ALIKE) * reach))
    return _Bonds(np.stack([a, b], axis=1), cells[cell], between[cell, a, b])


def _chosen(shell: Shell, names: Sequence[str], bonds: _Bonds) -> np.ndarray:
    """Which bonds are those of a shell: between its species, at its distance."""
    species = np.array(names)[bonds.atoms]
    first, second = shell.pair
    fits = (species == (first, second)).all(axis=1) | (species == (second, first)).all(axis=1)
    length = np.linalg.norm(bonds.between, axis=1)
    chosen = np.flatnonzero(fits & (np.abs(length / shell.distance - 1) < ALIKE))
    if not len(chosen):
        there = sorted({f"{x:.4g}" for x in length[fits]}, key=float)
        raise InvalidParameter(
            "shells",
            f"{first}–{second} at {shell.distance:.4g} Å",
            "meets no atoms",
            f"They are apart by: {', '.join(there) or 'more than any shell'} Å.",
        )
    return chosen


def _constants(shell: Shell, between: np.ndarray) -> np.ndarray:
    """k_L d̂d̂ᵀ + k_T(1 − d̂d̂ᵀ) (meV/Å²), shape (k, 3, 3), of bonds along `between` (k, 3)."""
    along = between / np.linalg.norm(between, axis=1, keepdims=True)
    outer = along[:, :, None] * along[:, None, :]
    return shell.longitudinal * outer + shell.transverse * (np.eye(3) - outer)
