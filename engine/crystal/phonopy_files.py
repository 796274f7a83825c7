"""Crystals from phonopy's files, read by phonopy itself [Togo, JPSJ 92, 012001 (2023)].

Whatever calculator made them, phonopy knows its units. Force constants are converted by the factor
by which it makes frequencies of them, so that ours are its own to the last digit; its constants of
nature are those of 1986, by which they are 1.2e-7 lower than with today's.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from ..core.units import DALTON
from .build import build
from .crystal import Born, Crystal
from .guard import (
    MOST_ATOMS,
    atoms_file,
    decompressed,
    forces_file,
    hdf5_file,
    refuse,
    text_file,
    yaml_file,
)
from .hushed import hushed
from .images import gathered, nearest_images
from .phonopy_parts import (
    constants_of,
    is_hdf5,
    produced,
    remarks_on_charges,
    remarks_on_units,
    short,
    tolerance_of,
)

BESIDE = ("FORCE_SETS", "FORCE_CONSTANTS", "BORN", "force_constants.hdf5")
"""Files that are looked for beside a YAML file that does not hold the same itself."""


class _Files(NamedTuple):
    """FORCE_SETS, force constants and BORN that are to be read; how many atoms they are of."""

    sets: Path | None
    constants: Path | None
    born: Path | None
    atoms: int


def read_phonopy(
    path: str | Path,
    force_sets: str | Path | None = None,
    force_constants: str | Path | None = None,
    born: str | Path | None = None,
    unstable: str = "refuse",
    symprec: float | None = None,
) -> Crystal:
    """The crystal of a phonopy.yaml, phonopy_params.yaml or phonopy_disp.yaml, also compressed.

    Forces, force constants (text or HDF5) and Born charges come from the files named; without
    names, as in phonopy, from force constants in the file itself, from FORCE_CONSTANTS or
    force_constants.hdf5 beside it, from forces in the file itself, or from FORCE_SETS beside it;
    Born charges from the file or from BORN. `unstable` as `build` takes it; `symprec` is how far
    atoms may be off a symmetry, in the file's unit of length, by default what it says itself. What
    is to be known of how it was read are the crystal's `remarks`. Raises InvalidParameter, which
    says what is wrong with which file, and where phonopy is not installed.
    """
    phonopy, path = _phonopy(), Path(path)
    with decompressed(path) as plain:
        yaml_file(plain)
        with hushed():
            held = _held(plain)
            files = _files(path, held, [force_sets, force_constants, born])
            tolerance = symprec or tolerance_of(plain)
            found, charges, remarks = _loaded(phonopy, path, held, files, tolerance)
    return replace(_crystal(found, charges, unstable), remarks=tuple(remarks))


def _phonopy() -> Any:
    try:
        import phonopy
    except ImportError:
        raise InvalidParameter(
            "file", "phonopy", "is not installed", 'Install it: pip install "ionoscope[crystals]".'
        ) from None
    return phonopy


def _files(path: Path, held: Any, named: Sequence[str | Path | None]) -> _Files:
    """What phonopy is to read beside `path`, looked at before."""
    sets, constants, born = (Path(name) if name else None for name in named)
    there = [file if file.is_file() else None for file in map(path.with_name, BESIDE)]
    if not (sets or constants or held.force_constants is not None):
        # before any forces, as phonopy does: they may have been refined
        constants = there[1] or there[3]
        sets = None if constants or _has_forces(held.dataset) else there[0]
    inside = held.force_constants is not None or _has_forces(held.dataset)
    if not (sets or constants or inside):
        refuse(path, "has neither forces nor force constants", f"Put {BESIDE[0]} beside it.")
    if born is None and held.nac_params is None:
        born = there[2]
    atoms = _atoms(held, path)
    return _Files(
        sets and forces_file(sets, atoms),
        constants and (hdf5_file if is_hdf5(constants) else atoms_file)(constants, atoms),
        born and text_file(born),
        atoms,
    )


def _loaded(
    phonopy: Any, path: Path, held: Any, files: _Files, tolerance: float
) -> tuple[Any, Any, list[str]]:
    """phonopy's own object, Born charges and remarks; what it says of bad files is a refusal."""
    try:
        return _assembled(phonopy, held, files, tolerance)
    except (Exception, SystemExit) as error:  # phonopy has no errors of its own
        others = [file.name for file in files[:3] if file is not None]
        names = f"with {' and '.join(others)} " if others else ""
        refuse(path, f"{names}cannot be read by phonopy ({short(error)})", "Look into the files.")


