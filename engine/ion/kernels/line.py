"""Line: an ion and the atoms it touches, stepped with the rest of the crystal left out.

By the eliminated equation both the convolution and the ion's motion are of fourth order in the
step: the trapezium rule with its first end correction, which needs only G(0) = 0 and G'(0), and
Numerov's rule. The time-local equation goes by Runge and Kutta's classical one.
"""

import numpy as np

from ...numerics.compiler import float64, int64, njit, types
from ...numerics.kernels.potentials import curvature, stiffness
from ...numerics.potentials import Law
from ...numerics.steppers import RK4
from .types import ANSWER, LAW, LINE, MOTION, RESPONSE, TABLE
from .values import Answer, Motion, Response

ROUNDS = 4
"""Corrections of a step; each gains a factor h²U''/12m."""
NEAREST = 1e-3
"""Å from an atom at which a run stops: no potential here is meant to be met so closely."""
ZERO = 1e-200
"""Å² added to a distance squared, lest an ion exactly on an atom divide by zero."""
FIRST, SECOND, THIRD = 3 / 8, 7 / 6, 23 / 24
"""Gregory's weights of the oldest forces, for a force that is there from the first moment on."""
NODES, WEIGHTS = RK4.c, RK4.b


@njit(float64(LAW, float64), cache=True)
def push(law: Law, d: float) -> float:
    """−U'(|d|) in the direction of d (Å): force (meV/Å) on what stands d away from the source."""
    code, U0, lam = law
    return stiffness(code, d * d + ZERO, U0, lam) * d


@njit(float64(LAW, float64), cache=True)
def bend(law: Law, d: float) -> float:
    """U'' (meV/Å²) at a distance d (Å)."""
    code, U0, lam = law
    return curvature(code, d * d + ZERO, U0, lam)


@njit(LINE(LAW, LINE), cache=True)
def pushes(law: Law, gaps: np.ndarray) -> np.ndarray:
    """`push` at many gaps (Å, shape (n,))."""
    out = np.empty(len(gaps))
    for i in range(len(gaps)):
        out[i] = push(law, gaps[i])
    return out


@njit(LINE(LAW, LINE), cache=True)
def bends(law: Law, gaps: np.ndarray) -> np.ndarray:
    """`bend` at many gaps (Å, shape (n,))."""
    out = np.empty(len(gaps))
    for i in range(len(gaps)):
        out[i] = bend(law, gaps[i])
    return out


@njit(LINE(LAW, LINE, LINE, float64), cache=True)
def forces(law: Law, rest: np.ndarray, r: np.ndarray, z: float) -> np.ndarray:
    """Forces (meV/Å) on atoms displaced by r (Å), shape (atom,), by an ion at z (Å)."""
    out = np.empty(len(rest))
    for j in range(len(rest)):
        out[j] = push(law, rest[j] + r[j] - z)
    return out


@njit(types.boolean(LAW, float64, float64), cache=True)
def passed(law: Law, gap: float, before: float) -> bool:
    """Whether an ion is at an atom `gap` (Å) away, or behind one that was `before` away."""
    # an ion that repels nothing may go where it likes
    return law[1] > 0 and (not abs(gap) > NEAREST or before * gap < 0)


