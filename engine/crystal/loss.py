"""𝓛: what sound carries away from a moving ion [SEOM Sec. III], for any crystal.

𝓛 = ∫dS Σ_u ψψᵀ/(16π²ρ v_u³) over all directions: the sum over the three sounds is the acoustic
tensor to the power −3/2. It is ∫₀^∞ W(t) dt, the same for every pair of atoms.
"""

from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .long_waves import sounds
from .needles import shape_of
from .zone import faces

FIRST, LAST = 8, 128
"""Points along an edge of a face at the first and the last attempt."""


class Loss(NamedTuple):
    """𝓛 (Å² ps/meV), shape (3, 3), and its change from half the points each way."""

    matrix: np.ndarray
    change: float


def loss(crystal: Crystal, tolerance: float = 1e-9) -> Loss:
    """𝓛 (Å² ps/meV), to a share of it that is the `tolerance`.

    Points are doubled until it stands. Raises InvalidParameter for a crystal so soft in some
    directions that it does not, or that a strain takes apart.
    """
    n, before = FIRST, _summed(crystal, FIRST)
    while (n := 2 * n) <= LAST:
        found = _summed(crystal, n)
        change = float(np.abs(found - before).max())
        if change <= tolerance * np.abs(found).max():
            return Loss(found, change)
        before = found
    raise InvalidParameter(
        "force_constants",
        ", ".join(crystal.names),
        "leave some sound so slow that the loss does not converge",
        "Choose springs that resist shear in all directions.",
    )


def _summed(crystal: Crystal, n: int) -> np.ndarray:
    """𝓛 by n × n points on each of three faces about Γ, and as much for the waves −q.

    The acoustic tensor to the power −3/2 goes as |q|⁻³, so that any surface about Γ serves in place
    of the sphere: faces on which points lie close where sound is slow.
    """
    way, weight = faces(n, shape_of(crystal))
    q = way @ crystal.reciprocal / (2 * np.pi)
    length = np.linalg.norm(q, axis=-1, keepdims=True)
    squares, psi = sounds(crystal, q)
    total = np.einsum("kp,kpas,kpbs,kps->ab", weight, psi, psi, (squares * length**2) ** -1.5)
    return 2 * total / crystal.volume / (16 * np.pi**2 * crystal.density)
