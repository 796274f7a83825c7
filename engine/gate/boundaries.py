"""The boundary table: where in E_particle transmission begins and ends, for each n and phase.

Everything that the thermal and joint ensembles need at any temperature is in it. Two choices
make it small. Phases are counted at the moment at which a free particle would meet the
oscillator, ψ = φ + Ω|x0|/v: averages over a uniform φ are the same over ψ, but boundaries move
slowly with E_particle at fixed ψ, where at fixed φ the phase of arrival winds without end as
v → 0. And no boundary lies above U0, for the work against the particle is at most U0.
"""

import threading
from collections import OrderedDict
from collections.abc import Generator
from typing import NamedTuple

import numpy as np

from .kernels.classify import TRANSMITTED, UNDECIDED, classify_in_slices
from .model import GateModel, start

DENSE = 24
"""Every n up to this one has its own entry; beyond, entries are spaced evenly in log n."""
RATIO = 1.15
BISECTIONS = 20
NEGLIGIBLE = 1e-6
"""Share of U0 below which an edge in energy is not followed further down."""


class Table(NamedTuple):
    """Boundaries in E_particle (E_osc), one entry an edge.

    At `sign` +1 transmission begins, at −1 it ends; `n` is the oscillator's quantum number,
    `phase` the index of ψ, `cell` the gap of the energy scan in which the edge was found.
    `nodes` are the n that were computed, `phases` and `scan` the numbers of ψ and of energies.
    """

    n: np.ndarray
    phase: np.ndarray
    energy: np.ndarray
    sign: np.ndarray
    cell: np.ndarray
    nodes: np.ndarray
    phases: int
    scan: int
    U0: float
    undecided: float
    """Largest share of launches, over n, that stayed undecided (counted as reflected)."""

    def coarser_phases(self) -> "Table":
        """The same from every other phase."""
        half = self._kept(self.phase % 2 == 0)
        return half._replace(phase=half.phase // 2, phases=self.phases // 2)

    def coarser_scan(self) -> "Table":
        """The same as if only every other energy had been scanned: thin pairs go unseen."""
        gap = self.cell // 2
        pair = np.zeros(len(gap), bool)
        alike = (gap[1:] == gap[:-1]) & (self.n[1:] == self.n[:-1])
        alike &= self.phase[1:] == self.phase[:-1]
        pair[1:] |= alike
        pair[:-1] |= alike
        return self._kept(~pair)

    def _kept(self, keep: np.ndarray) -> "Table":
        columns = {k: getattr(self, k)[keep] for k in ("n", "phase", "energy", "sign", "cell")}
        return self._replace(**columns)


def node_list(n_max: int) -> np.ndarray:
    """The n that get an entry: 0, 1, … DENSE, then growing by RATIO up to n_max or just past it."""
    nodes = list(range(DENSE + 1))
    while nodes[-1] < n_max:
        nodes.append(max(nodes[-1] + 1, round(nodes[-1] * RATIO)))
    return np.array([n for i, n in enumerate(nodes) if i == 0 or nodes[i - 1] < n_max])


class Edges(NamedTuple):
    """Edges for one oscillator energy, sorted by phase, then energy; columns as in `Table`."""

    phase: np.ndarray
    energy: np.ndarray
    sign: np.ndarray
    cell: np.ndarray
    undecided: float


def edges_of(
    model: GateModel, E_oscillator: float, psi: np.ndarray, scan: int, refine: float = 1.0
) -> Generator[None, None, Edges]:
    """Edges of transmission in E_particle for one oscillator energy and many phases.

    A generator that pauses by yielding None and returns the edges.

    Parameters
    ----------
    model : GateModel
        The model; its x0 plays no part.
    E_oscillator : float
        Energy of the oscillator, E_osc.
    psi : ndarray, shape (p,)
        Phases at which a free particle would meet the oscillator.
    scan : int
        Energies scanned, evenly up to U0; edges closer than U0/scan may be lost in pairs.
    """
    y, w = start(E_oscillator, psi)

    def outcomes(E, phase):
        launches = (E, y[phase], w[phase])
        return classify_in_slices(*model.kernel_model(), *launches, x_from=0.0, refine=refine)

    energies = model.U0 * np.arange(scan + 1) / scan
    E, phase = np.meshgrid(energies[1:-1], np.arange(len(psi)), indexing="ij")
    found = yield from outcomes(E.ravel(), phase.ravel())
    seen = np.zeros((scan + 1, len(psi)), bool)
    seen[1:-1] = (found == TRANSMITTED).reshape(E.shape)
    seen[-1] = True  # just above U0 all pass
    phase, cell = np.nonzero((seen[1:] != seen[:-1]).T)
    opens = seen[cell + 1, phase]
    low, high = energies[cell], energies[cell + 1]
    for _ in range(BISECTIONS):
        open_ = np.nonzero(high > NEGLIGIBLE * model.U0)[0]
        middle = (low[open_] + high[open_]) / 2
        passes = (yield from outcomes(middle, phase[open_])) == TRANSMITTED
        upper = passes == opens[open_]
        low[open_] = np.where(upper, low[open_], middle)
        high[open_] = np.where(upper, middle, high[open_])
    undecided = float(np.mean(found == UNDECIDED)) if len(found) else 0.0
    return Edges(phase, (low + high) / 2, np.where(opens, 1, -1), cell, undecided)


def build(
    model: GateModel, n_max: int, phases: int, scan: int
) -> Generator[tuple[float, Table | None], None, Table]:
    """Yield (share done, table so far or None at a pause); return the complete table.

    Complete tables are kept, for two ensembles and every temperature ask for the same.

    Parameters
    ----------
    model : GateModel
        The model.
    n_max : int
        Largest quantum number needed.
    phases, scan : int
        Numbers of phases ψ (even) and of scanned energies.
    """
    key = (*model.kernel_model(), n_max, phases, scan)
    if (kept := _tables.get(key)) is not None:
        return kept
    psi = 2 * np.pi * np.arange(phases) / phases
    nodes, parts, table = node_list(n_max), [], None
    for i, n in enumerate(nodes):
        edges = yield from _with_share(i / len(nodes), edges_of(model, n + 0.5, psi, scan))
        parts.append((np.full(len(edges.phase), n), *edges))
        table = _joined(parts, nodes[: i + 1], phases, scan, model.U0)
        yield (i + 1) / len(nodes), table
    _tables.put(key, table)
    return table


def _with_share(share: float, pausing: Generator) -> Generator:
    """A generator's pauses as (share, None); its return value."""
    while True:
        try:
            next(pausing)
        except StopIteration as end:
            return end.value
        yield share, None


def _joined(parts: list, nodes: np.ndarray, phases: int, scan: int, U0: float) -> Table:
    """One table of the edges of several n."""
    *columns, undecided = zip(*parts, strict=True)
    return Table(*(np.concatenate(c) for c in columns), nodes, phases, scan, U0, max(undecided))


class _Kept:
    """The last few things computed, for any thread."""

    def __init__(self, most: int):
        self._most, self._lock, self._things = most, threading.Lock(), OrderedDict()

    def get(self, key):
        with self._lock:
            return self._things.get(key)

    def put(self, key, thing) -> None:
        with self._lock:
            self._things[key] = thing
            while len(self._things) > self._most:
                self._things.popitem(last=False)


_tables = _Kept(12)