def _assembled(
    phonopy: Any, held: Any, files: _Files, tolerance: float
) -> tuple[Any, Any, list[str]]:
    """What `phonopy.load` makes, but for files that lie where the process happens to stand."""
    from phonopy.file_IO import parse_BORN, parse_FORCE_SETS

    found = phonopy.Phonopy(
        held.unitcell,
        np.eye(3, dtype=int) if held.supercell_matrix is None else held.supercell_matrix,
        primitive_matrix="auto" if held.primitive_matrix is None else held.primitive_matrix,
        symprec=tolerance,
        calculator=held.calculator,
        site_mixture_scheme=held.site_mixture_scheme or "merge",
        log_level=0,
    )
    charges = held.nac_params
    if files.born:
        charges = parse_BORN(found.primitive, symprec=tolerance, filename=files.born)
    remarks = [*remarks_on_units(held), *remarks_on_charges(charges)]
    if files.constants:
        found.force_constants = constants_of(found, files.constants)
    elif files.sets or held.force_constants is None:
        found.dataset = (
            parse_FORCE_SETS(filename=files.sets, natom=files.atoms) if files.sets else held.dataset
        )
        remarks += produced(found)
    else:
        found.force_constants = held.force_constants
    return found, charges, remarks


def _held(path: Path) -> Any:
    """What phonopy finds in the YAML file alone."""
    from phonopy.interface.phonopy_yaml import PhonopyYaml

    held = PhonopyYaml()
    try:
        held.read(path)
    except (Exception, SystemExit) as error:
        refuse(
            path,
            f"is no file that phonopy can read ({short(error)})",
            "Give a phonopy.yaml or the like.",
        )
    if held.unitcell is None:
        refuse(path, "has no atoms", "Give a phonopy.yaml or the like.")
    return held


def _has_forces(dataset: Any) -> bool:
    if not dataset:
        return False
    first = dataset.get("first_atoms")
    return "forces" in dataset or (bool(first) and all("forces" in atom for atom in first))


def _atoms(held: Any, path: Path) -> int:
    """How many atoms the supercell has; InvalidParameter if more than can be."""
    matrix = np.eye(3) if held.supercell_matrix is None else np.array(held.supercell_matrix)
    if matrix.shape == (3,):
        matrix = np.diag(matrix)
    atoms = len(held.unitcell) * float(abs(np.linalg.det(matrix)))
    if not 0.5 <= atoms <= MOST_ATOMS:
        refuse(path, f"has a supercell of {atoms:.4g} atoms", f"Allowed: 1 … {MOST_ATOMS}.")
    return round(atoms)


def _crystal(found: Any, charges: Any, unstable: str) -> Crystal:
    """The crystal of phonopy's object, in our units: converted here and nowhere else."""
    from phonopy.physical_units import get_calculator_physical_units

    units = get_calculator_physical_units(found.calculator)
    length, force = units.distance_to_A, (2 * np.pi * units.factor) ** 2 * DALTON
    primitive, supercell = found.primitive, found.supercell
    lattice, positions = np.array(primitive.cell), np.array(primitive.scaled_positions)
    matrix = np.rint(supercell.cell @ np.linalg.inv(lattice)).astype(int)
    kind = np.array([primitive.p2p_map[k] for k in primitive.s2p_map])
    cells = supercell.positions @ np.linalg.inv(lattice) - positions[kind]
    cells = np.rint(cells).astype(int)
    first = np.array(primitive.p2s_map)
    constants = np.array(found.force_constants)
    if len(constants) == len(supercell):
        constants = constants[first]
    count, whole = len(first), len(supercell)
    atoms = np.stack([np.repeat(np.arange(count), whole), np.tile(kind, count)], axis=1)
    apart = (cells[None, :] - cells[first][:, None]).reshape(-1, 3)
    between = positions[atoms[:, 1]] - positions[atoms[:, 0]]
    places = nearest_images(length * lattice, matrix, apart, between)
    where, gathered_constants = gathered(places, atoms, force * constants.reshape(-1, 3, 3), count)
    return build(
        length * lattice,
        primitive.symbols,
        positions,
        primitive.masses,
        where,
        gathered_constants,
        _born(charges, matrix, units.nac_factor, force * length**3),
        unstable=unstable,
    )


def _born(held: Any, supercell: np.ndarray, coulomb: float, unit: float) -> Born | None:
    """Born charges as phonopy has them; `unit` makes meV Å of e²/4πε₀, theirs or `coulomb`."""
    if not held:
        return None
    charges, dielectric = np.array(held["born"]), np.array(held["dielectric"])
    factor = held.get("factor")
    return Born(charges, dielectric, supercell, (coulomb if factor is None else factor) * unit)
