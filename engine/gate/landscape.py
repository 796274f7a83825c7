"""The oscillator's energy with the particle on the pass: its curve, stationary points, barriers."""

import numpy as np
from scipy.optimize import brentq

from ..numerics.kernels.potentials import energies, energy, stiffness
from .model import GateModel


def landscape(model: GateModel, y: np.ndarray) -> np.ndarray:
    """V(y) = U(y−s) + y²/2 (E_osc): particle at x = 0, oscillator at y (l_osc); both (n,)."""
    code, U0, lam, s, _ = model.system()
    return energies(code, np.ascontiguousarray((y - s) ** 2, float), U0, lam) + y**2 / 2


def reach(model: GateModel) -> float:
    """|y| (l_osc) beyond which the spring wins, whatever the potential: √(2 U0) + |s|."""
    return np.sqrt(2 * model.U0) + abs(model.s)


def stationary_points(model: GateModel) -> tuple[np.ndarray, np.ndarray]:
    """All y (l_osc) with V'(y) = 0, sorted, and V''(y) (E_osc/l_osc²) there, both of shape (m,).

    V'' is a central difference.
    """
    code, U0, lam, s, _ = model.system()

    def slope(y: float) -> float:
        return y - stiffness(code, (y - s) ** 2, U0, lam) * (y - s)

    end = reach(model) + 1e-9
    grid = np.linspace(-end, end, max(2001, int(40 * end / lam)) | 1)
    values = np.array([slope(y) for y in grid])
    crossing = np.nonzero(np.sign(values[1:]) * np.sign(values[:-1]) < 0)[0]
    crossed = [brentq(slope, grid[i], grid[i + 1], xtol=1e-14) for i in crossing]
    roots = np.sort(np.array(crossed + grid[values == 0].tolist()))
    d = 1e-5 * lam
    return roots, np.array([(slope(y + d) - slope(y - d)) / (2 * d) for y in roots])


def still_barriers(model: GateModel) -> tuple[float, float]:
    """Frozen and relaxed barrier (E_osc) [GATE Sec. IV]: the oscillator is held, or has settled.

    No particle is launched, so that neither M nor the start counts.
    """
    code, U0, lam, s, _ = model.system()
    roots, _ = stationary_points(model)
    return float(energy(code, s * s, U0, lam)), float(landscape(model, roots).min())
