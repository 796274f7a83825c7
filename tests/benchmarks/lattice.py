"""Speed and memory of the crystal beside plain ways to the same numbers, in one run.

Read the ratios: absolute times depend on the machine and on what else it is doing.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from ionoscope.engine.lattice.barrier import LatticeBarrier
from ionoscope.engine.lattice.crystal import CubicLattice
from ionoscope.engine.lattice.density import density_of_states
from ionoscope.engine.lattice.memory_kernel import static_response, static_response_within
from ionoscope.engine.lattice.modes import Modes
from ionoscope.engine.lattice.phonons import LatticePhonons
from ionoscope.engine.lattice.thermal_modes import Frames, ThermalModes
from ionoscope.engine.lattice.zone import nodes, quadrature
from tests.benchmarks import timing
from tests.benchmarks.boxed import boxed_barrier
from tests.benchmarks.timing import CORES, best, shown
from tests.engine.lattice.responses import polarisations, recoil

CRYSTAL = CubicLattice()
REACH = 7
"""Cells each way: 15³ displacements."""
SITES = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)])
TIMES = np.linspace(0, 2, 200)
PLAIN_GRID = 64
"""Points a side of the plain grid for W(0)."""
PLAIN_BOX = 6
"""Atoms a side of the box in which an ion is relaxed with explicit springs."""


@dataclass(frozen=True)
class Row(timing.Row):
    """One thing measured, with memory in bytes and relative errors."""

    memory: int = 0
    errors: str = ""


def peak_memory(work: Callable[[], object]) -> int:
    """Most bytes that `work` holds above what is there before.

    The larger of what Python's own count says, which misses memory of compiled code, and of what
    the system says, which misses what is taken from memory freed before.
    """
    gc.collect()
    tracemalloc.start()
    try:
        before = _resident("VmRSS", anew=True)
        work()
        return max(_resident("VmHWM") - before, tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def _resident(name: str, anew: bool = False) -> int:
    """Bytes of a line of /proc/self/status (Linux; else 0), its high-water mark set back first."""
    try:
        if anew:
            Path("/proc/self/clear_refs").write_text("5")
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return 1024 * int(next(line for line in lines if line.startswith(name)).split()[1])


def measured(work: Callable[[], object], tries: int = 5) -> tuple[float, int]:
    """Shortest time and peak memory; everything is compiled first."""
    work()
    memory = peak_memory(work)
    return best(work, tries), memory


# --- phonons ---


def plain_density(bins: int, n: int) -> np.ndarray:
    """Density of states (ps) as the histogram of a full grid of (2n)³ wave vectors."""
    axis = np.pi * (np.arange(2 * n) + 0.5) / n
    theta = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    end = 1.0001 * CRYSTAL.Omega_max
    found = np.histogram(CRYSTAL.frequencies(theta), bins, (0, end))[0]
    return found * bins / (end * len(theta))


def phonons() -> Iterator[Row]:
    """Dispersion and density of states as the page draws them."""
    made = LatticePhonons()
    bins, n = made.n_bins, made.n_zone
    ours, memory = measured(made.solve)
    plain = best(lambda: plain_density(bins, n))
    exact = density_of_states(CRYSTAL, bins, 80)[1]
    errors = [
        np.abs(g - exact).sum() / exact.sum()
        for g in (density_of_states(CRYSTAL, bins, n)[1], plain_density(bins, n))
    ]
    yield Row(
        "dispersion and density of states",
        ours,
        "100 ms",
        plain,
        f"histogram of a full {2 * n}³ grid",
        memory,
        shown_errors(errors),
    )


# --- response ---


def plain_static_response(N: int) -> np.ndarray:
    """W(0) (Å²/meV) at all displacements by FFT over a full N³ grid, Γ left out."""
    axis = 2 * np.pi * np.arange(N) / N
    theta = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1)
    D = CRYSTAL.dynamical_matrix(theta)
    D[0, 0, 0] = np.eye(3)
    inverse = np.linalg.inv(D) / CRYSTAL.m
    inverse[0, 0, 0] = 0
    return np.fft.ifftn(inverse, axes=(0, 1, 2)).real


def our_response() -> tuple[np.ndarray, np.ndarray]:
    """W(0) of 15³ displacements and W(t) of five at 200 times."""
    modes = Modes.of(CRYSTAL, quadrature(nodes(CRYSTAL, SITES, TIMES[-1])))
    return static_response_within(CRYSTAL, REACH), recoil(CRYSTAL, modes, SITES, TIMES)


def response() -> Iterator[Row]:
    """Against the plain grid, which gives W(0) only, and that to 1/N."""
    ours, memory = measured(our_response, 3)
    plain = best(lambda: plain_static_response(PLAIN_GRID), 1)
    exact = static_response(CRYSTAL, Modes.of(CRYSTAL, quadrature(40)), [(0, 0, 0)])[0, 0, 0]
    found = (
        our_response()[0][REACH, REACH, REACH, 0, 0],
        plain_static_response(PLAIN_GRID)[0, 0, 0, 0, 0],
    )
    errors = [abs(w / exact - 1) for w in found]
    yield Row(
        "W(0) of 15³ displacements, W(t) at 200 times",
        ours,
        "2 s",
        plain,
        f"W(0) alone, FFT of a full {PLAIN_GRID}³ grid",
        memory,
        shown_errors(errors),
    )


# --- thermal motion ---


def naive_motion(modes: ThermalModes, sites: np.ndarray, t: float, orders: int) -> np.ndarray:
    """r, ṙ, r̈ of some atoms as plain sums over all modes: shape (orders, n, 3)."""
    q = 2 * np.pi / modes.N * np.indices((modes.N,) * 3).reshape(3, -1)
    eta = polarisations(modes).reshape(-1, 3, 3)
    Omega, A = (f.reshape(-1, 3) for f in (modes.frequency, modes.turned(t)))
    waves = [np.einsum("qcs,qs->qc", eta, A * (1j * Omega) ** k) for k in range(orders)]
    phases = np.exp(1j * (sites @ q))
    return np.array([(phases @ wave).real for wave in waves])


def _naive_time(modes: ThermalModes, orders: int, count: int) -> float:
    """Seconds of the naive sum for all atoms: measured on `count` of them and scaled.

    What is the same for any number of atoms is measured on one and counted once.
    """
    sites = np.indices((modes.N,) * 3).reshape(3, -1).T
    one, many = (
        best(lambda k=k: naive_motion(modes, sites[:k], 0.3, orders)) for k in (1, 1 + count)
    )
    return one + max(many - one, 0.0) * modes.N**3 / count


def thermal() -> Iterator[Row]:
    """One draw of 60³ cells, and frames of 20³."""
    ours, memory = measured(lambda: ThermalModes(CRYSTAL, 60, 25.0, "quantum", 0).at(0.3, 2), 3)
    modes = ThermalModes(CRYSTAL, 60, 25.0, "quantum", 0)
    yield Row(
        "thermal sample of 60³ cells: drawn, r and ṙ",
        ours,
        "1 s",
        _naive_time(modes, 2, 20),
        "plain sum over modes, on 20 atoms and scaled",
        memory,
    )
    modes = ThermalModes(CRYSTAL, 20, 25.0, "quantum", 0)
    frames, count = Frames(modes, 0.02), iter(range(10**9))
    ours, memory = measured(lambda: frames.frame(next(count)), 50)
    yield Row(
        "frame of 20³ atoms: r, ṙ, r̈",
        ours,
        "1 ms",
        _naive_time(modes, 3, 200),
        "plain sum over modes, on 200 atoms and scaled",
        memory,
    )


# --- barrier ---


def barrier() -> Iterator[Row]:
    """61 points along the path, relaxed."""
    made = LatticeBarrier()
    ours, memory = measured(made.solve)
    plain = best(lambda: boxed_barrier(PLAIN_BOX), 2) * made.n_points / 2
    exact = made.solve().summary["relaxed"]
    miss = abs(boxed_barrier(PLAIN_BOX) / exact - 1)
    own = made.solve().summary["atoms_error"] / exact
    yield Row(
        "barrier, 61 points",
        ours,
        "1 s",
        plain,
        f"Newton's method on all atoms of a {PLAIN_BOX}³ box, two points and scaled",
        memory,
        shown_errors([own, miss]),
    )


def shown_errors(errors) -> str:
    """Relative errors of ours and of the plain way."""
    return " / ".join(f"{e:.0e}" if e > 1e-14 else "rounding" for e in errors)


def rows() -> Iterator[Row]:
    """Measure, one row after the other."""
    for part in (phonons, response, thermal, barrier):
        yield from part()


def main(console: Console) -> None:
    """Measure and print everything; about half a minute."""
    table = timing.table(
        f"The crystal on {CORES} cores",
        "what",
        "this software",
        "goal",
        "peak memory",
        "plain",
        "ratio",
        "errors",
        "direct method",
    )
    with console.status("measuring the crystal: about half a minute"):
        for row in rows():
            memory = f"{row.memory / 1e6:.3g} MB"
            times = shown(row.ours), row.goal, memory, shown(row.plain), row.shown_ratio
            table.add_row(row.what, *times, row.errors, row.twin)
    console.print(table)


if __name__ == "__main__":
    main(Console())
