"""Transmission curves: P(ω_T) at any temperature, and the dataset a curve is kept in."""

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from ..statistics.activation import power_law
from .boundaries import Table
from .exact import probability, with_activation


def curve_chunk(
    share, stage, omega_T, P, interval, E_a, E_error, P_error, undecided, extra
) -> Chunk:
    """A curve as dataset and summary; `extra` are further variables to keep with it.

    `P_error` (or None) weighs the power-law fit; `undecided` counts or shares launches that
    were followed to no end.
    """
    columns = {
        "P": P,
        "P_low": interval[0],
        "P_high": interval[1],
        "E_a": E_a,
        "E_a_error": E_error,
    }
    data = xr.Dataset(
        {k: ("omega_T", v, attributes(k)) for k, v in columns.items()},
        {"omega_T": ("omega_T", omega_T, attributes("omega_T"))},
    ).assign(extra or {})
    summary = {k: columns[k] for k in ("P", "P_low", "P_high", "E_a", "E_a_error")}
    summary = {"omega_T": omega_T} | summary
    law = power_law(omega_T, P, P_error) if share == 1 else None
    summary |= {"power_law": law._asdict() if law else None, "undecided": undecided}
    return Chunk(share, stage, data, summary)


class RestCurve:
    """P(ω_T) for an oscillator that starts at rest: P = Σ ± e^{−edge/ω_T}, edges sorted (E_osc)."""

    def __init__(self, edges: np.ndarray, signs: np.ndarray):
        self.edges, self.signs = edges, signs

    def _weights(self, omega_T: np.ndarray) -> np.ndarray:
        """Each edge's term over that of the lowest, which may underflow; (temperatures, edges)."""
        return self.signs * np.exp(-(self.edges - self.edges[0]) / np.asarray(omega_T)[:, None])

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        lowest = np.exp(-self.edges[0] / np.asarray(omega_T))
        return lowest * self._weights(omega_T).sum(axis=1)

    def activation(self, omega_T: np.ndarray) -> np.ndarray:
        """E_a (E_osc): the edges' mean, weighted by their terms."""
        weights = self._weights(omega_T)
        return (weights @ self.edges) / weights.sum(axis=1)

    def data(self) -> dict:
        """The edges as dataset variables."""
        return {"edge_energy": ("edge", self.edges), "edge_sign": ("edge", self.signs)}


class TableCurve:
    """P(ω_T) at any temperature from a boundary table."""

    def __init__(self, table: Table, ensemble: str):
        self.table, self.ensemble = table, ensemble

    def __call__(self, omega_T: np.ndarray) -> np.ndarray:
        return probability(self.table, self.ensemble, omega_T)

    def activation(self, omega_T: np.ndarray) -> np.ndarray:
        """E_a (E_osc)."""
        return self.with_activation(omega_T)[1]

    def with_activation(self, omega_T: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """P and E_a (E_osc)."""
        return with_activation(self, omega_T)

    def data(self) -> dict:
        """The table as dataset variables."""
        t = self.table
        edges = {f"edge_{k}": ("edge", getattr(t, k)) for k in COLUMNS}
        counts = {f"edge_{k}": getattr(t, k) for k in COUNTS}
        return edges | {"edge_nodes": ("node", t.nodes)} | counts


COLUMNS = ("n", "phase", "energy", "sign", "cell")
COUNTS = ("phases", "scan", "U0", "undecided")


def curve_of(data: xr.Dataset, ensemble: str) -> RestCurve | TableCurve | None:
    """The curve kept in an exact run's data, or None for a sampled or unfinished one."""
    if "omega_T" not in data.sizes:
        return None
    if "edge_nodes" in data:
        columns = [data[f"edge_{k}"].values for k in (*COLUMNS, "nodes")]
        phases, scan, U0, undecided = (data[f"edge_{k}"].item() for k in COUNTS)
        return TableCurve(Table(*columns, phases, scan, U0, undecided), ensemble)
    if "edge_energy" in data:
        return RestCurve(data.edge_energy.values, data.edge_sign.values)
    return None
