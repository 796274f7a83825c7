"""Wanderers: many ions in hot crystals, by any of the three equations, frame by frame.

The three classes have one face: `frames(count)` goes on by `count` times FRAME and returns where
the ions were and how fast; `state()` and `restore()` carry a run over an interruption, bit for bit.
Ions are independent of each other. By the time-local and the memory equation those of one bath
share its thermal motion; in the full solution each ion has a crystal of its own, and the first of
each bath starts in the very motion that this bath has for the other two.
"""

from collections.abc import Iterator

import numpy as np

from ..lattice.memory_kernel import loss
from ..lattice.thermal_modes import Frames, ThermalModes
from .frames import Setting
from .kernels.corners import forces_at
from .kernels.values import Answer, Crystal, Memory, Outcome, Span, State, Wanderer
from .kernels.wander_full import energy, heated
from .kernels.wander_full import wander as wander_full
from .kernels.wander_local import wander as wander_local
from .kernels.wander_memory import EARLY
from .kernels.wander_memory import wander as wander_memory
from .wander_memory import preparing, tables
from .wander_setting import corner_response, starts
from .wandering import Wandering, WanderingInBaths, seeds_of


class _Wanderers(Wandering):
    """Ions in a simple cube; each is a `Wanderer` to kernels."""

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        self.bath_seeds, ion_seeds = seeds_of(seeds)
        super().__init__(setting, *starts(setting, ion_seeds))
        self._ion = Wanderer(setting.law, setting.M, setting.crystal.a, setting.pull)


class _InBaths(_Wanderers, WanderingInBaths):
    """Ions that feel the thermal motion of baths."""

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        s = setting
        self.baths = [
            Frames(ThermalModes(s.crystal, s.N, s.kT, s.statistics, seed), s.spacing)
            for seed in self.bath_seeds.spawn(s.baths)
        ]

    def _span(self, first: np.ndarray, second: np.ndarray, steps: int) -> Span:
        return Span(first, second, self.setting.spacing, steps)


class LocalWanderers(_InBaths):
    """Ions by the time-local equation [SEOM Eqs. 18–20]."""

    equation = "time-local"

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        self._answer = Answer(corner_response(setting.crystal), float(loss(setting.crystal)[0, 0]))

    def _wander(self, own: slice, first: np.ndarray, second: np.ndarray, steps: int) -> Outcome:
        span = self._span(first, second, steps)
        return wander_local(self._ion, self._answer, span, self.R[own], self.V[own])


class RememberingWanderers(_InBaths):
    """Ions whose atoms remember their pushes of the last t_c [SEOM Sec. II]."""

    equation = "memory"
    KEPT = State._fields

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        step, m, reach = setting.step, setting.crystal.m, setting.reach
        rise = np.eye(24) / m + corner_response(setting.crystal) * (np.pi / (step * reach)) ** 2
        self._memory = Memory(rise, *tables(setting.crystal, step, reach))
        n, ring = len(self.R), reach + 2
        self.before = self.R.copy()
        self.pull, self.pull_before = np.zeros((n, 3)), np.zeros((n, 3))
        cells = np.floor(self.R / setting.crystal.a).astype(np.int64)
        self.cells = np.repeat(cells[:, None], ring, axis=1)
        self.forces, self.clock = np.zeros((n, ring, 24)), np.zeros(n, np.int64)
        for b, bath in enumerate(self.baths):
            self._begin(self._own(b), bath)

    @staticmethod
    def preparing(setting: Setting) -> Iterator[None]:
        """The kernel's tables, a part at a time."""
        yield from preparing(setting.crystal, setting.step, setting.reach)

    def _begin(self, own: slice, bath: Frames) -> None:
        """Place and force one step before the start, and the force at it.

        Before the start the atoms had not been pushed; the way back is Runge and Kutta's.
        """
        s, back = self.setting, -self.setting.step
        now = bath.frame(0)
        before = np.ascontiguousarray(np.moveaxis(bath.modes.at(back), (0, 1), (4, 3)))
        R, V = self.R[own].copy(), self.V[own].copy()
        still = Answer(np.zeros((24, 24)), 0.0)
        outcome = wander_local(self._ion, still, Span(now, before, back, 1), R, V)
        self._check(outcome, own.start, 0)
        self.before[own] = R
        F = np.empty((len(R), 24))
        for frame, places, pull in ((before, R, self.pull_before), (now, self.R[own], self.pull)):
            forces_at(s.law, s.crystal.a, frame, places, F)
            pull[own] = (s.pull - F.reshape(-1, 3, 8).sum(axis=2)) / s.M
        self.forces[own, 0] = EARLY[0] * F

    def _wander(self, own: slice, first: np.ndarray, second: np.ndarray, steps: int) -> Outcome:
        span = self._span(first, second, steps)
        state = State(*(getattr(self, name)[own] for name in self.KEPT))
        return wander_memory(self._ion, self._memory, span, state)


class FullWanderers(_Wanderers):
    """Ions each in a periodic box of its own, all atoms followed [SEOM Eqs. 2–3]."""

    equation = "full"
    KEPT = ("R", "V", "u", "w")

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        s = setting
        shape = (len(self.R), 3, *([s.N + 2] * 3))
        self.u, self.w = np.empty(shape), np.empty(shape)
        for n, seed in enumerate(self._crystals()):
            modes = ThermalModes(s.crystal, s.N, s.kT, s.statistics, seed)
            against = s.M * self.V[n] / s.crystal.m
            self.u[n], self.w[n] = heated(modes.at(0.0, 2), against)

    def _crystals(self) -> Iterator[np.random.SeedSequence]:
        """Seeds of the crystals: the bath's own for its first ion, its children's for the rest."""
        for seed in self.bath_seeds.spawn(self.setting.baths):
            yield seed
            yield from seed.spawn(self.setting.ions - 1)

    @staticmethod
    def groups(setting: Setting) -> np.ndarray:
        """Every ion by itself: no two share a crystal."""
        return np.arange(setting.ions * setting.baths)

    def _crystal(self, n: int) -> Crystal:
        c = self.setting.crystal
        return Crystal(self.u[n], self.w[n], c.m, c.k1, c.k2)

    def _move(self, count: int, R: np.ndarray, V: np.ndarray) -> None:
        s = self.setting
        for n in range(len(self.R)):
            own = self.R[n], self.V[n], R[n], V[n]
            outcome = wander_full(self._ion, self._crystal(n), s.step, s.steps, *own)
            self._check(outcome, n, self.now * s.steps)

    def energy(self) -> np.ndarray:
        """Energy of each ion and its crystal (meV), shape (ion,), in an applied force too."""
        own = enumerate(zip(self.R, self.V, strict=True))
        return np.array([energy(self._ion, self._crystal(n), *each) for n, each in own])


WANDERERS = {k.equation: k for k in (FullWanderers, RememberingWanderers, LocalWanderers)}
"""By the name of the equation of motion."""