@njit(
    int64(LAW, float64, LINE, RESPONSE, MOTION, int64, int64, float64),
    cache=True,
    nogil=True,
    fastmath={"reassoc", "contract"},
)
def follow(
    law: Law,
    M: float,
    rest: np.ndarray,
    response: Response,
    motion: Motion,
    first: int,
    last: int,
    step: float,
) -> int:
    """Advance the eliminated equation from step `first` to `last`; the step reached.

    Mass M (meV ps²/Å²) of the ion, places `rest` (Å) of the atoms, shape (atom,); `motion` is
    filled in place, its steps 0 and 1 must be there; `step` in ps. Fewer steps than asked for come
    back when the ion meets an atom. [SEOM Sec. II, the crystal eliminated.]
    """
    G, rise, window = response
    z, r, F, reverse = motion
    n, atoms = F.shape
    past, there = np.empty(atoms), np.empty(atoms)
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
        before = 0.0
        for j in range(atoms):
            before += F[i - 2, j] + 10 * F[i - 1, j]
            there[j] = F[i - 1, j]
        z[i] = 2 * z[i - 1] - z[i - 2]
        for _ in range(ROUNDS):
            total = 0.0
            for j in range(atoms):
                r[i, j] = past[j]
                for k in range(atoms):
                    r[i, j] += step * step / 12 * rise[abs(j - k)] * there[k]
                there[j] = push(law, rest[j] + r[i, j] - z[i])
                total += there[j]
            z[i] = 2 * z[i - 1] - z[i - 2] - step * step / (12 * M) * (before + total)
        for j in range(atoms):
            gap = rest[j] + r[i, j] - z[i]
            if passed(law, gap, rest[j] - z[0]):
                return i
            F[i, j] = push(law, gap)
            reverse[j, n - 1 - i] = F[i, j] * (THIRD if i == 2 else 1.0)
    return last


@njit(types.Tuple((float64, LINE))(LAW, LINE, ANSWER, float64, float64), cache=True)
def local_force(
    law: Law, rest: np.ndarray, answer: Answer, z: float, v: float
) -> tuple[float, np.ndarray]:
    """Force (meV/Å) on the ion by the time-local equation [SEOM Eqs. 18–20], and atoms' r (Å).

    Atoms at rest at `rest` (Å), shape (atom,), but for the ion, which is at z (Å) and has v (Å/ps).
    """
    atoms = len(rest)
    F, r = np.empty(atoms), np.zeros(atoms)
    rate = 0.0
    for j in range(atoms):
        F[j] = push(law, rest[j] - z)
        rate += bend(law, rest[j] - z) * v
    for j in range(atoms):
        for k in range(atoms):
            r[j] += answer.W[j, k] * F[k]
    there = z + answer.loss * rate
    total = 0.0
    for j in range(atoms):
        total -= push(law, rest[j] + r[j] - there)
    return total, r


@njit(TABLE(LAW, LINE, ANSWER, LINE), cache=True, nogil=True)
def local_displacements(law: Law, rest: np.ndarray, answer: Answer, z: np.ndarray) -> np.ndarray:
    """r (Å) of the atoms when the ion is at each z (Å), shape (time, atom): W(0)F [SEOM Eq. 18]."""
    out = np.empty((len(z), len(rest)))
    for i in range(len(z)):
        out[i] = local_force(law, rest, answer, z[i], 0.0)[1]
    return out


@njit(int64(LAW, float64, LINE, ANSWER, LINE, LINE, float64), cache=True, nogil=True)
def follow_local(
    law: Law, M: float, rest: np.ndarray, answer: Answer, z: np.ndarray, v: np.ndarray, step: float
) -> int:
    """Advance the time-local equation from z[0] (Å), v[0] (Å/ps) on; the step reached.

    M (meV ps²/Å²) is the ion's mass; z and v (n,) are filled in place, `step` in ps. Fewer steps
    than n come back when the ion meets an atom.
    """
    for i in range(1, len(z)):
        speed = gain = way = change = 0.0
        for k in range(len(NODES)):
            at = z[i - 1] + NODES[k] * step * speed
            speed = v[i - 1] + NODES[k] * step * gain
            gain = local_force(law, rest, answer, at, speed)[0] / M
            way += WEIGHTS[k] * speed
            change += WEIGHTS[k] * gain
        z[i] = z[i - 1] + step * way
        v[i] = v[i - 1] + step * change
        for j in range(len(rest)):
            if passed(law, rest[j] - z[i], rest[j] - z[0]):
                return i
    return len(z)
