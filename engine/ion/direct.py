"""Direct: the ion and every atom of a periodic box, stepped together [SEOM Eqs. 2–3]."""

from collections.abc import Iterator

import numpy as np

from ..lattice.crystal import CubicLattice
from ..numerics.compiler import float64, int64, njit, types
from ..numerics.kernels.potentials import energy, stiffness
from ..numerics.steppers import Splitting, Tableau
from .eliminated import Ion
from .kernels.springs import FIELD, drift, field, inner, kick, spring_energy, wrap
from .line import NEAREST, ZERO, Path, pushes

SLICE_ATOMS = 4_000_000
"""Atoms moved between two looks at a run."""
BYTES = 8 * 3 * 2
"""Memory of an atom: displacement and velocity."""


LAW, LINE, SITES = (int64, float64, float64), float64[::1], int64[:, ::1]
PLACE = (float64, float64)


@njit(float64(*LAW, FIELD, FIELD, SITES, LINE, *[float64] * 4), cache=True, nogil=True)
def pull(code, U0, lam, u, w, sites, rest, z, h, m, M):
    """Kick ion and touched atoms for a time h; the ion's change of velocity (Å/ps).

    The ion moves along the line of the atoms, along z; sites (n, 3) count with the ghosts.
    """
    change = 0.0
    for j in range(len(rest)):
        x, y, k = sites[j, 0], sites[j, 1], sites[j, 2]
        d0, d1, d2 = u[0, x, y, k], u[1, x, y, k], rest[j] + u[2, x, y, k] - z
        s = stiffness(code, d0 * d0 + d1 * d1 + d2 * d2 + ZERO, U0, lam)
        w[0, x, y, k] += h / m * s * d0
        w[1, x, y, k] += h / m * s * d1
        w[2, x, y, k] += h / m * s * d2
        change -= h / M * s * d2
    return change


@njit(
    types.Tuple(PLACE)(
        *LAW, FIELD, FIELD, SITES, LINE, *[float64] * 7, LINE, LINE, float64[:, ::1]
    ),
    cache=True,
    nogil=True,
)
def split(code, U0, lam, u, w, sites, rest, z, v, M, m, k1, k2, h, drifts, kicks, out):
    """One row of `out` (row, 2 + atoms) a step: z, v and the atoms' displacements; z, v at last."""
    for row in range(len(out)):
        for part in range(len(kicks)):
            if part > 0:
                drift(u, w, drifts[part - 1] * h)
                z += drifts[part - 1] * h * v
            b = kicks[part] * h
            kick(u, w, k1 * b / m, k2 * b / (2 * m))
            v += pull(code, U0, lam, u, w, sites, rest, z, b, m, M)
        out[row, 0], out[row, 1] = z, v
        for j in range(len(rest)):
            out[row, 2 + j] = u[2, sites[j, 0], sites[j, 1], sites[j, 2]]
    return z, v


def runge_kutta(method: Tableau, law, u, w, sites, rest, z, v, M, crystal, h, out):
    """The same by an explicit Runge–Kutta method, for comparison with the papers' choice."""

    def rates(u, w, z, v):
        wrap(u)
        push = np.zeros_like(u)
        kick(u, push, crystal.k1 / crystal.m, crystal.k2 / (2 * crystal.m))
        return w, push, v, pull(*law, u, push, sites, rest, z, 1.0, crystal.m, M)

    for row in range(len(out)):
        stages = []
        for weights in method.A:
            y = [
                a + h * sum((c * s[i] for c, s in zip(weights, stages, strict=False) if c), 0.0)
                for i, a in enumerate((u, w, z, v))
            ]
            stages.append(rates(*y))
        step = [h * sum(b * s[i] for b, s in zip(method.b, stages, strict=True)) for i in range(4)]
        u += step[0]
        w += step[1]
        z, v = z + step[2], v + step[3]
        out[row, 0], out[row, 1] = z, v
        out[row, 2:] = u[2][tuple(sites.T)]
    return z, v


def motion(
    crystal: CubicLattice,
    N: int,
    law,
    ion: Ion,
    rest: np.ndarray,
    step: float,
    n: int,
    method: Splitting | Tableau,
) -> Iterator[tuple[Path, float]]:
    """Yield the path so far and the total energy (meV): n times from 0 on, atoms at rest at first.

    `rest` are the places (Å) of the touched atoms along z, whole numbers of cells apart. A run
    in which the ion meets an atom ends before that step, with an energy of NaN.
    """
    u, w = field(N), field(N)
    cells = np.rint((rest - rest[0]) / crystal.a).astype(np.int64)
    sites = np.stack([np.ones_like(cells), np.ones_like(cells), 1 + cells % N], -1)
    rows = np.zeros((n, 2 + len(rest)))
    rows[0, :2] = ion.z, ion.v
    done, z, v = 1, ion.z, ion.v
    per = max(1, SLICE_ATOMS // N**3)
    while done < n:
        part = rows[done : done + per]
        if isinstance(method, Splitting):
            z, v = split(
                *law,
                u,
                w,
                sites,
                rest,
                z,
                v,
                ion.M,
                crystal.m,
                crystal.k1,
                crystal.k2,
                step,
                method.drift,
                method.kick,
                part,
            )
        else:
            z, v = runge_kutta(method, law, u, w, sites, rest, z, v, ion.M, crystal, step, part)
        met = (law[1] > 0) & _meetings(part, rest, ion)
        if np.any(met):
            yield _path(law, rows[: done + int(np.argmax(met))], rest, step), np.nan
            return
        done += len(part)
        total = _energy(crystal, law, ion, u, w, rest, rows[done - 1])
        yield _path(law, rows[:done], rest, step), total


def _meetings(rows, rest, ion: Ion) -> np.ndarray:
    """Whether the ion is at an atom or on the wrong side of it, at every row."""
    gaps = (rest + rows[:, 2:] - rows[:, :1]) * np.sign(rest - ion.z)
    return ~np.all(gaps > NEAREST, axis=1)


def _path(law, rows, rest, step) -> Path:
    z, v, r = rows[:, 0], rows[:, 1], rows[:, 2:]
    gap = rest + r - z[:, None]
    force = pushes(*law, gap.reshape(-1)).reshape(gap.shape)
    return Path(step * np.arange(len(rows)), z, v, r, force, len(rows))


def _energy(crystal, law, ion, u, w, rest, row) -> float:
    """Total energy (meV) of ion, interaction, springs and atoms."""
    among = sum(energy(law[0], d * d, *law[1:]) for d in rest + row[2:] - row[0])
    wrap(u)
    atoms = 0.5 * crystal.m * float(np.sum(inner(w) ** 2))
    springs = spring_energy(u, crystal.k1, crystal.k2)
    return 0.5 * ion.M * row[1] ** 2 + among + atoms + springs
