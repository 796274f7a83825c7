"""What may be concluded of a run of wandering ions, and when nothing may."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.special import gammaincinv

from ..core.finding import Finding, Value, answer, doubt, note, refusal
from ..core.words import kelvin, number
from ..statistics.normal import NORMAL
from .heat import of_heat, reading, zero_point
from .points import FEW, FEWEST_HOPS
from .withheld import BALLISTIC, EARLY, FREE

FEWEST_CELLS = 12
"""A bath of fewer has too few modes where it does not feel the ion."""
STRAIGHT = 0.05
"""Bend of the line that is not worth a word, beside two standard errors."""
NAMES = {
    EARLY: "not yet",
    FREE: "none: a free ion",
    BALLISTIC: "none: ballistic",
    FEW: f"fewer than {FEWEST_HOPS} hops",
}
"""What stands in place of D."""
WEAK = "The force is no longer weak (F·a > kT/4): μ and D/kT need not agree."
ALONE = "One ion alone does not tell drift from spreading: D contains the drift. Take two or more."
MODES = f"Its bath has too few modes (cells < {FEWEST_CELLS}): heat and D are off by up to 10 %."


def of_diffusion(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """D and what else was seen, by parameters, dataset and summary of ion-diffusion."""
    if not found:
        return []
    why = found["D_withheld"]
    first = _refused(why, own, data, found) if why else _answered(own, found)
    said = [first, _counted_note(own, data)]
    return said if why == FREE else [*said, *_heat(own, found), *_doubts(own, found)]


# the answer ---------------------------------------------------------------------------------


def _answered(own: Mapping, found: dict) -> Finding:
    D = _interval("D", found, "D", "Å²/ps")
    return answer(f"{_equals(D)} at kT = {kelvin(own['kT'])}.", D, *_seen(own, found))


def _refused(why: str, own: Mapping, data: xr.Dataset, found: dict) -> Finding:
    text, *values = {EARLY: _early, FREE: _free, BALLISTIC: _flying, FEW: _few}[why](
        own, data, found
    )
    return refusal(text, Value("D", NAMES[why]), *values, *_seen(own, found))


def _early(own: Mapping, data: xr.Dataset, found: dict) -> tuple:
    return (f"Too early for D: its line needs a run of {2 * own['fit_to']:g} ps.",)


def _free(own: Mapping, data: xr.Dataset, found: dict) -> tuple:
    """What was seen of the law in closed form: the last lag."""
    if own["force"]:
        return ("A free ion (U0 = 0) is pulled ever faster: there is neither D nor mobility.",)
    square = float(data.lag[-1]) ** 2
    value, error = float(data.msd[-1]) / square, NORMAL * float(data.msd_error[-1]) / square
    return (
        "A free ion (U0 = 0) flies on for ever, ⟨|ΔR|²⟩ = (3kT/M) t²: there is no D.",
        Value("⟨|ΔR|²⟩/t²", value, "Å²/ps²", value - error, value + error),
        Value("3kT/M", 3 * own["kT"] / own["M"], "Å²/ps²", part=True),
    )


def _flying(own: Mapping, data: xr.Dataset, found: dict) -> tuple:
    power, error = found["msd_exponent"], NORMAL * found["msd_exponent_error"]
    exponent = Value("exponent of ⟨|ΔR|²⟩", power, "", power - error, power + error)
    return (
        f"⟨|ΔR|²⟩ grows as t to the power {exponent.text} within the fit window (1 is diffusion, "
        "2 free flight): the motion is ballistic there and has no D; a later and longer window "
        "may show one.",
        exponent,
    )


def _few(own: Mapping, data: xr.Dataset, found: dict) -> tuple:
    most = upper_bound(own, found["n_hops"], counted(own, data))
    below = "" if most is None else f"{number(float(f'{most:.2g}'))} Å²/ps"
    if not below:
        text = "No time has been counted: too early for D."
    elif found["n_hops"]:
        text = (
            f"Fewer than {FEWEST_HOPS} hops, too few for D: it is below {below} (95 %) if hops do "
            "not depend on each other."
        )
    else:
        text = (
            f"No hop at all, so there is no D: it is below a²/(2·n·T) = {below} (95 %) if hops do "
            "not depend on each other."
        )
    return text, Value("D is below (95 %)", most, "Å²/ps", part=True, digits=2)


def upper_bound(own: Mapping, hops: int, time: float) -> float | None:
    """The most that D (Å²/ps) may be after so many `hops` in `time` (ps): 95 % of Poisson's law.

    Each hop has a²/6; without any they may be three, and D at most a²/(2·n·T). None for no time.
    """
    if not time:
        return None
    most = float(gammaincinv(hops + 1, 0.95))
    return most * own["a"] ** 2 / (6 * own["ions"] * own["baths"] * time)


# what was seen ------------------------------------------------------------------------------


def _seen(own: Mapping, found: dict) -> list[Value]:
    return [
        *_paper(found),
        _interval("⟨MṘ²⟩/3kT", found, "kinetic_ratio"),
        Value("hops", int(found["n_hops"])),
        *([] if found["D_withheld"] in (FREE, BALLISTIC) else _hopping(found)),
        *_pulled(own, found),
        *_drift(found),
    ]


def _paper(found: dict) -> list[Value]:
    """It needs ten of the paper's segments, and knows of no drift."""
    known = found.get("D_paper") is not None
    return [_interval("D as in the paper", found, "D_paper", "Å²/ps")] if known else []


