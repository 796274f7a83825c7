"""Line: an ion and the atoms it touches on one line, where symmetry leaves one component.

The rest of the crystal is eliminated. Between atoms of a row along z stands the kernel G_zz, and
r_j(t) = ∫ Σ_k G_jk(t') F_k(t − t') dt' is exact; so the lattice of a million atoms becomes a
convolution over a few.

Both the convolution and the ion's motion are of fourth order in the step: the trapezium rule with
its first end correction, which needs only G(0) = 0 and G'(0) = 1/m, and Numerov's rule.
"""

from typing import NamedTuple

import numpy as np

from ..numerics.compiler import float64, int64, njit, types
from ..numerics.kernels.potentials import curvature, energies, stiffness

ROUNDS = 4
"""Corrections of a step; each gains a factor h²U''/12m."""
NEAREST = 1e-3
"""Å from an atom at which a run stops: no potential here is meant to be met so closely."""
ZERO = 1e-200
"""Å² added to a distance squared, lest an ion exactly on an atom divide by zero."""
FIRST, SECOND, THIRD = 3 / 8, 7 / 6, 23 / 24
"""Gregory's weights of the oldest forces, for a force that is there from the first moment on."""
DIFFERENCES = np.array([137 / 60, -5.0, 5.0, -10 / 3, 5 / 4, -1 / 5])


class Atoms(NamedTuple):
    """Places of the atoms at rest along the line (Å), evenly spaced, and the mass of one."""

    rest: np.ndarray
    m: float


class Path(NamedTuple):
    """What a run gives: even times (ps), ion z (Å) and v (Å/ps), atoms' r (Å) and forces on them.

    r and force have shape (time, atom); steps counts those done before it ended or stopped.
    """

    t: np.ndarray
    z: np.ndarray
    v: np.ndarray
    r: np.ndarray
    force: np.ndarray
    steps: int


@njit(float64(int64, float64, float64, float64), cache=True)
def push(code, d, U0, lam):
    """−U'(|d|) in the direction of d: force (meV/Å) on what stands d away from the source."""
    return stiffness(code, d * d + ZERO, U0, lam) * d


LINE, TABLE = float64[::1], float64[:, ::1]
KERNEL = types.Array(float64, 2, "C", readonly=True)
LAW = (int64, float64, float64)


@njit(
    int64(
        *LAW, float64, LINE, KERNEL, TABLE, LINE, TABLE, TABLE, int64, int64, float64, LINE, int64
    ),
    cache=True,
    nogil=True,
    fastmath={"reassoc", "contract"},
)
def follow(code, U0, lam, M, rest, G, reverse, z, r, F, first, last, step, rise, window):
    """Advance the eliminated equation from step `first` to `last`; the step reached.

    Arrays are filled in place: z (n,), r and F (n, atom), and `reverse` (atom, n), the forces
    once more backwards in time, so that the convolution runs along memory. G has shape (apart, n)
    and reaches back `window` steps. Steps 0 and 1 must be there. Fewer steps than asked for come
    back when the ion meets an atom.
    """
    n, atoms = F.shape
    past, here, there = np.empty(atoms), np.empty(atoms), np.empty(atoms)
    for i in range(first, last):
        # forces of the past, all but the newest
        for j in range(atoms):
            past[j] = 0.0
        reach = min(i, window)
        for k in range(atoms):
            line = reverse[k, n - i : n - i + reach]
            for apart in range(max(k, atoms - 1 - k) + 1):
                g = G[apart, 1 : reach + 1]
                total = 0.0
                for s in range(len(g)):
                    total += g[s] * line[s]
                if k + apart < atoms:
                    past[k + apart] += step * total
                if apart > 0 and k - apart >= 0:
                    past[k - apart] += step * total
        now = z[i - 1]
        guess = 2 * z[i - 1] - z[i - 2] if i > 1 else z[0]
        for j in range(atoms):
            here[j] = F[i - 1, j]
        sum_before = 0.0
        for j in range(atoms):
            sum_before += F[i - 2, j] + 10 * F[i - 1, j]
        z[i] = guess
        for j in range(atoms):
            there[j] = F[i - 1, j]
        for _ in range(ROUNDS):
            total = 0.0
            for j in range(atoms):
                r[i, j] = past[j]
                for k in range(atoms):
                    r[i, j] += step * step / 12 * rise[abs(j - k)] * there[k]
                there[j] = push(code, rest[j] + r[i, j] - z[i], U0, lam)
                total += there[j]
            z[i] = 2 * now - z[i - 2] - step * step / (12 * M) * (sum_before + total)
        for j in range(atoms):
            gap = rest[j] + r[i, j] - z[i]
            # an ion that repels nothing may go where it likes
            if U0 > 0 and (not abs(gap) > NEAREST or (rest[j] - z[0]) * gap < 0):
                return i
            F[i, j] = push(code, gap, U0, lam)
            reverse[j, n - 1 - i] = F[i, j] * (THIRD if i == 2 else 1.0)
    return last


