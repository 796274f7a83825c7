"""Symbols, names and units: one table for axis labels, dataset attributes and number formatting.

The gate [GATE] measures lengths in l_osc = sqrt(ħ/mΩ), energies in E_osc = ħΩ, masses in the
oscillator's mass m and time tau in periods 2π/Ω. Inside the kernels time is t = Ω·(time), so
that the equations carry no factors of 2π; `PERIOD` converts at the edge.
"""

from math import pi
from typing import NamedTuple

PERIOD = 2 * pi
"""One period of the oscillator in the kernels' time unit 1/Ω."""


class Term(NamedTuple):
    """How a variable is written (symbol), called (name) and measured (unit, '' if a number)."""

    symbol: str
    name: str
    unit: str

    @property
    def label(self) -> str:
        """Axis label: symbol and unit."""
        return f"{self.symbol} ({self.unit})" if self.unit else self.symbol


TERMS = {
    "tau": Term("τ", "time", "periods"),
    "x": Term("x", "particle position", "l_osc"),
    "y": Term("y", "oscillator position", "l_osc"),
    "v_x": Term("ẋ", "particle velocity", "l_osc/period"),
    "v_y": Term("ẏ", "oscillator velocity", "l_osc/period"),
    "E_particle": Term("E_particle", "energy of the particle", "E_osc"),
    "E_oscillator": Term("E_oscillator", "energy of the oscillator", "E_osc"),
    "U": Term("U", "interaction energy", "E_osc"),
    "E_drift": Term("ΔE", "drift of the total energy", "E_osc"),
    "transmitted": Term("T", "transmitted (1), reflected (0), undecided (2)", ""),
    "omega_T": Term("ω_T", "temperature k_B T/ħΩ", ""),
    "beta": Term("1/ω_T", "inverse temperature", ""),
    "P": Term("P", "transmission probability", ""),
    "P_low": Term("P_low", "lower end of the interval of P", ""),
    "P_high": Term("P_high", "upper end of the interval of P", ""),
    "E_a": Term("E_a", "local activation energy", "E_osc"),
    "E_a_error": Term("δE_a", "uncertainty of E_a", "E_osc"),
    "V": Term("V", "U(y−s) + y²/2", "E_osc"),
    "s": Term("s", "impact parameter", "l_osc"),
}


def attributes(name: str) -> dict[str, str]:
    """Attributes of dataset variable `name`: long_name, symbol and units, as in `TERMS`."""
    term = TERMS[name]
    return {"long_name": term.name, "symbol": term.symbol, "units": term.unit}
