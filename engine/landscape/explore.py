"""Explore: all minima of an ion in a crystal's cell, the saddles between them, the paths over.

From a grid of the cell minima and passes are taken, and each is followed to the exact one. From a
saddle the steepest way down on both sides tells which minima it joins. A path by a chain of places
(NEB, string) would have to suppose both ends and be told how many places it takes; a saddle that is
found by exact second derivatives needs neither, and is known to be one.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..crystal.crystal import Crystal
from .basins import basins, grid_of
from .network import Link
from .stationary import Stationary, stationary, way_down
from .surface import Rigid, Surface

SAME = 0.02
"""Distance (Å) below which two stationary points are one."""


class Saddle(NamedTuple):
    """A saddle between two minima.

    Attributes
    ----------
    link : the minima that it joins and its energy (meV)
    point : the saddle, as seen from the first minimum in cell 0
    path : places (Å), (n, 3), from the first minimum over the saddle to the last one
    energies : along the path (meV), (n,)
    """

    link: Link
    point: Stationary
    path: np.ndarray
    energies: np.ndarray


class Landscape(NamedTuple):
    """What is known of a surface: minima within cell 0, and saddles by energy.

    `missed` passes of the grid led to no saddle that was not known.
    """

    minima: list[Stationary]
    saddles: list[Saddle]
    missed: int

    @property
    def links(self) -> list[Link]:
        """The saddles as a network."""
        return [saddle.link for saddle in self.saddles]


class Progress(NamedTuple):
    """How far one is: share of the work (0 … 1), and what is known."""

    share: float
    known: Landscape


def grid_energies(surface: Rigid, shape: tuple[int, int, int]) -> np.ndarray:
    """Energies (meV) of the ion on a periodic grid of the cell, of the `shape`."""
    return surface.energies(grid_of(shape)).reshape(shape)


def explore(surface: Surface, energy: np.ndarray, ceiling: float) -> Iterator[Progress]:
    """Minima and saddles of a surface, from its `energy` (meV) on a grid, (n1, n2, n3).

    Passes higher than the `ceiling` (meV) above the lowest point of the grid are left out. Yields
    what is known; the last one is whole.
    """
    found = basins(energy)
    known = _Known(surface.crystal)
    for start in found.minima:
        if (point := stationary(surface, start @ surface.crystal.lattice, 0)) is not None:
            known.minimum(point)
    highest = float(energy.min()) + ceiling
    passes = [one for one in found.passes if one.energy <= highest]
    for done, one in enumerate(passes):
        yield Progress((1 + done) / (1 + len(passes)), known.landscape())
        point = stationary(surface, one.place @ surface.crystal.lattice, 1)
        if point is None or not known.is_new(point):
            known.missed += 1
        elif (saddle := _joined(surface, point, known)) is not None:
            known.saddles.append(saddle)
    yield Progress(1.0, known.landscape())


def _joined(surface: Surface, point: Stationary, known: "_Known") -> Saddle | None:
    """The saddle with its path, if both of its ways down end; seen from its first minimum."""
    down, up = (way_down(surface, point, side) for side in (-1, 1))
    if down is None or up is None:
        return None
    first, last = known.where(surface, down[-1]), known.where(surface, up[-1])
    if first is None or last is None:
        return None
    path = np.concatenate([down[::-1], point.place[None], up])
    if last[0] < first[0]:
        first, last, path = last, first, path[::-1]
    back = first[1] @ surface.crystal.lattice
    path = path - back
    cell = tuple(int(x) for x in last[1] - first[1])
    link = Link(first[0], last[0], (cell[0], cell[1], cell[2]), point.energy)
    energies = np.array([surface.at(R).energy for R in path])
    return Saddle(link, point._replace(place=point.place - back), path, energies)


class _Known:
    """Stationary points that have been found, each once, wherever in the crystal."""

    def __init__(self, crystal: Crystal):
        self.lattice, self.back = crystal.lattice, np.linalg.inv(crystal.lattice)
        self.minima: list[Stationary] = []
        self.saddles: list[Saddle] = []
        self.missed = 0

    def landscape(self) -> Landscape:
        saddles = sorted(self.saddles, key=lambda one: one.link.energy)
        return Landscape(list(self.minima), saddles, self.missed)

    def minimum(self, point: Stationary) -> int:
        """The index of a minimum, which is added if it is new, in cell 0."""
        if (known := self._among(point.place, self.minima)) is not None:
            return known[0]
        share = point.place @ self.back
        self.minima.append(point._replace(place=(share - np.floor(share + 1e-9)) @ self.lattice))
        return len(self.minima) - 1

    def where(self, surface: Surface, place: np.ndarray) -> tuple[int, np.ndarray] | None:
        """Index and cell of the minimum at a place; one that was not known is added."""
        if (known := self._among(place, self.minima)) is not None:
            return known
        point = stationary(surface, place, 0)
        if point is None:
            return None
        self.minimum(point)
        return self._among(point.place, self.minima)

    def is_new(self, point: Stationary) -> bool:
        """Whether a saddle is not one of those known, in any cell."""
        return self._among(point.place, [one.point for one in self.saddles]) is None

    def _among(
        self, place: np.ndarray, points: Sequence[Stationary]
    ) -> tuple[int, np.ndarray] | None:
        """Which of the points a place is one of, and in which cell."""
        for k, point in enumerate(points):
            share = (place - point.place) @ self.back
            cell = np.rint(share)
            if np.linalg.norm((share - cell) @ self.lattice) < SAME:
                return k, cell.astype(int)
        return None