@njit(float64[::1](int64, float64, float64, float64[::1]), cache=True)
def pushes(code, U0, lam, gaps):
    """`push` at many distances."""
    out = np.empty(len(gaps))
    for i in range(len(gaps)):
        out[i] = push(code, gaps[i], U0, lam)
    return out


@njit(float64[::1](int64, float64, float64, float64[::1]), cache=True)
def bends(code, U0, lam, gaps):
    """U'' at many distances."""
    out = np.empty(len(gaps))
    for i in range(len(gaps)):
        out[i] = curvature(code, gaps[i] * gaps[i] + ZERO, U0, lam)
    return out


@njit(LINE(*LAW, LINE, LINE, float64), cache=True)
def forces(code, U0, lam, rest, r, z):
    """Forces (meV/Å) on atoms displaced by r, shape (atom,), by an ion at z."""
    out = np.empty(len(rest))
    for j in range(len(rest)):
        out[j] = push(code, rest[j] + r[j] - z, U0, lam)
    return out


@njit(types.Tuple((float64, LINE))(*LAW, LINE, TABLE, float64, float64, float64), cache=True)
def local_force(code, U0, lam, rest, W0, loss, z, v):
    """Force (meV/Å) on the ion by the time-local equation [SEOM Eqs. 18–20], and atoms' r_eff.

    W0 (atom, atom) is the static response, loss is l; atoms at rest but for the ion.
    """
    atoms = len(rest)
    F, r = np.empty(atoms), np.zeros(atoms)
    rate = 0.0
    for j in range(atoms):
        d = rest[j] - z
        F[j] = push(code, d, U0, lam)
        rate += curvature(code, d * d + ZERO, U0, lam) * v
    for j in range(atoms):
        for k in range(atoms):
            r[j] += W0[j, k] * F[k]
    there = z + loss * rate
    total = 0.0
    for j in range(atoms):
        total -= push(code, rest[j] + r[j] - there, U0, lam)
    return total, r


@njit(
    int64(*LAW, float64, LINE, TABLE, float64, LINE, LINE, int64, int64, float64),
    cache=True,
    nogil=True,
)
def follow_local(code, U0, lam, M, rest, W0, loss, z, v, first, last, step):
    """Advance the time-local equation by Runge and Kutta's rule; the step reached."""
    for i in range(first, last):
        z0, v0 = z[i - 1], v[i - 1]
        a1 = local_force(code, U0, lam, rest, W0, loss, z0, v0)[0] / M
        v2 = v0 + step / 2 * a1
        a2 = local_force(code, U0, lam, rest, W0, loss, z0 + step / 2 * v0, v2)[0] / M
        v3 = v0 + step / 2 * a2
        a3 = local_force(code, U0, lam, rest, W0, loss, z0 + step / 2 * v2, v3)[0] / M
        v4 = v0 + step * a3
        a4 = local_force(code, U0, lam, rest, W0, loss, z0 + step * v3, v4)[0] / M
        z[i] = z0 + step / 6 * (v0 + 2 * v2 + 2 * v3 + v4)
        v[i] = v0 + step / 6 * (a1 + 2 * a2 + 2 * a3 + a4)
        for j in range(len(rest)):
            gap = rest[j] - z[i]
            if U0 > 0 and (not abs(gap) > NEAREST or (rest[j] - z[0]) * gap < 0):
                return i
    return last


def velocities(z: np.ndarray, v0: float, step: float) -> np.ndarray:
    """v (Å/ps) at every time of z (n,), to fourth order, from even steps; v0 at the first."""
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


def ion_energy(law: tuple, M: float, rest: np.ndarray, z, v, r) -> tuple[np.ndarray, np.ndarray]:
    """Kinetic energy of the ion and its energy among the atoms (meV), each of shape (time,)."""
    gaps = rest + r - z[:, None]
    among = energies(law[0], (gaps**2).reshape(-1), *law[1:]).reshape(gaps.shape)
    return M * v**2 / 2, among.sum(axis=1)
