"""What may be concluded of a collision, and of the answers to it without memory."""

from collections.abc import Iterator, Mapping

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, doubt, note, refusal
from ..core.words import about, number
from ..lattice.harmonic import FAR
from .memoryless import APPROXIMATIONS

FELT = 1e-3
"""Share of the largest force below which a collision is over."""
CONTACT = 0.01
"""Share of the largest force from which ion and atom are in contact."""
FARTHER = 3.0
"""Times that a curve is farther off than its maximum from which the latter is right by chance."""
NOTABLE = 0.01
"""Share of a maximum below which nothing is farther off."""
HUGE = 10.0
"""Relative error from which no number is told."""
GAINED = 1e-3
"""Share of its energy that an ion may gain by rounding from a crystal at rest."""


def of_collision(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """How wrong the time-local answer is, what the ion leaves with, and whether it is over.

    `own` are the parameters, `data` and `found` dataset and summary of ion-collision.
    """
    if not found:
        return []
    values = (*_errors(found["error"]), *_full(own, found))
    off = found["error"]["time_local"]
    if None in off.values():
        return [refusal("The atom does not feel the ion: there is no force to compare.", *values)]
    return [
        answer(f"The time-local answer {_off(off)}.", *values),
        _curves(data, found),
        _fed(),
        *_outgoing(data, found),
        *_stretched(found["full"]["r_max"] / own["a"]),
        *_gained(own, found),
        *_echo(own, data, found),
    ]


def _errors(error: dict) -> Iterator[Value]:
    for name in APPROXIMATIONS:
        force, deflection = (None if e is None else 100 * e for e in map(error[name].get, "Fr"))
        called = name.replace("_", "-")
        yield Value(f"{called}: error of largest F", force, "%", digits=2)
        yield Value("of largest r", deflection, "%", digits=2, part=True)


def _full(own: Mapping, found: dict) -> Iterator[Value]:
    full, energy = found["full"], own["M"] * own["v0"] ** 2 / 2
    yield Value("largest force, full", full["F_max"], "meV/Å")
    yield Value("largest deflection, full", full["r_max"], "Å")
    yield Value("outgoing velocity, full", found["v_out"], "Å/ps")
    yield Value("time-local equation of motion", found["v_out_time_local"], "Å/ps", part=True)
    yield Value("energy left behind", found["energy_lost"], "meV")
    share = 100 * found["energy_lost"] / energy
    yield Value("of the ion's kinetic energy", share, "%", part=True)


def _off(error: dict) -> str:
    """In words by how much force and deflection are off."""
    how, again = ("overestimates" if error[k] > 0 else "underestimates" for k in "Fr")
    force, deflection = (_much(abs(error[k])) for k in "Fr")
    also = "" if again == how else f"{again} "
    return f"{how} the largest force by {force} and {also}the largest deflection by {deflection}"


def _much(error: float) -> str:
    return f"{about(100 * error)} %" if error < HUGE else f"more than {100 * HUGE:.0f} %"


def _curves(data: xr.Dataset, found: dict) -> Finding:
    """How far the time-local curves are off at any time: a maximum may be right by chance."""
    kinds = ("force", "F"), ("deflection", "r")
    off = [_farthest(data, kind) for kind, _ in kinds]
    known = [abs(found["error"]["time_local"][of]) for _, of in kinds]
    values = [
        Value(f"largest error of {of} at any time", 100 * share, "%", digits=2)
        for (_, of), share in zip(kinds, off, strict=True)
    ]
    force, deflection = map(_much, off)
    text = (
        f"At any one time the time-local force is off by up to {force} of the largest force, the "
        f"deflection by up to {deflection} of the largest deflection"
    )
    if any(o > max(NOTABLE, FARTHER * k) for o, k in zip(off, known, strict=True)):
        return doubt(f"{text}: the maxima are partly right by chance.", *values)
    return note(f"{text}.", *values)


def _farthest(data: xr.Dataset, kind: str) -> float:
    """The largest error of the time-local curve, as a share of the maximum of the full one."""
    full, local = (data[f"{kind}_{name}"].values for name in ("full", "time_local"))
    return float(np.abs(local - full).max() / np.abs(full).max())


def _fed() -> Finding:
    return note(
        "These are errors of the maxima. The approximations are fed with the full solution's path; "
        "the time-local equation of motion left to itself makes the homogeneous choice."
    )


def _outgoing(data: xr.Dataset, found: dict) -> Iterator[Finding]:
    """Whether the ion is turned back, by both equations, and the collision over."""
    force = data.force_full.values
    if force[-1] > FELT * force.max():
        yield doubt(
            f"The collision is not over at {found['duration']:.3g} ps: ion and atom still repel "
            f"each other with {about(100 * force[-1] / force.max())} % of the largest force, and "
            "outgoing velocity and energy left behind are not final."
        )
    elif found["v_out"] < 0:
        yield note(f"The ion is turned back and leaves with {number(-found['v_out'])} Å/ps.")
    else:
        yield note(f"The ion is not turned back: it goes on with {number(found['v_out'])} Å/ps.")
    if found["v_out_time_local"] is None:
        yield note("By the time-local equation of motion the ion runs into the atom.")


def _stretched(share: float) -> Iterator[Finding]:
    if share > FAR:
        yield doubt(
            f"The atom is pushed aside by {about(share)} of the lattice constant: springs that "
            "stay harmonic so far are no longer a crystal."
        )


def _gained(own: Mapping, found: dict) -> Iterator[Finding]:
    if -found["energy_lost"] > GAINED * own["M"] * own["v0"] ** 2 / 2:
        yield doubt(
            f"The ion leaves with {number(-found['energy_lost'])} meV more than it came with, "
            "which a crystal at rest cannot give: more steps per λ are needed."
        )


def _echo(own: Mapping, data: xr.Dataset, found: dict) -> Iterator[Finding]:
    """Whether waves are back before ion and atom part; they set out when those meet."""
    t, force = data.time.values, data.force_full.values
    contact = t[force > CONTACT * force.max()]
    met, parted = float(contact[0]), float(contact[-1])
    back = met + found["echo_time"]
    if back < parted:
        yield doubt(
            f"Ion and atom are in contact from {met:.2f} to {parted:.2f} ps, but from "
            f"{back:.2f} ps on waves return through the periodic boundary of the box of "
            f"{own['cells']}³ cells: take a larger one."
        )
    elif back < t[-1]:
        yield note(
            f"From {back:.2f} ps on waves return through the periodic boundary of the box of "
            f"{own['cells']}³ cells, when ion and atom have parted."
        )
