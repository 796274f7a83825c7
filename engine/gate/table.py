"""The boundary table as data: edges of transmission in energy, for each n and phase."""

from typing import NamedTuple

import numpy as np

DENSE = 24
"""Every n up to this one has its own entry; beyond, entries are spaced evenly in log n."""
RATIO = 1.15
"""From one entry to the next beyond DENSE."""
COLUMNS = ("n", "phase", "energy", "sign", "cell")
"""The columns of a table."""
COUNTS = ("phases", "scan", "U0", "undecided")
"""What is one number for a whole table."""


class Table(NamedTuple):
    """Boundaries in E_particle (E_osc), one entry an edge: columns of shape (edges,).

    At `sign` +1 transmission begins, at −1 it ends; `n` is the oscillator's quantum number,
    `phase` the index of ψ, `cell` the gap of the energy scan in which the edge was found.
    `nodes` are the n that were computed, `phases` and `scan` the numbers of ψ and of energies;
    `U0` is the height of the interaction (E_osc).
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

    def coarser_nodes(self) -> "Table":
        """The same with every other n beyond DENSE left out."""
        dense = self.nodes <= DENSE
        sparse = self.nodes[~dense][::-1][::2][::-1]  # the last one stays
        return self._replace(nodes=np.concatenate([self.nodes[dense], sparse]))

    def _kept(self, keep: np.ndarray) -> "Table":
        columns = {k: getattr(self, k)[keep] for k in COLUMNS}
        return self._replace(**columns)


def node_list(n_max: int) -> np.ndarray:
    """Indices n of the levels that get an entry, rising, shape (k,).

    0, 1, … DENSE, then growing by RATIO up to n_max or just past it.
    """
    nodes = list(range(DENSE + 1))
    while nodes[-1] < n_max:
        nodes.append(max(nodes[-1] + 1, round(nodes[-1] * RATIO)))
    return np.array([n for i, n in enumerate(nodes) if i == 0 or nodes[i - 1] < n_max])
