"""Laws: how an ion and an atom of one species attract and repel each other at a distance r.

A law is a sum of terms of `SHAPES`, or a table from a file. It may attract, but not at contact: a
core has to repel there. Where one does, and what lies within it attracts again without bound (the
collapse of Buckingham's law), the law goes on straight from its steepest place inwards.
"""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, NoReturn

import numpy as np

from ..core.parameters import InvalidParameter
from ..numerics.kernels.pairs import pairs
from ..numerics.pairs import NO_TERM, SHAPES, TABLE, PairLaws, Shape
from .table import Table

CONTACT = 0.01
"""Distance (Å) at which a law has to repel."""
FAR, PLACES = 20.0, 4000
"""Largest distance (Å) at which a core is looked for, and at how many."""
TOP = 1e9
"""Largest constant of a term, in its unit."""


class Term(NamedTuple):
    """A shape's name in `SHAPES`, and its constants in their order and units."""

    shape: str
    constants: tuple[float, ...]


class Guard(NamedTuple):
    """Where a law goes on straight: below r (Å), from the energy U (meV) with a slope (meV/Å)."""

    r: float
    U: float
    slope: float


UNGUARDED = Guard(0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Law:
    """The law of one species: the sum of its `terms`, or what a `table` says.

    Without either it is that of an atom which the ion does not feel.
    """

    terms: tuple[Term, ...] = ()
    table: Table | None = None

    def __add__(self, other: "Law") -> "Law":
        """Both together. Raises InvalidParameter for a table, which stands alone."""
        if self.table or other.table:
            raise InvalidParameter(
                "law", "a table", "cannot be added to", "Add its terms to the numbers of the file."
            )
        return Law(self.terms + other.terms)

    @cached_property
    def guard(self) -> Guard:
        """Where the law is guarded (Å, meV); UNGUARDED if it repels at contact.

        Raises InvalidParameter if it attracts there and no core repels farther out.
        """
        if self.table:
            first = self.table.r[0]
            return Guard(*map(float, (first, self.table.U[0], self.table.spline(first, 1))))
        return _guard(self) if self.terms else UNGUARDED


FELT_BY_NONE = Law()


def law(shape: str, **constants: float) -> Law:
    """The law of one shape of `SHAPES`, its constants by name, in meV and Å as the shape says.

    Raises InvalidParameter for another shape, and for constants that it has not or cannot have.
    """
    if shape not in SHAPES:
        raise InvalidParameter("shape", shape, "is unknown", f"Choose one of: {', '.join(SHAPES)}.")
    wanted = SHAPES[shape]
    names = [c.name for c in wanted.constants]
    if set(constants) != set(names):
        given = ", ".join(constants) or "none"
        raise InvalidParameter(
            "constants", given, f"are not those of {shape}", f"Give: {', '.join(names)}."
        )
    return Law((Term(shape, _checked(wanted, constants)),))


def _checked(shape: Shape, constants: dict[str, float]) -> tuple[float, ...]:
    for name, unit, positive in shape.constants:
        value = constants[name]
        if not (math.isfinite(value) and abs(value) <= TOP and (value > 0 or not positive)):
            allowed = f"Allowed: {'above 0' if positive else f'−{TOP:g}'} … {TOP:g} {unit}."
            raise InvalidParameter(name, value, f"is no constant of {shape.name}", allowed)
    return tuple(float(constants[c.name]) for c in shape.constants)


def bare(one: Law) -> PairLaws:
    """A law without guard and cut-off, as kernels take it (meV, Å); without a table too."""
    codes = np.full((1, max(1, len(one.terms))), NO_TERM)
    constants = np.zeros((1, codes.shape[1], 3))
    fill(one, codes[0], constants[0])
    return PairLaws(codes, constants, np.zeros((1, 3)), np.zeros((1, 0, 6)), np.inf, np.inf)


def fill(one: Law, codes: np.ndarray, constants: np.ndarray) -> None:
    """Write the terms of `one` law to `codes` (T,) and `constants` (T, 3), in their own units."""
    if one.table:
        codes[0] = TABLE
    for t, term in enumerate(one.terms):
        codes[t] = SHAPES[term.shape].code
        constants[t, : len(term.constants)] = term.constants


def _guard(one: Law) -> Guard:
    """The steepest place of the core's outer side, if the law attracts at contact."""
    r = np.geomspace(CONTACT, FAR, PLACES)
    _, slope, bend = pairs(bare(one), 0, r).T
    if slope[0] <= 0:
        return UNGUARDED
    falls = np.flatnonzero(slope < 0)
    steepest = falls[bend[falls] > 0] if len(falls) else falls
    if not len(steepest) or not steepest[0]:
        _refuse_naked(one, "attracts down to contact, and no core repels")
    low, high = r[steepest[0] - 1], r[steepest[0]]
    for _ in range(60):  # halved until it stands
        middle = (low + high) / 2
        if pairs(bare(one), 0, np.array([middle]))[0, 2] > 0:
            high = middle
        else:
            low = middle
    U, steep, _ = pairs(bare(one), 0, np.array([high]))[0]
    if U <= 0:
        _refuse_naked(one, f"has a core that ends {U:.3g} meV below zero at {high:.3g} Å")
    return Guard(float(high), float(U), float(steep))


def _refuse_naked(one: Law, problem: str) -> NoReturn:
    told = " + ".join(f"{t.shape}({', '.join(f'{c:g}' for c in t.constants)})" for t in one.terms)
    raise InvalidParameter(
        "law", told, problem, "Add a core that repels, as born_mayer or lennard_jones."
    )
