"""ValidityMap: where one may do without the crystal's memory, over two parameters at a time."""

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

import numpy as np
import xarray as xr

from ..core.experiment import Experiment
from ..core.result import Chunk
from ..core.units import attributes
from .collision import APPROXIMATIONS, PHASE, START, TRAVEL, IonCollision, answers, peak
from .collision import approximate as approximations
from .eliminated import Ion, motion
from .line import Path, follow_local
from .table import box_table

SIDE = 40
"""Cells along each side of the map."""
RESOLUTION = 20
"""Steps in which the ion goes λ: an error of the forces of about a thousandth of a per cent."""
LADDER = 1e-4
"""A step (ps); all are this times powers of two, so that few kernels serve all."""
STEPS = 30_000
"""Most steps of a collision; slower ones are left out."""
AT_ONCE = 8
"""Collisions between two looks at the map."""
QUANTITIES = ("force", "deflection", "force_curve", "deflection_curve")
"""Errors of the two maxima, which change sign, and the largest errors at any time, in shares of the
maxima."""


class Axis(NamedTuple):
    """A parameter of the map and the values that it takes, evenly in its logarithm."""

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
                kept["k1"] = kept.pop("k1") / kept.pop("k2")
        return (self.across.name, self.up.name, *sorted(map(str, kept.items())))

    def run(self) -> Iterator[Chunk]:
        """Yield the map a few collisions at a time, from the middle outwards."""
        shape = (len(APPROXIMATIONS), len(QUANTITIES), len(self.up.values), len(self.across.values))
        errors, speed = np.full(shape, np.nan), np.full(shape[2:], np.nan)
        order = _from_the_middle(shape[2:])
        for count, (row, column) in enumerate(order, 1):
            found = self._collide(row, column)
            if found is not None:
                errors[..., row, column], speed[row, column] = found
            if count % AT_ONCE == 0 or count == len(order):
                yield Chunk(count / len(order), "colliding", self._data(errors, speed))

    def _collide(self, row: int, column: int) -> tuple[np.ndarray, float] | None:
        """Errors of force and deflection by approximation (3, 2), and of the outgoing speed."""
        changed = {self.across.name: self.across.values[column], self.up.name: self.up.values[row]}
        stiffness = changed.pop("stiffness", 1.0)
        e = {name: getattr(self.base, name) for name in ("lam", "v0", "M")} | changed
        crystal = self.base.crystal()
        law = (self.base.law[0], self.base.U0, e["lam"])
        # a crystal s times as stiff is the same one in a time √s times as fast
        pace = np.sqrt(stiffness)
        step, table = _ladder(
            e["lam"] / (e["v0"] * RESOLUTION), PHASE / crystal.Omega_max / pace, pace
        )
        n = int(np.ceil(TRAVEL * START * e["lam"] / e["v0"] / step)) + 1
        if n > STEPS:
            return None
        length = 1 << max(n - 1, 255).bit_length()
        G = box_table(crystal, self.base.cells, 0, table, length)[1] / pace
        ion = Ion(e["M"], -START * e["lam"], e["v0"])
        *_, path = motion(law, ion, np.zeros(1), self.base.m, G, step, n, n)
        if path.steps < n:
            return None
        W0, l = answers(crystal)  # noqa: E741
        return _errors(law, ion, path, W0 / stiffness, l / pace**3, step)

    def _data(self, errors, speed) -> xr.Dataset:
        dims = ("approximation", "quantity", self.up.name, self.across.name)
        return xr.Dataset(
            {"error": (dims, errors.copy()), "speed_error": (dims[2:], speed.copy())},
            {
                "approximation": list(APPROXIMATIONS),
                "quantity": list(QUANTITIES),
                self.up.name: (self.up.name, self.up.values, _attributes(self.up.name)),
                self.across.name: (
                    self.across.name,
                    self.across.values,
                    _attributes(self.across.name),
                ),
            },
        )


def _errors(law, ion: Ion, path: Path, W0: float, l: float, step: float):  # noqa: E741
    found = approximations(law, path, W0, l)
    deflection, force = (peak(y) for y in found["full"])
    if not deflection > 0:  # nothing was felt: there is no error to speak of
        return None
    errors = [
        (
            peak(found[name][1]) / force - 1,
            peak(found[name][0]) / deflection - 1,
            np.abs(found[name][1] - found["full"][1]).max() / force,
            np.abs(found[name][0] - found["full"][0]).max() / deflection,
        )
        for name in APPROXIMATIONS
    ]
    n = len(path.z)
    z, v = np.zeros(n), np.zeros(n)
    z[0], v[0] = ion.z, ion.v
    reached = follow_local(*law, ion.M, np.zeros(1), np.array([[W0]]), l, z, v, 1, n, step)
    # where the collision ends, not the last step: a soft crystal has not let go of the ion yet
    end = TRAVEL * START * law[2] / ion.v
    out, known = (np.interp(end, path.t, speed) for speed in (v, path.v))
    return np.array(errors), out / known - 1 if reached == n else np.nan


def _ladder(longest: float, also: float, pace: float) -> tuple[float, float]:
    """Step of the collision and of the unscaled kernel's table (ps): the latter on the ladder."""
    wanted = min(longest, also) * pace
    table = LADDER * 2.0 ** np.floor(np.log2(wanted / LADDER))
    return table / pace, table


def _from_the_middle(shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Cells by a coarse grid first, then ever finer: the map is seen whole from the beginning."""
    cells, seen = [], set()
    for stride in (8, 4, 2, 1):
        for row in range(stride // 2, shape[0], stride):
            for column in range(stride // 2, shape[1], stride):
                if (row, column) not in seen:
                    seen.add((row, column))
                    cells.append((row, column))
    rest = [(r, c) for r in range(shape[0]) for c in range(shape[1]) if (r, c) not in seen]
    return cells + rest


def _attributes(name: str) -> dict[str, str]:
    if name == "stiffness":
        return attributes("stiffness")
    p = IonCollision.declared()[name]
    return {"long_name": p.called, "symbol": p.symbol, "units": p.unit}
