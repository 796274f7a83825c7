"""What may be concluded of D over temperature: E_a, and which law is preferred."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.special import chdtrc

from ..core.finding import Finding, Value, answer, doubt, note, refusal
from ..core.words import kelvin, with_interval
from .findings_points import off_heat, progress, without_D
from .points import is_complete, known_points

LAWS = {"arrhenius": "Arrhenius", "vft": "Vogel–Fulcher–Tammann", "power_law": "power law"}
"""The fitted laws by their names in the data."""
FEWEST = {"arrhenius": "three", "vft": "four", "power_law": "three"}
"""Points that a law needs: one more than it has constants."""
ALIKE, CLEAR = 2.0, 6.0
"""Differences of Akaike's criterion below which laws are alike, and from which one is better."""
UNLIKELY = 0.01
"""A law with a smaller p-value does not fit."""
BENDS = (
    "Vogel–Fulcher–Tammann fits with kT₀ below zero: E_a grows with temperature, opposite to a "
    "glass former."
)
FREE = "A free ion (U0 = 0) has no D at any temperature: no E_a exists."


def of_temperature(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """E_a and D₀, by parameters, dataset and summary of diffusion-temperature."""
    if not found:
        return []
    if own["U0"] == 0:
        return [refusal(FREE, Value("E_a", "none: a free ion"), *_constants(data, found)[1:])]
    said = [_activation(data, found), *without_D(found["left_out"], "kT", kelvin)]
    said += off_heat(own, data, kelvin)
    return [*said, *_laws(found["laws"])] if is_complete(data) else said


def _activation(data: xr.Dataset, found: dict) -> Finding:
    values = _constants(data, found)
    if found["E_a"] is None:
        known = known_points(data).sizes["kT"]
        text = f"Too few points for E_a: {known} of {data.sizes['kT']} have a D, three are needed."
        return refusal(text, *values)
    E_a = with_interval(found["E_a"], found["E_a_low"], found["E_a_high"], "meV")
    if found["E_a_high"] <= 0:
        return answer(f"E_a = {E_a}: D falls as the crystal gets hotter.", *values)
    if found["E_a_low"] < 0:
        return answer(f"E_a = {E_a} may be zero: longer runs or more ions would tell.", *values)
    return answer(f"E_a = {E_a}.", *values)


def _constants(data: xr.Dataset, found: dict) -> list[Value]:
    rows = [_constant("E_a", "E_a", found, "meV"), _constant("D₀", "D0", found, "Å²/ps", True)]
    if found["E_a_own"] is not None:
        rows.append(_constant("E_a, kinetic temperature", "E_a_own", found, "meV"))
    if found.get("E_a_paper") is not None:
        rows.append(_constant("E_a, D as in the paper", "E_a_paper", found, "meV"))
        rows.append(_constant("D₀", "D0_paper", found, "Å²/ps", True))
    return [*rows, Value("temperatures", progress(data))]


def _constant(called: str, name: str, found: Mapping, unit: str, part: bool = False) -> Value:
    return Value(called, found[name], unit, found[f"{name}_low"], found[f"{name}_high"], part)


def _laws(laws: Mapping) -> list[Finding]:
    """Whether Arrhenius' law holds, and which one is preferred."""
    said = [note(of_laws(laws))]
    if _bends_up(laws) and LAWS["vft"] in said[0].text:
        said.append(note(BENDS))
    own = laws.get("arrhenius")
    if own and not _fits(own):
        said.append(
            doubt(
                f"Arrhenius' law does not hold within the errors (χ² = {own['chi_square']:.3g} for "
                f"{own['freedom']} degrees of freedom): E_a is a mean over these temperatures."
            )
        )
    return said


def _bends_up(laws: Mapping) -> bool:
    """Whether the law of Vogel, Fulcher and Tammann is fitted with a T₀ below zero."""
    found = laws.get("vft", {}).get("constants", {})
    return "kT0" in found and found["kT0"][0] < 0


def _fits(law: Mapping) -> bool:
    return law["freedom"] < 1 or chdtrc(law["freedom"], law["chi_square"]) >= UNLIKELY


def of_laws(laws: Mapping) -> str:
    """Which law Akaike's criterion prefers; the errors of D are known, so it is the plain one."""
    aic = {k: laws[k]["aic"] for k in LAWS if k in laws and laws[k]["aic"] is not None}
    aic = {k: v for k, v in aic.items() if np.isfinite(v)}
    missing = [f"{LAWS[k]} needs {FEWEST[k]} points or more" for k in LAWS if k not in aic]
    if missing:
        return f"The laws are not compared: {', '.join(missing)}."
    best, second, *_ = sorted(aic, key=aic.__getitem__)
    if not any(_fits(laws[k]) for k in aic):
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
