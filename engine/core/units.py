"""Symbols, names and units: one table for axis labels, dataset attributes and number formatting.

The gate [GATE] measures lengths in l_osc = sqrt(ħ/mΩ), energies in E_osc = ħΩ, masses in the
oscillator's mass m and time tau in periods 2π/Ω. Inside the kernels time is t = Ω·(time), so
that the equations carry no factors of 2π; `PERIOD` converts at the edge.
"""

from math import pi
from typing import NamedTuple

PERIOD = 2 * pi
"""One period of the oscillator in the kernels' time unit 1/Ω."""
HBAR = 0.6582119569
"""Reduced Planck constant (meV ps)."""
K_B = 0.08617333262
"""Boltzmann constant (meV/K)."""
LIGHT = 0.0299792458
"""Speed of light (cm/ps), exactly: by it a frequency is a wavenumber in cm⁻¹."""


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
    "position": Term("x, y", "positions of particle and oscillator", "l_osc"),
    "phi": Term("φ", "phase of the oscillator at the launch", "rad"),
    "energy": Term("energy", "energies of particle, oscillator and interaction", "E_osc"),
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
    "edge_n": Term("n", "quantum number of the oscillator", ""),
    "edge_phase": Term("ψ", "index of the oscillator's phase", ""),
    "edge_energy": Term("E_particle", "energy at which transmission begins or ends", "E_osc"),
    "edge_sign": Term("sign", "transmission begins (1) or ends (−1)", ""),
    "edge_cell": Term("cell", "gap of the energy scan that holds the edge", ""),
    "edge_nodes": Term("n", "quantum numbers that were computed", ""),
    "edge_phases": Term("n_ψ", "phases of the oscillator", ""),
    "edge_scan": Term("n_E", "energies of the scan", ""),
    "edge_U0": Term("U₀", "height of the interaction", "E_osc"),
    "edge_undecided": Term("undecided", "largest share of launches that stayed undecided", ""),
    "stationary_y": Term("y", "oscillator position where V is stationary", "l_osc"),
    "stationary_is_minimum": Term("minimum", "whether V has a minimum there", ""),
    "barrier": Term("barrier", "energy that it takes to pass", "E_osc"),
    "passing": Term("share", "share of a map's launches that pass", ""),
    "barrier_frozen": Term("U(s)", "barrier with the oscillator held", "E_osc"),
    "barrier_relaxed": Term("E*", "barrier with the oscillator settled", "E_osc"),
    "barrier_E_min": Term("E_min", "smallest energy that really passes", "E_osc"),
    # the crystal: Å, ps, meV
    "time": Term("t", "time", "ps"),
    "q": Term("q", "wave vector", "2π/a"),
    "q_path": Term("q", "length along the path", "2π/a"),
    "Omega": Term("Ω", "frequency", "ps⁻¹"),
    "hbar_Omega": Term("ħΩ", "energy of a quantum", "meV"),
    "polarisation": Term("η", "polarisation", ""),
    "dos": Term("g", "density of states per atom", "1/meV"),
    "W": Term("W", "recoil kernel", "Å²/meV"),
    "W_box": Term("W_N", "recoil kernel of a periodic box", "Å²/meV"),
    "W_xx": Term("W_xx", "recoil kernel along x", "10⁻³ Å²/meV"),
    "W_area": Term("∫W_xx dt / l", "area of the recoil kernel so far", ""),
    "W0": Term("W(0)", "static response", "Å²/meV"),
    "G": Term("G", "response to a short push", "Å²/(meV ps)"),
    "loss_spectrum": Term("W̃", "∫W cos ωt dt", "Å² ps/meV"),
    "loss_share": Term("loss / l", "loss against what the time-local equation keeps", ""),
    "grid_error": Term("|ΔW/W|", "relative error of W_xx(0)", ""),
    "cells": Term("N", "points a side", ""),
    "C_pos": Term("C", "covariance of an atom's position along x", "Å²"),
    "C_vel": Term("C_v", "covariance of an atom's velocity along x", "Å²/ps²"),
    "C_share": Term("C(t)/C(0)", "covariance against its value at t = 0", ""),
    "displacement": Term("|r|", "displacement of an atom", "Å"),
    "speed": Term("|ṙ|", "speed of an atom", "Å/ps"),
    "p_displacement": Term("p", "density of displacements", "1/Å"),
    "p_speed": Term("p", "density of speeds", "ps/Å"),
    "path_length": Term("ℓ", "way along the path", "Å"),
    "E_rigid": Term("E", "energy of the ion, atoms at rest", "meV"),
    "E_corners": Term("E_8", "energy of the ion among the corners of its cell, at rest", "meV"),
    "E_relaxed": Term("E", "energy of ion and crystal, atoms relaxed", "meV"),
    "E_interaction": Term("E_int", "part in the repulsion, atoms relaxed", "meV"),
    "E_from_start": Term("E − E(start)", "energy above that at the start", "meV"),
    "E_elastic": Term("E_el", "part in the springs, atoms relaxed", "meV"),
    "z": Term("z", "ion's position", "Å"),
    "z_apart": Term("z − z(full)", "distance from the full equation's path", "Å"),
    "v": Term("ż", "ion's velocity", "Å/ps"),
    **{
        f"{kind}_{name}": Term(symbol, f"{words}, {name.replace('_', '-')}", unit)
        for kind, symbol, words, unit in (
            ("deflection", "r", "deflection of the atom", "Å"),
            ("force", "F", "force between ion and atom", "meV/Å"),
        )
        for name in ("full", "time_local", "quasistatic", "homogeneous")
    },
    "error": Term("δ", "relative error of an approximation", ""),
    "error_of": Term("of", "what the error is of", ""),
    "approximation": Term("by", "answer without memory", ""),
    "speed_error": Term("δv", "relative error of the outgoing speed", ""),
    "E_ion": Term("E_ion", "energy of the ion, kinetic and among the atoms", "meV"),
    "E_lattice": Term("E_lat", "energy that the crystal has taken", "meV"),
    "stiffness": Term("k/k₀", "stiffness, k1 and k2 together", ""),
    "drag": Term("l U''²", "drag of the time-local equation", "meV ps/Å²"),
    "place": Term("R", "position", "Å"),
    "atom_displacement": Term("r", "displacement of an atom", "Å"),
    # wandering ions
    "kT": Term("kT", "temperature", "meV"),
    "kT_own": Term("kT_ion", "the ion's own temperature ⟨MṘ²⟩/3", "meV"),
    "inverse_kT": Term("1/kT", "inverse temperature", "1/eV"),
    "inverse_kT_own": Term("1/kT_ion", "inverse of the ion's own temperature", "1/eV"),
    "t_c": Term("t_c", "length of the memory", "ps"),
    "factor": Term("f", "factor on stiffness or density", ""),
    "path_time": Term("t", "time since the ion was set down", "ps"),
    "positions": Term("R", "positions of all ions, not folded back into a box", "Å"),
    "frame_time": Term("t", "time since counting began", "ps"),
    "ion": Term("ion", "number of the ion", ""),
    "crystal": Term("crystal", "number of the crystal whose heat the ion feels", ""),
    "R_x": Term("R_x", "the ion's position along x", "Å"),
    "R_y": Term("R_y", "the ion's position along y", "Å"),
    "track": Term("ion", "number of the ion", ""),
    "axis": Term("axis", "direction", ""),
    "axis_2": Term("axis", "direction of the push", ""),
    "corner": Term("corner", "corner of the path", ""),
    "branch": Term("branch", "branch of the phonons, by rising frequency", ""),
    "between": Term("Δ", "displacement between two atoms, in cells", ""),
    "lag": Term("t", "time between two places", "ps"),
    "msd": Term("⟨|ΔR|²⟩", "mean square displacement", "Å²"),
    "msd_error": Term("δ⟨|ΔR|²⟩", "its standard error", "Å²"),
    "msd_line": Term("6Dt + c", "line fitted to it", "Å²"),
    "alpha2": Term("α₂", "non-Gaussian parameter", ""),
    "alpha2_error": Term("δα₂", "its standard error", ""),
    "D": Term("D", "diffusion coefficient", "Å²/ps"),
    "D_low": Term("D_low", "lower end of the 95 % interval of D", "Å²/ps"),
    "D_high": Term("D_high", "upper end of the 95 % interval of D", "Å²/ps"),
    "D_error": Term("δD", "standard error of D", "Å²/ps"),
    "bath_ratio": Term("m⟨ṙ²⟩/3kT", "heat of the crystal's atoms over kT", ""),
    "kinetic_ratio": Term("⟨MṘ²⟩/3kT", "kinetic temperature over the bath's", ""),
    "kinetic_ratio_low": Term("ratio_low", "lower end of its 95 % interval", ""),
    "kinetic_ratio_high": Term("ratio_high", "upper end of its 95 % interval", ""),
    "n_hops": Term("n", "hops from cell to cell", ""),
    "hop_rate": Term("ν", "hops of an ion", "1/ps"),
    "velocity": Term("Ṙ_x", "component of the ion's velocity", "Å/ps"),
    "p_velocity": Term("p", "density of velocities", "ps/Å"),
    "p_velocity_bath": Term("p_MB", "Maxwell and Boltzmann's at the bath's temperature", "ps/Å"),
    "ion_speed": Term("|Ṙ|", "speed of the ion", "Å/ps"),
    "p_ion_speed": Term("p", "density of speeds", "ps/Å"),
    "p_ion_speed_bath": Term("p_MB", "Maxwell and Boltzmann's at the bath's temperature", "ps/Å"),
    "residence": Term("t", "time between two hops", "ps"),
    "residence_count": Term("n", "times between two hops", ""),
    "share": Term("done", "share of the run that is done", ""),
    "cost": Term("cost", "computing for a step of one ion", "µs"),
    "member_seed": Term("seed", "seed of the point's own run", ""),
    "E_a_local": Term("E_a", "local activation energy", "meV"),
    "E_a_local_error": Term("δE_a", "its standard error", "meV"),
    "kT_middle": Term("kT", "temperature between two points", "meV"),
    "kT_fine": Term("kT", "temperature", "meV"),
    "kT_fitted": Term("kT", "temperature of a fitted point", "meV"),
    "D_arrhenius": Term("D", "Arrhenius' law", "Å²/ps"),
    "D_arrhenius_low": Term("D_low", "lower end of its 95 % band", "Å²/ps"),
    "D_arrhenius_high": Term("D_high", "upper end of its 95 % band", "Å²/ps"),
    "D_vft": Term("D", "law of Vogel, Fulcher and Tammann", "Å²/ps"),
    "D_power_law": Term("D", "power law", "Å²/ps"),
    "residual": Term("Δ ln D/σ", "what Arrhenius' law leaves over", "standard errors"),
    "D_apart": Term("ΔD/σ", "distance from D of the full equation", "standard errors"),
    "E_barrier": Term("E", "barrier at rest, atoms relaxed", "meV"),
    "curvature": Term("κ", "lowest curvature against the springs'", ""),
}


def attributes(name: str) -> dict[str, str]:
    """Attributes of dataset variable `name`: long_name, symbol and units, as in `TERMS`."""
    term = TERMS[name]
    return {"long_name": term.name, "symbol": term.symbol, "units": term.unit}
