"""Long waves: sound as q → 0, by Born and Huang's method, and the elastic constants.

With a basis the dynamical matrix has a term linear in q, D = C₀ + iC₁·q + C₂·qq + …, by which
sound drags the optical modes along. They follow at once, and are eliminated to second order [Born,
Huang, Dynamical Theory of Crystal Lattices, Sec. 26]: with S the shifts of the whole crystal, v²
are the eigenvalues of Sᵀ C₂ S − (C₁S)ᵀ C₀⁺ (C₁S), a quadratic form in the direction of q. What
leaves C₁ out, D₀ + q²D₁ alone, makes such crystals too stiff.

In a polar crystal the dipoles' part is expanded like the rest. Its field at q itself, which depends
on the direction alone, holds the optical modes that are dragged along: where a strain shifts
charges the crystal is stiffer for sound than for a slow hand [Born, Huang, Sec. 32].
"""

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .polar import long_dipoles, short_ranged
from .stability import refuse_unbound

GPA = 0.1602176634
"""1 meV/Å³ in GPa."""
VOIGT = ((0, 0), (1, 1), (2, 2), (1, 2), (2, 0), (0, 1))
"""Order of a symmetric tensor's six components: xx, yy, zz, yz, zx, xy."""
TILTS = 1e-9
"""Share of the largest v² below which another is none."""


class Elastic(NamedTuple):
    """Elastic constants, and how well the force constants obey what they follow from.

    Attributes
    ----------
    stiffness : c_ij (GPa) in Voigt's order, shape (6, 6)
    huang : largest violation (GPa) of [αβ,γλ] = [γλ,αβ], which holds in a crystal without
        stress that can be turned freely; where it is large c_ij mean little
    """

    stiffness: np.ndarray
    huang: float


class Field(NamedTuple):
    """What a strain and a field have to do with each other, by the shifts of atoms in a cell.

    Attributes
    ----------
    pull : shape (3, 3, 3), [force α, strain γ, field δ]: a wave along n is pulled by Σ n_γ n_δ
    dielectric : ε of slow fields, to which ions yield, dimensionless, shape (3, 3)
    unit : 4πe²/4πε₀V, by which v² (Å²/ps²) is pull²/nεn
    """

    pull: np.ndarray
    dielectric: np.ndarray
    unit: float


@lru_cache(maxsize=8)
def acoustic_tensor(crystal: Crystal, relaxed: bool = True) -> np.ndarray:
    """A (Å²/ps²), shape (3, 3, 3, 3): the eigenvalues of Σ A_αβγλ n_γ n_λ are v² along n.

    With `relaxed` = False the optical modes are held, as in D₀ + q²D₁. Of a polar crystal that at
    no field, which `christoffel` adds. Raises InvalidParameter for a crystal some of whose modes
    are left out.
    """
    refuse_unbound(crystal)
    shift, (_, _, C2) = _shift(crystal), _expansion(crystal)
    tensor = np.einsum("ia,ijgl,jb->abgl", shift, C2, shift)
    if relaxed and crystal.n_atoms > 1:
        pull, inverse = _yielding(crystal)
        tensor = tensor - np.einsum("iag,ij,jbl->abgl", pull, inverse, pull)
    tensor = (tensor + tensor.transpose(0, 1, 3, 2)) / 2
    return (tensor + tensor.transpose(1, 0, 2, 3)) / 2


@lru_cache(maxsize=8)
def field_of_strain(crystal: Crystal) -> Field | None:
    """What a polar crystal's field does to its sound; None of one that is not polar.

    ε + Σ Z Φ⁻¹ Z of the optical modes, and the field that a strain's shifts make. Raises
    InvalidParameter as `acoustic_tensor` does.
    """
    if crystal.born is None:
        return None
    refuse_unbound(crystal)
    pull, inverse = _yielding(crystal)
    charges = crystal.born.charges.transpose(0, 2, 1).reshape(-1, 3)
    charges = charges / np.sqrt(crystal.mass)[:, None]
    unit = 4 * np.pi * crystal.born.coulomb / crystal.volume
    dielectric = crystal.born.dielectric + unit * charges.T @ inverse @ charges
    return Field(np.einsum("iag,ij,jd->agd", pull, inverse, charges), dielectric, unit)


def _yielding(crystal: Crystal) -> tuple[np.ndarray, np.ndarray]:
    """How a strain pulls at atoms, (3A, 3, 3), and how the optical modes yield, (3A, 3A)."""
    shift, (C0, C1, _) = _shift(crystal), _expansion(crystal)
    others = np.eye(len(C0)) - shift @ shift.T
    inverse = others @ np.linalg.pinv(C0, rcond=1e-10, hermitian=True) @ others
    return np.einsum("ijg,ja->iag", C1, shift), inverse


def turning(crystal: Crystal) -> float:
    """Wave number (Å⁻¹) below which an acoustic wave is ruled by what should not be there.

    Σ_bL Φ_aα,bβ x_γ summed over a is symmetric in βγ where a turn of the whole crystal costs
    nothing [Maradudin et al., Theory of Lattice Dynamics in the Harmonic Approximation, Sec. 2.1];
    being antisymmetric in αβ it then vanishes. What is left of it gives Ω² a term linear in q,
    which is as large as v²q² at this q. It is 0 by symmetry in most crystals, and not where
    constants without a centre of inversion are noisy or were cut off.
    """
    shift, (_, C1, C2) = _shift(crystal), _expansion(crystal)
    linear = np.einsum("ia,ijg,jb->abg", shift, C1, shift)
    stiff = np.einsum("ia,ijgg,ja->", shift, C2, shift) / 9
    return float(np.abs(linear).max() / abs(stiff))


