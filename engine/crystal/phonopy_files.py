"""Crystals from phonopy's files, read by phonopy itself [Togo, JPSJ 92, 012001 (2023)].

Whatever calculator made them, phonopy knows its units. Force constants are converted by the factor
by which it makes frequencies of them, so that ours are its own to the last digit; its constants of
nature are those of 1986, by which they are 1.2e-7 lower than with today's.
"""

import warnings
from pathlib import Path
from typing import Any

import numpy as np

from ..core.parameters import InvalidParameter
from ..core.units import DALTON
from .build import build
from .crystal import Born, Crystal
from .guard import MOST_ATOMS, atoms_file, refuse, text_file, yaml_file
from .images import gathered, nearest_images

BESIDE = ("FORCE_SETS", "FORCE_CONSTANTS", "BORN")
"""Files that are taken from beside a YAML file that does not hold the same itself."""


def read_phonopy(
    path: str | Path,
    force_sets: str | Path | None = None,
    force_constants: str | Path | None = None,
    born: str | Path | None = None,
    unstable: str = "refuse",
) -> Crystal:
    """The crystal of a phonopy.yaml, phonopy_params.yaml or phonopy_disp.yaml.

    Forces, force constants and Born charges that are not in it are looked for in the files named,
    and without names in FORCE_SETS, FORCE_CONSTANTS and BORN beside it. `unstable` as `build`
    takes it. Raises InvalidParameter, which says what is wrong with which file, and where phonopy
    is not installed.
    """
    phonopy = _phonopy()
    path = yaml_file(Path(path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _loaded(phonopy, path, _names(path, force_sets, force_constants, born))
    return _crystal(found, path, unstable)


def _phonopy() -> Any:
    try:
        import phonopy
    except ImportError:
        raise InvalidParameter(
            "file", "phonopy", "is not installed", 'Install it: pip install "ionoscope[crystals]".'
        ) from None
    return phonopy


def _names(path: Path, *given: str | Path | None) -> list[Path | None]:
    """Paths of FORCE_SETS, FORCE_CONSTANTS and BORN: those given, or those beside `path`."""
    there = [path.with_name(name) for name in BESIDE]
    chosen = [
        Path(name) if name else (beside if beside.is_file() else None)
        for name, beside in zip(given, there, strict=True)
    ]
    if given[1] and not given[0]:
        chosen[0] = None
    if given[0] and not given[1]:
        chosen[1] = None
    return chosen


def _loaded(phonopy: Any, path: Path, files: list[Path | None]) -> Any:
    """phonopy's own object; whatever it says of bad files is InvalidParameter."""
    sets, constants, born = files
    held = _held(path)
    atoms = _atoms(held, path)
    inside = held.force_constants is not None or _has_forces(held.dataset)
    if not inside and sets is None and constants is None:
        refuse(path, "has neither forces nor force constants", f"Put {BESIDE[0]} beside it.")
    given: dict[str, Any] = {"is_nac": held.nac_params is not None or born is not None}
    if not inside and constants is not None:
        given["force_constants_filename"] = atoms_file(constants, atoms)
    elif not inside and sets is not None:
        given["force_sets_filename"] = atoms_file(sets, atoms)
    if held.nac_params is None and born is not None:
        given["born_filename"] = text_file(born)
    try:
        found = phonopy.load(path, log_level=0, produce_fc=False, **given)
        if found.force_constants is None:
            _produce(found)
    except (Exception, SystemExit) as error:  # phonopy has no errors of its own
        refuse(path, f"cannot be read by phonopy ({_short(error)})", "Look into the file.")
    return found


def _produce(found: Any) -> None:
    """Force constants from forces, made symmetric as `phonopy.load` does.

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
        except IndexError:
            found.symmetrize_force_constants(show_drift=False)


def _held(path: Path) -> Any:
    """What phonopy finds in the YAML file alone."""
    from phonopy.interface.phonopy_yaml import PhonopyYaml

    held = PhonopyYaml()
    try:
        held.read(path)
    except (Exception, SystemExit) as error:
        refuse(path, f"is no phonopy file ({_short(error)})", "Give a phonopy.yaml or the like.")
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
    atoms = len(held.unitcell) * round(abs(np.linalg.det(matrix)))
    if not 1 <= atoms <= MOST_ATOMS:
        refuse(path, f"has a supercell of {atoms} atoms", f"Allowed: 1 … {MOST_ATOMS}.")
    return atoms


def _short(error: BaseException) -> str:
    """What an error says, on one line and not long."""
    text = " ".join(f"{type(error).__name__}: {error}".split())
    return text if len(text) <= 120 else text[:117] + "…"


def _crystal(found: Any, path: Path, unstable: str) -> Crystal:
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
        _born(found.nac_params, matrix, force * length**3),
        unstable=unstable,
    )


def _born(held: Any, supercell: np.ndarray, unit: float) -> Born | None:
    """Born charges as phonopy has them; `unit` makes meV Å of its e²/4πε₀."""
    if not held:
        return None
    charges, dielectric = np.array(held["born"]), np.array(held["dielectric"])
    return Born(charges, dielectric, supercell, float(held["factor"]) * unit)
