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
DALTON = 0.1036426966
"""Unified atomic mass unit (meV ps²/Å²)."""
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
    "position": Term("x, y", "particle and oscillator positions", "l_osc"),
    "phi": Term("φ", "oscillator phase at launch", "rad"),
    "energy": Term("energy", "particle, oscillator and interaction energies", "E_osc"),
    "E_particle": Term("E_particle", "particle energy", "E_osc"),
    "E_oscillator": Term("E_oscillator", "oscillator energy", "E_osc"),
    "U": Term("U", "interaction energy", "E_osc"),
    "E_drift": Term("ΔE", "drift of the total energy", "E_osc"),
    "transmitted": Term("T", "transmitted (1), reflected (0), undecided (2)", ""),
    "omega_T": Term("ω_T", "temperature k_B T/ħΩ", ""),
    "beta": Term("1/ω_T", "inverse temperature", ""),
    "P": Term("P", "transmission probability", ""),
    "P_low": Term("P_low", "lower limit of the uncertainty interval of P", ""),
    "P_high": Term("P_high", "upper limit of the uncertainty interval of P", ""),
    "E_a": Term("E_a", "local activation energy", "E_osc"),
    "E_a_error": Term("δE_a", "uncertainty of E_a", "E_osc"),
    "V": Term("V", "potential energy U(y−s) + y²/2 with the particle at x = 0", "E_osc"),
    "s": Term("s", "impact parameter", "l_osc"),
    "edge_n": Term("n", "quantum number of the oscillator", ""),
    "edge_phase": Term("ψ", "index of the oscillator phase", ""),
    "edge_energy": Term("E_particle", "energy at which transmission begins or ends", "E_osc"),
    "edge_sign": Term("sign", "transmission begins (1) or ends (−1)", ""),
    "edge_cell": Term("cell", "interval of the energy scan that contains the edge", ""),
    "edge_nodes": Term("n", "quantum numbers computed", ""),
    "edge_phases": Term("n_ψ", "number of oscillator phases", ""),
    "edge_scan": Term("n_E", "number of energies in the scan", ""),
    "edge_U0": Term("U₀", "height of the repulsion", "E_osc"),
    "edge_undecided": Term("undecided", "largest fraction undecided at the step limit", ""),
    "stationary_y": Term("y", "oscillator position where V is stationary", "l_osc"),
    "stationary_is_minimum": Term("minimum", "whether V has a minimum there", ""),
    "barrier": Term("barrier", "barrier height", "E_osc"),
    "passing": Term("share", "fraction of the launches transmitted", ""),
    "barrier_frozen": Term("U(s)", "frozen barrier: oscillator held at rest", "E_osc"),
    "barrier_relaxed": Term("E*", "relaxed barrier: oscillator at its energy minimum", "E_osc"),
    "barrier_E_min": Term("E_min", "dynamic barrier: lowest particle energy transmitted", "E_osc"),
    # the crystal: Å, ps, meV
    "time": Term("t", "time", "ps"),
    "q": Term("q", "wave vector", "2π/a"),
    "q_path": Term("q", "distance along the path in q", "2π/a"),
    "Omega": Term("Ω", "angular frequency", "rad/ps"),
    "hbar_Omega": Term("ħΩ", "phonon energy", "meV"),
    "polarisation": Term("η", "polarisation vector", ""),
    "dos": Term("g", "phonon density of states per atom", "1/meV"),
    "W": Term("W", "recoil kernel", "Å²/meV"),
    "W_box": Term("W_N", "recoil kernel of a periodic box", "Å²/meV"),
    "W_xx": Term("W_xx", "recoil kernel along x", "10⁻³ Å²/meV"),
    "W_area": Term("∫W_xx dt / l", "running integral of the recoil kernel", ""),
    "W0": Term("W(0)", "static response", "Å²/meV"),
    "G": Term("G", "impulse response", "Å²/(meV ps)"),
    "loss_spectrum": Term("W̃", "loss spectrum ∫W cos ωt dt", "Å² ps/meV"),
    "loss_share": Term("loss / l", "loss relative to that of the time-local equation", ""),
    "grid_error": Term("|ΔW/W|", "relative error of W_xx(0)", ""),
    "cells": Term("N", "grid points per side", ""),
    "C_pos": Term("C", "displacement autocorrelation of an atom along x", "Å²"),
    "C_vel": Term("C_v", "velocity autocorrelation of an atom along x", "Å²/ps²"),
    "C_share": Term("C(t)/C(0)", "autocorrelation, normalised to 1 at t = 0", ""),
    "displacement": Term("|r|", "displacement of an atom", "Å"),
    "speed": Term("|ṙ|", "speed of an atom", "Å/ps"),
    "p_displacement": Term("p", "probability density of the displacement", "1/Å"),
    "p_speed": Term("p", "probability density of the speed", "ps/Å"),
    "path_length": Term("ℓ", "distance along the path", "Å"),
    "E_rigid": Term("E", "energy of the ion in the rigid lattice", "meV"),
    "E_corners": Term("E_8", "energy of the ion from the 8 corner atoms alone, rigid", "meV"),
    "E_relaxed": Term("E", "energy of ion and crystal, atoms relaxed", "meV"),
    "E_interaction": Term("E_int", "repulsion energy, atoms relaxed", "meV"),
    "E_from_start": Term("E − E(start)", "energy relative to the start", "meV"),
    "E_elastic": Term("E_el", "elastic energy of the springs, atoms relaxed", "meV"),
    "z": Term("z", "ion position", "Å"),
    "z_apart": Term("z − z(full)", "deviation from the path of the full equation", "Å"),
    "v": Term("ż", "ion velocity", "Å/ps"),
    **{
        f"{kind}_{name}": Term(symbol, f"{words}, {name.replace('_', '-')}", unit)
        for kind, symbol, words, unit in (
            ("deflection", "r", "deflection of the atom", "Å"),
            ("force", "F", "force between ion and atom", "meV/Å"),
        )
        for name in ("full", "time_local", "quasistatic", "homogeneous")
    },
    "error": Term("δ", "relative error of an approximation, infinite if left out", ""),
    "error_of": Term("of", "quantity that the error refers to", ""),
    "approximation": Term("by", "approximation without memory", ""),
    "speed_error": Term("δv", "relative error of the outgoing speed", ""),
    "E_ion": Term("E_ion", "energy of the ion, kinetic and potential", "meV"),
    "E_lattice": Term("E_lat", "energy transferred to the crystal", "meV"),
    "stiffness": Term("k/k₀", "stiffness, k1 and k2 scaled together", ""),
    "drag": Term("l U''²", "drag coefficient of the time-local equation", "meV ps/Å²"),
    "place": Term("R", "position", "Å"),
    "atom_displacement": Term("r", "displacement of an atom", "Å"),
    # wandering ions
    "kT": Term("kT", "temperature", "meV"),
    "kT_own": Term("kT_ion", "kinetic temperature of the ion ⟨MṘ²⟩/3", "meV"),
    "inverse_kT": Term("1/kT", "inverse temperature", "1/eV"),
    "inverse_kT_own": Term("1/kT_ion", "inverse kinetic temperature of the ion", "1/eV"),
    "t_c": Term("t_c", "memory time", "ps"),
    "factor": Term("f", "scaling factor of stiffness or density", ""),
    "path_time": Term("t", "time since the start, equilibration included", "ps"),
    "positions": Term("R", "unwrapped positions of all ions", "Å"),
    "frame_time": Term("t", "time since the end of equilibration", "ps"),
    "ion": Term("ion", "index of the ion", ""),
    "crystal": Term("crystal", "index of the bath that the ion moves in", ""),
    "R_x": Term("R_x", "the ion's position along x", "Å"),
    "R_y": Term("R_y", "the ion's position along y", "Å"),
    "track": Term("ion", "index of the ion", ""),
    "axis": Term("axis", "direction", ""),
    "axis_2": Term("axis", "direction of the force", ""),
    "corner": Term("corner", "corner of the path", ""),
    "branch": Term("branch", "phonon branch, in order of frequency", ""),
    "between": Term("Δ", "separation of two atoms, in cells", ""),
    "lag": Term("t", "lag time", "ps"),
    "msd": Term("⟨|ΔR|²⟩", "mean square displacement", "Å²"),
    "msd_error": Term("δ⟨|ΔR|²⟩", "standard error of the mean square displacement", "Å²"),
    "msd_line": Term("6Dt + c", "linear fit to the mean square displacement", "Å²"),
    "alpha2": Term("α₂", "non-Gaussian parameter", ""),
    "alpha2_error": Term("δα₂", "standard error of α₂", ""),
    "D": Term("D", "diffusion coefficient", "Å²/ps"),
    "D_low": Term("D_low", "lower limit of the 95 % interval of D", "Å²/ps"),
    "D_high": Term("D_high", "upper limit of the 95 % interval of D", "Å²/ps"),
    "D_paper": Term("D_paper", "D by the paper's line through the origin", "Å²/ps"),
    "D_paper_low": Term("D_low", "lower limit of the 95 % interval of that D", "Å²/ps"),
    "D_paper_high": Term("D_high", "upper limit of the 95 % interval of that D", "Å²/ps"),
    "D_error": Term("δD", "standard error of D", "Å²/ps"),
    "D_withheld": Term("reason", "why there is no D, empty where there is one", ""),
    "bath_ratio": Term("m⟨ṙ²⟩/3kT", "kinetic temperature of the crystal's atoms over kT", ""),
    "kinetic_ratio": Term("⟨MṘ²⟩/3kT", "kinetic temperature of the ion over kT", ""),
    "kinetic_ratio_low": Term("ratio_low", "lower limit of its 95 % interval", ""),
    "kinetic_ratio_high": Term("ratio_high", "upper limit of its 95 % interval", ""),
    "n_hops": Term("n", "number of hops between cells", ""),
    "hop_rate": Term("ν", "hop rate per ion", "1/ps"),
    "velocity": Term("Ṙ_x", "component of the ion's velocity", "Å/ps"),
    "p_velocity": Term("p", "probability density of the velocity", "ps/Å"),
    "p_velocity_bath": Term("p_MB", "Maxwell–Boltzmann at the bath temperature", "ps/Å"),
    "ion_speed": Term("|Ṙ|", "speed of the ion", "Å/ps"),
    "p_ion_speed": Term("p", "probability density of the speed", "ps/Å"),
    "p_ion_speed_bath": Term("p_MB", "Maxwell–Boltzmann at the bath temperature", "ps/Å"),
    "residence": Term("t", "residence time in a cell", "ps"),
    "residence_count": Term("n", "number of residence times", ""),
    "share": Term("done", "fraction of the run completed", ""),
    "cost": Term("cost", "computing time per step and ion", "µs"),
    "member_seed": Term("seed", "seed of this point's run", ""),
    "E_a_local": Term("E_a", "local activation energy", "meV"),
    "E_a_local_error": Term("δE_a", "standard error of the local activation energy", "meV"),
    "kT_middle": Term("kT", "temperature midway between two points", "meV"),
    "kT_fine": Term("kT", "temperature", "meV"),
    "kT_fitted": Term("kT", "temperature of a point included in the fit", "meV"),
    "D_arrhenius": Term("D", "Arrhenius law", "Å²/ps"),
    "D_arrhenius_low": Term("D_low", "lower limit of its 95 % band", "Å²/ps"),
    "D_arrhenius_high": Term("D_high", "upper limit of its 95 % band", "Å²/ps"),
    "D_vft": Term("D", "Vogel–Fulcher–Tammann law", "Å²/ps"),
    "D_power_law": Term("D", "power law", "Å²/ps"),
    "residual": Term("Δ ln D/σ", "residual of the Arrhenius fit", "standard errors"),
    "D_apart": Term("ΔD/σ", "difference from D of the full equation", "standard errors"),
    "way_length": Term("ℓ", "way along a path over a saddle", "Å"),
    "E_way": Term("E", "energy above the lowest minimum, rigid lattice", "meV"),
    "from_minimum": Term("i", "minimum from which a path leads, from 1", ""),
    "to_minimum": Term("j", "minimum to which a path leads, from 1", ""),
    "to_cell": Term("L", "cell in which it lies, in lattice vectors", ""),
    "E_saddle": Term("E", "energy of a saddle above the lowest minimum, rigid lattice", "meV"),
    "E_minimum": Term("E", "energy of a minimum above the lowest, rigid lattice", "meV"),
    "E_minimum_giving": Term("E", "energy of a minimum above the lowest, atoms relaxed", "meV"),
    "barrier_held": Term("E_b", "barrier from the first minimum, rigid lattice", "meV"),
    "barrier_giving": Term("E_b", "barrier from the first minimum, atoms relaxed", "meV"),
    "barrier_repulsion": Term("E_int", "repulsion's part of the relaxed barrier", "meV"),
    "barrier_springs": Term("E_el", "springs' part of the relaxed barrier", "meV"),
    "E_barrier": Term("E", "static barrier, atoms relaxed", "meV"),
    "curvature": Term("κ", "lowest curvature relative to that of the springs", ""),
}


def attributes(name: str) -> dict[str, str]:
    """Attributes of dataset variable `name`: long_name, symbol and units, as in `TERMS`."""
    return described(TERMS[name])


def described(term: Term) -> dict[str, str]:
    """Attributes of what is called so."""
    return {"long_name": term.name, "symbol": term.symbol, "units": term.unit}
