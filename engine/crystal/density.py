"""Density of states by species: its integral is three modes an atom, exactly."""

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
    Omega, share, species = _on_grid(crystal, steps)
    edges = np.linspace(0, 1.0001 * Omega.max(), bins + 1)
    states = shared_states(Omega, share, edges, TETRAHEDRA)
    return Density((edges[1:] + edges[:-1]) / 2, states / (edges[1] - edges[0]), species)


def _on_grid(crystal: Crystal, steps: int) -> tuple[np.ndarray, np.ndarray, tuple[str, ...]]:
    """Ω on a grid of the zone, (n, n, n, branch), shares of species in the modes, and these."""
    grid = np.array(list(product(range(steps), repeat=3)))
    place = steps ** np.array([2, 1, 0])
    back = (-grid % steps) @ place
    half = np.flatnonzero(np.arange(len(grid)) <= back)  # q and −q have the same frequencies
    q = grid[half] / steps
    modes = whole_phonons(crystal, 2 * np.pi * (q - np.rint(q)))
    species = tuple(dict.fromkeys(crystal.names))
    belongs = np.repeat([[a == b for b in species] for a in crystal.names], 3, axis=0)
    parts = np.einsum("pis,ik->psk", np.abs(modes.eta) ** 2, belongs.astype(float))
    whole = np.empty((len(grid), *parts.shape[1:]))
    Omega = np.empty((len(grid), parts.shape[1]))
    Omega[half] = Omega[back[half]] = signed_root(modes.Omega2)
    whole[half] = whole[back[half]] = parts
    shape = (steps,) * 3
    return Omega.reshape(*shape, -1), whole.reshape(*shape, *parts.shape[1:]), species
