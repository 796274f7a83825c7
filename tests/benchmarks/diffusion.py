"""Speed of wandering ions beside the paper's algorithm, in one run.

The paper steps each ion by RK5 at 5e-3 ps and sums all 23,997 modes of a 20³ box for the motion of
the atoms around it, or steps all 8000 atoms. Its way is compiled here too. Read the ratios:
absolute times depend on the machine and on what else it is doing.
"""

from collections.abc import Iterator

import numpy as np
from numba import njit
from rich.console import Console

from ionoscope.engine.ion.frames import FRAME, Setting
from ionoscope.engine.ion.kernels.springs import kick, wrap
from ionoscope.engine.ion.wander_setting import corner_response
from ionoscope.engine.ion.wanderers import WANDERERS
from ionoscope.engine.lattice.crystal import CELL_CORNERS, CubicLattice
from ionoscope.engine.lattice.memory_kernel import loss
from ionoscope.engine.lattice.thermal_modes import ThermalModes
from ionoscope.engine.numerics.kernels.potentials import curvature, stiffness
from ionoscope.engine.numerics.potentials import SCREENED_COULOMB
from ionoscope.engine.numerics.steppers import RK5
from tests.benchmarks.timing import CORES, Row, best, shown, table
from tests.engine.lattice.responses import polarisations

CRYSTAL, LAW, M, kT, N = CubicLattice(), (SCREENED_COULOMB, 4000.0, 0.5), 0.7, 25.0, 20
STEP = 5e-3
"""Time of an ion to which all is scaled (ps): the paper's step."""
T_C = 0.2
IONS = {"time-local": 64, "memory": 64, "full": 2}
GOALS = {"time-local": "5 µs", "memory": "15 µs", "full": "50 µs"}


def setting(equation: str, dt: float) -> Setting:
    """The ions of SEOM Figs. 5–7."""
    return Setting(
        crystal=CRYSTAL,
        law=LAW,
        M=M,
        kT=kT,
        N=N,
        statistics="quantum",
        ions=IONS[equation],
        baths=1,
        dt=dt,
        t_c=T_C,
    )


def ours(equation: str, dt: float) -> float:
    """Seconds for STEP of one ion, the bath included."""
    run = WANDERERS[equation](setting(equation, dt), np.random.SeedSequence(1))
    run.frames(5)
    count = 25 if equation == "full" else 50
    return best(lambda: run.frames(count), 3) / count / IONS[equation] * STEP / FRAME


# --- the paper's way ---


@njit
def summed(amplitude, Omega, eta, corners, t, r, w):
    """Displacements r and velocities w, (8, 3), of the atoms at `corners` (8, 3): all modes."""
    N = Omega.shape[0]
    r[:], w[:] = 0.0, 0.0
    for x in range(N):
        for y in range(N):
            for z in range(N):
                for s in range(3):
                    mode = amplitude[x, y, z, s] * np.exp(1j * Omega[x, y, z, s] * t)
                    for j in range(8):
                        along = x * corners[j, 0] + y * corners[j, 1] + z * corners[j, 2]
                        wave = mode * np.exp(2j * np.pi / N * along)
                        for c in range(3):
                            r[j, c] += eta[x, y, z, c, s] * wave.real
                            w[j, c] -= eta[x, y, z, c, s] * Omega[x, y, z, s] * wave.imag


@njit
def local_pull(code, U0, lam, W, l, rest, r, w, R, V):  # noqa: E741
    """Force on the ion by the time-local equation, W (8, 3, 8, 3), atom by atom."""
    F, rate = np.empty((8, 3)), np.zeros(3)
    for j in range(8):
        d = rest[j] + r[j] - R
        z2 = np.sum(d * d)
        s, bend = stiffness(code, z2, U0, lam), curvature(code, z2, U0, lam)
        v = V - w[j]
        F[j] = s * d
        rate += (bend + s) * np.sum(d * v) / z2 * d - s * v
    pull = np.zeros(3)
    for j in range(8):
        moved = r[j].copy()
        for k in range(8):
            for c in range(3):
                for b in range(3):
                    moved[c] += W[j, c, k, b] * F[k, b]
        d = rest[j] + moved - R - l * rate
        pull -= stiffness(code, np.sum(d * d), U0, lam) * d
    return pull


