"""What a collision and the loss of energy come to."""

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.core.words import number
from ionoscope.engine.ion.memoryless import APPROXIMATIONS

from ..figures.names import names
from ..figures.style import KINDS
from .answer import Answer, answers

EARLY = 3.0
"""Time (ps) at which the equations' energies are compared in words."""

# collision ----------------------------------------------------------------------------------


@answers("ion-collision")
def collision(results, of=-1) -> Answer:
    """Maxima, what the ion leaves with, and the errors of the approximations."""
    found, cells = results[of].summary, results[of].parameters["cells"]
    if not found:
        return Answer("It has not come to its end: there is no answer.")
    off = found["error"]["time_local"]
    force, deflection = (signed_percent(off[k]) for k in ("F", "r"))
    verdict = f"Without memory: force {force}, deflection {deflection}."
    return Answer(verdict, _maxima(found) + _errors(found), _fed(found, cells))


def _maxima(found: dict) -> list[tuple[str, str]]:
    full = found["full"]
    return [
        ("largest deflection, full", number(full["r_max"], unit="Å")),
        ("largest force, full", number(full["F_max"], unit="meV/Å")),
        ("it leaves with", number(found["v_out"], unit="Å/ps")),
        ("   time-local motion", number(found["v_out_time_local"], unit="Å/ps")),
        ("energy left behind", number(found["energy_lost"], unit="meV")),
    ]


def _errors(found: dict) -> list[tuple[str, str]]:
    return [
        (
            f"{KINDS[name.replace('_', '-')].name}: error of r / F",
            " / ".join(signed_percent(found["error"][name][k]) for k in ("r", "F")),
        )
        for name in APPROXIMATIONS
    ]


def _fed(found: dict, cells: int) -> str:
    note = (
        "These are errors of the maxima; in time the curves may differ more. "
        "The approximations are fed with the full solution's own path. The time-local equation "
        "of motion left to itself makes the homogeneous choice."
    )
    if found["echo_time"] < found["duration"]:
        note += f" After {found['echo_time']:.2f} ps the box of {cells}³ hears its own echo."
    return note


def signed_percent(error: float | None) -> str:
    """A relative error in per cent, with its sign."""
    if error is None:
        return "—"
    if abs(error) >= 10:
        return "over 1000 %"
    return f"{100 * error:+.0f}\u00a0%" if abs(error) >= 0.1 else f"{100 * error:+.2g}\u00a0%"


# dissipation --------------------------------------------------------------------------------


@answers("ion-dissipation")
def dissipation(results, of=-1) -> Answer:
    """What the ion gives to the crystal, where it comes to rest, and how the equations differ."""
    own = results[of]
    others = [
        (f"z at the end, {name}", number(other.summary["z_end"], unit="Å"))
        for name, other in zip(names(results), results, strict=True)
        if other is not own and other.summary
    ]
    verdict = f"It gives {number(own.summary['energy_lost'])} meV to the crystal."
    return Answer(verdict, _end(own) + others, _strays(own, results))


def _end(result: Result) -> list[tuple[str, str]]:
    found = result.summary
    rows = [
        ("equation", result.parameters["equation"]),
        ("energy at the start", number(found["energy_start"], unit="meV")),
        ("given to the crystal", number(found["energy_lost"], unit="meV")),
        ("   half of it after", number(_halved(result), unit="ps")),
        ("z at the end", number(found["z_end"], unit="Å")),
        ("ż at the end", number(found["v_end"], unit="Å/ps")),
    ]
    if found["total_drift"] is not None:
        rows.append(("drift of the total energy", number(found["total_drift"], unit="meV")))
    return rows


def _halved(result: Result) -> float | None:
    """Time (ps) after which half of what it can give is given."""
    data = result.data
    gone = data.E_lattice.values > (result.summary["energy_start"] - float(data.E_ion.min())) / 2
    return float(data.time.values[np.argmax(gone)]) if gone.any() else None


def _strays(own: Result, results) -> str:
    """The time-local ion against the full one, once both have come to their end."""
    alike = {
        r.parameters["equation"]: r.data
        for r in results
        if is_whole(r) and _setting(r) == _setting(own)
    }
    if not {"full", "time-local"} <= set(alike):
        return ""
    full, local = alike["full"], alike["time-local"]
    gap = np.abs(local.z.values - full.z.values).max()
    strays = f"The time-local ion strays up to {gap:.2g} Å from the full one."
    at = int(np.searchsorted(full.time.values, EARLY))
    if at >= full.sizes["time"]:
        return strays
    rest = min(float(data.E_ion.min()) for data in (full, local))
    more = float(local.E_ion[at] - rest) / max(float(full.E_ion[at] - rest), 1e-12)
    return (
        f"{strays} After {EARLY:g} ps it still has {more:.2f} times the energy that the full one "
        "has above the bottom."
    )


def _setting(result: Result) -> dict:
    """All but the equation."""
    return {k: v for k, v in result.parameters.items() if k != "equation"}


def is_whole(result: Result) -> bool:
    """Whether the path has come to its end."""
    steps = round(result.parameters["duration"] / result.parameters["dt"])
    return result.status != "failed" and result.data.sizes["time"] > steps