def _shift(crystal: Crystal) -> np.ndarray:
    """Shifts of the whole crystal in weighted coordinates, orthonormal, shape (3A, 3)."""
    root = np.sqrt(crystal.mass / crystal.mass[::3].sum())
    return root[:, None] * np.tile(np.eye(3), (crystal.n_atoms, 1))


@lru_cache(maxsize=4)
def _expansion(crystal: Crystal) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """D = C₀ + iC₁·q + C₂·qq, (3A, 3A), (3A, 3A, 3), (3A, 3A, 3, 3), but for the field at q."""
    if crystal.born is None:
        return _of_springs(crystal)
    springs, dipoles = _of_springs(short_ranged(crystal)), long_dipoles(crystal)
    C0, C1, C2 = (a + b for a, b in zip(springs, dipoles, strict=True))
    return C0, C1, C2


def _of_springs(crystal: Crystal) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`_expansion` of force constants."""
    size, count = 3 * crystal.n_atoms, crystal.n_atoms
    between = crystal.positions[None, :] - crystal.positions[:, None]
    x = (crystal.cells[:, None, None] + between) @ crystal.lattice
    constants = crystal.over_mass.reshape(-1, count, 3, count, 3)
    C1 = np.stack([np.einsum("naibj,nab->aibj", constants, x[..., g]) for g in range(3)], -1)
    C2 = np.empty((count, 3, count, 3, 3, 3))
    for g, h in product(range(3), repeat=2):
        C2[..., g, h] = -np.einsum("naibj,nab->aibj", constants, x[..., g] * x[..., h]) / 2
    C0 = constants.sum(axis=0).reshape(size, size)
    return C0, C1.reshape(size, size, 3), C2.reshape(size, size, 3, 3)


def christoffel(crystal: Crystal, directions: ArrayLike) -> np.ndarray:
    """Acoustic tensor (Å²/ps²), shape (…, 3, 3), along `directions` (…, 3), in any unit.

    Cartesian; its eigenvalues are v². With the field of a polar crystal.
    """
    n, found = _units(directions), at_no_field(crystal, directions)
    if (field := field_of_strain(crystal)) is not None:
        pull = np.einsum("agd,...g,...d->...a", field.pull, n, n)
        against = np.einsum("...g,gl,...l->...", n, field.dielectric, n) / field.unit
        found = found + pull[..., :, None] * pull[..., None, :] / against[..., None, None]
    return found


def at_no_field(crystal: Crystal, directions: ArrayLike) -> np.ndarray:
    """`christoffel` (Å²/ps²), shape (…, 3, 3), as it would be if strain made no field.

    `directions` (…, 3) are in any unit.
    """
    n = _units(directions)
    return np.einsum("abgl,...g,...l->...ab", acoustic_tensor(crystal), n, n)


def _units(directions: ArrayLike) -> np.ndarray:
    n = np.asarray(directions, float)
    return n / np.linalg.norm(n, axis=-1, keepdims=True)


def sounds(crystal: Crystal, directions: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """v² (Å²/ps²), shape (…, 3), rising, and polarisations ψ, (…, 3, sound), Cartesian.

    Along `directions` (…, 3), in any unit. Raises InvalidParameter where a v² is negative: a
    strain would take the crystal apart.
    """
    squares, psi = np.linalg.eigh(christoffel(crystal, directions))
    if squares.min() <= TILTS * squares.max():
        raise InvalidParameter(
            "force_constants",
            ", ".join(crystal.names),
            "let a strain take the crystal apart: sound has no real speed in some direction",
            "Choose a structure at rest in its own minimum, and springs that resist shear.",
        )
    return squares, psi


def sound_speeds(crystal: Crystal, directions: ArrayLike) -> np.ndarray:
    """Speeds of sound (Å/ps), shape (…, 3), rising, along `directions` (…, 3), in any unit.

    Raises InvalidParameter as `sounds` does.
    """
    return np.sqrt(sounds(crystal, directions)[0])


def elastic_constants(crystal: Crystal) -> Elastic:
    """Elastic constants (GPa) from the speeds of sound of all directions, at no field.

    c_αγβλ = [αβ,γλ] + [βγ,αλ] − [βλ,αγ] with [αβ,γλ] = ρA_αβγλ [Born, Huang, Eq. 26.23].
    """
    bracket = crystal.density * acoustic_tensor(crystal) * GPA
    whole = (
        np.einsum("abgl->agbl", bracket)
        + np.einsum("bgal->agbl", bracket)
        - np.einsum("blag->agbl", bracket)
    )
    voigt = np.array([[whole[(*i, *j)] for j in VOIGT] for i in VOIGT])
    huang = np.abs(bracket - bracket.transpose(2, 3, 0, 1)).max()
    return Elastic((voigt + voigt.T) / 2, float(huang))
