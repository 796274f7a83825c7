"""Static: W(0) = V⁻¹ between all atoms within reach, by the inverse of D(q) [SEOM Sec. II].

What `response` has for a few pairs at any time is here for many pairs at once and no time.
"""

from typing import NamedTuple

import numpy as np

from ..core.parameters import InvalidParameter
from .crystal import Crystal
from .needles import shape_of
from .phonons import dynamical_matrix
from .stability import refuse_unbound
from .zone import Zone, box, quadrature

FIRST, LAST, DENSER = 8, 60, 1.4
"""Points along ρ at the first and the last attempt, and by how much they grow."""
BLOCK = 4_000_000
"""Most numbers that are computed at once: 32 MB."""
STILL = 1e-11
"""Share of the mean Ω² below which a mode at Γ is a shift of the whole crystal."""


class Static(NamedTuple):
    """W(0) (Å²/meV) of atoms of cell 0 and of cells L, (k, 3A, 3A), and its last change."""

    values: np.ndarray
    change: float


def static_response(
    crystal: Crystal,
    cells: np.ndarray,
    size: tuple[int, int, int] | None = None,
    tolerance: float = 1e-5,
) -> Static:
    """W(0) between atoms of cell 0 and of `cells` L, shape (k, 3), in whole lattice vectors.

    Of the infinite crystal, or of a periodic box of a `size` in cells. The infinite crystal's is
    made to change by less than the `tolerance`, a share of the largest. Raises InvalidParameter
    for a crystal that is not stable, or so soft that W(0) does not settle.
    """
    refuse_unbound(crystal)
    if size is not None:
        return Static(_summed(crystal, box(size), cells), 0.0)
    n, before, shape = FIRST, None, shape_of(crystal)
    while n <= LAST:
        found = _summed(crystal, quadrature(n, shape), cells)
        if before is not None:
            change = float(np.abs(found - before).max())
            if change <= tolerance * np.abs(found).max():
                return Static(found, change)
        n, before = int(np.ceil(DENSER * n)), found
    raise InvalidParameter(
        "crystal",
        ", ".join(crystal.names),
        f"is so soft that its response to a steady force does not settle to {tolerance:g}",
        "Choose stiffer springs, a shorter cut-off, or a periodic box.",
    )


def _summed(crystal: Crystal, zone: Zone, cells: np.ndarray) -> np.ndarray:
    size = 3 * crystal.n_atoms
    out = np.zeros((len(cells), size * size))
    step = max(1, BLOCK // (len(cells) + 4 * size * size))
    for at in range(0, len(zone.weight), step):
        theta, weight = zone.theta[at : at + step], zone.weight[at : at + step]
        flat = (_inverse(crystal, theta) * weight[:, None, None]).reshape(len(theta), -1)
        phase = cells @ theta.T
        out += np.cos(phase) @ flat.real
        if np.iscomplexobj(flat):
            out += np.sin(phase) @ flat.imag
    root = np.sqrt(crystal.mass)
    return out.reshape(-1, size, size) / np.multiply.outer(root, root)


def _inverse(crystal: Crystal, theta: np.ndarray) -> np.ndarray:
    """D⁻¹(q) (ps²) with phases of cells, not of atoms; at Γ without shifts of the whole crystal."""
    D = dynamical_matrix(crystal, theta)
    still = ~theta.any(axis=1)
    D[still] += np.eye(D.shape[1])
    out = np.linalg.inv(D)
    D[still] -= np.eye(D.shape[1])
    least = STILL * np.abs(np.diagonal(D, axis1=1, axis2=2)).mean()
    for k in np.flatnonzero(still):
        Omega2, eta = np.linalg.eigh(D[k])
        swings = Omega2 > least
        out[k] = (eta[:, swings] / Omega2[swings]) @ eta[:, swings].conj().T
    if crystal.n_atoms == 1:
        return out
    place = np.exp(1j * np.repeat(theta @ crystal.positions.T, 3, axis=1))
    return out * place[:, :, None] * place.conj()[:, None, :]
