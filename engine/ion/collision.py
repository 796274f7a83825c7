"""ion-collision: an ion meets one atom, and three ways to leave the crystal's memory out."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import Equation, RunFailed
from ..core.parameters import Count, InvalidParameter
from ..core.result import Chunk
from ..core.units import attributes
from ..lattice.barrier import COULOMB
from ..lattice.crystal import CubicLattice
from ..lattice.memory_kernel import Modes, echo_time, loss, nodes, static_response
from ..lattice.zone import quadrature
from .eliminated import Ion, motion
from .line import Path, bends, follow_local, pushes, velocities
from .model import FULL, MEMORY, LineModel
from .table import box_table

START, TRAVEL = 24, 1.5
"""The ion starts so many λ away, and is followed for the time of so many times that way."""
PHASE = 0.25
"""Most Ω_max·step: the crystal's own motion must be seen as well."""
STEPS_MAX = 60_000
"""Most steps of one run; their square is what it costs."""
APPROXIMATIONS = ("time_local", "quasistatic", "homogeneous")

INSTANT = Equation(
    r"r(t) \approx W(0)\,F - l\,\dot F,\qquad F=-U'(r-R),\quad \dot F = U''\,(\dot R-\dot r)",
    "the time-local answer, fed with the full solution's r, ṙ, R and Ṙ; quasistatic leaves out ṙ, "
    "homogeneous leaves out r and ṙ on the right, as the time-local equation of motion does",
    "SEOM, Eq. 25",
)


class IonCollision(LineModel):
    """An ion runs head-on into one atom of a crystal at rest [SEOM Sec. IV, Fig. 3]."""

    key: ClassVar[str] = "ion-collision"
    title: ClassVar[str] = "Collision"
    question: ClassVar[str] = "How far can one trust an answer without memory?"
    small: ClassVar[dict] = {"cells": 8, "resolution": 10}
    equations: ClassVar[tuple[Equation, ...]] = (FULL, MEMORY, INSTANT, COULOMB)

    resolution = Count(
        40,
        bounds=(4, 400),
        soft=(10, 100),
        step=5,
        symbol="n_λ",
        called="steps a λ",
        group="Accuracy",
        doc="Steps in the time in which the ion goes λ; the error falls as the fourth power.",
    )

    def step(self) -> float:
        """Length of a step (ps)."""
        return min(self.lam / (self.v0 * self.resolution), PHASE / self.crystal().Omega_max)

    def duration(self) -> float:
        """Time that the collision is followed (ps)."""
        return TRAVEL * START * self.lam / self.v0

    def check(self) -> None:
        """Refuse what would take for ever as well."""
        super().check()
        steps = self.duration() / self.step()
        if steps > STEPS_MAX:
            raise InvalidParameter(
                "v0",
                self.v0,
                f"is so slow that the collision takes {self.duration():.3g} ps or {steps:,.0f} "
                f"steps; {STEPS_MAX:,} are allowed",
                "Choose a faster ion, a smaller lam, or fewer steps a λ (resolution).",
            )

    def run(self) -> Iterator[Chunk]:
        """Yield the full collision as it goes on, then the approximations beside it."""
        crystal, step = self.crystal(), self.step()
        n = int(np.ceil(self.duration() / step)) + 1
        # one length of table serves neighbouring parameters
        length = 1 << max(n - 1, 1).bit_length()
        G = box_table(crystal, self.cells, 0, step, length)[1]
        ion = Ion(self.M, -START * self.lam, self.v0)
        for path in motion(self.law, ion, np.zeros(1), self.m, G, step, n, n):
            yield Chunk(0.9 * path.steps / n, "colliding", xr.Dataset())
        W0, l = answers(crystal)  # noqa: E741
        found = approximate(self.law, path, W0, l)
        if path.steps < n:
            yield Chunk(0.9 * path.steps / n, "colliding", self._data(path, found))
            raise RunFailed(
                f"At t = {path.t[-1]:.4g} ps, step {path.steps}, the ion came within 0.001 Å of "
                f"the atom: v0 = {self.v0:g} Å/ps is too fast for U0 = {self.U0:g}. Make it "
                "slower, or U0 or lam larger."
            )
        yield Chunk(1.0, "done", self._data(path, found), self._summary(path, found, W0, l))

    def _data(self, path: Path, found: dict) -> xr.Dataset:
        own = {
            f"{kind}_{name}": ("time", values, attributes(f"{kind}_{name}"))
            for name, (r, F) in found.items()
            for kind, values in (("deflection", r), ("force", F))
        }
        return xr.Dataset(
            {"z": ("time", path.z, attributes("z")), "v": ("time", path.v, attributes("v")), **own},
            {"time": ("time", path.t, attributes("time"))},
        )

    def _summary(self, path: Path, found: dict, W0: float, l: float) -> dict:  # noqa: E741
        maxima = {name: {"r_max": peak(r), "F_max": peak(F)} for name, (r, F) in found.items()}
        full = maxima["full"]
        return {
            **maxima,
            "v_out": float(path.v[-1]),
            "v_out_time_local": self.local_speed(W0, l),
            "error": {
                name: {
                    "r": maxima[name]["r_max"] / full["r_max"] - 1 if full["r_max"] else None,
                    "F": maxima[name]["F_max"] / full["F_max"] - 1 if full["F_max"] else None,
                }
                for name in APPROXIMATIONS
            },
            "energy_lost": self.M / 2 * (self.v0**2 - float(path.v[-1]) ** 2),
            "echo_time": echo_time(self.crystal(), self.cells, [(0, 0, 0)]),
            "duration": self.duration(),
            "step": self.step(),
        }

    def local_speed(self, W0: float, l: float) -> float | None:  # noqa: E741
        """Outgoing velocity by the time-local equation of motion itself; None if it gets stuck."""
        step = self.step()
        n = int(np.ceil(self.duration() / step)) + 1
        z, v = np.zeros(n), np.zeros(n)
        z[0], v[0] = -START * self.lam, self.v0
        W = np.array([[W0]])
        reached = follow_local(*self.law, self.M, np.zeros(1), W, l, z, v, 1, n, step)
        return float(v[-1]) if reached == n and np.isfinite(v[-1]) else None


