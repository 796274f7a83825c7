"""Verdicts: what may be concluded of wandering ions, and when nothing may."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.stats import chi2

from ionoscope.engine.core.words import number
from ionoscope.engine.diffusion.points import FEWEST_HOPS, known_points

from ..figures.heat import reading
from ..figures.temperature import LAWS
from .heat import is_heated

MISSING = "Points are missing."
NO_D = f"Cannot tell: some points have no D, or fewer than {FEWEST_HOPS} hops."
FEWEST = {"arrhenius": "three", "vft": "four", "power_law": "three"}
"""Points that a law needs: one more than it has constants."""
ALIKE, CLEAR = 2.0, 6.0
"""Differences of Akaike's criterion below which laws are alike, and from which one is better."""
UNLIKELY = 0.01
"""A law with a smaller p-value does not fit."""
NEAR = 0.2
"""Share of D within which a memory is enough."""
EQUAL = 0.05
"""With a greater p-value all D may be one."""
OFF = 0.05
"""Share of its crystal's heat by which an ion may be off without a word."""
ENDS = {"stiffness": ("soft", "stiff"), "density": ("light", "heavy")}
BALLISTIC = 0.5
"""Bend of the line above which the ion flies within the window."""
FEWEST_CELLS = 12
"""A bath of fewer has too few modes where it does not feel the ion."""

WINDOW = (
    "The memory kernel ends smoothly, and at short t_c its end is part of the answer: in the "
    "paper's crystal the drag on a slow ion is 1.4 times the true one at 0.2 ps, 1.03 at 1 ps. So "
    "D(t_c) measures the window and the memory together."
)
ZERO_POINT = (
    "With quantum statistics a stiffer or lighter crystal is also hotter than kT by its zero-point "
    "motion: m⟨ṙ²⟩/3kT rises from 1.01 at ×¼ to 1.22 at ×8 stiffness at 25 meV. Choose classical "
    "statistics to see the factor alone."
)


def is_complete(data: xr.Dataset) -> bool:
    """Whether every point of a sweep has ended."""
    return bool((data.share == 1).all())


def _can_tell(data: xr.Dataset) -> bool:
    """Whether a sweep has ended and every D of it can be believed within its error."""
    return is_complete(data) and known_points(data).sizes == data.sizes


# temperature ----------------------------------------------------------------------------------


def of_laws(laws: dict) -> str:
    """Which law Akaike's criterion prefers; the errors of D are known, so it is the plain one."""
    aic = {k: laws[k]["aic"] for k in LAWS if k in laws and laws[k]["aic"] is not None}
    aic = {k: v for k, v in aic.items() if np.isfinite(v)}
    missing = [f"{LAWS[k]} needs {FEWEST[k]} points or more" for k in LAWS if k not in aic]
    if missing:
        return f"The laws are not compared: {', '.join(missing)}."
    best, second, *_ = sorted(aic, key=aic.get)
    if all(chi2.sf(laws[k]["chi_square"], laws[k]["freedom"]) < UNLIKELY for k in aic):
        square, freedom = laws[best]["chi_square"], laws[best]["freedom"]
        return (
            f"None of the laws fits within the errors (χ² = {square:.3g} for {freedom} degrees of "
            f"freedom); {LAWS[best]} comes nearest."
        )
    apart = aic[second] - aic[best]
    if apart < ALIKE:
        alike = [LAWS[k] for k in aic if aic[k] - aic[best] < ALIKE]
        return f"Akaike's criterion cannot tell between {' and '.join(alike)}."
    how = " clearly" if apart >= CLEAR else ", though not by much"
    return f"Akaike's criterion prefers {LAWS[best]}{how}."


def left_out(points: list[float]) -> str:
    """Which temperatures the fit leaves out."""
    names = ", ".join(f"{kT:g}" for kT in points)
    return f"Left out of the fit, no D yet or too few hops: kT = {names} meV." if points else ""


# memory ---------------------------------------------------------------------------------------


def of_memory(data: xr.Dataset) -> str:
    """From which memory on D is that of the full equation, as surely as the errors allow."""
    if not _can_tell(data):
        return NO_D if is_complete(data) else MISSING
    D, error = data.D.values, data.D_error.values
    apart = np.abs(D[:-1] / D[-1] - 1)
    blur = 2 * np.hypot(error[:-1], error[-1]) / D[-1]
    unsure = np.flatnonzero(apart + blur >= NEAR)
    first = unsure[-1] + 1 if len(unsure) else 0
    if first < len(apart):
        return _enough(float(data.t_c[first]), apart[first:], blur[first:])
    if apart[-1] > max(blur[-1], NEAR):
        return "No memory is long enough yet."
    return (
        f"Cannot tell yet: against full, D is known to ±{100 * blur[-1]:.2g} % only; longer runs "
        "or more baths would."
    )


