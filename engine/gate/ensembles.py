"""The four thermal ensembles of the gate as draws of launches [GATE Sec. IV].

Each launch uses three uniform numbers, whatever the ensemble, the mass or the impact parameter;
so the same seed compares systems on the same random numbers, as the paper does.
"""

from typing import NamedTuple

import numpy as np

ENSEMBLES = ("frozen", "deflected", "thermal", "joint")
UNIFORMS = 3
"""Uniform numbers that a launch uses."""


class Draw(NamedTuple):
    """Launches: energies (E_osc) and phase (rad), arrays of one shape; `total` weighs them."""

    E_particle: np.ndarray
    E_oscillator: np.ndarray
    phi: np.ndarray
    total: np.ndarray
    """Energy whose Boltzmann factor the ensemble carries (E_particle, + n where n is drawn)."""


def draw(ensemble: str, omega_T: float | np.ndarray, u: np.ndarray) -> Draw:
    """Turn uniform numbers into launches.

    Parameters
    ----------
    ensemble : str
        "frozen" or "deflected": E_particle ~ Exp(ω_T), oscillator at rest. "thermal": besides,
        n geometric with ratio e^{−1/ω_T}. "joint": total E ~ Exp(ω_T), n uniform on 0 … ⌊E⌋,
        E_particle = E − n. Where n is drawn, E_oscillator = n + 1/2 and φ is uniform.
    omega_T : float or ndarray, broadcastable to u[..., 0]
        Temperature k_B T/ħΩ.
    u : ndarray, shape (..., 3)
        Uniform on [0, 1).

    Raises
    ------
    ValueError
        For another ensemble.
    """
    E = -omega_T * np.log1p(-u[..., 0])
    if ensemble in ("frozen", "deflected"):
        rest = np.zeros_like(E)
        return Draw(E, rest, rest, E)
    phi = 2 * np.pi * u[..., 2]
    if ensemble == "thermal":
        n = np.floor(-omega_T * np.log1p(-u[..., 1]))
        return Draw(E, n + 0.5, phi, E + n)
    if ensemble == "joint":
        n = np.floor(u[..., 1] * (np.floor(E) + 1))
        return Draw(E - n, n + 0.5, phi, E)
    raise ValueError(f"ensemble {ensemble!r} is not one of {', '.join(ENSEMBLES)}.")


def mean_energy(ensemble: str, omega_T: np.ndarray) -> np.ndarray:
    """Mean of `Draw.total` (E_osc) over all launches, in closed form: ω_T + 1/(e^{1/ω_T} − 1).

    The second term, the mean of n, is thermal's alone. Shape of `omega_T` (k_B T/ħΩ).
    """
    mean = np.array(omega_T, float)
    return mean + 1 / np.expm1(1 / mean) if ensemble == "thermal" else mean
