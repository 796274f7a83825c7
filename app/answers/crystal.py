"""Crystal: what its vibrations, its response, its heat and a passing ion come to."""

from collections.abc import Sequence
from math import pi

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.core.units import K_B
from ionoscope.engine.core.words import number
from ionoscope.engine.lattice.crystal import corner_name

from .answer import Answer, answers

FAR = 0.1
"""Displacement of an atom, in a, beyond which the crystal's springs are no longer believed."""
NOTHING = Answer("Nothing is known yet.")
CLICK = "Click a curve to see that vibration. Its speed in the picture is true to scale."


@answers("lattice-phonons")
def phonons(results: Sequence[Result], of: int = -1, mode: tuple[int, int] | None = None) -> Answer:
    """How fast the crystal vibrates, and all about the chosen mode (point, branch)."""
    found = results[of].summary
    sound = found["sound_100"]
    rows = [] if mode is None else _mode(results[of].data.isel(q_path=mode[0], branch=mode[1]))
    rows += [
        ("highest ħΩ", number(found["hbar_Omega_max"], unit="meV")),
        ("sound along [100]", number(sound["longitudinal"], unit="Å/ps")),
        ("   transverse", number(sound["transverse"], unit="Å/ps")),
    ]
    verdict = f"Its fastest swing takes {number(2 * pi / found['Omega_max'])} ps."
    return Answer(verdict, rows, "" if mode is None else CLICK)


def _mode(at) -> list[tuple[str, str]]:
    """Rows about one mode of the dispersion."""
    Omega, quantum = float(at.Omega), float(at.hbar_Omega)
    along = ", ".join(f"{x:.2f}" for x in at.polarisation.values + 0.0)
    return [
        ("shown: at q", _place(at.q.values)),
        ("   ħΩ", number(quantum, unit="meV")),
        ("   as a temperature", number(quantum / K_B, unit="K")),
        ("   one swing takes", number(2 * pi / Omega, unit="ps") if Omega > 1e-6 else "—"),
        ("   atoms move along", f"({along})"),
    ]


def _place(q: np.ndarray) -> str:
    """A wave vector by its name, or in units of 2π/a."""
    name = corner_name(q)
    return f"{name}·2π/a" if name.startswith("(") else name


@answers("lattice-response")
def response(results: Sequence[Result], of: int = -1) -> Answer:
    """How far a force moves an atom, what 𝓛 keeps of it, and when the box hears its echo."""
    result = results[of]
    if not result.summary:
        return NOTHING
    found, times, N = result.summary, result.data.time.values, result.parameters["cells"]
    first = next(iter(found["W0"]))
    here = found["W0"][first][0][0]
    rows = [
        (f"W_xx(0), pair {first}", number(1e3 * here, unit="10⁻³ Å²/meV")),
        ("   its error", f"{found['W0_error'] / abs(here):.0e}" if here else "—"),
        ("   largest error of W(t)", f"{found['W_error'] / abs(here):.0e}" if here else "—"),
        ("l, what 𝓛 keeps", number(1e5 * found["L"], unit="10⁻⁵ Å² ps/meV")),
        (f"echo in a box of {N}³", number(found["echo_time"], unit="ps")),
    ]
    if "W_box" in result.data and times[0] == 0:
        box, whole = (result.data[k].values[0, 0, 0, 0] for k in ("W_box", "W"))
        rows.append(("W_xx of the box against it", f"{100 * (box / whole - 1):+.2g} %"))
    whom = "its atom" if first == "(0, 0, 0)" else f"the atom {first} cells away"
    verdict = f"A force of 100 meV/Å moves {whom} by {number(100 * here)} Å."
    return Answer(verdict, rows, _echo(found["echo_time"], times[-1]))


def _echo(echo: float, end: float) -> str:
    if echo >= end:
        return "The box hears no echo in this time."
    return (
        f"After {echo:.2f} ps the box hears its own echo: what a finite crystal does later is not "
        "what a crystal does."
    )


@answers("lattice-thermal")
def thermal(results: Sequence[Result], of: int = -1) -> Answer:
    """How far an atom strays and how fast it is, exactly, in the box and as sampled."""
    found, chosen = results[of].summary, results[of].parameters
    kT = chosen["kT"]
    share = found["C_vel_xx"] / found["classical_vel_xx"] if kT else None
    rows = [
        ("kT", number(kT, unit="meV")),
        ("   in kelvin", number(kT / K_B, unit="K")),
        ("⟨r_x²⟩, infinite crystal", number(found["C_pos_xx"], unit="Å²")),
        ("   in this box", number(found["box_pos_xx"], unit="Å²")),
        ("   sampled", number(found.get("sampled_pos"), unit="Å²")),
        ("⟨ṙ_x²⟩, infinite crystal", number(found["C_vel_xx"], unit="Å²/ps²")),
        ("   sampled", number(found.get("sampled_vel"), unit="Å²/ps²")),
        ("m⟨ṙ_x²⟩/kT", number(share)),
    ]
    note = "Dashed: Maxwell–Boltzmann, m⟨ṙ_x²⟩ = kT, and its displacements."
    if chosen["statistics"] == "quantum":
        zero = found["zero_point_vel_xx"] / found["C_vel_xx"]
        note += f" The atoms would keep {zero:.0%} of their kinetic energy at absolute zero."
    verdict = f"An atom strays {number(found['C_pos_xx'] ** 0.5)} Å (rms) along each axis."
    return Answer(verdict, rows, note)


@answers("lattice-barrier")
def barrier(results: Sequence[Result], of: int = -1) -> Answer:
    """What the ion pays, of what it consists, and whether the springs can be believed."""
    found = results[of].summary
    if not found:
        return NOTHING
    rows = [
        ("barrier, atoms at rest", number(found["unrelaxed"], unit="meV")),
        ("   only the cell's corners", number(found["corners_only"], unit="meV")),
        ("barrier, atoms relaxed", number(found["relaxed"], unit="meV")),
        ("   of it repulsion", number(found["interaction"], unit="meV")),
        ("   of it springs", number(found["elastic"], unit="meV")),
        ("E at the start, at rest", number(found["E_start"], unit="meV")),
        ("E at the top, at rest", number(found["E_top"], unit="meV")),
        ("nearest atom, at rest", number(found["nearest"], unit="Å")),
        ("atoms that feel the ion", str(found["atoms"])),
        ("   that may give way", str(found["atoms_movable"])),
    ]
    return Answer(f"The ion pays {number(found['relaxed'])} meV.", rows, _believed(found))


def _believed(found: dict) -> str:
    """What giving way saves, and what speaks against it."""
    saved = found["unrelaxed"] - found["relaxed"]
    note = (
        f"The crystal saves the ion {number(saved)} meV by giving way. Half as many atoms giving "
        f"way would change the barrier by {found['atoms_error']:.1g} meV."
    )
    if found["softest"] < 0:
        note += " But the atoms would not stay like this: they leave the symmetric place."
    if found["largest_displacement"] > FAR:
        note += (
            f" An atom gives way by {found['largest_displacement']:.2g} a: springs that stay "
            "springs so far are no longer a crystal."
        )
    return note
