"""The boundary table: where in E_particle transmission begins and ends, for each n and phase.

Everything that the thermal and joint ensembles need at any temperature is in it. Two choices
make it small. Phases are counted at the moment at which a free particle would meet the
oscillator, ψ = φ + Ω|x0|/v: averages over a uniform φ are the same over ψ, but boundaries move
slowly with E_particle at fixed ψ, where at fixed φ the phase of arrival winds without end as
v → 0. And no boundary lies above U0, for the work against the particle is at most U0.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator
from typing import NamedTuple

import numpy as np

from .kernels.values import TRANSMITTED, UNDECIDED, System
from .model import GateModel, start
from .outcomes import classify_in_slices
from .pauses import Pausing, Returned
from .table import Table, node_list

BISECTIONS = 20
"""Halvings of a gap of the scan."""
NEGLIGIBLE = 1e-6
"""Share of U0 below which an edge in energy is not followed further down."""
SCAN_AT_REST = 1500
"""Energies scanned for the edges from rest."""
REFINE_AT_REST = 6.0
"""Divides the fast kernel's step there."""
ERROR_AT_REST = 2e-8
"""Share of U0 within which edges from rest are known: some 1e-8 by the steps and by bisection."""


class Edges(NamedTuple):
    """Edges for one oscillator energy, sorted by phase, then energy; columns as in `Table`.

    `undecided` is the share of the scan's launches that stayed so.
    """

    phase: np.ndarray
    energy: np.ndarray
    sign: np.ndarray
    cell: np.ndarray
    undecided: float

    @property
    def E_min(self) -> float | None:
        """The lowest edge (E_osc): of those from rest the dynamic barrier [GATE Sec. IV].

        None if a launch stayed undecided: it may have passed, and then the first is no minimum.
        """
        return float(self.energy.min()) if self.undecided == 0 else None


def edges_of(
    model: GateModel, E_oscillator: float, psi: np.ndarray, scan: int, refine: float = 1.0
) -> Pausing[Edges]:
    """Edges of transmission in E_particle for one oscillator energy and many phases.

    A generator that pauses by yielding None and returns the edges. Above U0 all launches pass.

    Parameters
    ----------
    model : GateModel
        The model; its x0 plays no part.
    E_oscillator : float
        Energy of the oscillator, E_osc.
    psi : ndarray, shape (p,)
        Phases (rad) at which a free particle would meet the oscillator.
    scan : int
        Energies scanned, evenly up to U0; edges closer than U0/scan may be lost in pairs.
    refine : float
        Divides the step length, dimensionless.
    """
    system = model.system()
    y, w = start(E_oscillator, psi)

    def outcomes(E: np.ndarray, phase: np.ndarray) -> Pausing[np.ndarray]:
        return classify_in_slices(system, E, y[phase], w[phase], x_from=0.0, refine=refine)

    energies = model.U0 * np.arange(scan + 1) / scan
    E, at = np.meshgrid(energies[1:-1], np.arange(len(psi)), indexing="ij")
    found = yield from outcomes(E.ravel(), at.ravel())
    seen = np.zeros((scan + 1, len(psi)), bool)
    seen[1:-1] = (found == TRANSMITTED).reshape(E.shape)
    seen[-1] = True  # just above U0 all pass
    phase, cell = np.nonzero((seen[1:] != seen[:-1]).T)
    opens = seen[cell + 1, phase]
    between = _Between(energies[cell], energies[cell + 1])
    yield from _bisect(between, outcomes, phase, opens, NEGLIGIBLE * model.U0)
    undecided = float(np.mean(found == UNDECIDED)) if len(found) else 0.0
    return Edges(phase, between.middle, np.where(opens, 1, -1), cell, undecided)


class _Between(NamedTuple):
    """Energies (E_osc, (edges,)) between which edges lie."""

    low: np.ndarray
    high: np.ndarray

    @property
    def middle(self) -> np.ndarray:
        return (self.low + self.high) / 2


def _bisect(
    between: _Between,
    outcomes: Callable[[np.ndarray, np.ndarray], Pausing[np.ndarray]],
    phase: np.ndarray,
    opens: np.ndarray,
    floor: float,
) -> Pausing[None]:
    """Bring the ends of `between` together, in place, while they are above `floor` (E_osc).

    `outcomes` tells those at energies and phases; `opens` whether transmission begins at an edge.
    """
    low, high = between
    for _ in range(BISECTIONS):
        open_ = np.nonzero(high > floor)[0]
        middle = (low[open_] + high[open_]) / 2
        passes = (yield from outcomes(middle, phase[open_])) == TRANSMITTED
        upper = passes == opens[open_]
        low[open_] = np.where(upper, low[open_], middle)
        high[open_] = np.where(upper, middle, high[open_])


def rest_edges(model: GateModel) -> Pausing[Edges]:
    """Edges of transmission in E_particle (E_osc) with the oscillator at rest.

    Sorted by energy; sign +1 where transmission begins, −1 where it ends. The first is E_min,
    unless launches below it stayed undecided. A generator that pauses by yielding None.
    """
    return edges_of(model, 0.0, np.zeros(1), SCAN_AT_REST, REFINE_AT_REST)


Building = Generator[tuple[float, Table | None], None, Table]
"""Yields (share done, table so far or None at a pause); returns the complete table."""


def build(model: GateModel, n_max: int, phases: int, scan: int) -> Building:
    """Yield (share done, table so far or None at a pause); return the complete table.

    Complete tables are kept, for two ensembles and every temperature ask for the same.

    Parameters
    ----------
    model : GateModel
        The model.
    n_max : int
        Largest quantum number needed.
    phases, scan : int
        Numbers of phases ψ (a multiple of four, to be halved twice) and of scanned energies.
    """
    key = model.system(), n_max, phases, scan
    if (kept := _tables.get(key)) is not None:
        return kept
    psi = 2 * np.pi * np.arange(phases) / phases
    nodes = node_list(n_max)
    found: list[Edges] = []
    for i, n in enumerate(nodes):
        for _ in (finding := Returned(edges_of(model, n + 0.5, psi, scan))):
            yield i / len(nodes), None
        found.append(finding.value)
        table = _joined(nodes[: i + 1], found, phases, scan, model.U0)
        yield (i + 1) / len(nodes), table
    _tables.put(key, table)
    return table


def _joined(nodes: np.ndarray, found: list[Edges], phases: int, scan: int, U0: float) -> Table:
    """One table of the edges of several n."""
    n = np.repeat(nodes, [len(e.phase) for e in found])
    phase, energy, sign, cell = (
        np.concatenate([getattr(e, name) for e in found]) for name in Edges._fields[:-1]
    )
    undecided = max(e.undecided for e in found)
    return Table(n, phase, energy, sign, cell, nodes, phases, scan, U0, undecided)


Key = tuple[System, int, int, int]
"""What `build` is asked for: model, n_max, phases, scan."""


class _Kept:
    """The last few tables computed, for any thread."""

    def __init__(self, most: int):
        self._most, self._lock = most, threading.Lock()
        self._tables: OrderedDict[Key, Table] = OrderedDict()

    def get(self, key: Key) -> Table | None:
        with self._lock:
            return self._tables.get(key)

    def put(self, key: Key, table: Table) -> None:
        with self._lock:
            self._tables[key] = table
            while len(self._tables) > self._most:
                self._tables.popitem(last=False)


_tables = _Kept(12)
