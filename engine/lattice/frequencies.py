"""One frequency in every unit that the field uses."""

from math import pi

from ..core.finding import Value
from ..core.units import HBAR, K_B, LIGHT

STILL = 1e-6
"""Angular frequency (rad/ps) below which nothing swings: it is zero but for rounding."""


def in_all_units(name: str, Omega: float) -> list[Value]:
    """The angular frequency Omega (rad/ps) by its `name`, then what it is in THz, meV, cm⁻¹ and K.

    Last the period (ps), None of a mode that does not swing.
    """
    nu = Omega / (2 * pi)
    return [
        Value(name, Omega, "rad/ps"),
        Value("frequency ν = Ω/2π", nu, "THz", part=True),
        Value("quantum ħΩ", HBAR * Omega, "meV", part=True),
        Value("wavenumber", nu / LIGHT, "cm⁻¹", part=True),
        Value("temperature ħΩ/k_B", HBAR * Omega / K_B, "K", part=True),
        Value("period", 1 / nu if Omega > STILL else None, "ps", part=True),
    ]
