"""Transmission probabilities without sampling noise, from the boundary table.

With S_n(k) = ∫_k^∞ T_n(E) β e^{−βE} dE, β = 1/ω_T and T_n the phase-averaged transmitted set,

    thermal  P = (1 − e^{−β}) Σ_n e^{−βn} S_n(0)                                    [GATE Sec. IV]
    joint    P = Σ_n Σ_k e^{−βn} (S_n(k) − S_n(k+1)) / (n + k + 1)                  [GATE Sec. IV]
"""

import math
from collections.abc import Callable

import numpy as np
from scipy.interpolate import CubicSpline

from .table import DENSE, Table

TAIL = 40.0
"""The closed sum over k goes to TAIL·ω_T: a weight of e^{−40} is left out."""
N_TAIL = 20.0
"""The table's n go to N_TAIL·ω_T + U0: a weight of 2e-9 is left out, and that of levels with too
little energy in them to matter more than their weight."""


def n_max(U0: float, omega_T_max: float) -> int:
    """Largest quantum number that a table for temperatures up to `omega_T_max` (k_B T/ħΩ) needs.

    U0 in E_osc.
    """
    return int(N_TAIL * omega_T_max + U0) + 5


def survivals(table: Table, n: int, beta: np.ndarray) -> np.ndarray:
    """S_n(k) for k = 0 … ⌈U0⌉, shape (⌈U0⌉ + 1, temperatures); beyond, S_n(k) = e^{−βk}.

    `beta` are 1/ω_T, shape (temperatures,). Over an edge at a, ∫_a^∞ β e^{−βE} dE = e^{−βa}.
    """
    last = math.ceil(table.U0)
    mine = table.n == n
    order = np.argsort(table.energy[mine], kind="stable")
    energy, sign = table.energy[mine][order], table.sign[mine][order] / table.phases
    weights = np.vstack([sign[:, None] * np.exp(-np.outer(energy, beta)), np.zeros_like(beta)])
    above = np.cumsum(weights[::-1], axis=0)[::-1]  # Σ over edges from this one up
    first = np.searchsorted(energy, np.arange(last + 1))
    passing = np.concatenate([[0.0], np.cumsum(sign)])[first]  # share that passes at E = k
    return above[first] + passing[:, None] * np.exp(-np.outer(np.arange(last + 1), beta))


def all_pass(m_max: int, beta: np.ndarray) -> np.ndarray:
    """F(m) = Σ_{k≥0} e^{−βk}/(m + k) for m = 1 … m_max, shape (m_max, temperatures).

    `beta` are 1/ω_T. By the recursion F(m) = 1/m + e^{−β} F(m+1), downwards, which forgets its
    start.
    """
    decay = np.exp(-beta)
    extra = math.ceil(TAIL / beta.min())
    F = np.zeros((m_max, len(beta)))
    value = np.zeros_like(beta)
    for m in range(m_max + extra, 0, -1):
        value = 1 / m + decay * value
        if m <= m_max:
            F[m - 1] = value
    return F


def _thermal_node(table: Table, n: int, beta: np.ndarray, F: np.ndarray) -> np.ndarray:
    """Term of one n without its e^{−βn}: S_n(0) needs no order of the edges. F plays no part."""
    mine = table.n == n
    weights = np.exp(-np.outer(beta, table.energy[mine]))
    return -np.expm1(-beta) * (weights @ table.sign[mine]) / table.phases


def _joint_node(table: Table, n: int, beta: np.ndarray, F: np.ndarray) -> np.ndarray:
    """The same for the joint ensemble; F as from `all_pass` closes the sum over k."""
    S = survivals(table, n, beta)
    last = len(S) - 1
    inner = np.sum((S[:-1] - S[1:]) / (n + 1 + np.arange(last))[:, None], axis=0)
    return inner - np.expm1(-beta) * np.exp(-last * beta) * F[n + last]


_NODE = {"thermal": _thermal_node, "joint": _joint_node}


def probability(table: Table, ensemble: str, omega_T: np.ndarray) -> np.ndarray:
    """P(ω_T) of the "thermal" or "joint" ensemble, shape of `omega_T` (n,) [GATE Sec. IV].

    KeyError for another ensemble.
    """
    beta = 1 / np.asarray(omega_T, float)
    most = int(table.nodes[-1]) + math.ceil(table.U0) + 2
    F = all_pass(most, beta) if ensemble == "joint" else np.empty((0, len(beta)))
    at_nodes = np.array([_NODE[ensemble](table, int(n), beta, F) for n in table.nodes])
    n = np.arange(table.nodes[-1] + 1)
    terms = at_nodes
    if table.nodes[-1] > DENSE:  # the logarithm is smooth where terms span many decades
        logs = np.log(np.maximum(at_nodes, 1e-300))
        terms = np.exp(CubicSpline(np.log1p(table.nodes), logs, axis=0)(np.log1p(n)))
    return np.sum(np.exp(-np.outer(n, beta)) * terms, axis=0)


def variants(table: Table) -> dict[str, Table]:
    """The table at full resolution, and coarser in each of the things that limit it."""
    half, scan, nodes = table.coarser_phases(), table.coarser_scan(), table.coarser_nodes()
    return {
        "full": table,
        "half": half,
        "quarter": half.coarser_phases(),
        # where nothing is lost it is the same table, and need not be summed again
        "scan": scan if len(scan.energy) < len(table.energy) else table,
        "nodes": nodes if len(nodes.nodes) < len(table.nodes) else table,
    }


def spread(values: dict[str, np.ndarray]) -> np.ndarray:
    """Error of a quantity from its values (n,) for each of the `variants`, in its unit, (n,).

    Halving the phases can agree by accident; a quarter of them then does not. Against tables four
    times as fine the true error stayed below this for 24 systems and ensembles.
    """
    off = {k: np.abs(v - values["full"]) for k, v in values.items()}
    phases = 1.5 * np.maximum(off["half"], off["quarter"] / 4)
    return np.sqrt(phases**2 + off["scan"] ** 2 + off["nodes"] ** 2)


def with_activation(
    P_of: Callable[[np.ndarray], np.ndarray], omega_T: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """P and E_a = −d ln P/d(1/ω_T) (E_osc), both (n,), of a noise-free P_of(omega_T (n,)).

    From two temperatures 1e-4 of 1/ω_T to either side; their geometric mean is P to some 1e-8.
    """
    beta, d = 1 / np.asarray(omega_T, float), 1e-4
    low, high = np.split(P_of(1 / np.concatenate([beta * (1 + d), beta * (1 - d)])), 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(low * high), (np.log(high) - np.log(low)) / (2 * beta * d)
