"""Density of states by species: its integral is three modes an atom, exactly."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from .crystal import Crystal
from .kernels.states import shared_states
from .phonons import signed_root, whole_phonons

TETRAHEDRA = np.array(
    [(0, 1, 3, 7), (0, 1, 5, 7), (0, 2, 3, 7), (0, 2, 6, 7), (0, 4, 5, 7), (0, 4, 6, 7)]
)
"""Six tetrahedra that share a cell's diagonal; corners as x + 2y + 4z."""


BLOCK = 20_000_000
"""About how many numbers are computed between two pauses."""


class Density(NamedTuple):
    """Density of states of a cell: centres Ω (ps⁻¹) of bins, and g (ps) by species.

    `species` are names in the order of their atoms; g has the shape (bins, species), and ∫g dΩ
    is three times the number of atoms of each. Imaginary frequencies are not among them.
    """

    Omega: np.ndarray
    g: np.ndarray
    species: tuple[str, ...]

    @property
    def total(self) -> np.ndarray:
        """g (ps) of all species together, shape (bins,)."""
        return self.g.sum(axis=1)


def density_of_states(crystal: Crystal, bins: int = 200, steps: int = 20) -> Density:
    """The density (ps) in so many `bins`, from `steps` wave vectors along each reciprocal vector.

    Between grid points the frequency is taken as linear [Lehmann, Taut, phys. stat. sol. (b) 54,
    469 (1972)]; a polar crystal has its polar term.
    """
    *_, (_, found) = density_in_parts(crystal, bins, steps)
    if found is None:
        raise ValueError("A density needs at least one step.")
    return found


def by_species(crystal: Crystal) -> tuple[tuple[str, ...], np.ndarray]:
    """Species in the order of their atoms; whose a coordinate is, dimensionless, (3A, species)."""
    species = tuple(dict.fromkeys(crystal.names))
    belongs = np.repeat([[a == b for b in species] for a in crystal.names], 3, axis=0)
    return species, belongs.astype(float)


def density_in_parts(
    crystal: Crystal,
    bins: int = 200,
    steps: int = 20,
    parts: tuple[tuple[str, ...], np.ndarray] | None = None,
) -> Iterator[tuple[float, Density | None]]:
    """As `density_of_states`, with pauses: share done (0 … 1) with None, then 1 and the density.

    In place of species it may be divided into other `parts`: their names, s of them, and how much
    of each coordinate's motion belongs to them, (3A, s).
    """
    species, belongs = parts or by_species(crystal)
    grid = np.array(list(product(range(steps), repeat=3)))
    back = (-grid % steps) @ (steps ** np.array([2, 1, 0]))
    half = np.flatnonzero(np.arange(len(grid)) <= back)  # q and −q have the same frequencies
    whole = np.empty((len(grid), 3 * crystal.n_atoms, len(species)))
    Omega = np.empty((len(grid), 3 * crystal.n_atoms))
    size = max(1, BLOCK // (27 * crystal.n_atoms**3 + 1000))
    for at in range(0, len(half), size):
        part = half[at : at + size]
        Omega[part], whole[part] = _shares(crystal, grid[part] / steps, belongs)
        Omega[back[part]], whole[back[part]] = Omega[part], whole[part]
        yield min(at + size, len(half)) / len(half), None
    cube = (steps,) * 3
    on_grid, share = Omega.reshape(*cube, -1), whole.reshape(*cube, *whole.shape[1:])
    edges = np.linspace(0, 1.0001 * Omega.max(), bins + 1)
    states = shared_states(on_grid, share, edges, TETRAHEDRA)
    yield 1.0, Density((edges[1:] + edges[:-1]) / 2, states / (edges[1] - edges[0]), species)


def _shares(crystal: Crystal, q: np.ndarray, belongs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ω (ps⁻¹) at `q` (p, 3), shape (p, branch), and what shares of a mode belong where."""
    modes = whole_phonons(crystal, 2 * np.pi * (q - np.rint(q)))
    return signed_root(modes.Omega2), np.einsum("pis,ik->psk", np.abs(modes.eta) ** 2, belongs)
