"""𝓛: what sound carries away from a moving ion [SEOM Sec. III], for any crystal.

𝓛 = ∫dS Σ_u ψψᵀ/(16π²ρ v_u³) over all directions: the sum over the three sounds is the acoustic
tensor to the power −3/2. It is ∫₀^∞ W(t) dt, the same for every pair of atoms.
"""

from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .long_waves import sounds

FIRST, LAST = 12, 400
"""Polar angles at the first and the last attempt."""


class Loss(NamedTuple):
    """𝓛 (Å² ps/meV), shape (3, 3), and its numerical error."""

    matrix: np.ndarray
    error: float


def loss(crystal: Crystal, tolerance: float = 1e-9) -> Loss:
    """𝓛 (Å² ps/meV), to a share of it that is the `tolerance`.

    Directions are doubled until it stands. Raises InvalidParameter for a crystal so soft in some
    directions that it does not, or that a strain takes apart.
    """
    n, before = FIRST, _summed(crystal, FIRST)
    while (n := 2 * n) <= LAST:
        found = _summed(crystal, n)
        error = float(np.abs(found - before).max())
        if error <= tolerance * np.abs(found).max():
            return Loss(found, error)
        before = found
    raise InvalidParameter(
        "force_constants",
        ", ".join(crystal.names),
        "leave some sound so slow that the loss does not converge",
        "Choose springs that resist shear in all directions.",
    )


def _summed(crystal: Crystal, n: int) -> np.ndarray:
    """𝓛 by n Gauss points in cos θ and 2n even ones in φ; v is the same along −n."""
    node, weight = np.polynomial.legendre.leggauss(n)
    phi = np.pi * (np.arange(n) + 0.5) / n
    z, phi = np.meshgrid(node, phi, indexing="ij")
    ring = np.sqrt(1 - z**2)
    directions = np.stack([ring * np.cos(phi), ring * np.sin(phi), z], axis=-1)
    squares, psi = sounds(crystal, directions)
    total = np.einsum("z,zfas,zfbs,zfs->ab", weight, psi, psi, squares**-1.5) * 2 * np.pi / n
    return total / (16 * np.pi**2 * crystal.density)
