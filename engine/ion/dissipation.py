"""ion-dissipation: an ion between two atoms of a row loses its energy to the crystal."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import Equation, RunFailed
from ..core.parameters import Choice, InvalidParameter, Quantity
from ..core.result import Chunk
from ..core.units import attributes
from ..lattice.barrier import COULOMB
from ..lattice.memory_kernel import Modes, echo_time, loss, nodes, static_response
from ..lattice.zone import quadrature
from ..numerics.steppers import STEPPERS, longest_phase
from . import direct
from .eliminated import Ion, motion, rise, smooth_end
from .line import Path, bends, follow_local, ion_energy, local_force
from .model import (
    FULL,
    LOCAL,
    MEMORY,
    LineModel,
    box_side,
    eliminated_bytes,
    equation_of_motion,
    memory_length,
    speed,
    strength,
)
from .table import box_table, unboxed

ATOMS = 8
"""Atoms of the row that the ion touches, half of them behind it."""
SOLVERS = ("eliminated", "splitting-4", "leapfrog", "rk5")
ELIMINATED_PHASE = 0.8
"""Most Ω_max·step of the eliminated equation: beyond it the kernel is not followed."""
PICTURES = 60
"""Snapshots of one run."""
TOUCHING = 0.15
"""Å from an atom within which no ion may start."""
STEPS_MAX = {"eliminated": 60_000, "direct": 200_000, "time-local": 2_000_000}
"""Most steps of one run, by how it is stepped."""
SHORTEST_MEMORY = 8
"""Steps that a memory must reach back at least."""

DRAG = Equation(
    r"M\ddot R \approx F(R) - l\left(\sum_k U''_k\right)^2\dot R",
    "for a slow ion the time-local equation is a drag that is large only close to the atoms",
    "SEOM, Eq. 27",
)


class IonDissipation(LineModel):
    """An ion bounces between two atoms until it has lost its energy [SEOM Sec. V, Fig. 4]."""

    key: ClassVar[str] = "ion-dissipation"
    title: ClassVar[str] = "Dissipation"
    question: ClassVar[str] = "Where does the ion's energy go?"
    small: ClassVar[dict] = {"cells": 8, "duration": 0.5}
    equations: ClassVar[tuple[Equation, ...]] = (FULL, MEMORY, LOCAL, DRAG, COULOMB)

    U0 = strength(150.0)
    v0 = speed(7.5)
    cells = box_side(100)
    start = Quantity(
        0.5,
        bounds=(0, 1),
        soft=(0.1, 0.9),
        step=0.01,
        symbol="s₀",
        called="start",
        unit="a",
        group="Ion",
        doc="Where the ion starts between two atoms of the row: 0 and 1 are the atoms.",
    )
    equation = equation_of_motion()
    t_c = memory_length(0.2)
    duration = Quantity(
        30.0,
        bounds=(0.05, 200),
        soft=(1, 50),
        step=0.5,
        symbol="T",
        called="duration",
        unit="ps",
        group="Run",
        doc="Time that the ion is followed.",
    )
    dt = Quantity(
        0.005,
        bounds=(1e-5, 1),
        soft=(0.0005, 0.02),
        step=0.0005,
        symbol="δt",
        called="step",
        unit="ps",
        group="Accuracy",
        doc="Length of a step.",
    )
    solver = Choice(
        SOLVERS,
        symbol="solver",
        called="full: how",
        group="Accuracy",
        doc="For full: eliminate the crystal exactly, or step every atom by the method named.",
    )

    def check(self) -> None:
        """Refuse a start on an atom, a step too long and a box too small for the memory."""
        super().check()
        if min(self.start, 1 - self.start) * self.a < TOUCHING:
            raise InvalidParameter(
                "start",
                self.start,
                f"puts the ion within {TOUCHING:g} Å of an atom, where it would fly off with any "
                "speed",
                f"Choose a value between {TOUCHING / self.a:.3g} and {1 - TOUCHING / self.a:.3g}.",
            )
        self._check_steps()
        if self.equation == "memory":
            self._check_memory()

    def _check_steps(self) -> None:
        longest = self.longest_step()
        if self.dt > longest:
            digit = 10 ** (np.floor(np.log10(longest)) - 2)
            limit = f"{np.floor(longest / digit) * digit:.3g}"  # not rounded up, or it were refused
            how = self.solver if self.method() == "direct" else f"the {self.method()} equation"
            raise InvalidParameter(
                "dt",
                self.dt,
                f"is too long: the fastest phonon swings with Ω_max = "
                f"{self.crystal().Omega_max:.4g} ps⁻¹, and {how} follows it "
                f"up to {limit} ps",
                f"Choose at most {limit} ps.",
                offer={"dt": float(limit)},
            )
        steps, most = self.duration / self.dt, STEPS_MAX[self.method()]
        if steps > most:
            raise InvalidParameter(
                "dt",
                self.dt,
                f"makes {steps:,.0f} steps in {self.duration:g} ps; {most:,} are allowed",
                "Choose a longer step or a shorter duration.",
            )

    def _check_memory(self) -> None:
        """A memory that is not all of the past must end before the box's echo."""
        if self.t_c >= self.duration:
            return
        echo = echo_time(self.crystal(), self.cells, [(0, 0, ATOMS - 1)])
        if self.t_c > echo:
            crystal = self.crystal()
            enough = int(np.ceil(self.t_c * crystal.fastest / self.a)) + ATOMS
            raise InvalidParameter(
                "t_c",
                self.t_c,
                f"reaches past {echo:.3g} ps, when the box of {self.cells} cells hears its own "
                "echo: that is no longer the crystal's memory",
                f"Set cells = {enough} or more, t_c below {echo:.3g}, or t_c = {self.duration:g} "
                "for all of the box's past, echo included.",
                offer={"cells": enough} if enough <= 200 else {},
            )
        if self.t_c < SHORTEST_MEMORY * self.dt:
            raise InvalidParameter(
                "t_c",
                self.t_c,
                f"is shorter than {SHORTEST_MEMORY} steps of {self.dt:g} ps",
                f"Choose at least {SHORTEST_MEMORY * self.dt:g} ps or a shorter step.",
            )

    def method(self) -> str:
        """How the equation is stepped: one of STEPS_MAX."""
        if self.equation == "time-local":
            return "time-local"
        direct_ = self.equation == "full" and self.solver != "eliminated"
        return "direct" if direct_ else "eliminated"

    def longest_step(self) -> float:
        """The longest step (ps) that follows or withstands the crystal's fastest phonon."""
        if self.method() == "direct":
            return longest_phase(STEPPERS[self.solver]) / self.crystal().Omega_max
        return ELIMINATED_PHASE / self.crystal().Omega_max

    def bytes_needed(self) -> float:
        if self.method() == "direct":
            return direct.BYTES * (self.cells + 2.0) ** 3 * (8 if self.solver == "rk5" else 2)
        return eliminated_bytes(self.cells, ATOMS)

    def row(self) -> np.ndarray:
        """Places (Å) of the touched atoms at rest."""
        return self.a * np.arange(ATOMS)

    def ion(self) -> Ion:
        """The ion at the start, moving towards larger z."""
        return Ion(self.M, self.a * (ATOMS // 2 - 1 + self.start), self.v0)

    def run(self) -> Iterator[Chunk]:
        """Yield the path so far with the ion's energy; the last one is whole."""
        n = round(self.duration / self.dt) + 1
        _, l = self._answers()  # noqa: E741
        last, seen = None, 0
        for path, total in self._paths(n):
            if last is None or path.steps == n or path.steps > seen + n / PICTURES:
                last, seen = self._chunk(path, n, l, total), path.steps
            yield last
        if path.steps < n or not np.isfinite(path.z[-1]):
            raise RunFailed(
                f"At t = {path.t[-1]:.4g} ps, step {path.steps}, the ion ran into an atom: v0 = "
                f"{self.v0:g} Å/ps is too fast for U0 = {self.U0:g}, or dt = {self.dt:g} ps too "
                "long. Make it slower, U0 larger or dt shorter."
            )
        yield Chunk(1.0, "done", last.data, last.summary)

    def _paths(self, n: int) -> Iterator[tuple[Path, float | None]]:
        """Path so far and, where every atom is followed, the total energy (meV)."""
        method = self.method()
        if method == "time-local":
            yield from ((path, None) for path in self._local(n))
        elif method == "direct":
            stepper = STEPPERS[self.solver]
            yield from direct.motion(
                self.crystal(), self.cells, self.law, self.ion(), self.row(), self.dt, n, stepper
            )
        else:
            W, G = box_table(self.crystal(), self.cells, ATOMS - 1, self.dt, n)
            window, first = n, None
            if self.equation == "memory" and self.t_c < self.duration:
                W0, _ = self._answers()
                W = unboxed(W, W0[0], self.dt, self.m * self.cells**3)
                G, first = smooth_end(W, G, self.dt, self.t_c), rise(W, self.m, self.t_c)
                window = round(self.t_c / self.dt)
            paths = motion(self.law, self.ion(), self.row(), self.m, G, self.dt, n, window, first)
            yield from ((path, None) for path in paths)

    def _local(self, n: int) -> Iterator[Path]:
        W0, l = self._answers()  # noqa: E741
        ion, rest = self.ion(), self.row()
        z, v = np.zeros(n), np.zeros(n)
        z[0], v[0] = ion.z, ion.v
        reached = follow_local(*self.law, self.M, rest, W0, l, z, v, 1, n, self.dt)
        t = self.dt * np.arange(reached)
        r = np.array(
            [
                local_force(*self.law, rest, W0, l, a, b)[1]
                for a, b in zip(z[:reached], v[:reached], strict=True)
            ]
        )
        yield Path(t, z[:reached], v[:reached], r, np.zeros_like(r), reached)

    def _answers(self) -> tuple[np.ndarray, float]:
        """W_zz(0) among the row's atoms (Å²/meV), shape (atom, atom), and l (Å² ps/meV)."""
        crystal = self.crystal()
        sites = [(0, 0, k) for k in range(ATOMS)]
        modes = Modes.of(crystal, quadrature(nodes(crystal, np.array(sites), 0.0)))
        apart = static_response(crystal, modes, sites)[:, 2, 2]
        k = np.arange(ATOMS)
        return apart[np.abs(k[:, None] - k)], float(loss(crystal)[0, 0])

    def _chunk(self, path: Path, n: int, l: float, total) -> Chunk:  # noqa: E741
        kinetic, among = ion_energy(self.law, self.M, self.row(), path.z, path.v, path.r)
        energy = kinetic + among
        gaps = (self.row() - path.z[:, None]).reshape(-1)
        stiff = bends(*self.law, gaps).reshape(len(path.z), -1).sum(axis=1)
        columns = {
            "z": path.z,
            "v": path.v,
            "E_ion": energy,
            "E_lattice": energy[0] - energy,
            "drag": l * stiff**2,
        }
        data = xr.Dataset(
            {
                **{k: ("time", v, attributes(k)) for k, v in columns.items()},
                "r": (("time", "atom"), path.r, attributes("atom_displacement")),
            },
            {
                "time": ("time", path.t, attributes("time")),
                "atom": ("atom", self.row(), attributes("place")),
            },
        )
        summary = {
            "z_end": float(path.z[-1]),
            "v_end": float(path.v[-1]),
            "energy_lost": float(energy[0] - energy[-1]),
            "energy_start": float(energy[0]),
            "total_drift": None if total is None else float(total - energy[0]),
        }
        return Chunk(min(0.999, path.steps / n), self.equation, data, summary)
