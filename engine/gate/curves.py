"""Transmission curves: P(ω_T) at any temperature, and the dataset a curve is kept in."""

from typing import NamedTuple

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from ..statistics.activation import power_law
from .exact import probability, with_activation
from .table import COLUMNS, COUNTS, Table


class Points(NamedTuple):
    """A curve at its temperatures, all of shape (n,): named as in the dataset.

    omega_T and P with the ends of its interval are dimensionless; E_a and its error in E_osc.
    """

    omega_T: np.ndarray
    P: np.ndarray
    P_low: np.ndarray
    P_high: np.ndarray
    E_a: np.ndarray
    E_a_error: np.ndarray


def curve_chunk(
    share: float,
    stage: str,
    points: Points,
    undecided: float,
    extra: dict,
    P_error: np.ndarray | None = None,
) -> Chunk:
    """A curve as dataset and summary; `extra` are further variables to keep with it.

    `share` is the share of the run that is done, 1 at its end. `P_error` (n,) weighs the power-law
    fit; `undecided` counts or shares launches that were followed to no end.
    """
    summary: dict = points._asdict()
    variables = {k: ("omega_T", v, attributes(k)) for k, v in summary.items()}
    axis = {"omega_T": variables.pop("omega_T")}
    law = power_law(points.omega_T, points.P, P_error) if share == 1 else None
    summary |= {"power_law": law._asdict() if law else None, "undecided": undecided}
    return Chunk(share, stage, xr.Dataset(variables, axis).assign(extra), summary)


class RestCurve:
    """P(ω_T) for an oscillator that starts at rest: P = Σ ± e^{−edge/ω_T}.

    `edges` (E_osc) rise; `signs` are +1 where transmission begins, −1 where it ends; both (m,).
    Temperatures and what belongs to them have shape (n,).
    """

    def __init__(self, edges: np.ndarray, signs: np.ndarray):
        self.edges, self.signs = edges, signs

    def _weights(self, omega_T: np.ndarray) -> np.ndarray:
        """Each edge's term over that of the lowest, which may underflow; (temperatures, edges)."""
        return self.signs * np.exp(-(self.edges - self.edges[0]) / np.asarray(omega_T)[:, None])

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        """P at temperatures k_B T/ħΩ."""
        lowest = np.exp(-self.edges[0] / np.asarray(omega_T))
        return lowest * self._weights(omega_T).sum(axis=1)

    def activation(self, omega_T: np.ndarray) -> np.ndarray:
        """E_a (E_osc) at omega_T: the edges' mean, weighted by their terms."""
        weights = self._weights(omega_T)
        return (weights @ self.edges) / weights.sum(axis=1)

    def with_activation(self, omega_T: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """P and E_a (E_osc) at omega_T."""
        return self(omega_T), self.activation(omega_T)

    def data(self) -> dict:
        """The edges as dataset variables."""
        found = {"edge_energy": self.edges, "edge_sign": self.signs}
        return {k: ("edge", v, attributes(k)) for k, v in found.items()}


class TableCurve:
    """P(ω_T) at any temperature from a boundary table, for "thermal" or "joint"; shapes (n,)."""

    def __init__(self, table: Table, ensemble: str):
        self.table, self.ensemble = table, ensemble

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        """P at temperatures k_B T/ħΩ."""
        return probability(self.table, self.ensemble, omega_T)

    def activation(self, omega_T: np.ndarray) -> np.ndarray:
        """E_a (E_osc) at omega_T."""
        return self.with_activation(omega_T)[1]

    def with_activation(self, omega_T: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """P and E_a (E_osc) at omega_T."""
        return with_activation(self, omega_T)

    def data(self) -> dict:
        """The table as dataset variables."""
        t = self.table
        found: dict = {f"edge_{k}": ("edge", getattr(t, k)) for k in COLUMNS}
        found |= {f"edge_{k}": ((), getattr(t, k)) for k in COUNTS}
        found["edge_nodes"] = ("node", t.nodes)
        return {k: (*v, attributes(k)) for k, v in found.items()}


def curve_of(data: xr.Dataset, ensemble: str) -> RestCurve | TableCurve | None:
    """The curve kept in an exact run's data, or None for a sampled or unfinished one.

    `ensemble` is the run's, one of ENSEMBLES.
    """
    if "omega_T" not in data.sizes:
        return None
    if "edge_nodes" in data:
        n, phase, energy, sign, cell = (data[f"edge_{k}"].values for k in COLUMNS)
        counts = {k: data[f"edge_{k}"].item() for k in COUNTS}
        nodes = data.edge_nodes.values
        return TableCurve(Table(n, phase, energy, sign, cell, nodes, **counts), ensemble)
    if "edge_energy" in data:
        return RestCurve(data.edge_energy.values, data.edge_sign.values)
    return None
