"""The plain way to an ion's barrier: every atom of a small box with explicit springs, by Newton."""

import numpy as np

from ionoscope.engine.lattice.crystal import CubicLattice

CRYSTAL = CubicLattice()


def boxed_springs(N: int) -> np.ndarray:
    """V (meV/Å²) of a periodic box, shape (3N³, 3N³), from its dynamical matrix by FFT."""
    axis = 2 * np.pi * np.arange(N) / N
    theta = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
    V = CRYSTAL.m * np.fft.ifftn(CRYSTAL.dynamical_matrix(theta), axes=(0, 1, 2)).real
    at = np.indices((N,) * 3).reshape(3, -1).T
    apart = np.moveaxis((at[:, None] - at[None]) % N, -1, 0)
    return V[tuple(apart)].transpose(0, 2, 1, 3).reshape(3 * N**3, 3 * N**3)


def boxed_energy(
    V: np.ndarray, N: int, R: np.ndarray, U0: float = 4000.0, lam: float = 0.5
) -> float:
    """Energy (meV) of an ion in a periodic box of N³ atoms, all of them relaxed by Newton."""
    at = CRYSTAL.a * np.indices((N,) * 3).reshape(3, -1).T
    side = N * CRYSTAL.a
    r = np.zeros_like(at)
    for _ in range(20):
        gap = (R - at - r + side / 2) % side - side / 2
        z = np.linalg.norm(gap, axis=1)
        U, p = U0 * np.exp(-z / lam) / z, 1 / z + 1 / lam
        n = gap / z[:, None]
        along, across = U * (p * p + 1 / z**2), -U * p / z
        hessian = (along - across)[:, None, None] * n[:, :, None] * n[:, None, :]
        hessian += across[:, None, None] * np.eye(3)
        bent, j = V.copy(), np.arange(len(at))
        bent.reshape(len(at), 3, len(at), 3)[j, :, j, :] += hessian
        force = -(U * p)[:, None] * n
        step = np.linalg.solve(bent, force.reshape(-1) - V @ r.reshape(-1)).reshape(r.shape)
        r = r + step
        if np.abs(step).max() < 1e-10:
            break
    flat = r.reshape(-1)
    return float(U.sum() + flat @ V @ flat / 2)


def boxed_barrier(N: int) -> float:
    """Relaxed barrier (meV) from the centre of a cell to its face in the box."""
    V, centre = boxed_springs(N), CRYSTAL.a * np.full(3, 0.5)
    top = centre + np.array([CRYSTAL.a / 2, 0, 0])
    return boxed_energy(V, N, top) - boxed_energy(V, N, centre)
