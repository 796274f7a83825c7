"""Zone: points and weights that average over the Brillouin zone of any lattice.

`quadrature(n)` is the infinite crystal: the cell of phases −π … π is cut into pyramids with their
tops at Γ, θ = ρ(1, u, v), and Gauss points are laid in ρ, u and v. The Jacobian ρ² takes away the
1/q² of the response, and what is left is analytic: the error falls exponentially with n, where a
plain grid's falls as 1/N. `box(cells)` is a finite periodic crystal. Of q and −q one is kept.
"""

from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter

LARGEST_BOX = 1e7
"""Most cells of a box."""


class Zone(NamedTuple):
    """Phases θ (rad), shape (p, 3), and weights (p,), dimensionless, that add up to 1."""

    theta: np.ndarray
    weight: np.ndarray


def quadrature(n: int) -> Zone:
    """Points of the infinite crystal's zone: n along ρ, 3n/2 across each way, three pyramids."""
    rho, along = _gauss(n, 0.0, np.pi)
    side, across = _gauss((3 * n + 1) // 2, -1.0, 1.0)
    r, u, v = (x.ravel() for x in np.meshgrid(rho, side, side, indexing="ij"))
    pyramid = np.stack([r, r * u, r * v], axis=1)
    # of the six pyramids the opposite ones have the waves −q
    weight = np.einsum("r,u,v->ruv", along * rho**2, across, across).ravel() / (4 * np.pi**3)
    return Zone(np.concatenate([np.roll(pyramid, k, axis=1) for k in range(3)]), np.tile(weight, 3))


def _gauss(n: int, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """Gauss and Legendre's n points and weights between two ends."""
    node, weight = np.polynomial.legendre.leggauss(n)
    return low + (high - low) * (node + 1) / 2, weight * (high - low) / 2


def box(cells: tuple[int, int, int]) -> Zone:
    """The waves of a periodic box of so many `cells` along each lattice vector, Γ first.

    Raises InvalidParameter for a box without or with too many cells.
    """
    sizes = np.array(cells, float)
    if sizes.shape != (3,) or (sizes < 1).any() or sizes.prod() > LARGEST_BOX:
        raise InvalidParameter(
            "cells", cells, "is no box", f"Give three numbers, at most {LARGEST_BOX:g} cells."
        )
    N1, N2, N3 = map(int, cells)
    grid = np.indices((N1, N2, N3)).reshape(3, -1).T
    number = np.arange(len(grid))
    back = np.ravel_multi_index(tuple((-grid % (N1, N2, N3)).T), (N1, N2, N3))
    kept = number <= back
    weight = np.where(number == back, 1.0, 2.0)[kept] / len(grid)
    theta = 2 * np.pi * grid[kept] / (N1, N2, N3)
    return Zone(theta - 2 * np.pi * np.rint(theta / (2 * np.pi)), weight)


def nodes_for(phase: float) -> int:
    """Points along ρ to begin with, where phases go up to `phase` (rad) across the zone."""
    return int(np.ceil(6 + phase / 4 + 0.6 * phase ** (1 / 3)))
