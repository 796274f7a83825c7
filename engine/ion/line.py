"""Line: an ion and the atoms it touches on one line, where symmetry leaves one component.

The rest of the crystal is eliminated. Between atoms of a row along z stands the kernel G_zz, and
r_j(t) = ∫ Σ_k G_jk(t') F_k(t − t') dt' is exact; so the lattice of a million atoms becomes a
convolution over a few (`kernels.line`).
"""

from typing import NamedTuple

import numpy as np

from ..numerics.kernels.potentials import energies
from ..numerics.potentials import Law
from .kernels.line import follow_local
from .kernels.values import Answer, Ion

DIFFERENCES = np.array([137 / 60, -5.0, 5.0, -10 / 3, 5 / 4, -1 / 5])
"""Slope at the last of six even points, of fifth order: weights of the last, the one before, …"""


class Path(NamedTuple):
    """What a run gives: even times (ps), ion z (Å) and v (Å/ps), atoms' r (Å) and forces on them.

    t, z and v have shape (time,), r and force (meV/Å) shape (time, atom); steps counts those done
    before it ended or stopped.
    """

    t: np.ndarray
    z: np.ndarray
    v: np.ndarray
    r: np.ndarray
    force: np.ndarray
    steps: int


def local_motion(
    law: Law, ion: Ion, rest: np.ndarray, answer: Answer, step: float, n: int
) -> tuple[np.ndarray, np.ndarray]:
    """z (Å) and v (Å/ps) by the time-local equation [SEOM Eqs. 18–20] at n times, `step` ps apart.

    Atoms at rest at `rest` (Å), shape (atom,), but for the ion. Shorter arrays come back when the
    ion meets an atom.
    """
    z, v = np.zeros(n), np.zeros(n)
    z[0], v[0] = ion.z, ion.v
    reached = follow_local(law, ion.M, rest, answer, z, v, step)
    return z[:reached], v[:reached]


def velocities(z: np.ndarray, v0: float, step: float) -> np.ndarray:
    """v (Å/ps) at every time of z (Å), shape (n,), to fourth order; v0 at the first.

    The times are `step` ps apart.
    """
    v = np.empty_like(z)
    if len(z) < 7:  # the last but one looks back five steps
        v[:] = np.gradient(z, step) if len(z) > 1 else v0
        v[0] = v0
        return v
    v[2:-2] = (8 * (z[3:-1] - z[1:-3]) - (z[4:] - z[:-4])) / (12 * step)
    v[0] = v0
    v[1] = (-3 * z[0] - 10 * z[1] + 18 * z[2] - 6 * z[3] + z[4]) / (12 * step)
    for at in (-2, -1):
        upto = len(z) + at
        v[at] = DIFFERENCES @ z[upto - np.arange(6)] / step
    return v


def ion_energy(
    law: Law, M: float, rest: np.ndarray, z: np.ndarray, v: np.ndarray, r: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Kinetic energy of the ion and its energy among the atoms (meV), each of shape (time,).

    Mass M (meV ps²/Å²), z (Å) and v (Å/ps) of the ion, shape (time,); the atoms' places at rest
    (Å), shape (atom,), and displacements r (Å), shape (time, atom).
    """
    gaps = rest + r - z[:, None]
    among = energies(law[0], (gaps**2).reshape(-1), *law[1:]).reshape(gaps.shape)
    return M * v**2 / 2, among.sum(axis=1)
