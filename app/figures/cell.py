"""Cell: a crystal's atoms, bonds and cell in space, and how they lie on a page."""

from typing import NamedTuple

import numpy as np

from ionoscope.engine import Result

EYE = np.array([[0.94, -0.34, 0.0], [0.13, 0.36, 0.92]])
"""Where x, y and z point to in a picture: a parallel projection from a corner."""
NEAR = 1.12
"""Atoms are bound whose distance is not more than this times the least of either."""
ROUNDING = 1e-6


class Cell(NamedTuple):
    """A crystal's cell: vectors (3, 3) in Å, places of its atoms (A, 3) in those, their species."""

    vectors: np.ndarray
    places: np.ndarray
    species: tuple[str, ...]

    @classmethod
    def of(cls, result: Result) -> "Cell":
        """That of a result's crystal: of the papers' it is a cube with an atom at its corner."""
        data = result.data
        if "lattice_vectors" not in data:
            return cls(float(result.parameters["a"]) * np.eye(3), np.zeros((1, 3)), ("X",))
        names = tuple(map(str, data.atom_species.values))
        return cls(data.lattice_vectors.values, data.atom_place.values, names)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Each species once, in the order of the cell."""
        return tuple(dict.fromkeys(self.species))


class Atoms(NamedTuple):
    """Atoms of several cells: places (Å), (n, 3), whose of the cell, (n,), in which, (n, 3)."""

    places: np.ndarray
    which: np.ndarray
    cells: np.ndarray


def block(cell: Cell, counts: tuple[int, int, int], closed: bool = False) -> Atoms:
    """All atoms of so many cells; `closed`: with those on the far faces, as cells are drawn."""
    more = 1 if closed else 0
    grid = np.indices([n + more for n in counts]).reshape(3, -1).T
    where = (grid[:, None, :] + cell.places[None, :, :] % 1.0).reshape(-1, 3)
    which = np.tile(np.arange(len(cell.places)), len(grid))
    inside = (where <= np.array(counts) + (ROUNDING if closed else 0)).all(axis=1)
    # the cell that an atom belongs to, whose place may lie outside of it
    own = np.repeat(grid, len(cell.places), axis=0) - np.floor(cell.places)[which]
    return Atoms((where @ cell.vectors)[inside], which[inside], own[inside])


def piece(cell: Cell, sides: np.ndarray) -> Atoms:
    """All atoms within a box (Å) along x, y and z, whatever the lattice, its middle at an atom."""
    half = np.asarray(sides, float) / 2
    corners = (2 * np.indices((2, 2, 2)).reshape(3, -1).T - 1) * half
    reach = np.ceil(np.abs(corners @ np.linalg.inv(cell.vectors)).max(axis=0)).astype(int) + 1
    grid = np.indices(2 * reach + 1).reshape(3, -1).T - reach
    which = np.tile(np.arange(len(cell.places)), len(grid))
    cells = np.repeat(grid, len(cell.places), axis=0)
    places = (cells + cell.places[which] - cell.places[0]) @ cell.vectors
    inside = (np.abs(places) <= half + ROUNDING).all(axis=1)
    return Atoms(places[inside], which[inside], cells[inside])


def bonds(cell: Cell, atoms: Atoms) -> np.ndarray:
    """Indices of pairs of neighbours among `atoms`, shape (bond, 2)."""
    shifts = (np.indices((3, 3, 3)).reshape(3, -1).T - 1) @ cell.vectors
    at = cell.places @ cell.vectors
    apart = np.linalg.norm(at[:, None, None] - at[None, :, None] + shifts, axis=-1)
    apart[apart < ROUNDING] = np.inf
    least = apart.min(axis=(1, 2))[atoms.which]
    between = np.linalg.norm(atoms.places[:, None] - atoms.places[None, :], axis=-1)
    reach = NEAR * np.minimum(least[:, None], least[None, :])
    first, last = np.nonzero(np.triu(between <= reach, 1))
    return np.stack([first, last], axis=1)


def edges(cell: Cell) -> np.ndarray:
    """Both ends (Å) of the twelve edges of the cell, shape (12, 2, 3)."""
    corners = np.indices((2, 2, 2)).reshape(3, -1).T
    found = [
        (a, b) for i, a in enumerate(corners) for b in corners[i + 1 :] if np.abs(a - b).sum() == 1
    ]
    return np.array(found, float) @ cell.vectors


def flat(places: np.ndarray) -> np.ndarray:
    """Where places in space, (…, 3), lie in a picture, (…, 2)."""
    return places @ EYE.T


def depth(places: np.ndarray) -> np.ndarray:
    """How near places are to whoever looks, (…,): the larger the nearer."""
    return places @ np.cross(EYE[0], EYE[1])
