"""Density of states by linear tetrahedra: its integral is three modes an atom, exactly."""

from itertools import permutations

import numpy as np

from .crystal import CubicLattice
from .kernels.tetrahedra import states
from .triples import sorted_triples

TETRAHEDRA = np.array(
    [(0, 1, 3, 7), (0, 1, 5, 7), (0, 2, 3, 7), (0, 2, 6, 7), (0, 4, 5, 7), (0, 4, 6, 7)]
)
"""Six tetrahedra that share a cube's diagonal; corners as x + 2y + 4z."""


def density_of_states(crystal: CubicLattice, bins: int, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Centres Ω (ps⁻¹) and density g (ps) of `bins` bins, each (bins,); ∫g dΩ = 3 per atom.

    `n` steps from Γ to the zone's face. Between grid points the frequency is taken as linear (the
    method of linear tetrahedra).
    """
    triples = sorted_triples(n + 1)
    Omega = np.empty((n + 1,) * 3 + (3,))
    found = crystal.frequencies(np.pi * triples / n)
    for turn in permutations(range(3)):
        Omega[tuple(triples[:, turn].T)] = found
    edges = np.linspace(0, 1.0001 * Omega.max(), bins + 1)
    width = edges[1] - edges[0]
    return (edges[1:] + edges[:-1]) / 2, states(Omega, edges, TETRAHEDRA) / width
