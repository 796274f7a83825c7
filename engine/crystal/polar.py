"""The non-analytic term of polar crystals: dipoles that see each other across the whole crystal.

Moving ions carry dipoles Z·u, whose field depends on the direction of q as q → 0. Force constants
of a finite supercell cannot hold that. As Gonze and Lee do [PRB 55, 10355 (1997), Eq. 71], the
dipoles' part is taken from them where waves fit the supercell, what is left is short-ranged and
interpolated, and the dipoles' part is added again at every q. Only the sum over reciprocal vectors
is needed: what Ewald's sum over places has more is short-ranged, and comes back by interpolation.

The sum has an end, so that frequencies do not quite repeat from zone to zone: NaCl's differ by
2e-5 THz at the far end of a reciprocal vector. phonopy's do the same, by the same sum.
"""

from dataclasses import replace
from functools import lru_cache
from itertools import product

import numpy as np

from .crystal import Born, Crystal
from .images import commensurate, gathered, nearest_images, whole_points
from .reduction import reduced

TERMS = 300
"""Reciprocal vectors in the sum, about: as many as phonopy takes, so that results are the same."""
LAST = 1e-10
"""What Ewald's factor comes to at the last of them."""
ALIKE = np.array(list(product(range(-2, 3), repeat=3)))
"""Shortest reciprocal vectors by which a wave may be shifted, in units of them, (125, 3)."""
AT_GAMMA = 1e-10
"""Square of a wave vector (Å⁻²) below which it is Γ."""
BLOCK = 2_000_000
"""Most numbers that are computed at once: 32 MB."""


def polar_dynamical_matrix(
    crystal: Crystal, theta: np.ndarray, direction: np.ndarray | None = None
) -> np.ndarray:
    """D(q) (ps⁻²) with the non-analytic term, shape (p, 3A, 3A), at phases θ (rad), (p, 3).

    At Γ the term is that of a `direction` (p, 3), in units of the reciprocal vectors; without one
    it is left out there.
    """
    return short_ranged(crystal).dynamical_matrix(theta) + _blockwise(crystal, theta, direction)


def _born(crystal: Crystal) -> Born:
    if crystal.born is None:
        raise ValueError("A crystal without Born charges has no polar term.")
    return crystal.born


def without_field(crystal: Crystal) -> Crystal:
    """The crystal with its force constants as they are, and no field between its dipoles.

    What steps atoms by these force constants moves such a crystal.
    """
    return crystal if crystal.born is None else replace(crystal, born=None)


@lru_cache(maxsize=8)
def short_ranged(crystal: Crystal) -> Crystal:
    """The crystal without its dipoles' part, which has been taken from the force constants."""
    born, count = _born(crystal), crystal.n_atoms
    waves, cells = commensurate(born.supercell), whole_points(born.supercell)
    waves = _shortest(crystal, waves)
    D = _blockwise(crystal, waves, None) * np.sqrt(np.multiply.outer(crystal.mass, crystal.mass))
    D = D.reshape(len(waves), count, 3, count, 3)
    atoms = np.array(list(product(range(count), repeat=2)))
    pairs, where = np.repeat(atoms, len(cells), axis=0), np.tile(cells, (len(atoms), 1))
    between = crystal.positions[pairs[:, 1]] - crystal.positions[pairs[:, 0]]
    phase = np.exp(-1j * (where + between) @ waves.T)
    found = np.einsum("pq,pqij->pij", phase, D[:, pairs[:, 0], :, pairs[:, 1], :])
    places = nearest_images(crystal.lattice, born.supercell, where, between)
    dipole_cells, dipoles = gathered(places, pairs, found.real / len(waves), count)
    return Crystal(
        crystal.lattice,
        crystal.names,
        crystal.positions,
        crystal.masses,
        np.concatenate([crystal.cells, dipole_cells]),
        np.concatenate([crystal.force_constants, -dipoles]),
    )


def _shortest(crystal: Crystal, theta: np.ndarray) -> np.ndarray:
    """The shortest of the wave vectors that are the same as each of `theta` (p, 3)."""
    b = crystal.reciprocal
    short = reduced(b @ b.T)
    first = theta - 2 * np.pi * np.rint(theta @ np.linalg.inv(short) / (2 * np.pi)) @ short
    equal = first[:, None, :] + 2 * np.pi * ALIKE @ short
    length = np.linalg.norm(equal @ b, axis=-1)
    return equal[np.arange(len(theta)), np.argmin(np.round(length, 6), axis=1)]


