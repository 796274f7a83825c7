"""What may be concluded of any crystal: its phonons, its response, its thermal motion."""

from collections.abc import Iterator, Mapping
from math import pi

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, doubt, note
from ..core.units import K_B
from ..core.words import about, kelvin, number
from ..crystal import findings as crystals
from ..crystal.crystal import Crystal
from ..crystal.kept import formula
from ..crystal.labels import labels
from ..crystal.worst import worst_mode
from .findings import FORCE, boxed, boxes, echo, inaccurate, relative, too_far_apart
from .frequencies import in_all_units
from .harmonic import LINDEMANN

TOLD = 12
"""Most atoms whose motion is told one by one."""
TOLD_MOVING = 4
"""Most atoms of which it is told how far they move in a mode."""
NO_SOUND = (
    "Some strain meets no resistance in this crystal: sound has no real speed in some direction, "
    "and neither elastic constants nor a Debye temperature are told."
)


def of_phonons(crystal: Crystal, found: dict) -> list[Finding]:
    """The fastest vibration, sound and elastic constants, by the summary of lattice-phonons."""
    if not found:
        return []
    Omega = found["angular_frequency_max"]
    text = (
        f"The fastest vibration of {formula(crystal)} has a period of {number(2 * pi / Omega)} ps "
        f"and a quantum of {number(found['hbar_Omega_max'])} meV."
    )
    values = *in_all_units("highest angular frequency Ω_max", Omega), *_sound(found)
    no_sound = [] if "sound" in found else [doubt(NO_SOUND)]
    return [answer(text, *values), *no_sound, *crystals.of_crystal(crystal)]


def of_mode(data: xr.Dataset, swing: np.ndarray, point: int, branch: int) -> list[Value]:
    """One mode of the dispersion `data` of lattice-phonons, in which atoms `swing`, (A, 3).

    That at a `point` of the path, of a `branch`, both counted from 0: where it is in the zone, its
    angular frequency (rad/ps) in all units, and who moves how far.
    """
    at = data.isel(q_path=point, branch=branch)
    place = ", ".join(f"{x + 0:.4g}" for x in np.round(at.q.values, 4))
    name = f"{at.corner.item()} = ({place})" if at.corner.item() else f"({place})"
    sizes = np.linalg.norm(swing, axis=1)
    order = np.argsort(-sizes, kind="stable")[:TOLD_MOVING]
    atoms = data.atom.values
    moves = ", ".join(f"{atoms[k]} {sizes[k]:.2f}" for k in order)
    return [
        Value("mode at q, in reciprocal vectors", name),
        *(v._replace(part=True) for v in in_all_units("angular frequency Ω", float(at.Omega))),
        Value("displacements, relative", moves, part=True),
    ]


def of_response(own: Mapping, crystal: Crystal, data: xr.Dataset, found: dict) -> list[Finding]:
    """How far a steady force displaces an atom, what 𝓛 keeps of W, and when the box's echo comes.

    `own` are the parameters, `data` and `found` dataset and summary of lattice-response.
    """
    if not found:
        return []
    first = next(iter(found["W0"]))
    here, names = found["W0"][first][0][0], labels(crystal)
    pushed, seen = names[own["other"] - 1], names[own["atom"] - 1]
    same = own["atom"] == own["other"] and first == "(0, 0, 0)"
    whom = "itself" if same else f"an atom {seen}, {first} cells away,"
    text = (
        f"A steady force of {FORCE:g} meV/Å along x on an atom {pushed} displaces {whom} by "
        f"{number(FORCE * here)} Å along x."
    )
    values = (
        Value(f"W_xx(0) of the pair {first}", 1e3 * here, "10⁻³ Å²/meV"),
        Value(
            "its relative numerical error", relative(found["W0_error"], here), digits=1, part=True
        ),
        *_losses(found["L_matrix"]),
        Value(f"first echo in a box of {own['cells']}³ cells", found["echo_time"], "ps"),
        *boxed(data),
    )
    return [
        answer(text, *values),
        echo(found["echo_time"], data.time.values[-1]),
        *too_far_apart(data.time.values, fastest(crystal)),
        *inaccurate(relative(found["W0_error"], here)),
        *crystals.of_crystal(crystal),
    ]


