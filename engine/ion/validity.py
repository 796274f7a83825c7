"""ion-validity: where one may do without the crystal's memory, over two parameters at a time."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from ..compute.composite import Composite
from ..compute.newest import Newest
from ..core.experiment import Equation, Experiment
from ..core.files import State
from ..core.finding import Finding
from ..core.parameters import Choice, Count, InvalidParameter, Quantity
from ..core.result import Chunk
from ..lattice.barrier import COULOMB
from .collision import INSTANT, IonCollision
from .model import FULL, MEMORY, LineModel

if TYPE_CHECKING:
    import xarray as xr

QUANTITIES = ("force", "deflection", "force_curve", "deflection_curve")
"""Errors of the two maxima, which change sign, and the largest errors at any time, in shares of the
maxima."""
PAIRS = {"speed and reach": ("v0", "lam"), "mass and stiffness": ("M", "stiffness")}
"""What may be varied, across and up. Stiffness is a factor on k1 and k2 together."""
SYMBOLS = {"v0": "v₀", "lam": "λ", "M": "M", "stiffness": "k/k₀"}
UNITS = {"v0": "Å/ps", "lam": "Å", "M": "meV ps²/Å²", "stiffness": "times"}
BOUNDS = {"v0": (0.01, 1000), "lam": (0.05, 2.0), "M": (0.001, 10_000), "stiffness": (0.01, 100)}
SOFT = {"v0": (0.5, 60), "lam": (0.05, 2.0), "M": (0.05, 100), "stiffness": (0.05, 20)}
CALLED = {"v0": "speed", "lam": "reach", "M": "ion mass", "stiffness": "stiffness"}


class Axis(NamedTuple):
    """A parameter of the map and the values that it takes, (n,), evenly in its logarithm."""

    name: str
    values: np.ndarray


def _end(default: float, name: str, which: str) -> Quantity:
    """An end of the range of a parameter, `default` in its unit."""
    side = "Smallest" if which == "min" else "Largest"
    return Quantity(
        default,
        bounds=BOUNDS[name],
        soft=SOFT[name],
        log=True,
        symbol=f"{SYMBOLS[name]} {which}",
        called=CALLED[name],
        unit=UNITS[name],
        group="Range",
        doc=f"{side} {CALLED[name]} of the map; used if it is varied.",
    )


class ValidityModel(LineModel):
    """What the map and its parts share: a collision, what is varied about it, and how far."""

    axes = Choice(
        list(PAIRS),
        symbol="over",
        called="what is varied",
        group="Map",
        doc="Parameters on the two axes; stiffness scales k1 and k2 together.",
    )
    n = Count(
        40,
        bounds=(2, 200),
        soft=(10, 80),
        step=10,
        symbol="n",
        called="cells per side",
        group="Map",
        doc="Cells along each side of the map; each is one collision.",
    )
    v0_min = _end(1.0, "v0", "min")
    v0_max = _end(30.0, "v0", "max")
    lam_min = _end(0.1, "lam", "min")
    lam_max = _end(1.0, "lam", "max")
    M_min = _end(0.1, "M", "min")
    M_max = _end(30.0, "M", "max")
    stiffness_min = _end(0.1, "stiffness", "min")
    stiffness_max = _end(10.0, "stiffness", "max")

    def check(self) -> None:
        """Refuse an empty range as well."""
        super().check()
        for name in SYMBOLS:
            low, high = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
            if high <= low:
                raise InvalidParameter(
                    f"{name}_max",
                    high,
                    f"is not above `{name}_min = {low:g}`, so the range is empty",
                    f"Raise `{name}_max` or lower `{name}_min`.",
                )

    def across_and_up(self) -> tuple[Axis, Axis]:
        """The two axes of the map."""
        across, up = (self._axis(name) for name in PAIRS[self.axes])
        return across, up

    def _axis(self, name: str) -> Axis:
        ends = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
        return Axis(name, np.geomspace(*ends, self.n))


class ValidityPart(ValidityModel):
    """Some of the map's collisions: those of its order that are numbers part·n … (part + 1)·n."""

    key: ClassVar[str] = "ion-validity-part"
    title: ClassVar[str] = "Part"
    question: ClassVar[str] = "What do some of the collisions come to?"
    resumable: ClassVar[bool] = True

    part = Count(0, bounds=(0, 199), doc="Which of the map's parts.")

    def run(self) -> Iterator[Chunk]:
        """Yield the errors of these collisions so far."""
        from .validity_run import run

        return run(self, None)

    def resume(self, state: State) -> Iterator[Chunk]:
        """Go on from a chunk's state."""
        from .validity_run import run

        return run(self, state)


class IonValidity(Composite, ValidityModel):
    """Errors of the answers without memory over two parameters of a collision [SEOM Eq. 25]."""

    key: ClassVar[str] = "ion-validity"
    title: ClassVar[str] = "Validity"
    question: ClassVar[str] = "Where can the crystal's memory be neglected?"
    small: ClassVar[dict] = {"cells": 8, "n": 2}
    equations: ClassVar[tuple[Equation, ...]] = (FULL, MEMORY, INSTANT, COULOMB)

    @classmethod
    def around(cls, base: IonCollision, **values: object) -> "IonValidity":
        """The map around a collision, with `values` of its own."""
        shared = {k: v for k, v in base.values().items() if k in cls.declared()}
        return cls(**{**shared, **values})

    def members(self) -> Sequence[Experiment]:
        """As many parts as there are cells a side, from the middle of the map outwards."""
        return [ValidityPart(**self.values(), part=i) for i in range(self.n)]

    def place(self, i: int) -> str:
        """The number of part `i`."""
        return f"part {i + 1} of {self.n}"

    @staticmethod
    def keep(member: Experiment, chunk: Chunk) -> State:
        """The errors of a part's collisions, NaN where not known."""
        return {str(k): v.values for k, v in chunk.data.data_vars.items()}

    def gathered(self, newest: Sequence[Newest]) -> tuple["xr.Dataset", dict]:
        """The map so far, and how large the errors are."""
        from .validity_run import gathered

        return gathered(self, newest)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """In how many collisions the time-local answer is within 10 %, and from where on."""
        from .trust import of_validity

        return of_validity(chunk.summary)

    def depends_on(self) -> tuple:
        """What the map depends on: all but what its axes replace, and the ranges of others."""
        kept = self.values()
        for name in SYMBOLS:
            if name in PAIRS[self.axes]:
                kept.pop(name, None)
            else:
                del kept[f"{name}_min"], kept[f"{name}_max"]
        if "stiffness" in PAIRS[self.axes]:  # a map of factors is the same for the same ratio
            kept["k1"] = self.k1 / self.k2
            del kept["k2"]
        return tuple(sorted(map(str, kept.items())))
