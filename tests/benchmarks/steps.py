"""How long a step may be: heat, D and energy against dt, and the order of each equation.

Run as `python -m tests.benchmarks.steps`; about six minutes on two cores. Classical statistics, so
that equipartition says what is right; the full equation in 6³ boxes, 20 times as fast.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np
from rich.console import Console
from rich.table import Table

from ionoscope.engine.ion.frames import FRAME, Setting, TooClose
from ionoscope.engine.ion.kernels.corners import among
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CELL_CORNERS, CubicLattice
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from ionoscope.engine.statistics.running_diffusion import RunningDiffusion
from ionoscope.engine.statistics.velocities import VelocityStatistics

CRYSTAL, LAW, M = CubicLattice(), (SCREENED_COULOMB, 4000.0, 0.5), 0.7
TEMPERATURES, STEPS = (25.0, 50.0), (0.0025, 0.005, 0.01, 0.02)
SIDES = {"full": 6, "memory": 12, "time-local": 12}
IONS = {"full": (64, 1), "memory": (32, 4), "time-local": (32, 4)}
"""Ions a bath, and baths; without an echo a bath of 12³ serves as well as one of 20³."""
TIMES = {"full": 200.0, "memory": 100.0, "time-local": 100.0}
"""ps of each ion."""
SETTLE, BLOCK = 4.0, 250
FINEST, SHORT = 0.000625, 0.4


def setting(equation: str, kT: float, dt: float, ions: int, baths: int, **changed) -> Setting:
    """The crystal, ion and potential of SEOM Figs. 5–7 with classical heat."""
    kept = {
        "crystal": CRYSTAL,
        "law": LAW,
        "M": M,
        "kT": kT,
        "N": SIDES[equation],
        "statistics": "classical",
        "ions": ions,
        "baths": baths,
        "dt": dt,
        "t_c": 0.2,
    }
    return Setting(**(kept | changed))


@dataclass(frozen=True)
class Row:
    """What one run of many ions says; values with standard errors."""

    equation: str
    kT: float
    dt: float
    heat: tuple[float, float]
    D: tuple[float, float]
    drift: tuple[float, float] | None
    """Energy (meV per ion and ns)."""


def measured(equation: str, kT: float, dt: float) -> Row | None:
    """Heat, D and drift of one step; None if an ion ran into an atom."""
    ions, baths = IONS[equation]
    made = setting(equation, kT, dt, ions, baths)
    kind = WANDERERS[equation]
    run = kind(made, np.random.SeedSequence(11))
    groups = kind.groups(made)
    heat = VelocityStatistics(ions * baths, M, kT, groups)
    walk = RunningDiffusion(ions * baths, FRAME, t_max=10.0, groups=groups)
    try:
        run.frames(round(SETTLE / FRAME))
        before = run.energy() if equation == "full" else None
        for _ in range(round(TIMES[equation] / FRAME / BLOCK)):
            R, V = run.frames(BLOCK)
            walk.feed(R)
            heat.feed(V)
    except TooClose:
        return None
    D, warm = walk.diffusion((1.0, 10.0)), heat.temperature_ratio()
    drift = None
    if before is not None:
        each = (run.energy() - before) / TIMES[equation] * 1000
        drift = float(each.mean()), float(each.std(ddof=1) / np.sqrt(len(each)))
    return Row(equation, kT, dt, (warm.value, warm.error), (D.D, D.error), drift)


def orders() -> dict[str, list[float]]:
    """Å between paths of SHORT ps by each step and by FINEST, in the median over 64 ions."""
    found = {}
    for equation in WANDERERS:
        paths = {}
        for dt in (*STEPS, FINEST):
            made = setting(equation, 25.0, dt, 16, 4, N=8)
            paths[dt] = WANDERERS[equation](made, np.random.SeedSequence(2)).frames(
                round(SHORT / FRAME)
            )[0][:, -1]
        found[equation] = [
            float(np.median(np.abs(paths[dt] - paths[FINEST]).max(axis=1))) for dt in STEPS
        ]
    return found


# --- crossing a face ---


@dataclass(frozen=True)
class Jumps:
    """Jumps of U (meV) as the ion's four atoms behind are changed for four in front."""

    kT: float
    mean: float
    error: float
    spread: float
    rate: float
    """Crossings per ps of one ion."""


def crossings(kT: float, time: float = 60.0) -> Jumps:
    """Jumps of the interaction energy in the full equation, at the place where a face is crossed.

    Ion and atoms are taken on a straight line through the face between two steps.
    """
    made = setting("full", kT, FRAME / 4, 24, 1)
    run = WANDERERS["full"](made, np.random.SeedSequence(3))
    run.frames(round(SETTLE / FRAME))
    jumps, seen = [], np.floor(run.R / CRYSTAL.a)
    for _ in range(round(time / FRAME)):
        before = run.R.copy(), run.u.copy()
        run.frames(1)
        now = np.floor(run.R / CRYSTAL.a)
        for n in np.flatnonzero(np.abs(now - seen).sum(axis=1) == 1):
            jumps.append(_jump(seen[n], now[n], before[0][n], run.R[n], before[1][n], run.u[n]))
        seen = now
    jumps = np.array(jumps)
    error = jumps.std(ddof=1) / np.sqrt(len(jumps))
    rate = len(jumps) / time / len(run.R)
    return Jumps(kT, float(jumps.mean()), float(error), float(jumps.std()), rate)


