"""Wandering: what all wanderers have in common, whatever the equation and the crystal."""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from .frames import Steps, TooClose

Outcome = tuple[int, int, float]
"""Of a kernel that moves ions: (−1, 0, 0), or the ion that met an atom, its steps, how near (Å)."""


def seeds_of(seeds: np.random.SeedSequence) -> list[np.random.SeedSequence]:
    """Seeds of the baths' and of the ions' parent, the same at every call."""
    # spawning changes the parent, so a copy is taken
    return np.random.SeedSequence(
        seeds.entropy, spawn_key=seeds.spawn_key, pool_size=seeds.pool_size
    ).spawn(2)


class Wandering:
    """Places R and velocities V of all ions, (ion, 3), and the time in units of FRAME."""

    equation: ClassVar[str]
    KEPT: ClassVar[tuple[str, ...]] = ("R", "V")

    def __init__(self, setting: Steps, R: np.ndarray, V: np.ndarray):
        self.setting: Any = setting
        self.R, self.V, self.now = R, V, 0

    @staticmethod
    def preparing(setting: Any) -> Iterator[None]:
        """What takes long before the start, a part at a time; nothing, if it is not asked for."""
        yield from ()

    def frames(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Places (Å) and velocities (Å/ps) after each of the next `count` FRAMEs, (ion, count, 3).

        Raises
        ------
        TooClose
            When an ion runs into an atom; the wanderers must not be used after that.
        """
        R = np.empty((len(self.R), count, 3))
        V = np.empty_like(R)
        self._move(count, R, V)
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

    def _move(self, count: int, R: np.ndarray, V: np.ndarray) -> None:
        """Go on by `count` FRAMEs, and write where the ions are after each to R and V."""
        raise NotImplementedError

    def _check(self, outcome: Outcome, ion: int, done: int) -> None:
        """Raise TooClose if a kernel says so of ions from `ion` on, `done` steps after the start.

        What it says is (−1, 0, 0), or the ion among its own, steps and distance.
        """
        if outcome[0] >= 0:
            step = done + outcome[1]
            raise TooClose(ion + outcome[0], step * self.setting.step, step, outcome[2])


class WanderingInBaths(Wandering):
    """Ions that feel the thermal motion of `baths`, one bath after the other.

    A bath has `frame(k)`, the motion of all its atoms after k times the setting's spacing.
    """

    baths: list[Any]

    @staticmethod
    def groups(setting: Any) -> np.ndarray:
        """The bath of each ion, an index: ions of one bath are not independent of each other."""
        return np.repeat(np.arange(setting.baths), setting.ions)

    def _wander(self, own: slice, first: np.ndarray, second: np.ndarray, steps: int) -> Outcome:
        """Move the ions of one bath from one of its frames to the next."""
        raise NotImplementedError

    def _own(self, bath: int) -> slice:
        return slice(bath * self.setting.ions, (bath + 1) * self.setting.ions)

    def _move(self, count: int, R: np.ndarray, V: np.ndarray) -> None:
        parts, steps = self.setting.parts, self.setting.steps // self.setting.parts
        for b, bath in enumerate(self.baths):
            own = self._own(b)
            first = bath.frame(self.now * parts)
            for k in range(count * parts):
                at = self.now * parts + k
                second = bath.frame(at + 1)
                self._check(self._wander(own, first, second, steps), own.start, at * steps)
                first = second
                if (k + 1) % parts == 0:
                    R[own, k // parts], V[own, k // parts] = self.R[own], self.V[own]