@lru_cache(maxsize=64)
def answers(crystal: CubicLattice) -> tuple[float, float]:
    """W_xx(0) (Å²/meV) and l (Å² ps/meV) of the infinite crystal."""
    here = np.zeros((1, 3), int)
    modes = Modes.of(crystal, quadrature(nodes(crystal, here, 0.0)))
    return float(static_response(crystal, modes, here)[0, 0, 0]), float(loss(crystal)[0, 0])


def approximate(law, path: Path, W0: float, l: float) -> dict:  # noqa: E741
    """Deflection (Å) and force (meV/Å) against time: full, and each approximation [SEOM Eq. 25]."""
    r = path.r[:, 0]
    rate = velocities(r, 0.0, path.t[1])
    nothing = np.zeros_like(r)
    found = {"full": (r, path.force[:, 0])}
    for name, (a, b) in zip(
        APPROXIMATIONS, ((r, rate), (r, nothing), (nothing, nothing)), strict=True
    ):
        F, bend = pushes(*law, a - path.z), bends(*law, a - path.z)
        guess = W0 * F - l * bend * (path.v - b)
        found[name] = (guess, pushes(*law, guess - path.z))
    return found


def peak(y: np.ndarray) -> float:
    """Largest value, between the points too, by a parabola."""
    at = int(np.argmax(y))
    if at in (0, len(y) - 1):
        return float(y[at])
    before, top, after = y[at - 1 : at + 2]
    bend = before - 2 * top + after
    return float(top - (after - before) ** 2 / (8 * bend)) if bend < 0 else float(top)
