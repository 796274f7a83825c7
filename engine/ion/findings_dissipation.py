"""What may be concluded of an ion that gives its energy to the crystal, and of two such ions."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, doubt, note
from ..core.result import Result
from ..core.words import about, number
from ..lattice.harmonic import FAR

EARLY = 3.0
"""Time (ps) at which the equations' energies are compared."""
AT_REST = 0.01
"""Share of the largest kinetic energy below which an ion has come to rest."""
RISEN = 1.01
"""Kinetic energy of a swing over that of the swing before from which energy comes back."""
DRIFTED = 1e-3
"""Share of the energy given by which the total energy may drift without a word."""


def of_dissipation(own: Mapping, echo: float, data: xr.Dataset, found: dict) -> list[Finding]:
    """What the ion gives to the crystal, whether it comes to rest, and what speaks against it.

    `own` are the parameters, `echo` (ps) is when waves return through the box's boundary, `data`
    and `found` are dataset and summary of ion-dissipation.
    """
    if not found or not np.isfinite(found["energy_lost"]):
        return []
    if own["U0"] == 0:
        return [answer("The ion feels no atom and gives nothing away.", *_values(own, data, found))]
    kinetic, end = _swings(data, own["M"]), float(data.time.values[-1])
    moving = float(kinetic[-2:].max() / kinetic.max())
    given = number(found["energy_lost"])
    rests = f"comes to rest and has given {given} meV to the crystal by {end:.3g} ps"
    text = rests if moving < AT_REST else f"has given {given} meV to the crystal by {end:.3g} ps"
    return [
        answer(f"The ion {text}.", *_values(own, data, found)),
        *_still_moving(own, moving, end),
        *_returned(own, echo, data, kinetic),
        *_stretched(float(np.abs(data.r.values).max()) / own["a"]),
        *_drifted(found),
    ]


def _values(own: Mapping, data: xr.Dataset, found: dict) -> Iterator[Value]:
    yield Value("given to the crystal", found["energy_lost"], "meV")
    yield Value("half of it after", _halved(data), "ps", part=True)
    yield Value("energy at the start", found["energy_start"], "meV")
    yield Value("z at the end", found["z_end"], "Å")
    yield Value("ż at the end", found["v_end"], "Å/ps")
    if found["total_drift"] is not None:
        yield Value("drift of the total energy", found["total_drift"], "meV", digits=2)
    yield Value("equation of motion", own["equation"])


def _halved(data: xr.Dataset) -> float | None:
    """Time (ps) after which half of what can be given is given."""
    energy = data.E_ion.values
    gone = data.E_lattice.values > (energy[0] - energy.min()) / 2
    return float(data.time.values[np.argmax(gone)]) if gone.any() else None


def _begins(data: xr.Dataset) -> np.ndarray:
    """Places in time (indices) at which the ion sets out or has turned round."""
    return np.append(0, np.flatnonzero(np.diff(np.sign(data.v.values))) + 1)


def _swings(data: xr.Dataset, M: float) -> np.ndarray:
    """The largest kinetic energy (meV) between one turn of the ion and the next."""
    found: np.ndarray = np.maximum.reduceat(M * data.v.values**2 / 2, _begins(data))
    return found


def _still_moving(own: Mapping, moving: float, end: float) -> Iterator[Finding]:
    if moving < AT_REST:
        return
    if end < own["duration"] * (1 - 1e-6):
        yield note(f"These are the values at {end:.3g} ps: its path goes on.")
        return
    yield doubt(
        f"In {end:g} ps the ion does not come to rest: its last swing still reaches "
        f"{about(100 * moving)} % of the largest kinetic energy, and what it gives in all is more."
    )


def _returned(
    own: Mapping, echo: float, data: xr.Dataset, kinetic: np.ndarray
) -> Iterator[Finding]:
    """Waves that run through the periodic boundary, and whether the ion takes energy from them."""
    t = data.time.values
    if own["equation"] == "time-local" or echo >= t[-1]:
        return
    if own["equation"] == "memory" and own["t_c"] < own["duration"]:
        return  # its memory ends before the echo
    returns = (
        f"After {echo:.2f} ps waves return through the periodic boundary of the box of "
        f"{own['cells']}³ cells"
    )
    began = t[_begins(data)][1:]
    more = (kinetic[1:] > RISEN * kinetic[:-1]) & (kinetic[1:] > AT_REST * kinetic.max())
    risen = began[more & (began > echo)]
    if len(risen):
        yield doubt(
            f"{returns}, and from {risen[0]:.2f} ps on they give the ion energy back: take a "
            "larger box."
        )
    else:
        yield note(f"{returns}: later its path is not quite that in an infinite crystal.")


def _stretched(share: float) -> Iterator[Finding]:
    if share > FAR:
        yield doubt(
            f"An atom is pushed aside by {about(share)} of the lattice constant: springs that stay "
            "harmonic so far are no longer a crystal."
        )


def _drifted(found: dict) -> Iterator[Finding]:
    drift = found["total_drift"]
    if drift is not None and not abs(drift) <= DRIFTED * max(abs(found["energy_lost"]), 1e-12):
        yield doubt(
            f"The total energy of ion and crystal has drifted by {about(drift)} "
            "meV: choose a shorter step."
        )


# several of them ------------------------------------------------------------------------------


def compared(results: Sequence[Result], of: int) -> list[Finding]:
    """How far the time-local ion strays from the full one, of all that the result at `of` started
    alike with, once both have come to their end.
    """
    own = results[of]
    alike = {
        r.parameters["equation"]: r.data
        for r in results
        if is_whole(r) and _setting(r) == _setting(own)
    }
    if not {"full", "time-local"} <= set(alike):
        return []
    full, local = alike["full"], alike["time-local"]
    gap = float(np.abs(local.z.values - full.z.values).max())
    strays = Value("largest distance of the time-local ion from the full one", gap, "Å", digits=2)
    said = [note(f"The time-local ion strays up to {about(gap)} Å from the full one.", strays)]
    M = own.parameters["M"]
    if float(full.time[-1]) > EARLY:
        more = _kinetic(local, M, EARLY) / max(_kinetic(full, M, EARLY), 1e-12)
        said.append(
            note(
                f"After {EARLY:g} ps its swings have {about(more, 3)} times the kinetic energy of "
                "those of the full one."
            )
        )
    return said


def _kinetic(data: xr.Dataset, M: float, t: float) -> float:
    """The largest kinetic energy (meV) of the swings about time t (ps), between their middles.

    At one instant it would tell where in its swing the ion is, not how much it has lost.
    """
    begins = np.append(data.time.values[_begins(data)], data.time.values[-1])
    return float(np.interp(t, (begins[1:] + begins[:-1]) / 2, _swings(data, M)))


def _setting(result: Result) -> dict:
    """All but the equation, and what only the memory equation knows of."""
    return {k: v for k, v in result.parameters.items() if k not in ("equation", "t_c")}


def is_whole(result: Result) -> bool:
    """Whether the path has come to its end: True if it has all of its steps."""
    steps = round(result.parameters["duration"] / result.parameters["dt"])
    return result.status != "failed" and result.data.sizes["time"] > steps
