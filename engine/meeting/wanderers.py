"""Wanderers: many ions in a hot crystal of any kind, by any of the three equations.

They have the face of those in a simple cube (`engine.ion.wanderers`): `frames(count)`, `state()`
and `restore()`, and the same baths, starts and seeds.
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.parameters import InvalidParameter
from ..ion.frames import TooClose
from ..ion.wandering import Wandering, seeds_of
from . import stencil as springs
from .kernels.full import push
from .kernels.full import wander as wander_full
from .kernels.values import Fields, Mover
from .modes import BoxModes
from .setting import Setting


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


__all__ = ["FullWanderers", "TooClose"]
