"""Thermal motion: displacement matrices of the atoms, and the ellipsoids that they draw."""

from typing import NamedTuple

import numpy as np

from .crystal import Crystal
from .response import Pair, averaged, displacement_covariance, infinite
from .zone import box


class Ellipsoids(NamedTuple):
    """Root mean square displacements (Å) along three axes, (A, 3), rising; the axes, (A, 3, 3).

    Axes are columns, in Cartesian coordinates.
    """

    size: np.ndarray
    axes: np.ndarray


def displacement_matrices(
    crystal: Crystal,
    kT: float,
    statistics: str = "quantum",
    cells: tuple[int, int, int] | None = None,
) -> np.ndarray:
    """⟨u uᵀ⟩ (Å²) of the A atoms at kT (meV), shape (A, 3, 3), in Cartesian coordinates.

    Of the infinite crystal, or of a periodic box of so many `cells` [Maradudin et al., Theory of
    Lattice Dynamics in the Harmonic Approximation, Eq. 2.4.24].
    """
    here = [Pair(a, a) for a in range(crystal.n_atoms)]
    kinds = [displacement_covariance(kT, statistics)]
    if cells is not None:
        return averaged(crystal, box(cells), here, 0.0, kinds)[0, 0]
    return infinite(crystal, here, 0.0, kinds).values[0, 0]


def ellipsoids(matrices: np.ndarray) -> Ellipsoids:
    """The ellipsoids of ⟨u uᵀ⟩ `matrices` (Å²), shape (A, 3, 3)."""
    squares, axes = np.linalg.eigh(matrices)
    return Ellipsoids(np.sqrt(np.maximum(squares, 0.0)), axes)
