"""Wanderers: many ions in hot crystals, by any of the three equations, frame by frame.

The three classes have one face: `frames(count)` goes on by `count` frames of the bath and returns
where the ions were and how fast; `state()` and `restore()` carry a run over an interruption, bit
for bit. Ions are independent of each other. By the time-local and the memory equation those of
one bath share its thermal motion; in the full solution each ion has a crystal of its own.
"""

from typing import NamedTuple

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.kernels import loss, static_response_within
from ..lattice.thermal_modes import Frames, ThermalModes
from .corners import CORNERS
from .wander_full import heated
from .wander_full import wander as wander_full
from .wander_local import wander as wander_local
from .wander_memory import kernel as memory_kernel
from .wander_memory import wander as wander_memory

FRAME = 0.02
"""Time between two frames of the bath (ps)."""


class Setting(NamedTuple):
    """What wanderers need to know: crystal, (code, U0, lam), mass M, temperature kT (meV), side N
    of the box in cells, statistics of the bath, ions a bath, baths, step dt and memory t_c (ps)."""

    crystal: CubicLattice
    law: tuple[int, float, float]
    M: float
    kT: float
    N: int
    statistics: str
    ions: int
    baths: int
    dt: float
    t_c: float

    @property
    def groups(self) -> np.ndarray:
        """The bath of each ion."""
        return np.repeat(np.arange(self.baths), self.ions)

    @property
    def steps(self) -> int:
        """Steps from frame to frame."""
        return max(1, round(FRAME / self.dt))


