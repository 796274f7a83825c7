"""Answers: the numbers of an experiment's summary that answer its question, the main one first.

A summary holds more; what is named here is what pictures of many runs show, with symbol and unit.
A nested entry is called by all its names, head_on_relaxed for `summary["head_on"]["relaxed"]`.
"""

from .units import TERMS, Term


def _same(*names: str) -> dict[str, Term]:
    """Answers that are called as variables of a dataset are."""
    return {name: TERMS[name] for name in names}


_BARRIERS = {
    "relaxed": Term("E*", "relaxed barrier", "E_osc"),
    "E_min": Term("E_min", "dynamic barrier", "E_osc"),
    "frozen": Term("U(s)", "frozen barrier", "E_osc"),
}
_PASSING = Term("transmitted", "fraction of the launches transmitted", "")
_UNDECIDED = Term("undecided", "launches undecided at the step limit", "")
_ERRORS = {"r": "deflection", "F": "force"}
_APPROXIMATIONS = ("time_local", "quasistatic", "homogeneous")


def _barriers_of(where: str, symbol: str, words: str, unit: str) -> dict[str, Term]:
    return {
        f"{where}_{name}": Term(symbol.format(term.symbol), f"{term.name}, {words}", unit)
        for name, term in _BARRIERS.items()
    }


