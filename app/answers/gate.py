"""Gate: whether a launch passes, how many do, how P grows, how high the pass is."""

import numpy as np
from scipy.stats import chi2

from ionoscope.engine import Result
from ionoscope.engine.core.words import number, percent
from ionoscope.engine.gate.domain_map import weighted_share
from ionoscope.engine.statistics.normal import NORMAL

from ..figures.names import names
from .answer import Answer, answers

OUTCOMES = {
    "transmitted": "It passes.",
    "reflected": "It is turned back.",
    "undecided": "Undecided: it lingers at the top longer than was followed.",
}
STRAIGHT = 0.01
"""An activation energy that varies by less than this share is one."""
UNLIKELY = 0.05
"""With a smaller p-value counted E_a are not one."""


@answers("gate-launch")
def gate_launch(results, of: int = -1) -> Answer:
    """What one launch comes to, at its decision."""
    found, parameters = results[of].summary, results[of].parameters
    if not found:
        return Answer("Not decided yet.")
    outcome = found["outcome"]
    gained = found["E_oscillator"] - parameters["E_oscillator"]
    rows = [
        ("decided at τ", number(found["tau"], unit="periods")),
        ("particle at x", number(found["x"] if outcome == "reflected" else 0.0, unit="l_osc")),
        ("oscillator at y", number(found["y"], unit="l_osc")),
        ("E_particle", number(found["E_particle"], unit="E_osc")),
        ("E_oscillator", number(found["E_oscillator"], unit="E_osc")),
        ("interaction U", number(found["U"], unit="E_osc")),
        ("largest drift of the sum", number(found.get("E_drift"), unit="E_osc")),
    ]
    note = (
        f"All at the decision. By then the oscillator has "
        f"{'gained' if gained >= 0 else 'lost'} {abs(gained):.3g} E_osc."
    )
    return Answer(OUTCOMES[outcome], rows, note)


@answers("gate-map")
def gate_map(results, of: int = -1, omega_T: float | None = None) -> Answer:
    """How many launches of a window pass, at `omega_T` also weighted by temperature."""
    result = results[of]
    found, n = result.summary, result.parameters["n"]
    if not found:
        return Answer("No map yet.")
    rows = [("share of the window that passes", percent(found["transmitted_fraction"]))]
    if omega_T is not None:
        rows.append(
            (f"weighted at ω_T = {omega_T:.3g}", percent(weighted_share(result.data, omega_T)))
        )
    rows += [("cells", f"{n} × {n}"), ("launches", f"{found['launches']:,}".replace(",", " "))]
    if found["undecided"]:
        rows.append(("undecided cells", str(found["undecided"])))
    if found.get("cells_lost_by_tracing") is not None:
        rows.append(("cells a trace would have lost", str(found["cells_lost_by_tracing"])))
    note = ""
    if result.parameters["oscillator_start"] == "released_script":
        note = (
            "Oscillator started as in the paper's released script, ẏ = 2π cos φ without ζ: "
            "compare with the printed Fig. 3, not with the text's definition."
        )
    return Answer(f"{percent(found['transmitted_fraction'])} of the launches pass.", rows, note)


@answers("gate-barrier")
def gate_barrier(results, of: int = -1) -> Answer:
    """Three heights of the barrier, and how much of the relaxation a particle can use."""
    data, found = results[of].data, results[of].summary
    if not found:
        return Answer("No barrier yet.")
    possible = found["frozen"] - found["relaxed"]
    known = found["E_min"] is not None and possible > 1e-9
    share = f"{(found['frozen'] - found['E_min']) / possible:.0%}" if known else "—"
    rows = [
        ("frozen, U(s)", number(found["frozen"], unit="E_osc")),
        ("relaxed, E*", number(found["relaxed"], unit="E_osc")),
        ("   with the oscillator at y", number(found["y_relaxed"], unit="l_osc")),
        ("dynamic, E_min", number(found["E_min"], unit="E_osc")),
        ("share of the relaxation used", share),
        ("stationary points of V", str(data.sizes["stationary_y"])),
    ]
    if found["undecided"]:
        note = (
            f"{found['undecided']:.2%} of the launches linger longer than they are followed: "
            "a lighter particle or a narrower interaction would decide."
        )
        return Answer("The dynamic barrier stays open.", rows, note)
    edges, note = data.sizes["edge"], ""
    if edges != 1:
        note = f"From rest, transmission begins or ends at {edges} energies, not one."
    return Answer(f"An oscillator at rest asks {number(found['E_min'])} E_osc.", rows, note)


# transmission -------------------------------------------------------------------------------


@answers("gate-transmission")
def gate_transmission(results, of: int = -1) -> Answer:
    """Whether one activation energy describes a curve, with the barriers it could be."""
    result = results[of]
    if "E_a" not in result.summary:
        return Answer("No curve yet.")
    E = np.array(result.summary["E_a"], float)
    barrier = result.summary["barrier"]
    rows = [
        ("frozen barrier U(s)", number(barrier["frozen"], unit="E_osc")),
        ("relaxed barrier E*", number(barrier["relaxed"], unit="E_osc")),
        ("dynamic barrier E_min", number(barrier["E_min"], unit="E_osc")),
        *_law(result.summary.get("power_law")),
        _certainty(result),
    ]
    note = (
        f"For {names(results)[of]}. Grey: exp(−E/ω_T) with the "
        "frozen (solid) and relaxed (dashed) barriers. An exponent of 1 is Arrhenius."
    )
    counted = result.parameters["method"] == "sampled"
    return Answer(_activation(E, result.data.E_a_error.values if counted else None), rows, note)


def _activation(E: np.ndarray, error: np.ndarray | None) -> str:
    """Whether E_a is one number; `error` are the standard errors of counted ones."""
    known = np.isfinite(E)
    if error is not None:
        known &= np.isfinite(error) & (error > 0)
    E = E[known]
    if not len(E):
        return "No activation energy yet."
    if error is not None and (mean := _common(E, error[known])):
        return f"One activation energy within the errors: {mean} E_osc."
    low, high = E.min(), E.max()
    if high - low < STRAIGHT * high:
        return f"One activation energy: {number(high)} E_osc."
    return f"E_a runs from {number(low)[:5]} to {number(high)[:5]} E_osc: no single one."


def _common(E: np.ndarray, error: np.ndarray) -> str:
    """The weighted mean with half its 95 % interval; '' if the values differ beyond chance."""
    weight = error**-2.0
    mean = float(np.average(E, weights=weight))
    if chi2.sf(float(weight @ (E - mean) ** 2), max(len(E) - 1, 1)) < UNLIKELY:
        return ""
    return number(mean, NORMAL * float(weight.sum() ** -0.5))


def _law(law: dict | None) -> list[tuple[str, str]]:
    """What a power law of −ln P comes to, once it is known."""
    if not law:
        return []
    return [
        ("power law: exponent", number(law["exponent"], law["exponent_error"])),
        ("its worst miss in ln(−ln P)", number(law["worst"])),
    ]


def _certainty(result: Result) -> tuple[str, str]:
    """How well P is known."""
    if result.parameters["method"] == "sampled":
        return "launches at each ω_T", str(int(result.data.launched))
    error = np.max(np.array(result.summary["P_high"]) - np.array(result.summary["P"]))
    return "largest error of P", number(max(float(error), 0.0))
