"""Blame: whether a member kills the workers that compute it, or they die of something else."""

from collections import Counter
from collections.abc import Iterable

DEATHS, MANY_DEATHS = 5, 20
"""Workers that may die over a member while others come back, and in any case."""


class Blame:
    """Counts the workers that died over each member since it last came back."""

    def __init__(self) -> None:
        self._deaths: Counter[int] = Counter()
        self._returned, self._before = 0, dict[int, int]()

    def came_back(self, members: Iterable[int]) -> None:
        """A stint of these `members` (their places) has come back: they kill nobody."""
        self._returned += 1
        for i in members:
            self._deaths.pop(i, None)

    def died(self, i: int) -> int:
        """A worker died that had member `i`; how many by now."""
        if not self._deaths[i]:
            self._before[i] = self._returned
        self._deaths[i] += 1
        return self._deaths[i]

    def suspect(self, i: int) -> bool:
        """Whether member `i` had better be computed without others beside it."""
        return self._deaths[i] > 1

    def guilty(self, i: int, alone: bool) -> bool:
        """Whether it is member `i`: others came back meanwhile, or there are none (`alone`)."""
        others = alone or self._returned > self._before.get(i, 0)
        return self._deaths[i] >= DEATHS and others

    def hopeless(self, i: int) -> bool:
        """Whether workers die so often over member `i` that there is no use in going on."""
        return self._deaths[i] >= MANY_DEATHS