ANSWERS: dict[str, dict[str, Term]] = {
    "gate-launch": {
        "outcome": Term("outcome", "whether the particle passes", ""),
        "tau": Term("τ", "time of the decision", "periods"),
        **_same("E_particle", "E_oscillator", "U"),
        "E_drift": Term("ΔE", "drift of the total energy", "E_osc"),
    },
    "gate-map": {"transmitted_fraction": _PASSING, "undecided": _UNDECIDED},
    "gate-gallery": {
        "highest": Term("largest", "largest fraction transmitted", ""),
        "lowest": Term("smallest", "smallest fraction transmitted", ""),
        "undecided": _UNDECIDED,
    },
    "gate-transmission": {
        **_same("P", "E_a"),
        "barrier_relaxed": TERMS["barrier_relaxed"],
        "barrier_E_min": Term("E_min", "dynamic barrier", "E_osc"),
        "barrier_frozen": TERMS["barrier_frozen"],
        "power_law_exponent": Term("n", "exponent of the power law of −ln P", ""),
    },
    "gate-barrier": {
        **_BARRIERS,
        "y_relaxed": Term("y", "oscillator position at the relaxed barrier", "l_osc"),
    },
    "gate-barriers": {
        **_barriers_of("half", "s_half", "impact parameter at which it is halved", "l_osc"),
        **_barriers_of("head_on", "{}", "head-on", "E_osc"),
    },
    "lattice-phonons": {
        "hbar_Omega_max": Term("ħΩ_max", "highest phonon energy", "meV"),
        "frequency_max_THz": Term("ν_max", "highest frequency", "THz"),
        "angular_frequency_max": Term("Ω_max", "highest angular frequency", "rad/ps"),
        "sound_100_longitudinal": Term("v_L", "longitudinal speed of sound along [100]", "Å/ps"),
        "sound_100_transverse": Term("v_T", "transverse speed of sound along [100]", "Å/ps"),
        "fastest": Term("v_max", "largest speed of sound", "Å/ps"),
    },
    "lattice-response": {
        "L": Term("l", "area under W that the time-local equation keeps", "Å² ps/meV"),
        "W0_error": Term("δW(0)", "error of W(0)", "Å²/meV"),
        "echo_time": Term("t_echo", "first echo in the box", "ps"),
    },
    "lattice-thermal": {
        "C_pos_xx": Term("⟨r_x²⟩", "mean square displacement along x", "Å²"),
        "C_vel_xx": Term("⟨ṙ_x²⟩", "mean square velocity along x", "Å²/ps²"),
        "sampled_pos_xx": Term("⟨r_x²⟩", "mean square displacement along x, sampled", "Å²"),
        "sampled_vel_xx": Term("⟨ṙ_x²⟩", "mean square velocity along x, sampled", "Å²/ps²"),
        "zero_point_vel_xx": Term("⟨ṙ_x²⟩₀", "zero-point part of ⟨ṙ_x²⟩", "Å²/ps²"),
    },
    "lattice-barrier": {
        "relaxed": Term("E", "barrier, atoms relaxed", "meV"),
        "unrelaxed": Term("E", "barrier, rigid lattice", "meV"),
        "interaction": Term("E_int", "repulsion's part of the barrier", "meV"),
        "elastic": Term("E_el", "springs' part of the barrier", "meV"),
        "corners_only": Term("E_8", "barrier of the corner atoms alone, rigid", "meV"),
        "E_start": Term("E", "energy at the start, rigid lattice", "meV"),
        "E_top": Term("E", "energy at the top, rigid lattice", "meV"),
        "top_at": Term("ℓ", "place of the top along the path", "Å"),
        "nearest": Term("d", "distance of the nearest atom", "Å"),
        "largest_displacement": Term("r/a", "largest displacement of an atom", ""),
        "softest": TERMS["curvature"],
    },
    "ion-landscape": {
        "relaxed_1d": Term("E", "energy from which it gets through, atoms relaxed", "meV"),
        "rigid_1d": Term("E", "energy from which it gets through, rigid lattice", "meV"),
        "relaxed_2d": Term("E₂", "energy of motion in two dimensions, atoms relaxed", "meV"),
        "rigid_2d": Term("E₂", "energy of motion in two dimensions, rigid lattice", "meV"),
        "relaxed_3d": Term("E₃", "energy of motion in three dimensions, atoms relaxed", "meV"),
        "rigid_3d": Term("E₃", "energy of motion in three dimensions, rigid lattice", "meV"),
        "interaction": Term("E_int", "repulsion's part of the first saddle", "meV"),
        "elastic": Term("E_el", "springs' part of the first saddle", "meV"),
        "dimension": Term("d", "dimensions of its motion", ""),
        "minima": Term("n", "minima a cell", ""),
        "saddles": Term("n_s", "saddles a cell", ""),
        "largest_displacement": Term("r", "largest displacement of an atom", "Å"),
    },
    "ion-collision": {
        "error_time_local_F": Term("δF", "error of the largest force, time-local", ""),
        **{
            f"error_{kind}_{of}": Term(
                f"δ{of}", f"error of the largest {words}, {kind.replace('_', '-')}", ""
            )
            for kind in _APPROXIMATIONS
            for of, words in _ERRORS.items()
        },
        "v_out": Term("ż", "outgoing velocity", "Å/ps"),
        "v_out_time_local": Term("ż", "outgoing velocity, time-local", "Å/ps"),
        "energy_lost": Term("ΔE", "energy left behind", "meV"),
        "full_F_max": Term("F", "largest force, full", "meV/Å"),
        "full_r_max": Term("r", "largest deflection, full", "Å"),
    },
    "ion-validity": {
        f"{kind}_{name}": Term(symbol, f"{words}, {kind.replace('_', '-')}", unit)
        for kind in _APPROXIMATIONS
        for name, symbol, words, unit in (
            ("within", "share", "share of the collisions within 10 %", ""),
            ("median", "δ", "median error", ""),
            ("largest", "δ", "largest error", ""),
            ("holds_from", "λ/v", "shortest passage from which it holds", "ps"),
        )
    },
    "ion-dissipation": {
        "energy_lost": Term("ΔE", "energy given to the crystal", "meV"),
        "v_end": Term("ż", "velocity at the end", "Å/ps"),
        "z_end": Term("z", "position at the end", "Å"),
        "energy_start": Term("E", "energy at the start", "meV"),
        "total_drift": Term("ΔE", "drift of the total energy", "meV"),
    },
    "ion-diffusion": {
        **_same("D", "kinetic_ratio", "hop_rate", "n_hops", "bath_ratio"),
        "D_hops": Term("D_hop", "diffusion coefficient of independent hops", "Å²/ps"),
        "residence_time": Term("t", "residence time in a cell", "ps"),
        "attempt_frequency": Term("ν", "attempt frequency per axis", "THz"),
        "success": Term("share", "share of attempts that succeed", ""),
        "reversals": Term("share", "share of hops that are reversed at once", ""),
        "msd_exponent": Term("α", "exponent of the mean square displacement", ""),
        "energy_drift": Term("ΔE", "drift of the total energy", "meV"),
        "steps_per_s": Term("pace", "steps computed per second", "1/s"),
    },
    "diffusion-temperature": {
        "E_a": Term("E_a", "activation energy", "meV"),
        "D0": Term("D₀", "prefactor of Arrhenius' law", "Å²/ps"),
        "E_a_own": Term("E_a", "activation energy over the ion's own temperature", "meV"),
        "D0_own": Term("D₀", "prefactor over the ion's own temperature", "Å²/ps"),
    },
    "diffusion-memory": {"t_c_enough": Term("t_c", "sufficient memory time", "ps")},
    "diffusion-stiffness": {"best": Term("f", "factor of the largest D", "")},
}
"""By experiment and by name in its summary."""
