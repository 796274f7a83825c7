"""The run of ion-collision: the full solution, and what the approximations make of it."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import attributes
from ..lattice.echo import echo_time
from .approximations import Curves, alone, approximate, peak
from .collision import START, IonCollision
from .eliminated import endless, motion
from .kernels.values import Answer, Ion
from .line import Path, local_motion
from .memoryless import APPROXIMATIONS
from .table import box_table

HERE = np.zeros(1)
"""Place (Å) of the one atom."""


def run(experiment: IonCollision) -> Iterator[Chunk]:
    """Yield the full collision as it goes on, then the approximations beside it.

    Raises
    ------
    RunFailed
        When the ion runs into the atom; the chunk before it holds the path until then.
    """
    e, n = experiment, _times(experiment)
    # one length of table serves neighbouring parameters
    length = 1 << max(n - 1, 1).bit_length()
    response = endless(box_table(e.cubic(), e.cells, 0, e.step(), length)[1], e.m)
    for path in motion(e.law, _ion(e), HERE, e.m, response, e.step(), n):
        yield Chunk(0.9 * path.steps / n, "colliding", xr.Dataset())
    answer = alone(e.cubic())
    found = approximate(e.law, path, answer)
    if path.steps < n:
        yield Chunk(0.9 * path.steps / n, "colliding", _data(path, found))
        raise RunFailed(
            f"At t = {path.t[-1]:.4g} ps, step {path.steps}, the ion came within 0.001 Å of "
            f"the atom: `v0 = {e.v0:g}` Å/ps is too fast for `U0 = {e.U0:g}`. Lower `v0`, or "
            "raise `U0` or `lam`."
        )
    yield Chunk(1.0, "done", _data(path, found), _summary(e, path, found, answer))


def _times(e: IonCollision) -> int:
    """Times at which the path is known."""
    return int(np.ceil(e.duration() / e.step())) + 1


def _ion(e: IonCollision) -> Ion:
    return Ion(e.M, -START * e.lam, e.v0)


def _data(path: Path, found: Curves) -> xr.Dataset:
    own = {
        f"{kind}_{name}": ("time", values, attributes(f"{kind}_{name}"))
        for name, (r, F) in found.items()
        for kind, values in (("deflection", r), ("force", F))
    }
    return xr.Dataset(
        {"z": ("time", path.z, attributes("z")), "v": ("time", path.v, attributes("v")), **own},
        {"time": ("time", path.t, attributes("time"))},
    )


def _summary(e: IonCollision, path: Path, found: Curves, answer: Answer) -> dict:
    maxima = {name: {"r_max": peak(r), "F_max": peak(F)} for name, (r, F) in found.items()}
    v_out = float(path.v[-1])
    return {
        **maxima,
        "v_out": v_out,
        "v_out_time_local": _local_speed(e, answer),
        "error": {name: _errors(maxima[name], maxima["full"]) for name in APPROXIMATIONS},
        "energy_lost": e.M / 2 * (e.v0**2 - v_out**2),
        "echo_time": echo_time(e.cubic(), e.cells, [(0, 0, 0)]),
        "duration": e.duration(),
        "step": e.step(),
    }


def _errors(found: dict, full: dict) -> dict:
    """Relative errors of the maxima; None where nothing was felt."""
    return {k[0]: found[k] / full[k] - 1 if full[k] else None for k in ("r_max", "F_max")}


def _local_speed(e: IonCollision, answer: Answer) -> float | None:
    """Outgoing velocity by the time-local equation of motion itself; None if it gets stuck."""
    n = _times(e)
    _, v = local_motion(e.law, _ion(e), HERE, answer, e.step(), n)
    return float(v[-1]) if len(v) == n and np.isfinite(v[-1]) else None
