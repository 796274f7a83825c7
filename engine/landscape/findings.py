"""What may be concluded of an ion's landscape at rest."""

from collections.abc import Iterator

from ..core.finding import Finding, Value, answer, doubt, note
from ..core.words import about, number

FAR = 0.1
"""Share of the distance of neighbours up to which springs stay harmonic."""
WAYS = {1: "along one direction only", 2: "within planes only", 3: "in all three directions"}


def of_landscape(found: dict) -> list[Finding]:
    """Over what an ion moves (meV), in how many dimensions, and what speaks against it.

    `found` is the summary of ion-landscape.
    """
    if not found:
        return []
    return [_answer(found), *_more(found), *_doubts(found)]


def _values(found: dict) -> list[Value]:
    values = [
        Value("minima a cell", int(found["minima"])),
        Value("saddles a cell", int(found["saddles"])),
        Value("of different height", int(found["kinds"]), part=True),
    ]
    for n in (1, 2, 3):
        same = n < 3 and found[f"rigid_{n}d"] == found[f"rigid_{n + 1}d"]
        if found[f"rigid_{n}d"] is not None and not same:
            relaxed, rigid = found[f"relaxed_{n}d"], found[f"rigid_{n}d"]
            words = "dimension" if n == 1 else "dimensions"
            values.append(Value(f"moves in {n} {words}, atoms relaxed, from", relaxed, "meV"))
            values.append(Value("in the rigid lattice, from", rigid, "meV", part=True))
    if found["interaction"] is not None:
        values.append(Value("the first saddle's repulsion", found["interaction"], "meV"))
        values.append(Value("and springs", found["elastic"], "meV", part=True))
    return values


def _answer(found: dict) -> Finding:
    values = _values(found)
    if not found["minima"]:
        return answer("The ion has no place to rest: its energy has no minimum in the cell.")
    if not found["dimension"]:
        return answer(
            "The ion does not get through this crystal: no saddles below the highest that were "
            "looked for lead from a cell to the next.",
            *values,
        )
    first = next(n for n in (1, 2, 3) if found[f"rigid_{n}d"] is not None)
    together = max(n for n in (1, 2, 3) if found[f"rigid_{n}d"] == found[f"rigid_{first}d"])
    rigid, relaxed = found[f"rigid_{first}d"], found[f"relaxed_{first}d"]
    cost = f"{number(rigid)} meV in the rigid lattice"
    if relaxed is not None:
        cost = f"{number(relaxed)} meV with the atoms relaxed, {cost}"
    return answer(f"The ion moves {WAYS[together]} over saddles of {cost}.", *values)


def _more(found: dict) -> Iterator[Finding]:
    """At what energy further directions open."""
    known = [found[f"rigid_{n}d"] for n in (1, 2, 3)]
    for n in (2, 3):
        if known[n - 1] is not None and known[n - 2] is not None and known[n - 1] > known[n - 2]:
            relaxed = found[f"relaxed_{n}d"]
            told = f"{number(known[n - 1])} meV in the rigid lattice"
            if relaxed is not None:
                told = f"{number(relaxed)} meV with the atoms relaxed, {told}"
            yield note(f"From {told}, it moves {WAYS[n]}.".replace(" only", ""))


def _doubts(found: dict) -> Iterator[Finding]:
    moved = found["largest_displacement"] / found["nearest_atoms"]
    if moved > FAR:
        yield doubt(
            f"An atom gives way by {about(moved)} of the distance of neighbours: springs that stay "
            "harmonic so far are no longer a crystal, and relaxed energies mean little."
        )
    if found["unsettled"]:
        yield doubt(
            f"{found['unsettled']} of the minima and saddles are none once the atoms give way, or "
            "the springs do not hold there; ways over these have no relaxed energy."
        )
    if found["softest"] < 0:
        yield doubt(
            "Somewhere the atoms balance without being stable: they would leave this arrangement."
        )
