"""Standard paths through the zone, with their letters.

Those of the three cubic lattices stand here [Setyawan, Curtarolo, Comp. Mat. Sci. 49, 299 (2010)];
for all others seekpath is asked [Hinuma et al., Comp. Mat. Sci. 128, 140 (2017)].
"""

from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .hushed import hushed

ALIKE = 1e-5
"""Share by which lengths and angles of a cubic lattice may be off."""


class Corner(NamedTuple):
    """A point of high symmetry: its letter, and q in units of the reciprocal vectors."""

    letter: str
    q: tuple[float, ...]


Path = list[list[Corner]]
"""Stretches that hang together; from one to the next the path jumps."""

SIMPLE = {"Γ": (0, 0, 0), "X": (0, 0.5, 0), "M": (0.5, 0.5, 0), "R": (0.5, 0.5, 0.5)}
FACES = {
    "Γ": (0, 0, 0),
    "X": (0.5, 0, 0.5),
    "W": (0.5, 0.25, 0.75),
    "K": (0.375, 0.375, 0.75),
    "L": (0.5, 0.5, 0.5),
    "U": (0.625, 0.25, 0.625),
}
BODY = {"Γ": (0, 0, 0), "H": (0.5, -0.5, 0.5), "N": (0, 0, 0.5), "P": (0.25, 0.25, 0.25)}
CUBIC = {0.0: (SIMPLE, "ΓXMΓRX|MR"), 1 / 2: (FACES, "ΓXWKΓLUWLK|UX"), -1 / 3: (BODY, "ΓHNΓPH|PN")}
"""By the cosine between any two of three equally long lattice vectors: points and the way."""


def standard_path(crystal: Crystal) -> Path:
    """The standard path of a crystal, corners in units of its own reciprocal vectors.

    Raises InvalidParameter where the lattice is not one of the cubic ones and seekpath is missing
    or does not know it.
    """
    gram = crystal.lattice @ crystal.lattice.T
    for cosine, (points, way) in CUBIC.items():
        ideal = cosine + (1 - cosine) * np.eye(3)
        if np.abs(gram / gram[0, 0] - ideal).max() < ALIKE:
            return [[Corner(x, points[x]) for x in part] for part in way.split("|")]
    return _by_seekpath(crystal)


def _by_seekpath(crystal: Crystal) -> Path:
    try:
        from seekpath import get_path_orig_cell
    except ImportError:
        raise InvalidParameter(
            "path",
            "standard",
            "is not known here for a lattice that is not cubic",
            'Install seekpath: pip install "ionoscope[crystals]".',
        ) from None
    species = sorted(set(crystal.names))
    numbers = [species.index(name) for name in crystal.names]
    try:
        with hushed():  # seekpath's own calls of spglib are deprecated
            found = get_path_orig_cell((crystal.lattice, crystal.positions, numbers))
    except Exception as error:  # seekpath's and spglib's, of several kinds
        raise InvalidParameter(
            "path",
            "standard",
            f"is not found by seekpath ({type(error).__name__}: {error})",
            "Name the corners yourself, or move atoms that almost obey a symmetry onto it.",
        ) from error
    corners = {
        name: Corner("Γ" if name == "GAMMA" else name, tuple(map(float, q)))
        for name, q in found["point_coords"].items()
    }
    path: Path = []
    for first, last in found["path"]:
        if not path or path[-1][-1] != corners[first]:
            path.append([corners[first]])
        path[-1].append(corners[last])
    return path
