"""What may be concluded of an ion's barrier between two places of the crystal."""

from collections.abc import Iterator

from ..core.finding import Finding, Value, answer, doubt, note, refusal
from ..core.words import about, number
from .harmonic import FAR

ENOUGH = 0.01
"""Share of the barrier that atoms left out may make."""


def of_barrier(found: dict) -> list[Finding]:
    """What the ion has to pay (meV), of what it consists, and whether it can be believed.

    `found` is the summary of lattice-barrier.
    """
    if not found:
        return []
    values = _values(found)
    if found["largest_displacement"] > FAR:
        return [_refused(found, values), *_unstable(found["softest"])]
    relaxed, rigid = (number(found[k]) for k in ("relaxed", "unrelaxed"))
    text = f"The barrier is {relaxed} meV with the atoms relaxed, {rigid} meV in the rigid lattice."
    return [answer(text, *values), *_atoms(found), *_unstable(found["softest"]), *_ends(found)]


def _values(found: dict) -> list[Value]:
    return [
        Value("barrier, atoms relaxed", found["relaxed"], "meV"),
        Value("of it repulsion", found["interaction"], "meV", part=True),
        Value("of it springs", found["elastic"], "meV", part=True),
        Value("barrier, rigid lattice", found["unrelaxed"], "meV"),
        Value("only the corners of the cell", found["corners_only"], "meV", part=True),
        Value("energy at the start, rigid lattice", found["E_start"], "meV"),
        Value("energy at the top, rigid lattice", found["E_top"], "meV"),
        Value("nearest atom, rigid lattice", found["nearest"], "Å"),
        Value("atoms that feel the ion", int(found["atoms"])),
        Value("free to give way", int(found["atoms_movable"]), part=True),
        Value("largest displacement of one", found["largest_displacement"], "a", part=True),
    ]


def _refused(found: dict, values: list[Value]) -> Finding:
    return refusal(
        "No relaxed barrier can be given: an atom gives way by "
        f"{about(found['largest_displacement'])} of the lattice constant, and springs that stay "
        "harmonic so far are no longer a crystal.",
        *values,
    )


def _atoms(found: dict) -> Iterator[Finding]:
    """What their giving way saves the ion, and whether enough of them may."""
    saved = found["unrelaxed"] - found["relaxed"]
    yield note(f"By giving way the crystal saves the ion {number(saved)} meV.")
    text = "With half as many atoms free to give way the barrier would change by "
    text += f"{about(found['atoms_error'], 1)} meV."
    few = found["atoms_error"] > ENOUGH * abs(found["relaxed"])
    yield (doubt if few else note)(text)


def _unstable(softest: float) -> Iterator[Finding]:
    if softest < 0:
        yield doubt(
            "Somewhere on the path the atoms balance without being stable: they would leave this "
            "symmetric arrangement, and the barrier would be another: lower if that is at the top, "
            "higher if it is at the start."
        )


def _ends(found: dict) -> Iterator[Finding]:
    """Whether the ion would rest where the path begins and ends, and whether it tops a pass."""
    if found["falls_at_start"]:
        yield doubt(
            "The path does not begin at a minimum: close beside its start the energy is lower, and "
            "from the minimum the barrier is higher."
        )
    if found["falls_aside_of_top"]:
        bound = "" if found["falls_at_start"] else ", and this barrier is only an upper bound"
        yield doubt(
            f"At the top the energy falls to the side: a path that bends costs less{bound}."
        )
    if found["rises_beyond_end"]:
        yield doubt(
            "The path ends before the top: the energy goes on rising beyond its end, and the "
            "barrier is higher."
        )
    if found["falls_at_end"]:
        yield note(
            "The path does not end at a minimum: the ion would go on to where its energy is lower."
        )
