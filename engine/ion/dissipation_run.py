"""The run of ion-dissipation: the ion's path by one of the three equations, and its energy."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from ..core.experiment import RunFailed
from ..core.result import Chunk
from ..core.units import attributes
from ..lattice.memory_kernel import loss, static_response
from ..lattice.modes import Modes
from ..lattice.zone import nodes, quadrature
from ..numerics.steppers import STEPPERS
from . import direct
from .dissipation import ATOMS, IonDissipation
from .eliminated import ending, endless, motion
from .kernels.line import bends, local_displacements
from .kernels.values import Answer, Ion
from .line import Path, ion_energy, local_motion
from .table import box_table, unboxed

PICTURES = 60
"""Snapshots of one run."""


def run(experiment: IonDissipation) -> Iterator[Chunk]:
    """Yield the path so far with the ion's energy; the last one is whole.

    Raises
    ------
    RunFailed
        When the ion runs into an atom; the chunk before it holds the path until then.
    """
    e, n = experiment, round(experiment.duration / experiment.dt) + 1
    answer = _answer(e)
    last, seen = Chunk(0.0, e.equation, xr.Dataset()), 0
    for path, total in paths(e, n, answer):
        if not last.summary or path.steps == n or path.steps > seen + n / PICTURES:
            last, seen = _chunk(e, path, n, answer.loss, total), path.steps
        yield last
    if path.steps < n or not np.isfinite(path.z[-1]):
        raise RunFailed(
            f"At t = {path.t[-1]:.4g} ps, step {path.steps}, the ion ran into an atom: "
            f"`v0 = {e.v0:g}` Å/ps is too fast for `U0 = {e.U0:g}`, or `dt = {e.dt:g}` ps too "
            "long. Lower `v0`, raise `U0`, or lower `dt`."
        )
    yield Chunk(1.0, "done", last.data, last.summary)


def start(e: IonDissipation) -> Ion:
    """The ion at the start, moving towards larger z."""
    return Ion(e.M, e.a * (ATOMS // 2 - 1 + e.start), e.v0)


def paths(e: IonDissipation, n: int, answer: Answer) -> Iterator[tuple[Path, float | None]]:
    """Path so far, of n times in the end, and, where every atom is followed, the energy (meV)."""
    method = e.method()
    if method == "time-local":
        yield _local(e, n, answer), None
    elif method == "direct":
        stepper = STEPPERS[e.solver]
        yield from direct.motion(e.cubic(), e.cells, e.law, start(e), e.row(), e.dt, n, stepper)
    else:
        W, G = box_table(e.cubic(), e.cells, ATOMS - 1, e.dt, n)
        response = endless(G, e.m)
        if e.equation == "memory" and e.t_c < e.duration:
            W = unboxed(W, answer.W[0], e.dt, e.m * e.cells**3)
            response = ending(W, G, e.m, e.dt, e.t_c)
        eliminated = motion(e.law, start(e), e.row(), e.m, response, e.dt, n)
        yield from ((path, None) for path in eliminated)


def _local(e: IonDissipation, n: int, answer: Answer) -> Path:
    z, v = local_motion(e.law, start(e), e.row(), answer, e.dt, n)
    r = local_displacements(e.law, e.row(), answer, z)
    return Path(e.dt * np.arange(len(z)), z, v, r, np.zeros_like(r), len(z))


def _answer(e: IonDissipation) -> Answer:
    """W_zz(0) among the row's atoms (Å²/meV), shape (atom, atom), and l (Å² ps/meV)."""
    crystal = e.cubic()
    sites = np.array([(0, 0, k) for k in range(ATOMS)])
    modes = Modes.of(crystal, quadrature(nodes(crystal, sites, 0.0)))
    apart = static_response(crystal, modes, sites)[:, 2, 2]
    k = np.arange(ATOMS)
    return Answer(apart[np.abs(k[:, None] - k)], float(loss(crystal)[0, 0]))


def _chunk(e: IonDissipation, path: Path, n: int, loss: float, total: float | None) -> Chunk:
    kinetic, among = ion_energy(e.law, e.M, e.row(), path.z, path.v, path.r)
    energy = kinetic + among
    summary = {
        "z_end": float(path.z[-1]),
        "v_end": float(path.v[-1]),
        "energy_lost": float(energy[0] - energy[-1]),
        "energy_start": float(energy[0]),
        "total_drift": None if total is None else float(total - energy[0]),
    }
    data = _data(e, path, energy, _drag(e, path, loss))
    return Chunk(min(0.999, path.steps / n), e.equation, data, summary)


def _drag(e: IonDissipation, path: Path, loss: float) -> np.ndarray:
    """l(Σ U'')² (meV ps/Å²) along the path, atoms at rest: the drag of [SEOM Eqs. 18–20]."""
    gaps = (e.row() - path.z[:, None]).reshape(-1)
    return loss * bends(e.law, gaps).reshape(len(path.z), -1).sum(axis=1) ** 2


def _data(e: IonDissipation, path: Path, energy: np.ndarray, drag: np.ndarray) -> xr.Dataset:
    columns = {
        "z": path.z,
        "v": path.v,
        "E_ion": energy,
        "E_lattice": energy[0] - energy,
        "drag": drag,
    }
    return xr.Dataset(
        {
            **{k: ("time", v, attributes(k)) for k, v in columns.items()},
            "r": (("time", "atom"), path.r, attributes("atom_displacement")),
        },
        {
            "time": ("time", path.t, attributes("time")),
            "atom": ("atom", e.row(), attributes("place")),
        },
    )