def _hopping(found: dict) -> list[Value]:
    time, error = found.get("residence_time"), found.get("residence_time_error")
    back = found.get("reversals")
    ends = (time - NORMAL * error, time + NORMAL * error) if time and error else (None, None)
    return [
        Value("residence time", time, "ps", *ends),
        Value("attempt frequency, per axis", found.get("attempt_frequency"), "THz", digits=3),
        Value("immediate reversals", None if back is None else 100 * back, "%", digits=2),
    ]


def _pulled(own: Mapping, found: dict) -> list[Value]:
    """Mobility under a force, and what Einstein's relation makes of D."""
    if not own["force"]:
        return []
    rows = [_interval("mobility μ", found, "mobility", "Å²/(meV ps)")]
    if force_is_weak(own) and found["D"] is not None:
        rows.append(_interval("D/kT", found, "D", "Å²/(meV ps)", 1 / own["kT"]))
    return rows


def _drift(found: dict) -> list[Value]:
    drift = found.get("energy_drift")
    return [] if drift is None else [Value("drift of the total energy", drift, "meV", digits=2)]


def _interval(called: str, found: Mapping, name: str, unit: str = "", factor: float = 1) -> Value:
    """A number of the summary with the ends of its interval, times a factor."""
    of = (found.get(name + end) for end in ("", "_low", "_high"))
    value, low, high = (None if v is None else factor * v for v in of)
    return Value(called, value, unit, low, high)


def _equals(value: Value) -> str:
    return f"{value.name} = {value.text}"


def counted(own: Mapping, data: xr.Dataset) -> float:
    """Time (ps) in which displacements were counted."""
    return max(float(data.path_time[-1]) - own["settle"], 0.0)


def _counted_note(own: Mapping, data: xr.Dataset) -> Finding:
    return note(f"{own['ions'] * own['baths']:,} ions, counted for {counted(own, data):.0f} ps.")


# what to know before believing it -----------------------------------------------------------


def _heat(own: Mapping, found: dict) -> list[Finding]:
    r = reading(found)
    return [of_heat(own, r), *zero_point(own, r)]


def force_is_weak(own: Mapping) -> bool:
    """Whether Einstein's relation may be asked of a run with these parameters."""
    return own["force"] * own["a"] <= own["kT"] / 4


def _doubts(own: Mapping, found: dict) -> list[Finding]:
    few_modes = own["equation"] != "full" and own["cells"] < FEWEST_CELLS
    texts = (
        _drifted(own, found),
        "" if found["D_withheld"] else _bent(found),
        "" if force_is_weak(own) else WEAK,
        MODES if few_modes else "",
        ALONE if own["force"] and own["ions"] * own["baths"] == 1 else "",
    )
    return [doubt(text) for text in texts if text]


def _drifted(own: Mapping, found: dict) -> str:
    drift = found.get("energy_drift")
    if drift is None or abs(drift) <= own["kT"]:
        return ""
    return (
        f"Do not trust this run: the energy of an ion and its crystal drifted by {drift:.3g} meV, "
        "beyond kT."
    )


def _bent(found: dict) -> str:
    """Whether the mean square displacement is a straight line."""
    bend, error = found.get("D_bend"), found.get("D_bend_error")
    if bend is None or error is None or not np.isfinite(error):
        return ""
    if abs(bend) <= 2 * error + STRAIGHT:
        return ""
    how = f"{100 * abs(bend):.0f} % {'steeper' if bend > 0 else 'flatter'}"
    return f"The line is bent: its later half is {how}. Begin the fit later."
