"""Crystals to try: phonopy's examples, read once a process, and a hexagonal one on springs."""

import warnings
from functools import cache
from pathlib import Path

import numpy as np

from ionoscope.engine.crystal.build import build
from ionoscope.engine.crystal.builtin import built_in
from ionoscope.engine.crystal.crystal import Born
from ionoscope.engine.crystal.phonopy_files import read_phonopy
from ionoscope.engine.crystal.springs import Shell, from_springs

FILES = Path(__file__).parent / "files"


@cache
def example(name):
    """The crystal of "Al" or "NaCl"."""
    return read_phonopy(FILES / name / "phonopy_disp.yaml")


def hexagonal():
    """Two atoms a cell in close packing, springs of unlike strength in and between the layers."""
    a, c = 3.2, 5.0
    lattice = [[a, 0, 0], [-a / 2, a * 0.75**0.5, 0], [0, 0, c]]
    places = [(1 / 3, 2 / 3, 1 / 4), (2 / 3, 1 / 3, 3 / 4)]
    across = (a**2 / 3 + c**2 / 4) ** 0.5
    shells = [Shell(("Mg", "Mg"), a, 800.0), Shell(("Mg", "Mg"), across, 1100.0)]
    return from_springs(lattice, ["Mg", "Mg"], places, [24.305] * 2, shells)


@cache
def piezoelectric():
    """Zincblende with charges on it: no atom is a centre of inversion."""
    plain = built_in("zincblende")
    names = ("lattice", "names", "positions", "masses", "cells", "force_constants")
    charges = np.array([2 * np.eye(3), -2 * np.eye(3)])
    born = Born(charges, 11 * np.eye(3), 2 * np.eye(3, dtype=int))
    return build(**{name: getattr(plain, name) for name in names}, born=born)


def written(file, crystal, supercell):
    """The crystal's force constants (eV/Å²), folded into a supercell (3, 3) and written by phonopy.

    They are returned in the shape (N, N, 3, 3).
    """
    from phonopy import Phonopy
    from phonopy.structure.atoms import PhonopyAtoms

    cell = PhonopyAtoms(
        symbols=list(crystal.names),
        cell=crystal.lattice,
        scaled_positions=crystal.positions,
        masses=crystal.masses,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a supercell askew has less symmetry
        found = Phonopy(cell, supercell_matrix=np.transpose(supercell), primitive_matrix="P")
    kind = np.array([found.primitive.p2p_map[k] for k in found.primitive.s2p_map])
    place = found.supercell.positions @ np.linalg.inv(crystal.lattice) - crystal.positions[kind]
    cells = np.rint(place).astype(int)
    whole = {_folded(supercell, j, L): k for k, (j, L) in enumerate(zip(kind, cells, strict=True))}
    constants = np.zeros((len(kind), len(kind), 3, 3))
    for k, (a, here) in enumerate(zip(kind, cells, strict=True)):
        for L, matrix in zip(crystal.cells, crystal.force_constants, strict=True):
            for b in range(crystal.n_atoms):
                block = matrix[3 * a : 3 * a + 3, 3 * b : 3 * b + 3] / 1000
                constants[k, whole[_folded(supercell, b, here + L)]] += block
    found.force_constants = constants
    found.save(file, settings={"force_constants": True})
    return constants


def _folded(supercell, atom, cell):
    """One name for an atom and all of its images: how far through the supercell, in 5040ths."""
    share = np.asarray(cell) @ np.linalg.inv(supercell)
    return atom, *(np.rint(5040 * share).astype(int) % 5040).tolist()
