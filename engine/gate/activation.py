"""What may be concluded of P(ω_T): whether one activation energy describes it."""

from collections.abc import Mapping

import numpy as np
import xarray as xr
from scipy.stats import chi2

from ..core.finding import Finding, Value, answer, note, refusal
from ..core.words import about
from ..statistics.normal import NORMAL

STRAIGHT = 0.01
"""An activation energy that varies by less than this share is one."""
ENOUGH = 30
"""Launches that must have passed at a temperature for its E_a to count."""
UNLIKELY = 0.05
"""With a smaller p-value the sampled E_a are not one."""
GREY = (
    "Grey: exp(−E/ω_T) with the frozen (solid) and the relaxed (dashed) barrier. "
    "A power law with the exponent 1 is Arrhenius' law."
)


def of_transmission(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """Whether one E_a describes the curve, with the barriers that it could be (E_osc).

    `own`, `data` and `found` are parameters, dataset (over omega_T) and summary of
    gate-transmission.
    """
    if "E_a" not in found:
        return []
    counted = own["method"] == "sampled"
    E = np.array(found["E_a"], float)
    said = _alone(data, E) or _activation(E, _standard_error(data) if counted else None)
    barrier = found["barrier"]
    values = (
        *said.values,
        Value("frozen barrier U(s)", barrier["frozen"], "E_osc"),
        Value("relaxed barrier E*", barrier["relaxed"], "E_osc"),
        Value("dynamic barrier E_min", barrier["E_min"], "E_osc"),
        *_law(found.get("power_law"), counted),
        _certainty(counted, data, found),
    )
    return [said._replace(values=values), note(GREY)]


def _alone(data: xr.Dataset, E: np.ndarray) -> Finding | None:
    """P and E_a where there is one temperature only, and something passes."""
    P, low, high = (float(data[name][0]) for name in ("P", "P_low", "P_high"))
    if data.omega_T.size > 1 or not P > 0:
        return None
    value = Value("transmission probability P", P, "", low, high)
    known = float(E[0]) if np.isfinite(E[0]) else None
    own = Value("local activation energy E_a", known, "E_osc", part=True)
    return answer(f"P = {value.text} at ω_T = {float(data.omega_T[0]):g}.", value, own)


def _standard_error(data: xr.Dataset) -> np.ndarray:
    """Standard errors of sampled E_a (E_osc), nan where too few launches have passed.

    E_a is a mean energy: its variance is one in units of ω_T² over the number that passed, the
    same for all temperatures where there is one E_a, and so taken from all of them together. Each
    for itself would give most weight to those that are near each other by chance.
    """
    passed, omega_T = data.passed.values.astype(float), data.omega_T.values
    enough = passed >= ENOUGH
    if not enough.any():
        return np.full(len(passed), np.nan)
    own = (data.E_a_error.values * np.sqrt(passed) / omega_T)[enough] ** 2
    common = np.average(own, weights=passed[enough])
    return np.where(enough, omega_T * np.sqrt(common / np.maximum(passed, 1.0)), np.nan)


def _activation(E: np.ndarray, error: np.ndarray | None) -> Finding:
    """Whether E_a is one number; `error` are the standard errors of sampled ones."""
    known = np.isfinite(E)
    if error is not None:
        known &= np.isfinite(error) & (error > 0)
    E = E[known]
    if not len(E):
        return refusal("E_a is not known: too few launches pass.")
    if len(E) == 1:
        only = Value("activation energy E_a", float(E[0]), "E_osc")
        return refusal(f"E_a = {only.text} at one temperature: nothing to compare with.", only)
    if error is not None and (one := _common(E, error[known])):
        return answer(f"One activation energy within the errors, {one.text}.", one)
    low, high = float(E.min()), float(E.max())
    if high - low <= STRAIGHT * abs(high):
        one = Value("activation energy E_a", high, "E_osc")
        return answer(f"One activation energy, {one.text}.", one)
    ends = (
        Value("activation energy E_a, smallest", low, "E_osc"),
        Value("largest", high, "E_osc", part=True),
    )
    return answer(f"E_a runs from {about(low, 4)} to {about(high, 4)} E_osc: no single one.", *ends)


def _common(E: np.ndarray, error: np.ndarray) -> Value | None:
    """The weighted mean with its 95 % interval; None if the values differ beyond chance."""
    weight = error**-2.0
    mean = float(np.average(E, weights=weight))
    if chi2.sf(float(weight @ (E - mean) ** 2), max(len(E) - 1, 1)) < UNLIKELY:
        return None
    half = NORMAL * float(weight.sum() ** -0.5)
    return Value("activation energy E_a", mean, "E_osc", mean - half, mean + half)


def _law(law: dict | None, counted: bool) -> list[Value]:
    """What a power law of −ln P comes to, once it is known; an exact curve has no noise."""
    if not law:
        return []
    exponent, half = law["exponent"], NORMAL * (law["exponent_error"] or 0.0)
    ends = (exponent - half, exponent + half) if counted and half else (None, None)
    return [
        Value("power law of −ln P, exponent", exponent, "", *ends),
        Value("largest residual in ln(−ln P)", law["worst"], part=True),
    ]


def _certainty(counted: bool, data: xr.Dataset, found: dict) -> Value:
    """How well P is known."""
    if counted:
        return Value("launches at each ω_T", int(data.launched))
    error = np.max(np.array(found["P_high"]) - np.array(found["P"]))
    return Value("largest error of P", max(float(error), 0.0))
