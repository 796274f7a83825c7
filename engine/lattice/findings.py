"""What may be concluded of the crystal: its phonons, its response, its thermal motion."""

from collections.abc import Iterator, Mapping
from math import pi, sqrt

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, doubt, note
from ..core.units import K_B
from ..core.words import about, kelvin, number
from .crystal import CubicLattice, corner_name
from .frequencies import in_all_units
from .harmonic import FAR, LINDEMANN

FORCE = 100.0
"""Steady force (meV/Å) whose effect is told."""
SLOW = 0.1
"""Ratio of transverse to longitudinal sound along [100] below which rows slide almost freely."""
FINE = 1.0
"""Phase Ω_max·step up to which an area under W(t) is found from its points."""
SETTLED = 0.05
"""Share of l within which the area under W is complete."""
SMALL = 0.01
"""Share of ⟨r²⟩ that a box may lack without a word."""
ACCURATE = 1e-3
"""Relative numerical error below which nothing is said of it."""

# phonons --------------------------------------------------------------------------------------


def of_phonons(found: dict) -> list[Finding]:
    """The fastest vibration and the speeds of sound, by the summary of lattice-phonons."""
    if not found:
        return []
    Omega, sound = found["angular_frequency_max"], found["sound_100"]
    values = (
        *in_all_units("highest angular frequency Ω_max", Omega),
        Value("speed of sound along [100], longitudinal", sound["longitudinal"], "Å/ps"),
        Value("transverse", sound["transverse"], "Å/ps", part=True),
    )
    text = (
        f"The fastest vibration has a period of {number(2 * pi / Omega)} ps and a quantum of "
        f"{number(found['hbar_Omega_max'])} meV."
    )
    return [answer(text, *values), *_sliding(sound["transverse"] / sound["longitudinal"])]


def _sliding(ratio: float) -> Iterator[Finding]:
    if ratio < SLOW:
        yield doubt(
            f"Transverse sound along [100] is only {about(ratio)} times as fast as longitudinal: "
            "rows of atoms slide along each other almost freely, and the crystal is close to "
            "falling apart."
        )


def of_mode(data: xr.Dataset, point: int, branch: int) -> list[Value]:
    """One mode of the dispersion `data` of lattice-phonons: at a point of the path, of a branch.

    Where it is in the zone, its angular frequency (rad/ps) in all units, and its polarisation.
    """
    at = data.isel(q_path=point, branch=branch)
    along = ", ".join(f"{x:.2f}" for x in np.round(at.polarisation.values, 2) + 0.0)
    name = corner_name(at.q.values)
    return [
        Value("mode at q", f"{name} 2π/a" if name.startswith("(") else name),
        *(v._replace(part=True) for v in in_all_units("angular frequency Ω", float(at.Omega))),
        Value("polarisation η", f"({along})", part=True),
    ]


# response -------------------------------------------------------------------------------------


def of_response(
    own: Mapping, crystal: CubicLattice, data: xr.Dataset, found: dict
) -> list[Finding]:
    """How far a steady force displaces an atom, what 𝓛 keeps of W, and when the box's echo comes.

    `own` are the parameters, `data` and `found` dataset and summary of lattice-response.
    """
    if not found:
        return []
    first = next(iter(found["W0"]))
    here = found["W0"][first][0][0]
    whom = "the atom it acts on" if first == "(0, 0, 0)" else f"the atom {first} cells away"
    text = (
        f"A steady force of {FORCE:g} meV/Å along x displaces {whom} by "
        f"{number(FORCE * here)} Å along x."
    )
    values = (
        Value(f"W_xx(0) of the pair {first}", 1e3 * here, "10⁻³ Å²/meV"),
        Value(
            "its relative numerical error", relative(found["W0_error"], here), digits=1, part=True
        ),
        Value("the largest of W(t)", relative(found["W_error"], here), digits=1, part=True),
        Value("l, the area under W that 𝓛 keeps", 1e5 * found["L"], "10⁻⁵ Å² ps/meV"),
        Value(f"first echo in a box of {own['cells']}³ cells", found["echo_time"], "ps"),
        *boxed(data),
    )
    times = data.time.values
    return [
        answer(text, *values),
        echo(found["echo_time"], times[-1]),
        *_unsettled(data, found["L"], crystal),
        *too_far_apart(times, crystal.Omega_max),
        *inaccurate(relative(max(found["W0_error"], found["W_error"]), here)),
        *_strong(FORCE * here / crystal.a),
    ]


def relative(error: float, value: float) -> float | None:
    """The error of a value, both in one unit, as a share of it; None of one that is zero."""
    return error / abs(value) if value else None


def boxed(data: xr.Dataset) -> Iterator[Value]:
    """How W_xx(0) of the box differs from that of the infinite crystal."""
    if "W_box" in data and data.time.values[0] == 0 and data.W.values[0, 0, 0, 0]:
        box, whole = (data[k].values[0, 0, 0, 0] for k in ("W_box", "W"))
        yield Value("W_xx(0) of the box against this", 100 * (box / whole - 1), "%", digits=2)


def echo(first: float, end: float) -> Finding:
    """Whether the box's first echo (ps) comes before the end (ps) of what is looked at."""
    if first >= end:
        return note("No wave returns through the periodic boundary of the box within these times.")
    return note(
        f"After {first:.2f} ps waves return through the periodic boundary of the box: what it does "
        "later is not what an infinite crystal does."
    )


