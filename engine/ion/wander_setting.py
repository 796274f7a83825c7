"""Starts of wandering ions, and the static response of the atoms around them."""

import numpy as np

from ..lattice.crystal import CELL_CORNERS, CubicLattice
from ..lattice.memory_kernel import static_response_within
from .frames import Setting
from .kernels.corners import flat_matrix


def starts(setting: Setting, seeds: np.random.SeedSequence) -> tuple[np.ndarray, np.ndarray]:
    """Middles of cells (Å) and velocities of Maxwell and Boltzmann (Å/ps), each (ion, 3)."""
    R, V = [], []
    for seed in seeds.spawn(setting.ions * setting.baths):
        rng = np.random.default_rng(seed)
        R.append(setting.crystal.a * (rng.integers(0, setting.N, 3) + 0.5))
        V.append(rng.normal(size=3) * np.sqrt(setting.kT / setting.M))
    return np.array(R), np.array(V)


def corner_response(crystal: CubicLattice) -> np.ndarray:
    """W(0) among the components of a cell's corners (Å²/meV), shape (24, 24) [SEOM Sec. II]."""
    between = CELL_CORNERS[:, None] - CELL_CORNERS[None] + 1
    table = static_response_within(crystal, 1)
    return flat_matrix(table[tuple(np.moveaxis(between, -1, 0))].transpose(0, 2, 1, 3))