def rk5(rates, state: list, t: float, h: float) -> list:
    """One step of the paper's method; `rates` takes time and state, lists of arrays."""
    stages = []
    for row, c in zip(RK5.A, RK5.c, strict=True):
        at = [
            y + h * sum(a * k[i] for a, k in zip(row, stages, strict=False) if a)
            for i, y in enumerate(state)
        ]
        stages.append(rates(t + c * h, at))
    return [
        y + h * sum(b * k[i] for b, k in zip(RK5.b, stages, strict=True))
        for i, y in enumerate(state)
    ]


class PaperLocal:
    """An ion by the time-local equation as the paper computes it."""

    def __init__(self, modes: ThermalModes):
        W = corner_response(CRYSTAL).reshape(3, 8, 3, 8)  # symmetric: source or target first
        self.W = np.ascontiguousarray(W.transpose(1, 0, 3, 2))
        self.l = float(loss(CRYSTAL)[0, 0])
        self.amplitude, self.Omega = modes.amplitude, modes.frequency
        self.eta = polarisations(modes)
        self.r, self.w = np.empty((8, 3)), np.empty((8, 3))

    def rates(self, t: float, state: list) -> list:
        """Velocity and acceleration at (R, V)."""
        R, V = state
        cell = np.floor(R / CRYSTAL.a).astype(int) + CELL_CORNERS
        summed(self.amplitude, self.Omega, self.eta, cell.astype(float), t, self.r, self.w)
        pull = local_pull(*LAW, self.W, self.l, CRYSTAL.a * cell, self.r, self.w, R, V)
        return [V, pull / M]


def full_rates(_, state: list) -> list:
    """Rates of (u, w, R, V) with every atom of the box, fields with ghosts."""
    u, w, R, V = state
    wrap(u)
    push, pull = np.zeros_like(w), np.zeros(3)
    kick(u, push, CRYSTAL.k1 / CRYSTAL.m, CRYSTAL.k2 / (2 * CRYSTAL.m))
    side = u.shape[-1] - 2
    for corner in np.floor(R / CRYSTAL.a).astype(int) + CELL_CORNERS:
        at = (slice(None), *(corner % side + 1))
        d = CRYSTAL.a * corner + u[at] - R
        F = stiffness(LAW[0], d @ d, LAW[1], LAW[2]) * d
        push[at] += F / CRYSTAL.m
        pull -= F
    return [w, push, V, pull / M]


# --- rows ---


def paper(equation: str) -> float:
    """Seconds of one step of the paper's method; the memory's past as well, for the memory."""
    run = WANDERERS["full"](setting("full", STEP), np.random.SeedSequence(1))
    if equation == "full":
        state = [run.u[0], run.w[0], run.R[0], run.V[0]]
        rk5(full_rates, state, 0.0, STEP)
        return best(lambda: rk5(full_rates, state, 0.0, STEP), 5)
    made = PaperLocal(ThermalModes(CRYSTAL, N, kT, "quantum", 1))
    state = [run.R[0], run.V[0]]
    made.rates(0.0, state)
    return best(lambda: rk5(made.rates, state, 0.0, STEP), 3) + (
        6 * past() if equation == "memory" else 0.0
    )


def past() -> float:
    """Seconds to sum the past of T_C once with NumPy: 24 forces on 24 coordinates, each step."""
    rng = np.random.default_rng(0)
    steps = round(T_C / STEP)
    G, F = rng.normal(size=(steps, 24, 24)), rng.normal(size=(steps, 24))
    return best(lambda: np.einsum("sij,sj->i", G, F), 20)


def rows() -> Iterator[Row]:
    """Measure, one row after the other."""
    way = "RK5, 5 fs: "
    twins = {
        "time-local": way + "all modes summed for every ion",
        "memory": way + "all modes and the past summed for every ion",
        "full": way + "all atoms",
    }
    for equation, goal in GOALS.items():
        plain = paper(equation)
        for dt in (0.005, 0.01):
            what = f"{equation}, step {dt:g} ps"
            yield Row(what, ours(equation, dt), goal, plain, twins[equation])


def main(console: Console) -> None:
    """Measure and print everything; about half a minute."""
    made = table(
        f"5 fs of one wandering ion, one of {CORES} cores, box of {N}³",
        "what",
        "this software",
        "goal",
        "the paper's",
        "ratio",
        "the paper's method",
    )
    with console.status("measuring wandering ions: about half a minute"):
        for row in rows():
            times = shown(row.ours), row.goal, shown(row.plain), row.shown_ratio
            made.add_row(row.what, *times, row.twin)
    console.print(made)


if __name__ == "__main__":
    main(Console())
