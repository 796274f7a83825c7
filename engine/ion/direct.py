"""Direct: the ion and every atom of a periodic box, stepped together [SEOM Eqs. 2–3]."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..lattice.crystal import CubicLattice
from ..numerics.kernels.potentials import energy
from ..numerics.potentials import Law
from ..numerics.steppers import Splitting, Tableau
from .kernels.direct import pull, split
from .kernels.line import NEAREST, pushes
from .kernels.springs import field, inner, kick, spring_energy, wrap
from .kernels.values import Crystal, Ion, Method, Touched
from .line import Path

SLICE_ATOMS = 4_000_000
"""Atoms moved between two looks at a run."""
Mover = Callable[[Ion, float, np.ndarray], tuple[float, float]]
"""Moves an ion and its crystal by steps of so many ps, a row of the array each; z and v at last."""


def runge_kutta(
    law: Law,
    crystal: Crystal,
    touched: Touched,
    ion: Ion,
    method: Tableau,
    h: float,
    out: np.ndarray,
) -> tuple[float, float]:
    """The same as `split` by an explicit Runge–Kutta method, for comparison; arguments as there."""
    u, w, m, k1, k2 = crystal
    M, z, v = ion

    def rates(u: np.ndarray, w: np.ndarray, z: float, v: float) -> tuple:
        wrap(u)
        push = np.zeros_like(u)
        kick(u, push, k1 / m, k2 / (2 * m))
        return w, push, v, pull(law, crystal._replace(u=u, w=push), touched, z, M, 1.0)

    for row in range(len(out)):
        now: tuple[Any, ...] = (u, w, z, v)
        stages: list[tuple] = []
        for weights in method.A:
            y = [
                a + h * sum((c * s[i] for c, s in zip(weights, stages, strict=False) if c), 0.0)
                for i, a in enumerate(now)
            ]
            stages.append(rates(*y))
        step = [h * sum(b * s[i] for b, s in zip(method.b, stages, strict=True)) for i in range(4)]
        u += step[0]
        w += step[1]
        z, v = z + step[2], v + step[3]
        out[row, 0], out[row, 1] = z, v
        out[row, 2:] = u[2][tuple(touched.sites.T)]
    return z, v


def motion(
    crystal: CubicLattice,
    N: int,
    law: Law,
    ion: Ion,
    rest: np.ndarray,
    step: float,
    n: int,
    method: Splitting | Tableau,
) -> Iterator[tuple[Path, float]]:
    """Yield the path so far and the total energy (meV): n times from 0 on, atoms at rest at first.

    A box of N³ cells; `rest` are the places (Å) of the touched atoms along z, whole numbers of
    cells apart; the times are `step` ps apart. A run in which the ion meets an atom ends before
    that step, with an energy of NaN.
    """
    made = Crystal(field(N), field(N), crystal.m, crystal.k1, crystal.k2)
    touched = Touched(_sites(rest, crystal.a, N), rest)
    move = _mover(law, made, touched, method)
    rows = np.zeros((n, 2 + len(rest)))
    rows[0, :2] = ion.z, ion.v
    done, now, per = 1, ion, max(1, SLICE_ATOMS // N**3)
    while done < n:
        part = rows[done : done + per]
        now = Ion(ion.M, *move(now, step, part))
        met = (law[1] > 0) & _meetings(part, rest, ion)
        if np.any(met):
            yield _path(law, rows[: done + int(np.argmax(met))], rest, step), np.nan
            return
        done += len(part)
        yield _path(law, rows[:done], rest, step), _energy(law, made, rest, ion.M, rows[done - 1])


def _mover(law: Law, crystal: Crystal, touched: Touched, method: Splitting | Tableau) -> Mover:
    if isinstance(method, Splitting):
        parts = Method(method.drift, method.kick)
        return lambda ion, h, out: split(law, crystal, touched, ion, parts, h, out)
    return lambda ion, h, out: runge_kutta(law, crystal, touched, ion, method, h, out)


def _sites(rest: np.ndarray, a: float, N: int) -> np.ndarray:
    """Places of the touched atoms in the fields, shape (atom, 3)."""
    cells = np.rint((rest - rest[0]) / a).astype(np.int64)
    return np.stack([np.ones_like(cells), np.ones_like(cells), 1 + cells % N], -1)


def _meetings(rows: np.ndarray, rest: np.ndarray, ion: Ion) -> np.ndarray:
    """Whether the ion is at an atom or on the wrong side of it, at every row."""
    gaps = (rest + rows[:, 2:] - rows[:, :1]) * np.sign(rest - ion.z)
    return ~np.all(gaps > NEAREST, axis=1)


def _path(law: Law, rows: np.ndarray, rest: np.ndarray, step: float) -> Path:
    z, v, r = rows[:, 0], rows[:, 1], rows[:, 2:]
    gap = rest + r - z[:, None]
    force = pushes(law, gap.reshape(-1)).reshape(gap.shape)
    return Path(step * np.arange(len(rows)), z, v, r, force, len(rows))


def _energy(law: Law, crystal: Crystal, rest: np.ndarray, M: float, row: np.ndarray) -> float:
    """Total energy (meV) of ion, interaction, springs and atoms."""
    among = sum(energy(law[0], d * d, *law[1:]) for d in rest + row[2:] - row[0])
    wrap(crystal.u)
    atoms = 0.5 * crystal.m * float(np.sum(inner(crystal.w) ** 2))
    springs = spring_energy(crystal.u, crystal.k1, crystal.k2)
    return 0.5 * M * row[1] ** 2 + among + atoms + springs
