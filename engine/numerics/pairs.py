"""Pair laws: how an ion meets every species of atoms, as kernels take it.

The law of a species is a sum of terms, smoothly brought to zero between two radii. To add a shape
of terms: give it the next code, write energy and derivatives in `kernels/pairs.py`, and list it in
`SHAPES`.
"""

from typing import NamedTuple

import numpy as np

from .potentials import GAUSSIAN, SCREENED_COULOMB

BORN_MAYER, LENNARD_JONES, BUCKINGHAM, TABLE = 4, 5, 6, 7
NO_TERM = -1
"""Fills up the terms of a species that has fewer than another."""


class Constant(NamedTuple):
    """A constant of a shape: its name, its unit, and whether it must be above zero."""

    name: str
    unit: str
    positive: bool


class Shape(NamedTuple):
    """A shape of pair laws: distances in Å, energies in meV."""

    name: str
    code: int
    latex: str
    constants: tuple[Constant, ...]


REACH = Constant("lam", "Å", True)
SHAPES = {
    s.name: s
    for s in (
        Shape(
            "screened_coulomb",
            SCREENED_COULOMB,
            r"U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
            (Constant("U0", "meV Å", False), REACH),
        ),
        Shape(
            "gaussian",
            GAUSSIAN,
            r"U(r) = U_0\,e^{-r^2/2\lambda^2}",
            (Constant("U0", "meV", False), REACH),
        ),
        Shape(
            "born_mayer",
            BORN_MAYER,
            r"U(r) = A\,e^{-r/\rho}",
            (Constant("A", "meV", False), Constant("rho", "Å", True)),
        ),
        Shape(
            "lennard_jones",
            LENNARD_JONES,
            r"U(r) = 4\varepsilon\left[(\sigma/r)^{12} - (\sigma/r)^6\right]",
            (Constant("epsilon", "meV", True), Constant("sigma", "Å", True)),
        ),
        Shape(
            "buckingham",
            BUCKINGHAM,
            r"U(r) = A\,e^{-r/\rho} - C/r^6",
            (
                Constant("A", "meV", True),
                Constant("rho", "Å", True),
                Constant("C", "meV Å⁶", False),
            ),
        ),
    )
}
"""The shapes by name; a table from a file has none of these."""


class PairLaws(NamedTuple):
    """How an ion meets the atoms of S species.

    Attributes
    ----------
    codes : shape of each of the T terms of each species, or NO_TERM: (S, T)
    constants : of each term, in the order of its `Shape`: (S, T, 3)
    guards : distance (Å) below which a law goes on straight, energy (meV) and slope (meV/Å) there,
        (S, 3); the distance is 0 where it does not
    tables : of a TABLE, coefficients (meV) of a polynomial of fifth degree in the share of each of
        P intervals from the guard's distance to the cut-off: (S, P, 6); else without intervals
    r_on, r_c : radii (Å) between which all laws are brought to zero
    """

    codes: np.ndarray
    constants: np.ndarray
    guards: np.ndarray
    tables: np.ndarray
    r_on: float
    r_c: float
