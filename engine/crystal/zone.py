"""Zone: points and weights that average over the Brillouin zone of any lattice.

`quadrature(n)` is the infinite crystal: the cell of phases −π … π is cut into pyramids with their
tops at Γ, θ = ρ(1, u, v), and Gauss points are laid in ρ, u and v. The Jacobian ρ² takes away the
1/q² of the response, and what is left is analytic: the error falls exponentially with n, where a
plain grid's falls as 1/N. A `Shape` says where points have to lie close in u and v. `box(cells)` is
a finite periodic crystal. Of q and −q one is kept.
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


class Shape(NamedTuple):
    """Where points of `quadrature` lie.

    Attributes
    ----------
    turn : whole numbers, shape (3, 3), |det| = 1: rows are other reciprocal vectors, in units of
        the crystal's, by which the zone is cut
    centres : slopes u and v about which points gather, dimensionless, shape (pyramid, 2)
    widths : within which distance of these, (pyramid, 2); ∞ where they need not
    """

    turn: np.ndarray
    centres: np.ndarray
    widths: np.ndarray


EVEN = Shape(np.eye(3, dtype=np.int64), np.zeros((3, 2)), np.full((3, 2), np.inf))
"""Points as close everywhere."""


def quadrature(n: int, shape: Shape = EVEN) -> Zone:
    """Points of the infinite crystal's zone: n along ρ, 3n/2 across each way, three pyramids."""
    rho, along = _gauss(n, 0.0, np.pi)
    way, across = faces((3 * n + 1) // 2, shape)
    theta = rho[None, :, None, None] * way[:, None]
    # of the six pyramids the opposite ones have the waves −q
    weight = (along * rho**2)[None, :, None] * across[:, None] / (4 * np.pi**3)
    return Zone(theta.reshape(-1, 3), weight.ravel())


def faces(n: int, shape: Shape) -> Zone:
    """The pyramids' faces at ρ = 1: θ, shape (3, n², 3), and weights of u and v, (3, n²), 4 each.

    They are half of all directions; of a direction and its opposite one is kept.
    """
    parts = [_face(n, shape, axis) for axis in range(3)]
    theta, weight = (np.stack(part) for part in zip(*parts, strict=True))
    return Zone(theta @ shape.turn, weight)


def _face(n: int, shape: Shape, axis: int) -> tuple[np.ndarray, np.ndarray]:
    nodes = [
        _gathered(n, c, w) for c, w in zip(shape.centres[axis], shape.widths[axis], strict=True)
    ]
    (side, across), (other, up) = nodes
    u, v = (x.ravel() for x in np.meshgrid(side, other, indexing="ij"))
    theta = np.roll(np.stack([np.ones_like(u), u, v], axis=1), axis, axis=1)
    return theta, np.multiply.outer(across, up).ravel()


def _gathered(n: int, centre: float, width: float) -> tuple[np.ndarray, np.ndarray]:
    """n points and weights from −1 to 1 that gather about a centre: Gauss points in sinh⁻¹."""
    if np.isinf(width):
        return _gauss(n, -1.0, 1.0)
    low, high = np.arcsinh((np.array([-1.0, 1.0]) - centre) / width)
    node, weight = _gauss(n, low, high)
    return centre + width * np.sinh(node), weight * width * np.cosh(node)


def _gauss(n: int, low: float, high: float) -> tuple[np.ndarray, np.ndarray]:
    """Gauss and Legendre's n points and weights between two ends."""
    node, weight = np.polynomial.legendre.leggauss(n)
    return low + (high - low) * (node + 1) / 2, weight * (high - low) / 2


def box(cells: tuple[int, int, int]) -> Zone:
    """The waves of a periodic box of so many `cells` along each lattice vector, Γ first.

    Raises InvalidParameter for a box without or with too many cells.
    """
    sizes = np.array(cells, float)
    whole = sizes.shape == (3,) and np.isfinite(sizes).all() and (sizes == np.rint(sizes)).all()
    if not whole or (sizes < 1).any() or sizes.prod() > LARGEST_BOX:
        raise InvalidParameter(
            "cells",
            cells,
            "is no box of whole cells",
            f"Give three whole numbers from 1 on, at most {LARGEST_BOX:g} cells in all.",
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
