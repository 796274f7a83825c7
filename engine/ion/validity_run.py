"""The run of ValidityMap: a collision for every cell of the map, and the errors of all answers."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from ..numerics.potentials import Law
from .approximations import alone, approximate, peak
from .collision import PHASE, START, TRAVEL, IonCollision
from .eliminated import endless, motion
from .kernels.values import Answer, Ion
from .line import Path, local_motion
from .memoryless import APPROXIMATIONS
from .table import box_table
from .validity import QUANTITIES, ValidityMap

RESOLUTION = 20
"""Steps in which the ion goes λ: an error of the forces of about a thousandth of a per cent."""
LADDER = 1e-4
"""A step (ps); all are this times powers of two, so that few kernels serve all."""
STEPS = 30_000
"""Most steps of a collision; slower ones are left out."""
AT_ONCE = 8
"""Collisions between two looks at the map."""
HERE = np.zeros(1)
"""Place (Å) of the one atom."""


def run(experiment: ValidityMap) -> Iterator[Chunk]:
    """Yield the map a few collisions at a time, from the middle outwards."""
    e = experiment
    shape = (len(e.up.values), len(e.across.values))
    errors = np.full((len(APPROXIMATIONS), len(QUANTITIES), *shape), np.nan)
    speed = np.full(shape, np.nan)
    order = from_the_middle(shape)
    for count, (row, column) in enumerate(order, 1):
        found = _collide(e, row, column)
        if found is not None:
            errors[..., row, column], speed[row, column] = found
        if count % AT_ONCE == 0 or count == len(order):
            yield Chunk(count / len(order), "colliding", _data(e, errors, speed))


def _collide(e: ValidityMap, row: int, column: int) -> tuple[np.ndarray, float] | None:
    """Errors by approximation and quantity, shape (3, 4), and of the outgoing speed."""
    changed = {e.across.name: e.across.values[column], e.up.name: e.up.values[row]}
    stiffness = changed.pop("stiffness", 1.0)
    own = {name: getattr(e.base, name) for name in ("lam", "v0", "M")} | changed
    crystal, law = e.base.crystal(), (e.base.law[0], e.base.U0, float(own["lam"]))
    # a crystal s times as stiff is the same one in a time √s times as fast
    pace = np.sqrt(stiffness)
    step, table = _ladder(
        own["lam"] / (own["v0"] * RESOLUTION), PHASE / crystal.Omega_max / pace, pace
    )
    n = int(np.ceil(TRAVEL * START * own["lam"] / own["v0"] / step)) + 1
    if n > STEPS:
        return None
    length = 1 << max(n - 1, 255).bit_length()
    G = box_table(crystal, e.base.cells, 0, table, length)[1] / pace
    ion = Ion(own["M"], -START * own["lam"], own["v0"])
    *_, path = motion(law, ion, HERE, e.base.m, endless(G, e.base.m), step, n)
    if path.steps < n:
        return None
    W, loss = alone(crystal)
    return _errors(law, ion, path, Answer(W / stiffness, float(loss / pace**3)), step)


def _data(e: ValidityMap, errors: np.ndarray, speed: np.ndarray) -> xr.Dataset:
    dims = ("approximation", "quantity", e.up.name, e.across.name)
    axes = {a.name: (a.name, a.values, _attributes(a.name)) for a in (e.up, e.across)}
    return xr.Dataset(
        {"error": (dims, errors.copy()), "speed_error": (dims[2:], speed.copy())},
        {"approximation": list(APPROXIMATIONS), "quantity": list(QUANTITIES), **axes},
    )


def _errors(
    law: Law, ion: Ion, path: Path, answer: Answer, step: float
) -> tuple[np.ndarray, float] | None:
    found = approximate(law, path, answer)
    deflection, force = (peak(y) for y in found["full"])
    if not deflection > 0:  # nothing was felt: there is no error to speak of
        return None
    errors = [
        (
            peak(found[name][1]) / force - 1,
            peak(found[name][0]) / deflection - 1,
            peak(np.abs(found[name][1] - found["full"][1])) / force,
            peak(np.abs(found[name][0] - found["full"][0])) / deflection,
        )
        for name in APPROXIMATIONS
    ]
    n = len(path.z)
    _, v = local_motion(law, ion, HERE, answer, step, n)
    if len(v) < n:
        return np.array(errors), np.nan
    # where the collision ends, not the last step: a soft crystal has not let go of the ion yet
    end = TRAVEL * START * law[2] / ion.v
    out, known = (np.interp(end, path.t, speed) for speed in (v, path.v))
    return np.array(errors), out / known - 1


def _ladder(longest: float, also: float, pace: float) -> tuple[float, float]:
    """Step of the collision and of the unscaled kernel's table (ps): the latter on the ladder."""
    wanted = min(longest, also) * pace
    table = LADDER * 2.0 ** np.floor(np.log2(wanted / LADDER))
    return table / pace, table


def from_the_middle(shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Cells of a map of that `shape`, by a coarse grid first, then ever finer.

    So the map is seen whole from the beginning.
    """
    cells, seen = [], set()
    for stride in (8, 4, 2, 1):
        for row in range(stride // 2, shape[0], stride):
            for column in range(stride // 2, shape[1], stride):
                if (row, column) not in seen:
                    seen.add((row, column))
                    cells.append((row, column))
    return cells + [at for at in np.ndindex(shape) if at not in seen]


def _attributes(name: str) -> dict[str, str]:
    if name == "stiffness":
        return attributes("stiffness")
    p = IonCollision.declared()[name]
    return {"long_name": p.called, "symbol": p.symbol, "units": p.unit}
