"""Images: which atoms stand for each other in a crystal computed as periodic in a supercell.

Such a computation knows the force constants between an atom and all images of another together.
They are given to the nearest images, in equal parts where several are as near [Parlinski, Li,
Kawazoe, PRL 78, 4063 (1997)].
"""

from itertools import product
from typing import NamedTuple

import numpy as np

from .reduction import reduced

EQUAL = 1e-5
"""Distances (Å) that differ by less are the same."""
AROUND = np.array(list(product(range(-2, 3), repeat=3)))
"""Supercells of shortest vectors among which the nearest image is looked for, shape (125, 3)."""
BLOCK = 20_000
"""Most pairs that are looked at together: 60 MB."""


class Places(NamedTuple):
    """Which pair of a list, in which cell L, shape (k, 3), and with what share (0 … 1) of it."""

    pair: np.ndarray
    cell: np.ndarray
    share: np.ndarray


def whole_points(matrix: np.ndarray) -> np.ndarray:
    """Whole-number points that are not the same up to rows of `matrix`, in cells, (|det|, 3)."""
    corners = np.array(list(product((0, 1), repeat=3))) @ matrix
    spans = [range(low, high + 1) for low, high in zip(corners.min(0), corners.max(0), strict=True)]
    points = np.array(list(product(*spans)))
    share = points @ np.linalg.inv(matrix)
    return points[((share > -1e-9) & (share < 1 - 1e-9)).all(axis=1)]


def commensurate(supercell: np.ndarray) -> np.ndarray:
    """Phases θ (rad) of the waves that fit a `supercell` (3, 3), in cells: (|det|, 3), Γ first."""
    waves = whole_points(supercell.T)
    return 2 * np.pi * waves @ np.linalg.inv(supercell.T)


def nearest_images(
    lattice: np.ndarray, supercell: np.ndarray, cells: np.ndarray, between: np.ndarray
) -> Places:
    """The nearest images of pairs of atoms, each with its share (0 … 1).

    `lattice` (3, 3) in Å, `supercell` (3, 3) its rows in cells; a pair is `cells` (n, 3) apart and
    `between` (n, 3), both in lattice vectors, from one place in the cell to the other. It does not
    matter by which vectors lattice and supercell are given.
    """
    vectors = supercell @ lattice
    supercell = reduced(vectors @ vectors.T) @ supercell
    parts = [
        _nearest(lattice, supercell, cells[at : at + BLOCK], between[at : at + BLOCK], at)
        for at in range(0, len(cells), BLOCK)
    ]
    return Places(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _nearest(
    lattice: np.ndarray, supercell: np.ndarray, cells: np.ndarray, between: np.ndarray, first: int
) -> Places:
    """`nearest_images` of a block of pairs, of which the first has the index `first`."""
    back = np.rint((cells + between) @ np.linalg.inv(supercell)).astype(int) @ supercell
    images = (cells - back)[:, None, :] + AROUND @ supercell
    distance = np.linalg.norm((images + between[:, None, :]) @ lattice, axis=-1)
    near = distance < distance.min(axis=1, keepdims=True) + EQUAL
    pair, image = np.nonzero(near)
    return Places(first + pair, images[pair, image], 1 / near.sum(axis=1)[pair])


def gathered(
    places: Places, atoms: np.ndarray, constants: np.ndarray, n_atoms: int
) -> tuple[np.ndarray, np.ndarray]:
    """Cells L, shape (m, 3), and Φ(L), (m, 3A, 3A), of pairs at their `places`, in any unit.

    `atoms` (n, 2) are a and b of each pair, as indices below `n_atoms`, `constants` their Φ_ab,
    (n, 3, 3).
    """
    cells, which = np.unique(places.cell, axis=0, return_inverse=True)
    out = np.zeros((len(cells), n_atoms, n_atoms, 3, 3))
    a, b = atoms[places.pair].T
    np.add.at(out, (which.reshape(-1), a, b), places.share[:, None, None] * constants[places.pair])
    return cells, out.transpose(0, 1, 3, 2, 4).reshape(len(cells), 3 * n_atoms, 3 * n_atoms)
