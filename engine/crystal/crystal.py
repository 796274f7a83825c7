"""Crystal: any lattice with a basis, and the force constants between its atoms.

Wave vectors are given as phases θ_i = q·a_i from one cell to the next, so that the zone is
−π … π in each whatever the lattice. Amplitudes follow e^{iq·r} of each atom's own place r, not of
its cell's: where every atom is a centre of inversion D(q) is then real.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..core.units import DALTON

ROUNDING = 1e-12
"""Share of the largest element below which an imaginary part of D(q) is rounding."""
GENERIC = np.array([(0.37, -1.21, 2.03), (1.72, 0.59, -0.83), (-2.31, 1.13, 0.71)])
"""Phases (rad) of no symmetry, shape (3, 3)."""


class Born(NamedTuple):
    """What makes a crystal polar [Born, Huang, Sec. 8]: its non-analytic term.

    Attributes
    ----------
    charges : Born effective charges Z (e), shape (A, 3, 3), [atom, field, displacement]
    dielectric : ε of the clamped ions, dimensionless, shape (3, 3)
    supercell : whole numbers, shape (3, 3): rows are the supercell's vectors in lattice vectors.
        The force constants are understood as what a computation periodic in it has found
    coulomb : e²/4πε₀ (meV Å)
    """

    charges: np.ndarray
    dielectric: np.ndarray
    supercell: np.ndarray
    coulomb: float = 14_399.645


class Corrected(NamedTuple):
    """By how much force constants broke two laws before they were mended (meV/Å²).

    Attributes
    ----------
    asymmetry : largest |Φ_ab(L) − Φ_ba(−L)ᵀ|
    drift : largest force constant of a shift of the whole crystal, |Σ_bL Φ_ab(L)| or |Σ_aL Φ_ab(L)|
    largest : largest force constant, to compare with
    """

    asymmetry: float = 0.0
    drift: float = 0.0
    largest: float = 0.0


NOTHING = Corrected()
"""Where nothing was mended."""


class Mode(NamedTuple):
    """A mode: wave vector in units of the reciprocal vectors (3,), branch from 0, Ω² (ps⁻²)."""

    q: np.ndarray
    branch: int
    Omega2: float


@dataclass(frozen=True, eq=False)
class Crystal:
    """An infinite harmonic crystal of A atoms a cell; `build` makes one of what it is given.

    Attributes
    ----------
    lattice : its vectors a₁, a₂, a₃ as rows (Å), shape (3, 3)
    names : of the atoms, A of them
    positions : of the atoms in units of the lattice vectors, shape (A, 3)
    masses : of the atoms (amu), shape (A,)
    cells : L, in whole lattice vectors, shape (n, 3)
    force_constants : Φ (meV/Å²), shape (n, 3A, 3A); at [k, 3a + α, 3b + β] the second derivative
        of the energy by u_α of atom a in cell 0 and u_β of atom b in cell L_k
    born : what makes it polar, or None
    corrected : what was mended of its force constants
    leaves_out : whether modes that drive atoms away are left out of averages over a box
    unstable : the worst of them that was seen when it was built, or None
    remarks : sentences on how it was read
    """

    lattice: np.ndarray
    names: tuple[str, ...]
    positions: np.ndarray
    masses: np.ndarray
    cells: np.ndarray
    force_constants: np.ndarray
    born: Born | None = None
    corrected: Corrected = NOTHING
    leaves_out: bool = False
    unstable: Mode | None = None
    remarks: tuple[str, ...] = ()

    @property
    def n_atoms(self) -> int:
        """How many atoms a cell has, A."""
        return len(self.names)

    @property
    def volume(self) -> float:
        """Volume of a cell (Å³)."""
        return float(abs(np.linalg.det(self.lattice)))

    @property
    def reciprocal(self) -> np.ndarray:
        """Reciprocal vectors b₁, b₂, b₃ as rows (Å⁻¹), shape (3, 3): a_i·b_j = 2πδ_ij."""
        return 2 * np.pi * np.linalg.inv(self.lattice).T

    @property
    def mass(self) -> np.ndarray:
        """Masses (meV ps²/Å²) of the 3A coordinates, shape (3A,)."""
        return np.repeat(self.masses * DALTON, 3)

    @property
    def density(self) -> float:
        """Mass density ρ (meV ps²/Å⁵)."""
        return float(self.masses.sum() * DALTON / self.volume)

    @cached_property
    def over_mass(self) -> np.ndarray:
        """Φ_ab(L)/√(m_a m_b) (ps⁻²), shape (n, 3A, 3A)."""
        root = np.sqrt(self.mass)
        return self.force_constants / np.multiply.outer(root, root)

    @cached_property
    def is_centred(self) -> bool:
        """Whether every atom is a centre of inversion, so that D(q) is real."""
        D = self._dynamical_matrix(GENERIC)
        return bool(np.abs(D.imag).max() <= ROUNDING * np.abs(D).max())

    def dynamical_matrix(self, theta: np.ndarray) -> np.ndarray:
        """D(q) (ps⁻²), shape (p, 3A, 3A), at phases θ (rad), (p, 3), without a polar term.

        Σ_L Φ_ab(L) e^{iq·(L + τ_b − τ_a)}/√(m_a m_b), real where `is_centred` [Maradudin et al.,
        Theory of Lattice Dynamics in the Harmonic Approximation, Eq. 2.1.55].
        """
        if self.is_centred and self.n_atoms == 1:
            flat = self.over_mass.reshape(-1, 9)
            return (np.cos(theta @ self.cells.T) @ flat).reshape(-1, 3, 3)
        D = self._dynamical_matrix(theta)
        return D.real.copy() if self.is_centred else D

    def _dynamical_matrix(self, theta: np.ndarray) -> np.ndarray:
        size = 3 * self.n_atoms
        phase, flat = theta @ self.cells.T, self.over_mass.reshape(len(self.cells), -1)
        D = (np.cos(phase) @ flat + 1j * (np.sin(phase) @ flat)).reshape(-1, size, size)
        if self.n_atoms > 1:
            place = np.exp(1j * np.repeat(theta @ self.positions.T, 3, axis=1))
            D *= place.conj()[:, :, None] * place[:, None, :]
        return D
