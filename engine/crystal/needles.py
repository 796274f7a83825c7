"""Needles: where the response changes fast with the direction of q, and how to follow it there.

A crystal that is soft along one direction (layers that hardly hold each other) answers to waves of
that direction far more than to their neighbours: 1/Ω² has a needle there, which evenly spread
points miss. It is 1/(s² + u²) across, with u a slope in a pyramid of the zone and ±is where sound
would stand still, were u complex. By u = s sinh w the needle spreads, and Gauss points in w
converge as without it [Johnston, Elliott, Int. J. Numer. Meth. Eng. 62, 564 (2005)].
"""

from functools import lru_cache

import numpy as np

from .crystal import Crystal
from .long_waves import acoustic_tensor
from .reduction import reduced
from .zone import EVEN, Shape

BLUNT = 0.7
"""Width of a needle that needs no care."""
THINNEST = 1e-3
"""Least width that is followed."""
SIDEWAYS = 1.05
"""Slopes of real parts up to this belong to a pyramid."""
SLOPES = np.linspace(-1, 1, 9)
"""Slopes along one way at which needles along the other are looked for."""
DEGREE = 6
"""Of det Γ in a slope: three sounds, each of the second degree."""


@lru_cache(maxsize=8)
def shape_of(crystal: Crystal) -> Shape:
    """How points are to be laid in the zone of a crystal: by its sound at no field.

    Reciprocal vectors are those along which sound takes least to turn, and in each pyramid nodes
    gather where det Γ, the product of all v², comes nearest to zero.
    """
    one = crystal.reciprocal / (2 * np.pi)
    tensor = np.einsum("abgl,ig,jl->abij", acoustic_tensor(crystal), one, one)
    total = np.einsum("aaij->ij", tensor)
    if np.linalg.eigvalsh(total)[0] <= 0:
        return EVEN
    turn = reduced(total)
    tensor = np.einsum("abij,ki,lj->abkl", tensor, turn, turn)
    needles = np.array([[_needle(tensor, axis, way) for way in (1, 2)] for axis in range(3)])
    return Shape(turn, needles[..., 0], needles[..., 1])


def _needle(tensor: np.ndarray, axis: int, way: int) -> tuple[float, float]:
    """Centre and width of the thinnest needle of a pyramid along one of its two ways."""
    found = [_zeros(tensor, axis, way, other) for other in SLOPES]
    zeros = np.concatenate(found)
    zeros = zeros[np.abs(zeros.real) <= SIDEWAYS]
    if not len(zeros) or np.abs(zeros.imag).min() >= BLUNT:
        return 0.0, np.inf
    thinnest = zeros[np.argmin(np.abs(zeros.imag))]
    centre = float(thinnest.real) if abs(thinnest.real) > 1e-6 else 0.0
    return centre, max(THINNEST, float(abs(thinnest.imag)))


def _zeros(tensor: np.ndarray, axis: int, way: int, other: float) -> np.ndarray:
    """Complex slopes at which sound stands still, at a real slope along the other way."""
    node = np.cos(np.pi * (np.arange(DEGREE + 1) + 0.5) / (DEGREE + 1))
    theta = np.zeros((DEGREE + 1, 3))
    theta[:, axis] = 1.0
    theta[:, (axis + way) % 3] = node
    theta[:, (axis + 3 - way) % 3] = other
    values = np.linalg.det(np.einsum("abij,pi,pj->pab", tensor, theta, theta))
    fitted = np.polynomial.chebyshev.chebfit(node, values, DEGREE)
    fitted = np.trim_zeros(np.where(np.abs(fitted) > 1e-13 * np.abs(fitted).max(), fitted, 0), "b")
    return np.polynomial.chebyshev.chebroots(fitted) if len(fitted) > 1 else np.zeros(0, complex)
