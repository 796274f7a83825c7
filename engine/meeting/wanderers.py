"""Wanderers: many ions in a hot crystal of any kind, by any of the three equations.

They have the face of those in a simple cube (`engine.ion.wanderers`): `frames(count)`, `state()`
and `restore()`, and the same baths, starts and seeds.
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.parameters import InvalidParameter
from ..ion.wandering import Outcome, Wandering, WanderingInBaths, seeds_of
from . import stencil as springs
from .answers import answer, memory, unanswered
from .kernels.full import push
from .kernels.full import wander as wander_full
from .kernels.local import wander as wander_local
from .kernels.memory import CROWDED, pushed_at
from .kernels.memory import wander as wander_memory
from .kernels.values import Crowd, Fields, Mover, Span, State
from .modes import BoxFrames, BoxModes
from .setting import Setting

SLOTS = 128
"""Most atoms whose pushes one ion's memory holds."""
FEWEST = 8
"""Fewest steps that a memory reaches back."""


class _Wanderers(Wandering):
    """Ions in a box; each is a `Mover` to kernels."""

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        self.bath_seeds, ion_seeds = seeds_of(seeds)
        super().__init__(setting, *setting.starts(ion_seeds))
        self._mover = Mover(setting.M, setting.pull)

    def _modes(self, seed: np.random.SeedSequence) -> BoxModes:
        s = self.setting
        return BoxModes(s.box.crystal, s.box.cells, s.kT, s.statistics, seed)


class FullWanderers(_Wanderers):
    """Ions each in a periodic box of its own, all atoms followed [SEOM Eqs. 2–3]: of order 2."""

    equation = "full"
    KEPT: ClassVar[tuple[str, ...]] = ("R", "V", "u", "w")

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        box = setting.box
        self._stencil = springs.stencil(box)
        self._touched = box.untouched()
        self._place = box.place(springs.padding(box.crystal, box.cells))
        u, w = [], []
        for n, seed in enumerate(self._crystals()):
            made = springs.fields(box, self._modes(seed).at(0.0, 2))
            # all alike run against the ion, so that nothing drifts
            made.w[:] -= np.tile(setting.M * self.V[n] / box.mass, box.crystal.n_atoms)[:, None]
            u.append(made.u)
            w.append(made.w)
        self.u, self.w = np.array(u), np.array(w)
        self._a, self._over = np.zeros_like(self.u[0]), 1 / box.crystal.mass

    def _crystals(self) -> Iterator[np.random.SeedSequence]:
        """Seeds of the crystals: the bath's own for its first ion, its children's for the rest."""
        for seed in self.bath_seeds.spawn(self.setting.baths):
            yield seed
            yield from seed.spawn(self.setting.ions - 1)

    @staticmethod
    def groups(setting: Setting) -> np.ndarray:
        """Every ion by itself, an index: no two share a crystal."""
        return np.arange(setting.ions * setting.baths)

    def _fields(self, n: int) -> Fields:
        return Fields(self.u[n], self.w[n], self._a, self._over)

    def _move(self, count: int, R: np.ndarray, V: np.ndarray) -> None:
        s, box = self.setting, self.setting.box
        around = self._mover, box.laws, self._place, box.reach, self._stencil
        for n in range(len(self.R)):
            now, fields = np.array([self.R[n], self.V[n]]), self._fields(n)
            outcome = wander_full(
                *around, fields, self._touched, s.step, s.steps, -1 / box.mass, now, R[n], V[n]
            )
            self._check(outcome, n, self.now * s.steps)
            self.R[n], self.V[n] = now
            self._refuse_strays(n)

    def _refuse_strays(self, n: int) -> None:
        """Raise InvalidParameter if an atom stands where no ion would look for it."""
        box = self.setting.box
        u = springs.inner(box, self.u[n]).reshape(box.crystal.n_atoms, 3, -1)
        farthest = float(np.sqrt((u * u).sum(axis=1).max()))
        if farthest > box.give and not box.corners:
            raise InvalidParameter(
                "kT",
                self.setting.kT,
                f"meV and the ion's pushes move an atom {farthest:.2g} Å from its place, where no "
                "springs would hold it",
                "Lower `kT`, or take a stiffer crystal or a lighter ion.",
            )

    def energy(self) -> np.ndarray:
        """Energy (meV) of each ion with its crystal, in an applied force too, shape (ion,)."""
        s, box, found = self.setting, self.setting.box, []
        room, aside = np.empty((2, len(self._touched.sites), 3)), np.empty(3)
        around = self._mover, box.laws, self._place, box.reach, self._stencil
        for n in range(len(self.R)):
            made, touched = self._fields(n), box.untouched()
            lattice = springs.energy(box, self._stencil, made)
            met, _ = push(*around, made, touched, room[0], room[1], self.R[n], aside, 0.0)
            moving = s.M / 2 * float(self.V[n] @ self.V[n])
            # the counter-force does work on the atoms
            u = springs.inner(box, made.u).reshape(box.crystal.n_atoms, 3, -1)
            applied = s.pull @ (u.mean(axis=(0, 2)) - self.R[n])
            found.append(lattice + met + moving + applied)
        return np.array(found)