class _InBaths:
    """Ions that feel the thermal motion of baths, one bath after the other."""

    def __init__(self, setting: Setting, seeds):
        self.setting, self.now = setting, 0
        bath_seeds, ion_seeds = seeds.spawn(2)
        self.R, self.V = _starts(setting, ion_seeds)
        self.baths = [
            Frames(ThermalModes(setting.crystal, setting.N, setting.kT, setting.statistics, s),
                   FRAME)
            for s in bath_seeds.spawn(setting.baths)
        ]  # fmt: skip

    def frames(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Places (Å) and velocities (Å/ps) at the next `count` frames, each (ion, count, 3)."""
        R = np.empty((len(self.R), count, 3))
        V = np.empty_like(R)
        for b, bath in enumerate(self.baths):
            own = slice(b * self.setting.ions, (b + 1) * self.setting.ions)
            first = bath.frame(self.now)
            for k in range(count):
                second = bath.frame(self.now + k + 1)
                self._wander(own, first, second)
                R[own, k], V[own, k] = self.R[own], self.V[own]
                first = second
        self.now += count
        return R, V

    def state(self) -> dict[str, np.ndarray]:
        """All that is needed to go on, as arrays."""
        return {"now": np.array([self.now])} | {k: getattr(self, k).copy() for k in self.KEPT}

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on from `state`."""
        self.now = int(state["now"][0])
        for name in self.KEPT:
            getattr(self, name)[:] = state[name]


class LocalWanderers(_InBaths):
    """Ions by the time-local equation [SEOM Eqs. 18–20]."""

    KEPT = ("R", "V")

    def __init__(self, setting: Setting, seeds):
        super().__init__(setting, seeds)
        self._W, self._l = _corner_response(setting.crystal), float(loss(setting.crystal)[0, 0])

    def _wander(self, own: slice, first, second) -> None:
        s = self.setting
        wander_local(*s.law, s.crystal.a, s.M, self._W, self._l, first, second, FRAME,
                            s.steps, self.R[own], self.V[own])  # fmt: skip


class RememberingWanderers(_InBaths):
    """Ions whose atoms remember their pushes of the last t_c [SEOM Sec. II]."""

    KEPT = ("R", "V", "before", "pull", "pull_before", "cells", "forces", "clock")

    def __init__(self, setting: Setting, seeds):
        super().__init__(setting, seeds)
        dt = FRAME / setting.steps
        reach = max(1, round(setting.t_c / dt))
        self._G = memory_kernel(setting.crystal, dt, reach)
        m, t_c = setting.crystal.m, dt * reach
        self._rise = (
            np.eye(24).reshape(8, 3, 8, 3) / m
            + _corner_response(setting.crystal) * (np.pi / t_c) ** 2
        )
        n, ring = len(self.R), reach + 2
        # the first force is met after the first step: a start like any other in the long run
        self.before = self.R - dt * self.V
        self.pull, self.pull_before = np.zeros((n, 3)), np.zeros((n, 3))
        cells = np.floor(self.R / setting.crystal.a).astype(np.int64)
        self.cells = np.repeat(cells[:, None], ring, axis=1)
        self.forces, self.clock = np.zeros((n, ring, 8, 3)), np.zeros(n, np.int64)

    def _wander(self, own: slice, first, second) -> None:
        s = self.setting
        state = tuple(getattr(self, name)[own] for name in self.KEPT)
        wander_memory(*s.law, s.crystal.a, s.M, self._rise, self._G, first, second, FRAME,
                             s.steps, state)  # fmt: skip


class FullWanderers:
    """Ions each in a periodic box of its own, all atoms followed [SEOM Eqs. 2–3]."""

    def __init__(self, setting: Setting, seeds):
        self.setting = setting
        bath_seeds, ion_seeds = seeds.spawn(2)
        self.R, self.V = _starts(setting, ion_seeds)
        shape = (len(self.R), 3, *([setting.N + 2] * 3))
        self.u, self.w = np.empty(shape), np.empty(shape)
        for n, seed in enumerate(bath_seeds.spawn(len(self.R))):
            modes = ThermalModes(setting.crystal, setting.N, setting.kT, setting.statistics, seed)
            self.u[n], self.w[n] = heated(modes.at(0.0, 2))

    def frames(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Places (Å) and velocities (Å/ps) at the next `count` frames, each (ion, count, 3)."""
        s, c = self.setting, self.setting.crystal
        R, V = np.empty((len(self.R), count, 3)), np.empty((len(self.R), count, 3))
        for n in range(len(self.R)):
            for k in range(count):
                wander_full(*s.law, c.a, s.M, c.m, c.k1, c.k2, FRAME / s.steps, s.steps,
                                   self.u[n], self.w[n], self.R[n], self.V[n])  # fmt: skip
                R[n, k], V[n, k] = self.R[n], self.V[n]
        return R, V

    def state(self) -> dict[str, np.ndarray]:
        """All that is needed to go on, as arrays."""
        return {name: getattr(self, name).copy() for name in ("R", "V", "u", "w")}

    def restore(self, state: dict[str, np.ndarray]) -> None:
        """Go on from `state`."""
        for name in ("R", "V", "u", "w"):
            getattr(self, name)[:] = state[name]


WANDERERS = {
    "full": FullWanderers,
    "memory": RememberingWanderers,
    "time-local": LocalWanderers,
}
"""By the name of the equation of motion."""


def _starts(setting: Setting, seeds) -> tuple[np.ndarray, np.ndarray]:
    """Ions in the middle of cells, with velocities of Maxwell and Boltzmann: each (ion, 3)."""
    R, V = [], []
    for seed in seeds.spawn(setting.ions * setting.baths):
        rng = np.random.default_rng(seed)
        R.append(setting.crystal.a * (rng.integers(0, setting.N, 3) + 0.5))
        V.append(rng.normal(size=3) * np.sqrt(setting.kT / setting.M))
    return np.array(R), np.array(V)


def _corner_response(crystal: CubicLattice) -> np.ndarray:
    """W(0) among the corners of a cell (Å²/meV), shape (8, 3, 8, 3)."""
    apart = CORNERS[:, None] - CORNERS[None] + 1
    table = static_response_within(crystal, 1)
    return np.ascontiguousarray(table[tuple(np.moveaxis(apart, -1, 0))].transpose(0, 2, 1, 3))
