"""Labels: what the atoms of a crystal are called, and where they are, for files and pictures."""

from typing import Any

import numpy as np

from ..core.units import Term, described
from .crystal import Crystal

_PLACE = Term("τ", "places of the atoms in the cell, in lattice vectors", "")
_VECTORS = Term("a", "lattice vectors, one a row", "Å")
_MASS = Term("m", "masses of the atoms", "amu")
_NAME = Term("atom", "species of the atoms", "")


def labels(crystal: Crystal) -> list[str]:
    """A name for each atom of a cell: its species, with a number where that has several."""
    names, found = crystal.names, []
    for k, name in enumerate(names):
        found.append(f"{name}{names[: k + 1].count(name)}" if names.count(name) > 1 else name)
    return found


def of_atoms(crystal: Crystal) -> dict[str, tuple[Any, ...]]:
    """The crystal's cell as variables of a dataset."""
    return {
        "lattice_vectors": (("vector", "axis"), crystal.lattice, described(_VECTORS)),
        "atom_place": (("atom", "reciprocal"), crystal.positions, described(_PLACE)),
        "atom_mass": ("atom", crystal.masses, described(_MASS)),
        "atom_species": ("atom", np.array(crystal.names), described(_NAME)),
        "atom": ("atom", labels(crystal), described(_NAME)),
    }
