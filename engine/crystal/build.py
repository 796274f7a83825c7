"""build: a crystal from lattice, atoms and force constants, all of them checked.

Whatever a crystal comes from goes through here: units are converted, laws mended, and a crystal
that would fall apart is refused.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np
from numpy.typing import ArrayLike

from ..core.parameters import InvalidParameter
from .crystal import Born, Crystal
from .laws import mended
from .reduction import reduced
from .stability import SOFT
from .worst import refuse_unstable, worst_mode

UNITS = {"meV/Å²": 1.0, "eV/Å²": 1000.0}
"""Units in which force constants may be given, in meV/Å²."""
UNSTABLE = ("refuse", "leave out")
"""What is done with a crystal some of whose modes have no restoring force."""
BROKEN = 0.2
"""Share of the largest force constant by which a law may be broken and mended."""
APART = 0.1
"""Least distance (Å) of two atoms."""
MOST = 200
"""Most atoms a cell."""


def build(
    lattice: ArrayLike,
    names: Sequence[str],
    positions: ArrayLike,
    masses: ArrayLike,
    cells: ArrayLike,
    force_constants: ArrayLike,
    born: Born | None = None,
    unit: str = "meV/Å²",
    unstable: str = "refuse",
) -> Crystal:
    """The crystal of what `Crystal` holds, force constants in a `unit` of `UNITS`.

    `lattice` (3, 3) in Å, `positions` (A, 3) in lattice vectors, `masses` (A,) in amu, `cells`
    (n, 3), `force_constants` (n, 3A, 3A). They are mended as `laws` says; what that came to is
    the crystal's `corrected`. With `unstable` = "leave out" modes that drive atoms away are no
    part of an average over a box, and the worst of them is named by the crystal's `unstable`.
    Raises InvalidParameter for what is no crystal.
    """
    if unit not in UNITS:
        _refuse("unit", unit, "is not known here", f"Choose one of: {', '.join(UNITS)}.")
    if unstable not in UNSTABLE:
        _refuse("unstable", unstable, "is no choice", f"Choose one of: {', '.join(UNSTABLE)}.")
    count = len(names)
    if not 1 <= count <= MOST:
        _refuse("names", count, "atoms a cell are not possible", f"Allowed: 1 … {MOST}.")
    basis = _array("lattice", lattice, (3, 3)), _array("positions", positions, (count, 3))
    weights = _array("masses", masses, (count,))
    where = _array("cells", cells, (-1, 3))
    whole = np.rint(where).astype(np.int64)
    constants = _array("force_constants", force_constants, (len(where), 3 * count, 3 * count))
    _check_atoms(*basis, weights)
    if np.abs(whole - where).max(initial=0.0) > 1e-6 or len(np.unique(whole, axis=0)) < len(whole):
        _refuse("cells", len(whole), "are not different cells in whole lattice vectors", "Give L.")
    whole, constants, corrected = mended(whole, UNITS[unit] * constants)
    _check_laws(corrected.asymmetry, corrected.drift, corrected.largest)
    crystal = Crystal(
        basis[0],
        tuple(map(str, names)),
        basis[1],
        weights,
        whole,
        constants,
        _checked_born(born, count),
        corrected,
    )
    if unstable == "refuse":
        refuse_unstable(crystal)
        return crystal
    mode, highest = worst_mode(crystal)
    seen = mode if mode.Omega2 <= SOFT * highest else None
    return replace(crystal, leaves_out=True, unstable=seen)


def copied(thing: Any, unit: str, unstable: str = "refuse") -> Crystal:
    """The crystal of any object that has the attributes of `Crystal`, force constants in `unit`.

    `born` may be missing; a `Crystal` has "meV/Å²". Raises InvalidParameter if another attribute
    is missing, as `build` does.
    """
    fields = ("lattice", "names", "positions", "masses", "cells", "force_constants")
    for name in fields:
        if not hasattr(thing, name):
            kind = type(thing).__name__
            _refuse("crystal", kind, f"has no `{name}`", f"It needs: {', '.join(fields)}.")
    given = {name: getattr(thing, name) for name in fields}
    return build(**given, born=getattr(thing, "born", None), unit=unit, unstable=unstable)


def _refuse(name: str, value: object, problem: str, remedy: str) -> NoReturn:
    raise InvalidParameter(name, value, problem, remedy)


def _array(name: str, value: ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    """`value` as finite floats of a shape, of which −1 stands for any number; an own copy."""
    try:
        array = np.array(value, float)
    except (TypeError, ValueError):
        _refuse(name, type(value).__name__, "is not an array of numbers", "Give numbers.")
    if array.ndim != len(shape) or any(
        want not in (-1, have) for want, have in zip(shape, array.shape, strict=True)
    ):
        wanted = " × ".join("n" if n < 0 else str(n) for n in shape)
        have = " × ".join(map(str, array.shape)) or "a number"
        _refuse(name, have, "has another shape than the atoms ask for", f"Needed: {wanted}.")
    if not np.isfinite(array).all():
        _refuse(name, "nan or inf", "is not a finite number", "Give finite numbers.")
    return array


def _check_atoms(lattice: np.ndarray, positions: np.ndarray, masses: np.ndarray) -> None:
    """Refuse a flat cell, atoms without mass, and two atoms in one place."""
    lengths = np.linalg.norm(lattice, axis=1)
    if abs(np.linalg.det(lattice)) <= 1e-3 * lengths.prod() or not lengths.all():
        _refuse("lattice", lattice.tolist(), "spans no volume", "Give three vectors that do.")
    if masses.min() <= 0:
        _refuse("masses", float(masses.min()), "is no mass", "Give masses above 0 amu.")
    short = reduced(lattice @ lattice.T)  # of a sheared cell the nearest image is far
    apart = (positions[:, None] - positions[None, :]) @ np.linalg.inv(short)
    apart = np.linalg.norm((apart - np.rint(apart)) @ short @ lattice, axis=-1)
    apart[np.arange(len(masses)), np.arange(len(masses))] = np.inf
    if apart.min() < APART:
        a, b = np.unravel_index(int(np.argmin(apart)), apart.shape)
        _refuse(
            "positions",
            positions[b].tolist(),
            f"puts atoms {a + 1} and {b + 1} {apart.min():.2g} Å from each other",
            f"Keep at least {APART} Å between atoms.",
        )


def _check_laws(asymmetry: float, drift: float, largest: float) -> None:
    """Refuse force constants that are none: all zero, or far from the laws of any crystal."""
    if largest == 0:
        _refuse("force_constants", 0, "hold nothing together", "Give other than zeros.")
    laws = ((asymmetry, "a force does not answer its like"), (drift, "a shift of all atoms costs"))
    for broken, what in laws:
        if broken > BROKEN * largest:
            _refuse(
                "force_constants",
                largest,
                f"meV/Å² at most, but {what} by {broken:.4g} meV/Å²: no crystal has that",
                "Look whether all atoms and cells are there and in order.",
            )


def _checked_born(born: Born | None, count: int) -> Born | None:
    """Born charges as arrays of their shapes, with the sum of the charges taken from each."""
    if born is None:
        return None
    charges = _array("charges", born.charges, (count, 3, 3))
    dielectric = _array("dielectric", born.dielectric, (3, 3))
    supercell = np.rint(_array("supercell", born.supercell, (3, 3))).astype(np.int64)
    if np.linalg.eigvalsh((dielectric + dielectric.T) / 2).min() <= 0:
        _refuse("dielectric", dielectric.tolist(), "is not positive", "Give ε of the material.")
    if round(abs(np.linalg.det(supercell))) < 1:
        _refuse("supercell", supercell.tolist(), "spans no volume", "Give three vectors that do.")
    return Born(charges - charges.mean(axis=0), dielectric, supercell, float(born.coulomb))