def _blockwise(crystal: Crystal, theta: np.ndarray, direction: np.ndarray | None) -> np.ndarray:
    """The dipoles' part of D(q) (ps⁻²), (p, 3A, 3A), but for a constant of each atom itself."""
    size = max(1, BLOCK // (3 * crystal.n_atoms * 2 * TERMS))
    parts = (slice(at, at + size) for at in range(0, len(theta), size))
    return np.concatenate(
        [_dipoles(crystal, theta[p], None if direction is None else direction[p]) for p in parts]
    )


def _dipoles(crystal: Crystal, theta: np.ndarray, direction: np.ndarray | None) -> np.ndarray:
    born, reciprocal = _born(crystal), crystal.reciprocal
    G = _reciprocal_vectors(crystal)
    K = (theta @ reciprocal / (2 * np.pi))[:, None, :] + G
    square = np.vecdot(K @ born.dielectric, K)
    damped = np.exp(-square / (4 * _width(crystal, born)))
    at_gamma = np.vecdot(K, K) < AT_GAMMA
    if direction is not None:
        along = np.broadcast_to((direction @ reciprocal)[:, None, :], K.shape)
        K = np.where(at_gamma[..., None], along, K)
        square = np.vecdot(K @ born.dielectric, K)
    weight = np.where(square > 0, damped / np.where(square > 0, square, 1.0), 0.0)
    if direction is None:
        weight = np.where(at_gamma, 0.0, weight)
    dipole = K @ born.charges.transpose(1, 0, 2).reshape(3, -1)
    phase = np.exp(1j * (G @ (crystal.positions @ crystal.lattice).T))
    wave = dipole * np.repeat(phase, 3, axis=1)
    D = np.swapaxes(weight[..., None] * wave, 1, 2) @ wave.conj()
    root = np.sqrt(crystal.mass)
    return D * (4 * np.pi * born.coulomb / crystal.volume) / np.multiply.outer(root, root)


def long_dipoles(crystal: Crystal) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The dipoles' part near Γ, C₀ + iC₁·q + C₂·qq (ps⁻²), but for the wave q itself.

    Shapes (3A, 3A), (3A, 3A, 3), (3A, 3A, 3, 3), lengths in Å. The wave q itself is the field,
    which moves no atom if all go together.
    """
    born, G = _born(crystal), _reciprocal_vectors(crystal)
    G = G[np.einsum("gi,gi->g", G, G) > AT_GAMMA]
    both = born.dielectric + born.dielectric.T
    square, slope = np.einsum("gi,ij,gj->g", G, born.dielectric, G), G @ both
    # the weight e^{−s/4Λ²}/s and its derivatives by s
    fall = 1 / (4 * _width(crystal, born)) + 1 / square
    weight = np.exp(-square / (4 * _width(crystal, born))) / square
    first, second = -weight * fall, weight * (fall**2 + square**-2.0)
    place = np.repeat(np.exp(1j * (G @ (crystal.positions @ crystal.lattice).T)), 3, axis=1)
    charges = born.charges.transpose(1, 0, 2).reshape(3, -1)
    wave, along = (G @ charges) * place, charges[:, None, :] * place

    def summed(left: np.ndarray, right: np.ndarray, by: np.ndarray) -> np.ndarray:
        return (left * by[:, None]).T @ right.conj()

    C0 = summed(wave, wave, weight).real
    C1, C2 = np.empty((*C0.shape, 3)), np.empty((*C0.shape, 3, 3))
    for g in range(3):
        half = summed(along[g], wave, weight)
        C1[..., g] = (half + half.conj().T + summed(wave, wave, first * slope[:, g])).imag
        for h in range(3):
            half = summed(along[g], along[h], weight)
            half += summed(along[g], wave, first * slope[:, h])
            half += summed(along[h], wave, first * slope[:, g])
            both_ways = second * slope[:, g] * slope[:, h] + first * both[g, h]
            C2[..., g, h] = (half + half.conj().T + summed(wave, wave, both_ways)).real / 2
    root = np.sqrt(crystal.mass)
    unit = 4 * np.pi * born.coulomb / crystal.volume / np.multiply.outer(root, root)
    return C0 * unit, C1 * unit[..., None], C2 * unit[..., None, None]


def _cut(crystal: Crystal) -> float:
    """Length (Å⁻¹) up to which reciprocal vectors are taken."""
    return 2 * np.pi * (3 * TERMS / (4 * np.pi) / crystal.volume) ** (1 / 3)


def _width(crystal: Crystal, born: Born) -> float:
    """Λ² (Å⁻²): Ewald's width, by which the last term is as small as `LAST` says."""
    return _cut(crystal) ** 2 * float(np.trace(born.dielectric)) / 3 / (-4 * np.log(LAST))


def _reciprocal_vectors(crystal: Crystal) -> np.ndarray:
    """Reciprocal vectors (Å⁻¹) that are not longer than `_cut`, shape (g, 3)."""
    cut = _cut(crystal)
    spans = np.ceil(cut * np.linalg.norm(crystal.lattice, axis=1) / (2 * np.pi)).astype(int)
    whole = np.array(list(product(*(range(-n, n + 1) for n in spans))))
    G = whole @ crystal.reciprocal
    return G[np.linalg.norm(G, axis=1) < cut]