def of_thermal(own: Mapping, crystal: Crystal, found: dict) -> list[Finding]:
    """How far atoms are displaced by heat and how fast they are, each of the cell.

    `own` are the parameters and `found` the summary of lattice-thermal.
    """
    if not found:
        return []
    kT, atoms = own["kT"], found["atoms"]
    name, most = max(atoms.items(), key=lambda item: item[1]["displacement_rms"])
    text = (
        f"At kT = {kelvin(kT)} the atoms {name} are displaced by "
        f"{number(most['displacement_rms'])} Å (rms)"
        + (", more than all others." if len(atoms) > 1 else ".")
    )
    values = [Value("kT", kT, "meV"), Value("temperature", kT / K_B, "K", digits=4, part=True)]
    for name, atom in _alike(atoms)[:TOLD]:
        values.append(Value(f"{name}: rms displacement", atom["displacement_rms"], "Å"))
        values += [
            Value(f"along its {axis} axis", size, "Å", part=True)
            for axis, size in _axes(atom["ellipsoid"])
        ]
        values.append(Value("rms speed", atom["speed_rms"], "Å/ps", part=True))
    lacks = min(atom["box_share"] for atom in atoms.values())
    return [
        answer(text, *values),
        _zero_point(own, found),
        *boxes(own["cells"], lacks),
        *_melting(crystal, most["displacement_rms"]),
        *too_far_apart(np.asarray(own["times"]), fastest(crystal)),
        *inaccurate(found["C_error"][0] / found["C_pos_xx"]),
        *crystals.of_crystal(crystal),
    ]


def _alike(atoms: dict[str, dict]) -> list[tuple[str, dict]]:
    """Atoms of one species that move alike, by all their names, with what they do."""
    found: dict[tuple, list[str]] = {}
    for name, atom in atoms.items():
        told = [f"{x:.6g}" for x in (*atom["ellipsoid"], atom["speed_rms"])]
        found.setdefault((name.rstrip("0123456789"), *told), []).append(name)
    return [(", ".join(names), atoms[names[0]]) for names in found.values()]


def _axes(sizes: list[float]) -> list[tuple[str, float]]:
    """The axes of an ellipsoid that is none other than a sphere have no names."""
    if max(sizes) - min(sizes) < 1e-5 * max(sizes):
        return []
    return list(zip(("shortest", "middle", "longest"), sizes, strict=True))


def _zero_point(own: Mapping, found: dict) -> Finding:
    """What quanta do at this temperature, or what classical statistics leave out."""
    zero, quantum = found["zero_point_vel_xx"], own["statistics"] == "quantum"
    if quantum:
        kept = zero / found["C_vel_xx"]
        return note(
            f"By zero-point motion the first atom would keep {about(100 * kept, 3)} % of its "
            "kinetic energy along x at absolute zero."
        )
    return note(
        "Classical statistics know no zero-point motion, which alone would make m⟨ṙ_x²⟩ of the "
        f"first atom {about(zero / found['classical_vel_xx'])} kT."
    )


def _melting(crystal: Crystal, rms: float) -> Iterator[Finding]:
    """Lindemann's criterion: the displacement as a share of the distance of neighbours."""
    between = crystal.positions[:, None] - crystal.positions[None, :]
    around = np.indices((3, 3, 3)).reshape(3, -1).T - 1
    apart = np.linalg.norm((between[:, :, None] + around) @ crystal.lattice, axis=-1)
    nearest = float(apart[apart > 1e-6].min())
    low, high = LINDEMANN
    if rms / nearest > low:
        where = "beyond" if rms / nearest > high else "within"
        yield doubt(
            f"The rms displacement of {about(rms / nearest)} of the distance to the nearest atom "
            f"is {where} the {low:g} to {high:g} at which crystals melt by Lindemann's criterion: "
            "springs go on being harmonic there, a real crystal does not."
        )


def fastest(crystal: Crystal) -> float:
    """The highest angular frequency (rad/ps) among waves of all symmetries."""
    return float(np.sqrt(worst_mode(crystal)[1]))


def _losses(matrix: list[list[float]]) -> list[Value]:
    """𝓛 along its own axes, once where it is the same along all."""
    along = 1e5 * np.linalg.eigvalsh(matrix)
    if np.ptp(along) < 1e-6 * along.max():
        return [Value("l, the area under W that 𝓛 keeps", float(along[0]), "10⁻⁵ Å² ps/meV")]
    first, *others = map(float, along)
    unit = "10⁻⁵ Å² ps/meV"
    return [
        Value("𝓛, the area under W, along its three axes", first, unit),
        *(Value("", each, unit, part=True) for each in others),
    ]


def _sound(found: dict) -> list[Value]:
    if "sound" not in found:
        return []
    values = []
    for direction in ("[100]", "[110]", "[111]"):
        own = found["sound"][direction]
        values.append(
            Value(f"speed of sound along {direction}, longitudinal", own["longitudinal"], "Å/ps")
        )
        values.append(Value("transverse", own["transverse"], "Å/ps", part=True))
        if own["transverse_fast"] > own["transverse"] * (1 + 1e-6):
            values.append(
                Value("transverse, the faster", own["transverse_fast"], "Å/ps", part=True)
            )
    values.append(Value("Debye temperature, by sound", found["Debye_temperature"], "K", digits=4))
    first, *others = found["elastic_GPa"].items()
    values.append(Value(f"elastic constant {first[0]}", first[1], "GPa", digits=4))
    values += [Value(name, c, "GPa", digits=4, part=True) for name, c in others]
    return values
