"""Parts of what phonopy's files hold, read by phonopy, with what is to be known of each."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

TOLERANCE = re.compile(r"^  symmetry_tolerance: *([0-9.eE+-]+) *$", re.MULTILINE)
"""The line of a file's head that says how far atoms may be off a symmetry (in its length)."""
HEAD = 2000
"""Letters of a file in which that line stands."""


def tolerance_of(path: Path) -> float:
    """How far atoms may be off a symmetry, in the file's own unit: what it says, or phonopy's."""
    with path.open(encoding="utf-8") as stream:
        said = TOLERANCE.search(stream.read(HEAD))
    try:
        return float(said[1]) if said else 1e-5
    except ValueError:
        return 1e-5


def is_hdf5(path: Path) -> bool:
    """Whether a file of that name is HDF5."""
    return path.suffix in (".hdf5", ".h5")


def constants_of(found: Any, path: Path) -> np.ndarray:
    """Force constants of a file, in the units of the calculator."""
    from phonopy.cui.load_helper import read_force_constants_from_hdf5
    from phonopy.file_IO import parse_FORCE_CONSTANTS

    known = {"filename": path, "p2s_map": found.primitive.p2s_map}
    if is_hdf5(path):
        return np.array(read_force_constants_from_hdf5(**known, calculator=found.calculator))
    return np.array(parse_FORCE_CONSTANTS(**known))


def remarks_on_units(held: Any) -> Iterator[str]:
    """What is to be known of a file that does not say what its numbers are."""
    if not held.calculator and held.physical_units is None:
        yield (
            "The file names neither a calculator nor units: lengths are taken in Å, force "
            "constants in eV/Å², as VASP has them."
        )


def remarks_on_charges(charges: Any) -> Iterator[str]:
    """What of a file's polar term is done in another way here."""
    if not charges:
        return
    if str(charges.get("method", "gonze")).lower() == "wang":
        yield (
            "The file asks for the polar term of Wang et al.; here that of Gonze and Lee is taken, "
            "which differs between Γ and the faces of the zone."
        )
    if charges.get("G_cutoff") is not None or charges.get("Lambda") is not None:
        yield (
            "The file sets the end of the polar term's sum or its width; here those that phonopy "
            "chooses by default are taken, which differ in the last digits."
        )


def produced(found: Any) -> Iterator[str]:
    """Force constants from forces, made symmetric as `phonopy.load` does; what is to be known.

    By symfc, which stumbles over some files that are in order, as Al's of phonopy's own examples;
    those by phonopy's older way.
    """
    every_atom = "displacements" in found.dataset
    found.produce_force_constants(
        calculate_full_force_constants=False, fc_calculator="symfc" if every_atom else None
    )
    if not every_atom:
        try:
            found.symmetrize_force_constants(show_drift=False, use_symfc_projector=True)
        except Exception as error:  # of many kinds
            found.symmetrize_force_constants(show_drift=False)
            yield (
                f"symfc, by which phonopy makes force constants symmetric, failed ({short(error)})"
                "; phonopy's traditional way did it, which keeps fewer of the symmetries."
            )


def short(error: BaseException) -> str:
    """What an error says, on one line and not long."""
    if isinstance(error, RecursionError):  # phonopy looks for a next line by calling itself
        return "a file ends before all of its numbers"
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= 120 else text[:117] + "…"
