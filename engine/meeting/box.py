"""Box: a periodic box of N₁ × N₂ × N₃ cells, and which of its atoms an ion looks at."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from ..core.parameters import InvalidParameter
from ..crystal.crystal import Crystal
from ..numerics.pairs import LENNARD_JONES, SCREENED_COULOMB, PairLaws
from .kernels.values import Crowd, Place, Reach, Touched
from .meeting import Meeting

SKIN = 0.6
"""Way (Å) after which an ion looks anew for the atoms around it."""
GIVE = 0.4
"""Displacement of an atom, in distances to its nearest neighbour, up to which it is looked for."""
UNBOUNDED = (SCREENED_COULOMB, LENNARD_JONES)
"""Codes of terms that are without bounds at contact."""
CORNERS = np.array(list(product((0, 1), repeat=3)))
"""Cells from an ion's own to those whose atoms stand at its corners, (8, 3)."""


@dataclass(frozen=True, eq=False)
class Box:
    """A periodic box.

    Attributes
    ----------
    meeting : the ion's laws, and the crystal
    cells : along each lattice vector
    corners : whether the ion meets the eight atoms at its cell's corners, all the way and no other,
        as in the papers [SEOM Sec. IV]; there is no cut-off then
    """

    meeting: Meeting
    cells: tuple[int, int, int]
    corners: bool = False

    def __post_init__(self) -> None:
        if len(self.cells) != 3 or min(self.cells) < 1 or np.prod(self.cells) > 1e6:
            raise InvalidParameter(
                "cells", self.cells, "is no box", "Give three numbers from 1, at most 10⁶ cells."
            )
        if self.corners:
            _refuse_corners(self.meeting, self.cells)
            return
        shortest, r_c = self.period, self.meeting.r_c
        if 2 * r_c > shortest:
            raise InvalidParameter(
                "r_c",
                r_c,
                f"Å is more than half the box, which repeats after {shortest:.4g} Å: the ion would "
                "meet several images of one atom",
                "Choose more `cells`, or a shorter cut-off.",
            )

    @property
    def crystal(self) -> Crystal:
        """The crystal."""
        return self.meeting.crystal

    @property
    def mass(self) -> float:
        """Mass of all atoms together (meV ps²/Å²)."""
        return float(self.crystal.mass[::3].sum() * np.prod(self.cells))

    @cached_property
    def laws(self) -> PairLaws:
        """The laws as kernels take them (meV, Å), without a cut-off among corners."""
        laws = self.meeting.kernel
        return laws._replace(r_on=np.inf, r_c=np.inf) if self.corners else laws

    @property
    def radius(self) -> float:
        """How far (Å) from an ion at most an atom stands that it meets."""
        if self.corners:
            return float(np.linalg.norm(CORNERS @ self.crystal.lattice, axis=1).max())
        return self.meeting.r_c

    @cached_property
    def period(self) -> float:
        """The shortest way (Å) from an atom to an image of itself."""
        return _shortest(np.array(self.cells)[:, None] * self.crystal.lattice)

    @cached_property
    def give(self) -> float:
        """How far (Å) an atom may stand from its place without being lost from sight."""
        return GIVE * _nearest_neighbours(self.crystal)

    def place(self, pad: tuple[int, int, int] = (0, 0, 0)) -> Place:
        """The box as kernels take it (Å), in fields with `pad` layers of ghosts along each."""
        lattice = np.ascontiguousarray(self.crystal.lattice, float)
        return Place(
            lattice,
            np.ascontiguousarray(np.linalg.inv(lattice)),
            np.ascontiguousarray(self.crystal.positions @ lattice),
            self.meeting.kinds.astype(np.int64),
            np.array(self.cells, np.int64),
            np.array(pad, np.int64),
        )

    @cached_property
    def reach(self) -> Reach:
        """Which atoms an ion looks at (Å), as kernels take it."""
        near = self._near()
        if self.corners:
            offsets = np.concatenate([CORNERS, np.zeros((8, 1), int)], axis=1)
            return Reach(offsets.astype(np.int64), np.inf, -1.0, near)
        far = self.meeting.r_c + SKIN + self.give
        return Reach(_offsets(self.crystal, far), far**2, SKIN**2, near)

    def _near(self) -> np.ndarray:
        """How near (Å) an ion may come by species, and 1 where a step must not pass it: (S, 2)."""
        out = np.zeros((len(self.meeting.laws), 2))
        for k, one in enumerate(self.meeting.laws):
            out[k, 0] = one.guard.r
            codes = self.meeting.kernel.codes[k]
            steep = np.isin(codes, UNBOUNDED) & (self.meeting.kernel.constants[k, :, 0] != 0)
            out[k, 1] = float(steep.any() and not one.guard.r)
        return out

    def untouched(self) -> Touched:
        """Room for the atoms around one ion (Å), which it has not looked at yet."""
        n = len(self.reach.offsets) + 1
        return Touched(
            np.array([-1]),
            np.zeros(3),
            np.zeros(3, np.int64),
            np.zeros((n, 4), np.int64),
            np.zeros(n, np.int64),
            np.zeros(n, np.int64),
            np.zeros((n, 3)),
        )

    def crowd(self, ions: int, places: int) -> Crowd:
        """Room for the atoms around so many `ions` (Å), and so many `places` of pairs of each."""
        one = self.untouched()
        copies = [np.repeat(x[None], ions, axis=0) for x in one]
        listed, anchor, home, cells, sites, kinds, rest = copies
        pairs = np.zeros((ions, len(one.sites), places), np.int64)
        return Crowd(listed, anchor, home, cells, sites, kinds, rest, pairs)


