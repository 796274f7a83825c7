"""Crystals as plain data: a crystal's arrays in one archive, called by the hash of its bytes.

The archive is what `numpy.savez` writes, without compression and without anything pickled, so that
it is read by numpy everywhere; the same arrays give the same bytes, and these one name.
"""

import io
import zipfile
from dataclasses import replace
from functools import lru_cache
from typing import Any, NoReturn

import numpy as np

from ..core.library import LIBRARY, PREFIX
from ..core.parameters import InvalidParameter
from .build import build
from .builtin import BUILT_IN, built_in
from .crystal import Born, Corrected, Crystal

ARRAYS = ("lattice", "names", "positions", "masses", "cells", "force_constants", "corrected")
"""What every archive holds; as `Crystal` has them."""
POLAR = ("charges", "dielectric", "supercell", "coulomb")
"""What that of a polar crystal holds besides; as `Born` has them."""
REMARKS = "remarks"
"""What the archive of a crystal holds that was read in a way to be told, as `Crystal` has it."""
LETTERS = ("names", REMARKS)
"""Arrays of letters."""
LARGEST = 64 * 1024**2
"""Most bytes of an archive."""
LONGEST = 8
"""Most letters of an atom's name."""


def content(crystal: Crystal) -> bytes:
    """A crystal as the bytes of an archive; InvalidParameter if they are too many."""
    arrays = {
        "lattice": crystal.lattice,
        "names": np.array(crystal.names, f"<U{LONGEST}"),
        "positions": crystal.positions,
        "masses": crystal.masses,
        "cells": crystal.cells.astype("<i8"),
        "force_constants": crystal.force_constants,
        "corrected": np.array(crystal.corrected, float),
    }
    if crystal.remarks:
        arrays[REMARKS] = np.array(crystal.remarks, np.str_)
    if crystal.born is not None:
        arrays |= {name: np.asarray(getattr(crystal.born, name)) for name in POLAR}
    file = io.BytesIO()
    plain: dict[str, Any] = {name: _plain(array) for name, array in arrays.items()}
    np.savez(file, **plain)
    if len(found := file.getvalue()) > LARGEST:
        _refuse(len(found), f"bytes are more than the {LARGEST} that a crystal may have")
    return found


def _plain(array: np.ndarray) -> np.ndarray:
    """In C's order and of one byte order, whatever machine this is."""
    return np.ascontiguousarray(array, array.dtype.newbyteorder("<"))


def from_content(archive: bytes) -> Crystal:
    """The crystal of an archive, checked as any other; InvalidParameter if it is none."""
    arrays = _arrays(archive)
    names = [str(name) for name in arrays["names"].ravel()]
    born = None
    if all(name in arrays for name in POLAR):
        charges, dielectric, supercell, coulomb = (arrays[name] for name in POLAR)
        born = Born(charges, dielectric, supercell, float(coulomb.ravel()[0]))
    lattice, _, positions, masses, cells, constants, _ = (arrays[name] for name in ARRAYS)
    crystal = build(lattice, names, positions, masses, cells, constants, born=born)
    told = arrays["corrected"].ravel()
    if told.shape != (3,) or not np.isfinite(told).all():
        _refuse("corrected", "is not three numbers")
    # what was mended is what was before it was kept: now there is nothing any more
    remarks = tuple(str(text)[:500] for text in arrays.get(REMARKS, np.empty(0)).ravel()[:20])
    return replace(crystal, corrected=Corrected(*map(float, told)), remarks=remarks)


def _arrays(archive: bytes) -> dict[str, np.ndarray]:
    """The arrays of an archive by name; nothing of it is believed before it has been looked at."""
    if len(archive) > LARGEST:
        _refuse(len(archive), f"bytes are more than the {LARGEST} that a crystal may have")
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as file:
            entries = file.infolist()
            if any(one.compress_type != zipfile.ZIP_STORED for one in entries):
                _refuse("archive", "is compressed")
            if sum(one.file_size for one in entries) > len(archive):
                _refuse("archive", "claims to hold more than it has")
            held = {one.filename.removesuffix(".npy"): file.read(one) for one in entries}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        if isinstance(error, InvalidParameter):
            raise
        _refuse("archive", "is no archive of arrays")
    if strange := [name for name in held if name not in (*ARRAYS, *POLAR, REMARKS)]:
        _refuse("archive", f"holds {strange[0][:40]}, which no crystal has")
    if missing := [name for name in ARRAYS if name not in held]:
        _refuse("archive", f"lacks {', '.join(missing)}")
    return {name: _array(name, array) for name, array in held.items()}


def _array(name: str, held: bytes) -> np.ndarray:
    """One array of numbers, or of letters if it is the names, as long as its head says."""
    stream, read = io.BytesIO(held), np.lib.format
    try:
        version = read.read_magic(stream)
        heads = {(1, 0): read.read_array_header_1_0, (2, 0): read.read_array_header_2_0}
        shape, fortran, dtype = heads[version](stream)
    except (KeyError, ValueError):
        _refuse(name, "is no array")
    kinds = "U" if name in LETTERS else "fi"
    size = dtype.itemsize * int(np.prod(shape, dtype=object))
    if dtype.kind not in kinds or fortran or size != len(held) - stream.tell():
        _refuse(name, "is no array of numbers in C's order")
    return np.frombuffer(held, dtype, offset=stream.tell()).reshape(shape)


def keep(crystal: Crystal) -> str:
    """The name by which this process knows a crystal from now on, and others by the shelf.

    OSError if the shelf refuses it.
    """
    return LIBRARY.add(content(crystal))


def keep_archive(archive: bytes) -> str:
    """As `keep`, of a crystal that was kept elsewhere; InvalidParameter if it is none."""
    from_content(archive)
    return LIBRARY.add(archive)


@lru_cache(maxsize=32)
def called(name: str) -> Crystal:
    """The crystal of a name: one of `BUILT_IN`, or that of a kept one; one object a name.

    Raises InvalidParameter if it is not here.
    """
    if name in BUILT_IN:
        return built_in(name)
    archive = LIBRARY.content(name)
    if archive is None:
        unknown(name)
    return from_content(archive)


def unknown(name: str) -> NoReturn:
    """Raise InvalidParameter for a crystal that is not here."""
    raise InvalidParameter(
        "crystal",
        name,
        "is not kept here, and a hash does not tell what it is the hash of",
        "Give the file that it was made of, or a result of a run with it.",
    )


def formula(crystal: Crystal) -> str:
    """Its atoms as chemists count them, by the order of the cell, e.g. "NaCl" or "SrTiO3"."""
    species = list(dict.fromkeys(crystal.names))
    counts = [crystal.names.count(name) for name in species]
    least = int(np.gcd.reduce(counts))
    return "".join(
        f"{s}{n // least if n > least else ''}" for s, n in zip(species, counts, strict=True)
    )


def short(name: str) -> str:
    """A crystal as people call it: a built-in by its name, a kept one as "NaCl (3f2a91)"."""
    if not name.startswith(PREFIX):
        return name
    digits = name.removeprefix(PREFIX)[:6]
    try:
        return f"{formula(called(name))} ({digits})"
    except InvalidParameter:
        return f"crystal {digits}"


def _refuse(value: object, problem: str) -> NoReturn:
    raise InvalidParameter(
        "file", value, problem, "Give phonopy's file, or a crystal as it was kept."
    )