def _unsettled(data: xr.Dataset, loss: float, crystal: CubicLattice) -> Iterator[Finding]:
    """Whether the crystal still remembers at the end of the window."""
    t, W = data.time.values, data.W.values[:, 0, 0, 0]
    if t[0] != 0 or len(t) < 2 or crystal.Omega_max * np.diff(t).max() > FINE:
        return
    share = float(np.trapezoid(W, t)) / loss
    if abs(share - 1) > SETTLED:
        yield note(
            f"By {t[-1]:g} ps the area under W_xx has come to {about(100 * share, 3)} % of l: the "
            "memory lasts longer than these times."
        )


def too_far_apart(times: np.ndarray, Omega_max: float) -> Iterator[Finding]:
    """Whether `times` (ps), (n,), are too far apart for the phonon of `Omega_max` (rad/ps)."""
    step, period = np.diff(times).max(initial=0.0), 2 * pi / Omega_max
    if step > 0.5 * period * (1 + 1e-9):
        yield doubt(
            f"The times are up to {step:.2g} ps apart, too far to follow the fastest phonon, whose "
            f"period is {period:.2g} ps."
        )


def inaccurate(error: float | None) -> Iterator[Finding]:
    """Whether a relative error (dimensionless) is worth telling."""
    if error is not None and error > ACCURATE:
        yield doubt(
            f"The numbers are known to {about(100 * error, 1)} % only, by their numerical error."
        )


def _strong(displaced: float) -> Iterator[Finding]:
    if displaced > FAR:
        yield doubt(
            f"That is {about(displaced)} of the lattice constant: springs that stay harmonic so "
            "far are no longer a crystal, and only much weaker forces are answered like this."
        )


# thermal motion -------------------------------------------------------------------------------


def of_thermal(own: Mapping, crystal: CubicLattice, found: dict, share: float) -> list[Finding]:
    """How far an atom is displaced by heat and how fast it is: exactly, in the box, as sampled.

    `own` are the parameters and `found` the summary of lattice-thermal; `share` (0 … 1) of the run
    is done.
    """
    if not found:
        return []
    kT, along = own["kT"], sqrt(found["C_pos_xx"])
    melting = sqrt(3) * along / own["a"]
    text = (
        f"At kT = {kelvin(kT)} an atom is displaced by {number(along)} Å (rms) along each axis, "
        f"{about(melting)} of the lattice constant in all."
    )
    values = (
        Value("rms displacement along an axis", along, "Å"),
        Value("kT", kT, "meV"),
        Value("temperature", kT / K_B, "K", digits=4, part=True),
        Value("⟨r_x²⟩, infinite crystal", found["C_pos_xx"], "Å²"),
        Value("in this box", found["box_pos_xx"], "Å²", part=True),
        Value("sampled", found.get("sampled_pos"), "Å²", part=True),
        Value("⟨ṙ_x²⟩, infinite crystal", found["C_vel_xx"], "Å²/ps²"),
        Value("sampled", found.get("sampled_vel"), "Å²/ps²", part=True),
        Value("m⟨ṙ_x²⟩/kT", own["m"] * found["C_vel_xx"] / kT if kT else None),
    )
    return [
        answer(text, *values),
        _zero_point(own, found),
        *boxes(own["cells"], found["box_pos_xx"] / found["C_pos_xx"]),
        *_melting(melting),
        *_partial("sampled_pos" in found and share < 1),
        *too_far_apart(np.asarray(own["times"]), crystal.Omega_max),
        *inaccurate(found["C_error"][0] / found["C_pos_xx"]),
    ]


def _zero_point(own: Mapping, found: dict) -> Finding:
    """What quanta do at this temperature, or what classical statistics leave out."""
    if own["statistics"] == "quantum":
        kept = found["zero_point_vel_xx"] / found["C_vel_xx"]
        return note(
            f"By zero-point motion the atoms would keep {about(100 * kept, 3)} % of their kinetic "
            "energy at absolute zero."
        )
    alone = found["zero_point_vel_xx"] / found["classical_vel_xx"]
    return note(
        "Classical statistics know no zero-point motion, which alone would make m⟨ṙ_x²⟩ = "
        f"{about(alone)} kT."
    )


def boxes(cells: int, share: float) -> Iterator[Finding]:
    """What a box of `cells` a side, a count, has of the infinite ⟨r²⟩: a share (0 … 1)."""
    if abs(share - 1) > SMALL:
        yield note(
            f"The box of {cells}³ cells has no waves longer than itself: its ⟨r_x²⟩ is "
            f"{about(100 * abs(share - 1))} % {'smaller' if share < 1 else 'larger'} than that of "
            "the infinite crystal."
        )


def _melting(share: float) -> Iterator[Finding]:
    """Lindemann's criterion, for atoms displaced by `share` of the lattice constant (rms)."""
    low, high = LINDEMANN
    if share > low:
        where = "beyond" if share > high else "within"
        yield doubt(
            f"The rms displacement of {about(share)} a is {where} the {low:g} to {high:g} a at "
            "which crystals melt by Lindemann's criterion: springs go on being harmonic there, a "
            "real crystal does not."
        )


def _partial(running: bool) -> Iterator[Finding]:
    if running:
        yield doubt(
            "Only the slower waves have been summed: what is sampled is still too small, speeds "
            "above all."
        )