def _refuse_corners(made: Meeting, cells: tuple[int, int, int]) -> None:
    crystal = made.crystal
    if crystal.n_atoms != 1 or min(cells) < 2 or any(one.table for one in made.laws):
        raise InvalidParameter(
            "corners",
            ", ".join(crystal.names),
            "asks for one atom a cell, two cells along each side of the box, and no table",
            "Take a cut-off, which any crystal has.",
        )


def _shortest(vectors: np.ndarray) -> float:
    """Length (Å) of the shortest sum of whole multiples of three vectors (3, 3)."""
    heights = 1 / np.linalg.norm(np.linalg.inv(vectors), axis=0)
    span = np.ceil(np.linalg.norm(vectors, axis=1).min() / heights).astype(int)
    whole = np.array(list(product(*(range(-n, n + 1) for n in np.minimum(span, 20)))))
    return float(np.sort(np.linalg.norm(whole @ vectors, axis=1))[1])


def _nearest_neighbours(crystal: Crystal) -> float:
    """The least distance (Å) of two atoms."""
    apart = crystal.positions[:, None] - crystal.positions[None]
    cells = np.array(list(product(range(-2, 3), repeat=3)))
    length = np.linalg.norm((cells[:, None, None] + apart) @ crystal.lattice, axis=-1)
    return float(length[length > 1e-6].min())


def _offsets(crystal: Crystal, far: float) -> np.ndarray:
    """Cells and atoms that are within `far` (Å) of some place in a cell, (n, 4), in rising order.

    All are taken that are within it of a ball around the cell.
    """
    corners = (CORNERS - 0.5) @ crystal.lattice
    radius = far + float(np.linalg.norm(corners, axis=1).max())
    heights = 1 / np.linalg.norm(np.linalg.inv(crystal.lattice), axis=0)
    low = np.floor(0.5 - radius / heights - crystal.positions.max(axis=0)).astype(int)
    high = np.ceil(0.5 + radius / heights - crystal.positions.min(axis=0)).astype(int)
    cells = np.array(list(product(*(range(a, b + 1) for a, b in zip(low, high, strict=True)))))
    away = (cells[:, None] + crystal.positions - 0.5) @ crystal.lattice
    cell, atom = np.nonzero(np.linalg.norm(away, axis=-1) <= radius)
    return np.ascontiguousarray(np.column_stack([cells[cell], atom]), np.int64)
