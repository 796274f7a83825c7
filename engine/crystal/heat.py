"""Heat: what a mode holds at a temperature, with quanta or without."""

import numpy as np

from ..core.parameters import InvalidParameter
from ..core.units import HBAR

STATISTICS = ("quantum", "classical")


def mode_energy(Omega: np.ndarray, kT: float, statistics: str) -> np.ndarray:
    """Mean energy (meV) of oscillators of frequency Omega (ps⁻¹, any shape) at kT (meV).

    quantum: (ħΩ/2) coth(ħΩ/2kT), the factor in [SEOM Eq. 24], which is the zero-point energy at
    kT = 0; classical: kT. Raises InvalidParameter for other statistics, and for kT below 0.
    """
    if statistics not in STATISTICS:
        names = " or ".join(STATISTICS)
        raise InvalidParameter("statistics", statistics, "is unknown", f"Choose {names}.")
    if not kT >= 0:
        raise InvalidParameter("kT", kT, "is no temperature", "Allowed: 0 meV and above.")
    if statistics == "classical":
        return np.full_like(Omega, kT)
    half = HBAR * Omega / 2
    if kT == 0:
        return half
    x = np.minimum(half / kT, 350.0)
    # where tanh x is x to the last digit the energy is kT
    return np.where(x > 1e-8, half / np.tanh(np.maximum(x, 1e-8)), kT)