class _InBaths(_Wanderers, WanderingInBaths):
    """Ions that feel the thermal motion of baths; those of one share it."""

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence, places: int = 0):
        super().__init__(setting, seeds)
        box = setting.box
        self.baths = [
            BoxFrames(self._modes(seed), setting.spacing)
            for seed in self.bath_seeds.spawn(setting.baths)
        ]
        self._around = self._mover, box.laws, box.place(), box.reach
        self._crowd = box.crowd(len(self.R), places or len(box.untouched().sites))

    def restore(self, state: dict[str, np.ndarray]) -> None:
        super().restore(state)
        self._crowd.listed[:] = -1

    def _of(self, own: slice) -> Crowd:
        return Crowd(*(x[own] for x in self._crowd))

    def _span(self, first: np.ndarray, second: np.ndarray, steps: int) -> Span:
        return Span(first, second, self.setting.spacing, steps)


class LocalWanderers(_InBaths):
    """Ions by the time-local equation [SEOM Eqs. 18–20], with the whole matrix 𝓛: of order 4."""

    equation = "time-local"

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds)
        self._answer = answer(setting.box)

    def _wander(self, own: slice, first: np.ndarray, second: np.ndarray, steps: int) -> Outcome:
        span = self._span(first, second, steps)
        return wander_local(
            *self._around, self._answer, span, self._of(own), self.R[own], self.V[own]
        )


class RememberingWanderers(_InBaths):
    """Ions whose atoms remember their pushes of the last t_c [SEOM Sec. II]: of order 4."""

    equation = "memory"
    KEPT: ClassVar[tuple[str, ...]] = State._fields

    def __init__(self, setting: Setting, seeds: np.random.SeedSequence):
        super().__init__(setting, seeds, SLOTS)
        n, reach = len(self.R), max(setting.reach, FEWEST)
        self._memory = memory(setting.box, setting.step, reach, setting.endless)
        self.before = self.R.copy()
        self.pull, self.pull_before = np.zeros((n, 3)), np.zeros((n, 3))
        self.keys, self.last = np.zeros((n, SLOTS, 4), np.int64), np.zeros((n, SLOTS), np.int64)
        self.past = np.zeros((n, SLOTS, 3, 2 * reach))
        self.used, self.clock = np.zeros(n, np.int64), np.zeros(n, np.int64)
        for b, bath in enumerate(self.baths):
            self._begin(self._own(b), bath)

    def _begin(self, own: slice, bath: BoxFrames) -> None:
        """Place and pull one step before the start, and pull and pushes at it.

        Before the start the atoms had not been pushed; the way back is Runge and Kutta's.
        """
        back = -self.setting.step
        now, before, crowd = bath.frame(0), bath.before(back), self._of(own)
        R, V = self.R[own].copy(), self.V[own].copy()
        still = unanswered(self.setting.box.crystal)
        span = Span(now, before, back, 1)
        self._check(wander_local(*self._around, still, span, crowd, R, V), own.start, 0)
        self.before[own] = R
        # at the end of that span the ions are one step before the start, at its beginning there
        for places, frame, pull, first in (
            (R, before, self.pull_before, 0),
            (self.R[own], now, self.pull, 1),
        ):
            at = Span(frame, frame, 1.0, 1)
            pushed_at(*self._around, at, crowd, places, pull[own], self._states(own), first)

    def _states(self, own: slice) -> State:
        return State(*(getattr(self, name)[own] for name in self.KEPT))

    def _wander(self, own: slice, first: np.ndarray, second: np.ndarray, steps: int) -> Outcome:
        span = self._span(first, second, steps)
        around = *self._around, self._memory, span, self._of(own)
        outcome = wander_memory(*around, self._states(own))
        if outcome[0] == CROWDED:
            raise RuntimeError(f"an ion has pushed more than {SLOTS} atoms within its memory")
        return outcome


WANDERERS = {w.equation: w for w in (FullWanderers, RememberingWanderers, LocalWanderers)}
