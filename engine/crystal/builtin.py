"""Crystals that are there without a file: eight structures, held by springs.

Their springs are of the size of the material that each is named after, by its elastic constants
and its highest frequency; none is a fit. All can be given others.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from ..core.units import DALTON
from .crystal import Crystal
from .springs import Shell, from_springs

CUBE = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
FACES = ((0, 0.5, 0.5), (0.5, 0, 0.5), (0.5, 0.5, 0))
BODY = ((-0.5, 0.5, 0.5), (0.5, -0.5, 0.5), (0.5, 0.5, -0.5))
HERE, MIDDLE, QUARTER = (0, 0, 0), (0.5, 0.5, 0.5), (0.25, 0.25, 0.25)
EDGE, SIDE, CORNER, TETRAHEDRON = 1.0, 0.5**0.5, 0.75**0.5, 3**0.5 / 4
"""Distances of neighbours in lattice constants."""


class Structure(NamedTuple):
    """A structure: lattice constant `a` (Å), lattice vectors in a, atoms, springs, what it is like.

    Atoms are names with positions in lattice vectors and masses (amu); distances of the shells are
    in lattice constants, their springs in meV/Å².
    """

    a: float
    lattice: tuple[tuple[float, ...], ...]
    atoms: tuple[tuple[str, tuple[float, ...], float], ...]
    shells: tuple[Shell, ...]
    like: str


BUILT_IN = {
    "simple-cubic": Structure(
        3.0,
        CUBE,
        (("X", HERE, 3.5 / DALTON),),
        (Shell(("X", "X"), EDGE, 520.0), Shell(("X", "X"), 2 * SIDE, 170.0)),
        "the papers' crystal [SEOM Sec. II]",
    ),
    "bcc": Structure(
        2.867,
        BODY,
        (("Fe", HERE, 55.845),),
        (Shell(("Fe", "Fe"), CORNER, 3100.0), Shell(("Fe", "Fe"), EDGE, 1000.0)),
        "iron",
    ),
    "fcc": Structure(
        4.05,
        FACES,
        (("Al", HERE, 26.9815),),
        (Shell(("Al", "Al"), SIDE, 710.0), Shell(("Al", "Al"), EDGE, 320.0)),
        "aluminium",
    ),
    "diamond": Structure(
        5.431,
        FACES,
        (("Si", HERE, 28.0855), ("Si", QUARTER, 28.0855)),
        (Shell(("Si", "Si"), TETRAHEDRON, 10_500.0, 1500.0),),
        "silicon",
    ),
    "rocksalt": Structure(
        5.64,
        FACES,
        (("Na", HERE, 22.98977), ("Cl", MIDDLE, 35.453)),
        (
            Shell(("Na", "Cl"), EDGE / 2, 550.0, 40.0),
            Shell(("Cl", "Cl"), SIDE, 200.0),
            Shell(("Na", "Na"), SIDE, 100.0),
        ),
        "sodium chloride",
    ),
    "caesium-chloride": Structure(
        4.123,
        CUBE,
        (("Cs", HERE, 132.905), ("Cl", MIDDLE, 35.453)),
        (
            Shell(("Cs", "Cl"), CORNER, 500.0, 40.0),
            Shell(("Cs", "Cs"), EDGE, 250.0),
            Shell(("Cl", "Cl"), EDGE, 150.0),
        ),
        "caesium chloride",
    ),
    "zincblende": Structure(
        5.653,
        FACES,
        (("Ga", HERE, 69.723), ("As", QUARTER, 74.9216)),
        (Shell(("Ga", "As"), TETRAHEDRON, 8500.0, 1100.0),),
        "gallium arsenide",
    ),
    "perovskite": Structure(
        3.905,
        CUBE,
        (("Sr", HERE, 87.62), ("Ti", MIDDLE, 47.867), *(("O", place, 15.999) for place in FACES)),
        (
            Shell(("Ti", "O"), EDGE / 2, 9000.0, 600.0),
            Shell(("Sr", "O"), SIDE, 1000.0, 100.0),
            Shell(("O", "O"), SIDE, 1500.0),
        ),
        "strontium titanate",
    ),
}
"""The structures by name."""


def built_in(
    name: str,
    a: float | None = None,
    masses: Sequence[float] | None = None,
    shells: Sequence[Shell] | None = None,
) -> Crystal:
    """The crystal of a name in `BUILT_IN`, or with another lattice constant `a` (Å).

    Other `masses` are in amu, one an atom; `shells` have distances in lattice constants and
    springs in meV/Å². Raises InvalidParameter for another name, and as `from_springs` does.
    """
    if name not in BUILT_IN:
        raise InvalidParameter(
            "crystal", name, "is not built in", f"Choose one of: {', '.join(BUILT_IN)}."
        )
    found = BUILT_IN[name]
    a = found.a if a is None else a
    if not 0.1 <= a <= 100:
        raise InvalidParameter("a", a, "is no lattice constant", "Allowed: 0.1 … 100 Å.")
    names, positions, weights = zip(*found.atoms, strict=True)
    return from_springs(
        a * np.array(found.lattice, float),
        names,
        positions,
        weights if masses is None else masses,
        [s._replace(distance=a * s.distance) for s in shells or found.shells],
    )
