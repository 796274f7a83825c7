"""ion-validity at work: a collision for every cell of the map, and the errors of all answers."""

import time
from collections.abc import Iterator, Sequence

import numpy as np
import xarray as xr

from ..compute.newest import Newest
from ..core.files import State
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
from .validity import QUANTITIES, IonValidity, ValidityModel, ValidityPart

RESOLUTION = 20
"""Steps in which the ion goes λ: an error of the forces of about a thousandth of a per cent."""
LADDER = 1e-4
"""A step (ps); all are this times powers of two, so that few kernels serve all."""
STEPS = 30_000
"""Most steps of a collision; slower ones are left out."""
SLICE = 0.03
"""Seconds of computing between two looks at the map."""
GOOD = 0.1
"""An error below this is one that may be tolerated."""
HERE = np.zeros(1)
"""Place (Å) of the one atom."""


def run(experiment: ValidityPart, state: State | None) -> Iterator[Chunk]:
    """Yield the errors of a part's collisions so far, from the beginning or from `state` on."""
    e = experiment
    places = _places(e, e.part)
    errors = np.full((len(APPROXIMATIONS), len(QUANTITIES), len(places)), np.nan)
    speed, done = np.full(len(places), np.nan), 0
    if state is not None:
        errors[:], speed[:], done = state["error"], state["speed_error"], int(state["done"])
    began = time.perf_counter()
    for i, (row, column) in enumerate(places[done:], done + 1):
        found = _collide(e, row, column)
        errors[..., i - 1], speed[i - 1] = (np.inf, np.inf) if found is None else found
        if time.perf_counter() - began > SLICE and i < len(places):
            yield _chunk(errors, speed, i)
            began = time.perf_counter()
    yield _chunk(errors, speed, len(places))


def _places(e: ValidityModel, part: int) -> list[tuple[int, int]]:
    """Row and column of a part's cells."""
    return from_the_middle((e.n, e.n))[part * e.n : (part + 1) * e.n]


def _chunk(errors: np.ndarray, speed: np.ndarray, done: int) -> Chunk:
    errors, speed = errors.copy(), speed.copy()
    data = xr.Dataset(
        {"error": (("approximation", "quantity", "cell"), errors), "speed_error": ("cell", speed)}
    )
    state = {"error": errors, "speed_error": speed, "done": np.array(done)}
    return Chunk(done / len(speed), "colliding", data, {}, state)


def gathered(e: IonValidity, newest: Sequence[Newest]) -> tuple[xr.Dataset, dict]:
    """The map so far, and how large the errors are; see `IonValidity.gathered`."""
    errors = np.full((len(APPROXIMATIONS), len(QUANTITIES), e.n, e.n), np.nan)
    speed = np.full((e.n, e.n), np.nan)
    for part, one in enumerate(newest):
        if one.found:
            rows, columns = np.transpose(_places(e, part))
            errors[..., rows, columns] = one.found["error"]
            speed[rows, columns] = one.found["speed_error"]
    data = _data(e, errors, speed)
    curve = np.abs(errors[:, QUANTITIES.index("force_curve")])
    known = int(np.isfinite(curve[0]).sum())
    each = {name: _size(e, own) for name, own in zip(APPROXIMATIONS, curve, strict=True) if known}
    return data, {"collisions": known, **each}


def _size(e: IonValidity, error: np.ndarray) -> dict:
    """How large the errors of the force at any time are, (up, across), and where they are small."""
    own = error[np.isfinite(error)]
    return {
        "median": float(np.median(own)),
        "largest": float(own.max()),
        "within": float(np.mean(own < GOOD)),
        "holds_from": _holds_from(e, error),
    }


def _holds_from(e: IonValidity, error: np.ndarray) -> float | None:
    """Time λ/v₀ (ps) from which on all errors are small; None where neither is varied."""
    across, up = e.across_and_up()
    if (across.name, up.name) != ("v0", "lam"):
        return None
    times = up.values[:, None] / across.values
    good = np.isfinite(error) & (error < GOOD)
    bad = np.isfinite(error) & ~good
    longest = times[bad].max() if bad.any() else 0.0
    holding = times[good & (times > longest)]
    return float(holding.min()) if holding.size else None


def _collide(e: ValidityModel, row: int, column: int) -> tuple[np.ndarray, float] | None:
    """Errors by approximation and quantity, shape (3, 4), and of the outgoing speed."""
    across, up = e.across_and_up()
    changed = {across.name: across.values[column], up.name: up.values[row]}
    stiffness = changed.pop("stiffness", 1.0)
    own = {name: getattr(e, name) for name in ("lam", "v0", "M")} | changed
    crystal, law = e.cubic(), (e.law[0], e.U0, float(own["lam"]))
    # a crystal s times as stiff is the same one in a time √s times as fast
    pace = np.sqrt(stiffness)
    step, table = _ladder(
        own["lam"] / (own["v0"] * RESOLUTION), PHASE / crystal.Omega_max / pace, pace
    )
    n = int(np.ceil(TRAVEL * START * own["lam"] / own["v0"] / step)) + 1
    if n > STEPS:
        return None
    length = 1 << max(n - 1, 255).bit_length()
    G = box_table(crystal, e.cells, 0, table, length)[1] / pace
    ion = Ion(own["M"], -START * own["lam"], own["v0"])
    *_, path = motion(law, ion, HERE, e.m, endless(G, e.m), step, n)
    if path.steps < n:
        return None
    W, loss = alone(crystal)
    return _errors(law, ion, path, Answer(W / stiffness, float(loss / pace**3)), step)


def _data(e: IonValidity, errors: np.ndarray, speed: np.ndarray) -> xr.Dataset:
    across, up = e.across_and_up()
    dims = ("approximation", "quantity", up.name, across.name)
    axes = {a.name: (a.name, a.values, _attributes(a.name)) for a in (up, across)}
    return xr.Dataset(
        {
            "error": (dims, errors, attributes("error")),
            "speed_error": (dims[2:], speed, attributes("speed_error")),
        },
        {
            "approximation": ("approximation", list(APPROXIMATIONS), attributes("approximation")),
            "quantity": ("quantity", list(QUANTITIES), attributes("error_of")),
            **axes,
        },
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
