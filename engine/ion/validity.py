"""ValidityMap: where one may do without the crystal's memory, over two parameters at a time."""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

import numpy as np

from ..core.experiment import Experiment
from ..core.result import Chunk
from .collision import IonCollision

SIDE = 40
"""Cells along each side of the map."""
QUANTITIES = ("force", "deflection", "force_curve", "deflection_curve")
"""Errors of the two maxima, which change sign, and the largest errors at any time, in shares of the
maxima."""


class Axis(NamedTuple):
    """A parameter of the map and the values that it takes, (n,), evenly in its logarithm."""

    name: str
    values: np.ndarray


AXES = {
    "λ and v₀": (Axis("v0", np.geomspace(1, 30, SIDE)), Axis("lam", np.geomspace(0.1, 1.0, SIDE))),
    "M and stiffness": (
        Axis("M", np.geomspace(0.1, 30, SIDE)),
        Axis("stiffness", np.geomspace(0.1, 10, SIDE)),
    ),
}
"""Across and up. Stiffness is a factor on k1 and k2 together."""


class ValidityMap(Experiment):
    """Relative errors of the approximations of [SEOM Eq. 25] over two parameters of a collision."""

    key: ClassVar[str] = "ion-validity"

    def __init__(self, base: IonCollision, axes: str):
        super().__init__()
        self.base, self.across, self.up = base, *AXES[axes]

    def depends_on(self) -> tuple:
        """What the map depends on: all of the base that its axes do not replace."""
        kept = self.base.values()
        for axis in (self.across, self.up):
            kept.pop(axis.name, None)
            if axis.name == "stiffness":  # a map of factors is the same for the same ratio
                kept["k1"] = self.base.k1 / self.base.k2
                del kept["k2"]
        return (self.across.name, self.up.name, *sorted(map(str, kept.items())))

    def run(self) -> Iterator[Chunk]:
        """Yield the map a few collisions at a time, from the middle outwards."""
        from .validity_run import run

        return run(self)
