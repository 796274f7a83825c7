"""Network: where an ion comes if it passes all saddles below an energy, in how many dimensions.

Minima repeat from cell to cell, and a path leads from one, in cell 0, to another, in a cell L. Who
goes round on paths and returns to a minimum in another cell has moved through the crystal by a
lattice vector; the rank of all such vectors together is the dimension of migration.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np


class Link(NamedTuple):
    """A way from minimum `first` in cell 0 to `last` in a `cell` L, over an energy (meV)."""

    first: int
    last: int
    cell: tuple[int, int, int]
    energy: float


class Reach(NamedTuple):
    """From an energy (meV) on ions move through the crystal in so many dimensions.

    `vectors` (whole lattice vectors, (n, 3)) span where they come to.
    """

    energy: float
    dimension: int
    vectors: np.ndarray


def reaches(count: int, links: Iterable[Link]) -> list[Reach]:
    """The energies at which migration gains dimensions, rising; `count` is that of the minima.

    At one energy alone several dimensions may come at once.
    """
    found: list[Reach] = []
    known = _Islands(count)
    for link in sorted(links, key=lambda one: one.energy):
        vectors = known.join(link)
        rank = _rank(vectors)
        if rank > (found[-1].dimension if found else 0):
            if found and np.isclose(found[-1].energy, link.energy, rtol=0, atol=ALIKE):
                found.pop()
            found.append(Reach(link.energy, rank, np.array(vectors)))
    return found


ALIKE = 1e-3
"""Energies (meV) that differ by less are those of saddles that are alike."""


def dimension(count: int, links: Sequence[Link], energy: float) -> int:
    """In how many dimensions ions move if they pass saddles of at most an `energy` (meV).

    `count` is that of the minima.
    """
    below = [one for one in reaches(count, links) if one.energy <= energy + ALIKE]
    return below[-1].dimension if below else 0


class _Islands:
    """Minima that hang together, each with its cell in a tree, and closed ways of each island."""

    def __init__(self, count: int):
        self.island = list(range(count))
        self.cell = [np.zeros(3, int) for _ in range(count)]
        self.closed: dict[int, list[np.ndarray]] = {k: [] for k in range(count)}

    def join(self, link: Link) -> list[np.ndarray]:
        """Closed ways (lattice vectors) of the island that a link belongs to, once it is there."""
        shift = self.cell[link.first] + np.array(link.cell) - self.cell[link.last]
        kept, other = self.island[link.first], self.island[link.last]
        if kept != other:
            for k, island in enumerate(self.island):
                if island == other:
                    self.island[k], self.cell[k] = kept, self.cell[k] + shift
            self.closed[kept] += self.closed.pop(other)
        elif _rank([*self.closed[kept], shift]) > _rank(self.closed[kept]):
            self.closed[kept].append(shift)
        return self.closed[kept]


def _rank(vectors: Sequence[np.ndarray]) -> int:
    return int(np.linalg.matrix_rank(np.array(vectors))) if len(vectors) else 0
