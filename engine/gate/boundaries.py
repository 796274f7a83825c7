"""The boundary table: where in E_particle transmission begins and ends, for each n and phase.

Everything that the thermal and joint ensembles need at any temperature is in it. Two choices
make it small. Phases are counted at the moment at which a free particle would meet the
oscillator, ψ = φ + Ω|x0|/v: averages over a uniform φ are the same over ψ, but boundaries move
slowly with E_particle at fixed ψ, where at fixed φ the phase of arrival winds without end as
v → 0. And no boundary lies above U0, for the work against the particle is at most U0.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .classify import TRANSMITTED, classify
from .model import GateModel, start

DENSE = 24
"""Every n up to this one has its own entry; beyond, entries are spaced evenly in log n."""
RATIO = 1.15
BISECTIONS = 22


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

    def coarser_phases(self) -> "Table":
        """The same from every other phase."""
        return self._kept(self.phase % 2 == 0)._replace(phases=self.phases // 2)

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


def edges_of(
    model: GateModel, E_oscillator: float, psi: np.ndarray, scan: int, refine: float = 1.0
) -> tuple[np.ndarray, ...]:
    """Edges of transmission in E_particle for one oscillator energy and many phases.

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

    Returns
    -------
    phase, energy, sign, cell : ndarrays, shape (edges,)
        Sorted by phase, then energy; see `Table`.
    """
    y, w = start(E_oscillator, psi)

    def passes(E, phase):
        launches = (E, y[phase], w[phase])
        outcome = classify(*model.kernel_model(), *launches, x_from=0.0, refine=refine)
        return outcome == TRANSMITTED

    energies = model.U0 * np.arange(scan + 1) / scan
    E, phase = np.meshgrid(energies[1:-1], np.arange(len(psi)), indexing="ij")
    seen = np.zeros((scan + 1, len(psi)), bool)
    seen[1:-1] = passes(E.ravel(), phase.ravel()).reshape(E.shape)
    seen[-1] = True  # just above U0 all pass
    phase, cell = np.nonzero((seen[1:] != seen[:-1]).T)
    opens = seen[cell + 1, phase]
    low, high = energies[cell], energies[cell + 1]
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        upper = passes(middle, phase) == opens
        low, high = np.where(upper, low, middle), np.where(upper, middle, high)
    return phase, (low + high) / 2, np.where(opens, 1, -1), cell


def build(model: GateModel, n_max: int, phases: int, scan: int) -> Iterator[tuple[float, Table]]:
    """Yield (share done, table so far), one n at a time; the last table is complete.

    Parameters
    ----------
    model : GateModel
        The model.
    n_max : int
        Largest quantum number needed.
    phases, scan : int
        Numbers of phases ψ (even) and of scanned energies.
    """
    psi = 2 * np.pi * np.arange(phases) / phases
    nodes, parts = node_list(n_max), []
    for i, n in enumerate(nodes):
        edges = edges_of(model, n + 0.5, psi, scan)
        parts.append((np.full(len(edges[0]), n), *edges))
        columns = [np.concatenate(c) for c in zip(*parts, strict=True)]
        yield (
            (i + 1) / len(nodes),
            Table(*columns, nodes=nodes[: i + 1], phases=phases, scan=scan, U0=model.U0),
        )