def _jump(old, new, start, end, u_start, u_end) -> float:
    axis = int(np.flatnonzero(new != old)[0])
    face = CRYSTAL.a * max(old[axis], new[axis])
    share = (face - start[axis]) / (end[axis] - start[axis])
    R, u = start + share * (end - start), u_start + share * (u_end - u_start)
    return energy_in(new, R, u) - energy_in(old, R, u)


def flat(values: np.ndarray) -> np.ndarray:
    """Values of corners, shape (8, 3), as the kernels want them, (24,)."""
    return np.ascontiguousarray(np.asarray(values, float).T).reshape(24)


def energy_in(cell, R, u=None) -> float:
    """U (meV) of an ion at R among the corners of a cell; of atoms at rest without u."""
    sites = np.asarray(cell, int) + CELL_CORNERS
    at = tuple((sites % (u.shape[-1] - 2) + 1).T) if u is not None else None
    r = u[(slice(None), *at)].T if u is not None else np.zeros((8, 3))
    return among(LAW, flat(CRYSTAL.a * sites), flat(r), R)


def at_rest() -> tuple[float, float, float]:
    """Barrier from centre to face of a cell (meV) by its 8 atoms, and by 216; dip at the face.

    On a face the far four atoms of the cell still push the ion on, those of the next cell not yet
    back: the top lies a little before the face, on both sides, and the face in a dip between.
    """
    centre, face = CRYSTAL.a * np.array([1.5, 1.5, 1.5]), CRYSTAL.a * np.array([2.0, 1.5, 1.5])
    way = [energy_in((1, 1, 1), R) for R in np.linspace(centre, face, 2001)]
    sites = CRYSTAL.a * np.array(list(product(range(-1, 5), repeat=3)))

    def all_atoms(R):
        away = np.linalg.norm(sites - R, axis=1)
        return float(np.sum(LAW[1] * np.exp(-away / LAW[2]) / away))

    return max(way) - way[0], all_atoms(face) - all_atoms(centre), max(way) - way[-1]


# --- tables ---


def shown(value, digits: int = 3) -> str:
    """A value with its error."""
    return "–" if value is None else f"{value[0]:.{digits}f} ± {value[1]:.{digits}f}"


def main(console: Console) -> None:
    """Measure and print."""
    table = Table(title="Kinetic temperature, D and drift against the step")
    for name in ("equation", "kT (meV)", "dt (ps)", "⟨MV²⟩/3kT", "D (Å²/ps)", "meV/ns"):
        table.add_column(name, justify="right")
    with ThreadPoolExecutor(2) as pool:
        wanted = list(product(WANDERERS, TEMPERATURES, STEPS))
        for (equation, kT, dt), row in zip(
            wanted, pool.map(lambda w: measured(*w), wanted), strict=True
        ):
            parts = ("through an atom",) * 3
            if row:
                parts = shown(row.heat, 4), shown(row.D), shown(row.drift, 1)
            table.add_row(equation, f"{kT:g}", f"{dt:g}", *parts)
            console.print(equation, kT, dt, *parts)
    console.print(table)
    table = Table(title=f"Å from the path of {FINEST * 1000:g} fs after {SHORT:g} ps")
    for name in ("equation", *(f"dt {dt:g}" for dt in STEPS), "order"):
        table.add_column(name, justify="right")
    for equation, far in orders().items():
        order = np.log2(far[2] / far[1])
        table.add_row(equation, *(f"{d:.2g}" for d in far), f"{order:.2g}")
    console.print(table)
    table = Table(title="Crossing a face: four atoms are changed for four others (full)")
    for name in (
        "kT (meV)",
        "mean jump (meV)",
        "spread (meV)",
        "crossings/ps",
        "meV/ns",
        "of 3N³kT",
    ):
        table.add_column(name, justify="right")
    for kT in TEMPERATURES:
        j = crossings(kT)
        drift = j.mean * j.rate * 1000, j.error * j.rate * 1000
        share = drift[0] / (3 * 20**3 * kT)
        table.add_row(
            f"{kT:g}",
            shown((j.mean, j.error)),
            f"{j.spread:.3f}",
            f"{j.rate:.2f}",
            shown(drift, 1),
            f"{share:.1e}/ns at 20³",
        )
    console.print(table)
    eight, every, dip = at_rest()
    console.print(
        f"At rest the barrier is {eight:.2f} meV by a cell's 8 atoms and {every:.2f} by 216; the "
        f"face itself lies {dip:.2f} meV below its surroundings."
    )


if __name__ == "__main__":
    main(Console(width=110))
