"""Meeting: the laws between an ion and all species of a crystal, cut off smoothly.

As functions of NumPy for one ion and the atoms around it: energy, gradient and Hessian; kernels
take `Meeting.kernel` and call `numerics.kernels.pairs` themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from ..crystal.crystal import Crystal
from ..numerics.kernels.pairs import bent, pushed
from ..numerics.pairs import NO_TERM, PairLaws
from .laws import Law, fill

ON = 0.75
"""Share of the cut-off at which laws begin to be brought to zero, if nothing else is said."""
LEAST, MOST = 0.5, 50.0
"""Shortest and longest cut-off (Å)."""


class Met(NamedTuple):
    """An ion among n atoms.

    Attributes
    ----------
    energy : meV
    gradient : by the ion's place (meV/Å), shape (3,); the force on the ion is against it
    hessian : by the ion's place (meV/Å²), shape (3, 3)
    forces : on the atoms (meV/Å), shape (n, 3)
    hessians : of the pairs (meV/Å²), shape (n, 3, 3): by an atom's place twice, and by the ion's;
        by one and the other it is the opposite
    """

    energy: float
    gradient: np.ndarray
    hessian: np.ndarray
    forces: np.ndarray
    hessians: np.ndarray


class Near(NamedTuple):
    """Atoms around a place: which of the cell, (n,), in which cell, (n, 3), at rest (Å), (n, 3)."""

    atoms: np.ndarray
    cells: np.ndarray
    places: np.ndarray


@dataclass(frozen=True, eq=False)
class Meeting:
    """How an ion meets a crystal; `meeting` makes one.

    Attributes
    ----------
    crystal : the crystal
    species : its species, S of them, in the order of their atoms
    laws : of each of them
    kinds : index of the species of each atom of a cell, (A,)
    kernel : all of it as kernels take it; its radii r_on and r_c are in Å
    """

    crystal: Crystal
    species: tuple[str, ...]
    laws: tuple[Law, ...]
    kinds: np.ndarray
    kernel: PairLaws

    @property
    def r_c(self) -> float:
        """Radius (Å) of the cut-off."""
        return self.kernel.r_c


def meeting(
    crystal: Crystal, laws: Mapping[str, Law], r_c: float, r_on: float | None = None
) -> Meeting:
    """An ion that meets each species of a crystal by its own law, nothing beyond r_c (Å).

    From r_on (Å) on, by default ON of r_c, laws are brought to zero. Raises InvalidParameter for a
    species without a law and a law without a species, for radii that are none, and for a law
    without a core or a table that ends too early.
    """
    species = tuple(dict.fromkeys(crystal.names))
    for name in species:
        if name not in laws:
            known = f"Give one; for an atom that the ion does not feel, FELT_BY_NONE of {__name__}."
            raise InvalidParameter("laws", name, "has no law", known)
    for name in laws:
        if name not in species:
            there = f"Its species are: {', '.join(species)}."
            raise InvalidParameter("laws", name, "is no species of the crystal", there)
    start = ON * r_c if r_on is None else r_on
    if not LEAST <= r_c <= MOST:
        allowed = f"Allowed: {LEAST} … {MOST:g} Å."
        raise InvalidParameter("r_c", r_c, "Å is no radius of a cut-off", allowed)
    if not 0 < start < r_c:
        raise InvalidParameter("r_on", start, "Å is not within the cut-off", f"Allowed: 0 … {r_c}.")
    chosen = tuple(laws[name] for name in species)
    kinds = np.array([species.index(name) for name in crystal.names])
    return Meeting(crystal, species, chosen, kinds, _packed(species, chosen, start, r_c))


def _packed(species: tuple[str, ...], laws: tuple[Law, ...], r_on: float, r_c: float) -> PairLaws:
    terms = max(1, *(len(one.terms) for one in laws))
    codes, constants = np.full((len(laws), terms), NO_TERM), np.zeros((len(laws), terms, 3))
    guards = np.array([tuple(one.guard) for one in laws])
    for name, guard in zip(species, guards, strict=True):
        if guard[0] >= r_on:
            far = f"of {name} is known or repels only from {guard[0]:.3g} Å outwards"
            raise InvalidParameter("r_on", r_on, f"Å is too short: the law {far}", "Choose more.")
    for k, one in enumerate(laws):
        fill(one, codes[k], constants[k])
    found = [one.table.polynomials(r_c) if one.table else np.zeros((0, 6)) for one in laws]
    tables = np.zeros((len(laws), max(map(len, found)), 6))
    for table, own in zip(tables, found, strict=True):
        table[: len(own)] = own
    return PairLaws(codes, constants, guards, tables, float(r_on), float(r_c))


def met(made: Meeting, kinds: np.ndarray, places: np.ndarray, R: np.ndarray) -> Met:
    """Energy (meV), gradient and Hessian of an ion at R (3,) among atoms at `places` (n, 3) (Å).

    `kinds` (n,) are indices of species, as in `Meeting.kinds`.
    """
    d = np.ascontiguousarray(np.asarray(places, float) - R)
    kinds = np.ascontiguousarray(kinds, np.int64)
    F, H = np.empty((len(d), 3)), np.empty((len(d), 3, 3))
    energy = pushed(made.kernel, kinds, d, len(d), F)
    bent(made.kernel, kinds, d, len(d), H)
    return Met(energy, F.sum(axis=0), H.sum(axis=0), F, H)


def near(crystal: Crystal, R: np.ndarray, reach: float) -> Near:
    """The atoms of the infinite crystal not farther than `reach` (Å) from R (3,) (Å) at rest."""
    share = np.asarray(R, float) @ np.linalg.inv(crystal.lattice)
    heights = 1 / np.linalg.norm(np.linalg.inv(crystal.lattice), axis=0)
    low = np.floor(share - reach / heights - crystal.positions.max(axis=0)).astype(int)
    high = np.ceil(share + reach / heights - crystal.positions.min(axis=0)).astype(int)
    cells = np.array(list(product(*(range(a, b + 1) for a, b in zip(low, high, strict=True)))))
    places = (cells[:, None] + crystal.positions) @ crystal.lattice
    cell, atom = np.nonzero(np.linalg.norm(places - R, axis=-1) <= reach)
    return Near(atom, cells[cell], places[cell, atom])
