"""Plain twins: a crystal as nothing but springs between atoms, summed one by one."""

from itertools import product

import numpy as np

from ionoscope.engine.lattice.crystal import CubicLattice

CRYSTALS = {
    "paper": CubicLattice(),
    "soft diagonals": CubicLattice(a=2.0, k1=900.0, k2=30.0, m=0.8),
    "stiff diagonals": CubicLattice(a=5.0, k1=60.0, k2=700.0, m=20.0),
}

NEIGHBOURS = [np.array(b) for b in product((-1, 0, 1), repeat=3) if 0 < np.abs(b).sum() < 3]
"""The 6 nearest and the 12 next-nearest, in cells."""
TURNS = [
    np.array(signs)[:, None] * np.eye(3)[list(turn)]
    for signs in product((-1, 1), repeat=3)
    for turn in ((0, 1, 2), (1, 2, 0), (2, 0, 1), (0, 2, 1), (2, 1, 0), (1, 0, 2))
]
"""The 48 rotations and reflections of a cube."""


def spring(crystal: CubicLattice, b: np.ndarray) -> np.ndarray:
    """k b̂b̂ᵀ (meV/Å²) of the spring to the neighbour at b."""
    k = crystal.k1 if np.abs(b).sum() == 1 else crystal.k2
    return k * np.outer(b, b) / (b @ b)


def bond_sum(crystal: CubicLattice, theta: np.ndarray) -> np.ndarray:
    """D(q) (ps⁻²), shape (3, 3), as the sum over springs in physics' own words."""
    terms = (spring(crystal, b) * (1 - np.cos(theta @ b)) for b in NEIGHBOURS)
    return sum(terms) / crystal.m


def cells(N: int) -> np.ndarray:
    """All N³ cells, shape (N³, 3), in C order."""
    return np.array(list(product(range(N), repeat=3)))


def spring_matrix(crystal: CubicLattice, N: int) -> np.ndarray:
    """V (meV/Å²) of a periodic box of N³ atoms, shape (3N³, 3N³), one spring after the other."""
    V = np.zeros((N, N, N, 3, N, N, N, 3))
    for here in cells(N):
        for b in NEIGHBOURS:
            k, there = spring(crystal, b), (here + b) % N
            V[(*here, slice(None), *here)] += k
            V[(*here, slice(None), *there)] -= k
    return V.reshape(3 * N**3, 3 * N**3)


def wave_vectors(N: int) -> np.ndarray:
    """Phases of all wave vectors of the box, shape (N³, 3), Γ first."""
    return 2 * np.pi * cells(N) / N


def box_average(crystal: CubicLattice, N: int, f, site) -> np.ndarray:
    """(1/N³) Σ over q ≠ 0 and branches of f(Ω) ηηᵀ cos q·L, shape (3, 3), without symmetry."""
    out = np.zeros((3, 3))
    for theta in wave_vectors(N)[1:]:
        Omega2, eta = np.linalg.eigh(bond_sum(crystal, theta))
        out += (eta * f(np.sqrt(Omega2))) @ eta.T * np.cos(theta @ np.array(site))
    return out / N**3
