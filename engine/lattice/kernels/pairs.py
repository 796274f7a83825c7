"""Pairs: forces between an ion and its atoms, and how they change as the atoms give way."""

import numpy as np

from ...numerics.compiler import float64, int64, njit, types
from ...numerics.kernels.potentials import curvature, stiffness


@njit(
    types.Tuple((float64[:, ::1], float64[:, :, ::1]))(int64, float64, float64, float64[:, ::1]),
    cache=True,
)
def pair_forces(code: int, U0: float, lam: float, gap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Forces on atoms (meV/Å), shape (n, 3), and Hessians of U (meV/Å²), (n, 3, 3).

    `gap` (n, 3) leads from atom to ion (Å), lam is in Å and U0 in the unit of the potential `code`.
    With z = |gap|: F = U'(z) gap/z, H = U'' ẑẑᵀ + (U'/z)(1 − ẑẑᵀ).
    """
    n = len(gap)
    force, hessian = np.empty((n, 3)), np.empty((n, 3, 3))
    for j in range(n):
        d = gap[j]
        z2 = d[0] * d[0] + d[1] * d[1] + d[2] * d[2]
        stiff, bend = stiffness(code, z2, U0, lam), curvature(code, z2, U0, lam)
        for a in range(3):
            force[j, a] = -stiff * d[a]
            for b in range(3):
                hessian[j, a, b] = (bend + stiff) * d[a] * d[b] / z2
            hessian[j, a, a] -= stiff
    return force, hessian
