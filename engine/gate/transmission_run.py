"""gate-transmission at work: counts, edges from rest, or sums over the boundary table."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..numerics.kernels.potentials import energy
from ..numerics.potentials import POTENTIALS
from .boundaries import ERROR_AT_REST, Edges, build, rest_edges
from .curves import Points, RestCurve, TableCurve, curve_chunk
from .exact import n_max, spread, variants
from .landscape import still_barriers
from .pauses import Returned
from .sampling import Counts
from .table import Table
from .transmission import GateTransmission

SLICE = 40_000
"""Launches drawn at a time."""
BLOCK = 125
"""Temperatures summed at a time."""
BUILDING = 0.9
"""Share of an exact run that its table takes; the rest is summing."""


def run(experiment: GateTransmission) -> Iterator[Chunk]:
    """The chunks of a run; see `GateTransmission.run`."""
    for _ in (scanning := Returned(rest_edges(experiment))):
        yield Chunk(0.0, "scanning", xr.Dataset())
    # what the curve is compared with, once: a curve costs more than its barriers
    frozen, relaxed = still_barriers(experiment)
    barrier = {"frozen": frozen, "relaxed": relaxed, "E_min": scanning.value.E_min}
    for chunk in _curve(experiment, scanning.value):
        known = {**chunk.summary, "barrier": barrier} if chunk.summary else {}
        yield replace(chunk, summary=known)


def _curve(experiment: GateTransmission, from_rest: Edges) -> Iterator[Chunk]:
    if experiment.method == "sampled":
        return _sampled(experiment)
    if experiment.ensemble == "deflected":
        return _deflected(experiment, from_rest)
    return (_frozen if experiment.ensemble == "frozen" else _exact)(experiment)


def _sampled(experiment: GateTransmission) -> Iterator[Chunk]:
    omega_T, all_ = experiment.omega_T, experiment.n_launches
    counts = Counts(experiment, experiment.ensemble, omega_T, experiment.seed)
    chunk = Chunk(0.0, "launching", xr.Dataset())
    while counts.done < all_:
        for _ in counts.add(min(max(SLICE // len(omega_T), 1), all_ - counts.done)):
            yield chunk
        chunk = counts.chunk(counts.done / all_)
        yield chunk


def _frozen(experiment: GateTransmission) -> Iterator[Chunk]:
    code, U0, lam, s, _ = experiment.system()
    edge = np.array([energy(code, s * s, U0, lam)])
    yield _at_rest(experiment, RestCurve(edge, np.array([1])), 0.0, 0.0)


def _deflected(experiment: GateTransmission, edges: Edges) -> Iterator[Chunk]:
    curve = RestCurve(edges.energy, edges.sign)
    yield _at_rest(experiment, curve, ERROR_AT_REST * experiment.U0, edges.undecided)


def _at_rest(
    experiment: GateTransmission, curve: RestCurve, edge_error: float, undecided: float
) -> Chunk:
    """Frozen and deflected: one list of edges in E_particle serves every temperature."""
    omega_T = np.array(experiment.omega_T)
    P, E_a = curve(omega_T), curve.activation(omega_T)
    error = np.full_like(P, undecided) + P * edge_error / omega_T
    E_error = np.full_like(E_a, edge_error if undecided == 0 else np.nan)
    points = Points(omega_T, P, *_around(P, error), E_a, E_error)
    return curve_chunk(1.0, "done", points, undecided, curve.data())


def _exact(experiment: GateTransmission) -> Iterator[Chunk]:
    phases = -(-experiment.n_phases // 4) * 4  # to be halved twice
    last = n_max(experiment.U0, experiment.omega_T[-1])
    building = Returned(build(experiment, last, phases, experiment.n_scan))
    for share, table in building:
        yield _so_far(experiment.ensemble, BUILDING * share, table)
    yield from _summed(experiment, building.value)


def _so_far(ensemble: str, share: float, table: Table | None) -> Chunk:
    """The part of the table there is: what a stopped run keeps."""
    if table is None:
        return Chunk(share, "boundaries", xr.Dataset())
    data = xr.Dataset(TableCurve(table, ensemble).data())
    return Chunk(share, "boundaries", data, {"levels_computed": len(table.nodes)})


def _summed(experiment: GateTransmission, table: Table) -> Iterator[Chunk]:
    """Sum the table and its coarser variants, some temperatures at a time."""
    omega_T = np.array(experiment.omega_T)
    tables = variants(table)
    curves = {id(t): TableCurve(t, experiment.ensemble) for t in tables.values()}
    sums: dict[int, list] = {k: [] for k in curves}
    blocks = np.array_split(omega_T, -(-len(omega_T) // BLOCK))
    for i, block in enumerate(blocks):
        for key, curve in curves.items():
            sums[key].append(curve.with_activation(block))
            share = BUILDING + (1 - BUILDING) * i / len(blocks)
            yield Chunk(share, "summing", xr.Dataset())
    columns = {k: np.concatenate(s, axis=1) for k, s in sums.items()}
    P, E_a = ({name: columns[id(t)][q] for name, t in tables.items()} for q in (0, 1))
    # the fast kernel's steps shift every edge a little
    shift = POTENTIALS[experiment.potential].edge_error * experiment.U0
    error = np.hypot(spread(P), P["full"] * shift / omega_T) + table.undecided
    E_error = np.hypot(spread(E_a), shift)
    points = Points(omega_T, P["full"], *_around(P["full"], error), E_a["full"], E_error)
    yield curve_chunk(1.0, "done", points, table.undecided, curves[id(table)].data())


def _around(P: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both ends of P ± error, within 0 … 1."""
    return np.maximum(P - error, 0), np.minimum(P + error, 1)
