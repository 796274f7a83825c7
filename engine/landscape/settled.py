"""Settled: minima and saddles once the crystal's atoms have given way to the ion.

Each is followed from where it is among held atoms to the stationary point of ion and crystal
together, which need not lie at the same place.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .explore import Landscape
from .stationary import Stationary, stationary
from .surface import Balance, Giving, Unbalanced


class Settled(NamedTuple):
    """A stationary point of ion and crystal together, and how the atoms stand around it."""

    point: Stationary
    balance: Balance


class Barrier(NamedTuple):
    """What a passage from the first minimum of a saddle to the last one costs (meV).

    `rigid` is with atoms held; `interaction` and `elastic` are the two parts of the cost with atoms
    that give way, `back` is the cost of the way back; None where nothing settles.
    """

    rigid: float
    interaction: float | None
    elastic: float | None
    back: float | None

    @property
    def relaxed(self) -> float | None:
        """What it costs with atoms that give way (meV)."""
        if self.interaction is None or self.elastic is None:
            return None
        return self.interaction + self.elastic


def settle(surface: Giving, landscape: Landscape) -> Iterator[tuple[int, int, Settled | None]]:
    """Minima, with `uphill` 0, then saddles, with 1: their index, uphill, and what they become.

    None where springs and ion find no balance, or where the point is none any more.
    """
    points = [(0, list(landscape.minima)), (1, [saddle.point for saddle in landscape.saddles])]
    for uphill, found in points:
        for k, point in enumerate(found):
            yield k, uphill, _settled(surface, point, uphill)


def _settled(surface: Giving, point: Stationary, uphill: int) -> Settled | None:
    try:
        found = stationary(surface, point.place, uphill)
        return None if found is None else Settled(found, surface.balance(found.place))
    except Unbalanced:
        return None


def barriers(
    landscape: Landscape, minima: list[Settled | None], saddles: list[Settled | None]
) -> list[Barrier]:
    """The barriers (meV) of all saddles of a landscape; settled ones in the order of its own."""
    out = []
    for saddle, top in zip(landscape.saddles, saddles, strict=True):
        ends = minima[saddle.link.first], minima[saddle.link.last]
        rigid = saddle.link.energy - landscape.minima[saddle.link.first].energy
        if top is None or ends[0] is None or ends[1] is None:
            out.append(Barrier(rigid, None, None, None))
            continue
        first, above = ends[0].balance, top.balance
        back = above.height.energy - ends[1].balance.height.energy
        parts = above.interaction - first.interaction, above.elastic - first.elastic
        out.append(Barrier(rigid, *parts, back))
    return out
