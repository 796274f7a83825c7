"""Springs: the lattice as arrays, its forces as a stencil.

Fields have shape (3, N + 2, N + 2, N + 2): component, then cells with one layer of ghosts around
them, copies of the other side of the periodic box, so that the inner loop runs through memory
without a question.
"""

import numpy as np

from ...numerics.compiler import float64, njit, void
from .types import FIELD


@njit(void(FIELD), cache=True, nogil=True)
def wrap(u: np.ndarray) -> None:
    """Fill the ghost layers of a field u, in any unit, from the other side of the box."""
    N = u.shape[1] - 2
    for c in range(3):
        for x in range(1, N + 1):
            for y in range(1, N + 1):
                u[c, x, y, 0], u[c, x, y, N + 1] = u[c, x, y, N], u[c, x, y, 1]
            for z in range(N + 2):
                u[c, x, 0, z], u[c, x, N + 1, z] = u[c, x, N, z], u[c, x, 1, z]
        for y in range(N + 2):
            for z in range(N + 2):
                u[c, 0, y, z], u[c, N + 1, y, z] = u[c, N, y, z], u[c, 1, y, z]


@njit(void(FIELD, FIELD, float64, float64), cache=True, nogil=True, fastmath={"contract"})
def kick(u: np.ndarray, w: np.ndarray, near: float, cross: float) -> None:
    """Add the springs' push, at displacements u (Å), to the velocities w (Å/ps) in a time h.

    near = k1·h/m and cross = k2·h/2m (1/ps).

    A spring along the bond b feels only the difference of the displacements along b. A plane of
    cells is one run through memory, ghosts between its rows included: what they get in w is never
    read.
    """
    # unsigned, or every index would be asked whether it counts from the end
    side, one, two = np.uintp(u.shape[1]), np.uintp(1), np.uintp(2)
    dx, dy, dz = side * side, side, one
    flat, out = u.reshape(3, u.size // 3), w.reshape(3, u.size // 3)
    X, Y, Z = flat[0], flat[1], flat[2]
    A, B, C = out[0], out[1], out[2]
    for plane in range(one, side - one):
        first = plane * dx + dy + dz
        for i in range(first, first + dx - two * dy - two):
            # diagonals of the planes xy, yz, zx: (+,+) and (−,−), then (+,−) and (−,+)
            x_xy = X[i + dx + dy] + X[i - dx - dy]
            x_yx = X[i + dx - dy] + X[i - dx + dy]
            x_xz = X[i + dx + dz] + X[i - dx - dz]
            x_zx = X[i + dx - dz] + X[i - dx + dz]
            y_xy = Y[i + dx + dy] + Y[i - dx - dy]
            y_yx = Y[i + dx - dy] + Y[i - dx + dy]
            y_yz = Y[i + dy + dz] + Y[i - dy - dz]
            y_zy = Y[i + dy - dz] + Y[i - dy + dz]
            z_yz = Z[i + dy + dz] + Z[i - dy - dz]
            z_zy = Z[i + dy - dz] + Z[i - dy + dz]
            z_xz = Z[i + dx + dz] + Z[i - dx - dz]
            z_zx = Z[i + dx - dz] + Z[i - dx + dz]
            A[i] += near * (X[i + dx] + X[i - dx] - 2 * X[i]) + cross * (
                x_xy + x_yx + x_xz + x_zx - 8 * X[i] + y_xy - y_yx + z_xz - z_zx
            )
            B[i] += near * (Y[i + dy] + Y[i - dy] - 2 * Y[i]) + cross * (
                y_xy + y_yx + y_yz + y_zy - 8 * Y[i] + x_xy - x_yx + z_yz - z_zy
            )
            C[i] += near * (Z[i + dz] + Z[i - dz] - 2 * Z[i]) + cross * (
                z_yz + z_zy + z_xz + z_zx - 8 * Z[i] + x_xz - x_zx + y_yz - y_zy
            )


@njit(void(FIELD, FIELD, float64), cache=True, nogil=True, fastmath={"contract"})
def drift(u: np.ndarray, w: np.ndarray, h: float) -> None:
    """Move the atoms from u (Å) for a time h (ps) with velocities w (Å/ps), ghosts included."""
    N = u.shape[1] - 2
    for c in range(3):
        for x in range(1, N + 1):
            for y in range(1, N + 1):
                for z in range(1, N + 1):
                    u[c, x, y, z] += h * w[c, x, y, z]
    wrap(u)


def field(N: int) -> np.ndarray:
    """A field of zeros, of any unit, for a box of N³ cells."""
    return np.zeros((3, N + 2, N + 2, N + 2))


def spring_energy(u: np.ndarray, k1: float, k2: float) -> float:
    """Energy (meV) in springs k1 and k2 (meV/Å²) at displacements u (Å): −½ Σ u·F."""
    force = np.zeros_like(u)
    kick(u, force, k1, k2 / 2)
    return -0.5 * float(np.sum(inner(u) * inner(force)))


def inner(u: np.ndarray) -> np.ndarray:
    """A field u without its ghosts, in its unit."""
    return u[:, 1:-1, 1:-1, 1:-1]