def _enough(t_c: float, apart: np.ndarray, blur: np.ndarray) -> str:
    """D is near that of full from t_c on; whether it differs nonetheless."""
    beyond = apart[apart > blur]
    since = f"From t_c = {t_c:g} ps on" if t_c else "Even without a memory"
    said = f"{since}, D is that of full within {100 * NEAR:.0f} %"
    if not len(beyond):
        return f"{said}."
    return f"{said}, but differs from it beyond the errors, by up to {100 * max(beyond):.2g} %."


# stiffness ------------------------------------------------------------------------------------


def of_stiffness(data: xr.Dataset, vary: str) -> str:
    """Where D is largest, as surely as the errors allow."""
    if not _can_tell(data):
        return NO_D if is_complete(data) else MISSING
    D, error, factor = (data[k].values for k in ("D", "D_error", "factor"))
    if len(D) < 2:
        return "One factor alone: nothing to compare with."
    weights = 1 / error**2
    spread = np.sum(weights * (D - np.average(D, weights=weights)) ** 2)
    if chi2.sf(spread, len(D) - 1) > EQUAL:
        return "No difference is seen beyond the errors."
    best = np.argmax(D)
    among = np.flatnonzero(D[best] - D <= 2 * np.hypot(error, error[best]))
    return _largest(factor, best, among[0], among[-1], vary)


def _largest(factor: np.ndarray, best: int, first: int, last: int, vary: str) -> str:
    """The place of the largest D, seen at `best` and somewhere from `first` to `last`."""
    low, high, (start, end) = f"{factor[first]:g}", f"{factor[last]:g}", ENDS[vary]
    at_start, at_end = first == 0, last == len(factor) - 1
    if at_start and at_end:
        return f"Cannot tell where D is largest: {start} end and {end} end are alike."
    where = f"{low} and {high}" if first < last else low
    if not (at_start or at_end):
        place = "between" if first < last else "near"
        return f"D is largest {place} {where} × the {vary}: an optimum inside."
    end = start if at_start else end
    if best not in (0, len(factor) - 1):
        return f"D is largest between {where} × the {vary}, at the {end} end or not."
    reach = f" (up to {high} ×)" if at_start else f" (from {low} × on)"
    reach = reach if first < last else ""
    return f"D is largest at the {end} end{reach} as far as these factors go."


def unsettled(data: xr.Dataset) -> str:
    """At which factors the ion has not its crystal's heat, though the equation would give it."""
    off = (data.kinetic_ratio_high < data.bath_ratio) | (data.kinetic_ratio_low > data.bath_ratio)
    off &= abs(data.kinetic_ratio / data.bath_ratio - 1) > OFF
    places = ", ".join(f"{f:g} ×" for f in data.factor.values[off.values])
    if not places:
        return ""
    return f"At {places} the ion is not as hot as its crystal: do not trust D there, settle longer."


# one run --------------------------------------------------------------------------------------


def too_few_hops(found: dict) -> bool:
    """Whether a run has seen too few hops for a D."""
    return found["n_hops"] < FEWEST_HOPS


def force_is_weak(own: Mapping) -> bool:
    """Whether Einstein's relation may be asked of a run with these parameters."""
    return own["force"] * own["a"] <= own["kT"] / 4


def doubts(own: Mapping, found: dict, counted: float) -> list[str]:
    """What to know before believing a run with these parameters in which `counted` ps counted."""
    return [
        text
        for text in (
            _no_hop(own, found, counted),
            _broken(own, found),
            _bent(found),
            "The force is no longer weak (F·a > kT/4): μ and D/kT need not agree."
            if not force_is_weak(own)
            else "",
            f"Its bath has too few modes (cells < {FEWEST_CELLS}): heat and D are off by up to "
            "10 %."
            if own["equation"] != "full" and own["cells"] < FEWEST_CELLS
            else "",
        )
        if text
    ]


def _no_hop(own: Mapping, found: dict, counted: float) -> str:
    """The most that D may be where nothing hopped: 3 hops, 95 % of Poisson's law, of a²/6 each."""
    if found["n_hops"] or not counted:
        return ""
    most = own["a"] ** 2 / (2 * own["ions"] * own["baths"] * counted)
    return f"With no hop at all D is below a²/(2·n·T) = {number(float(f'{most:.2g}'))} Å²/ps."


def _broken(own: Mapping, found: dict) -> str:
    """Why a run is not to be trusted."""
    why = []
    drift = found.get("energy_drift")
    if drift is not None and abs(drift) > own["kT"]:
        why.append(f"the energy of an ion and its crystal drifted by {drift:.3g} meV, beyond kT")
    if is_heated(reading(found)):
        why.append("something heats the ion")
    return f"Do not trust this run: {' and '.join(why)}." if why else ""


def _bent(found: dict) -> str:
    """Whether the mean square displacement is a straight line."""
    bend, error = found.get("D_bend"), found.get("D_bend_error")
    if None in (bend, error) or not np.isfinite(error) or abs(bend) <= 2 * error + 0.05:
        return ""
    if bend > BALLISTIC:
        return "The line is bent upwards: ballistic, the ion still flies within the fit window."
    how = f"{100 * abs(bend):.0f} % {'steeper' if bend > 0 else 'flatter'}"
    return f"The line is bent: its later half is {how}. Begin the fit later."
