"""What may be concluded of the gate: of a launch, of maps, of barriers."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, note, refusal
from ..core.words import number, percent

OUTCOMES = {"transmitted": "The particle passes.", "reflected": "The particle is turned back."}
UNDECIDED = (
    "Undecided at the step limit: the particle is still near the top after as many steps as a "
    "launch may take."
)
SCRIPT = (
    "The oscillator starts as in the paper's released script, ẏ = 2π cos φ without ζ: compare with "
    "the printed Fig. 3, not with the text's definition."
)
ATTAINABLE = 1e-9
"""Energy (E_osc) that relaxation can save below which no share of it is told."""


def of_launch(own: Mapping, found: dict) -> list[Finding]:
    """Whether the particle passes, and the energies at the decision.

    `own` are the parameters and `found` the summary of gate-launch; energies in E_osc.
    """
    if not found:
        return []
    outcome = found["outcome"]
    at = found["x"] if outcome == "reflected" else 0.0
    values = (
        Value("decided at τ", found["tau"], "periods"),
        Value("particle at x", at, "l_osc"),
        Value("oscillator at y", found["y"], "l_osc"),
        Value("E_particle", found["E_particle"], "E_osc"),
        Value("E_oscillator", found["E_oscillator"], "E_osc"),
        Value("interaction U", found["U"], "E_osc"),
        Value("largest drift of the total energy", found.get("E_drift"), "E_osc"),
    )
    if outcome not in OUTCOMES:
        return [refusal(UNDECIDED, *values)]
    gained = found["E_oscillator"] - own["E_oscillator"]
    by_then = (
        "These values are those at the decision. By then the oscillator has "
        f"{'gained' if gained >= 0 else 'lost'} {abs(gained):.3g} E_osc."
    )
    return [answer(OUTCOMES[outcome], *values), note(by_then)]


def of_map(own: Mapping, found: dict) -> list[Finding]:
    """Which share of the window's launches passes, by parameters and summary of gate-map."""
    if not found:
        return []
    share, n = found["transmitted_fraction"], own["n"]
    values = [
        Value("share of the window that passes", 100 * share, "%"),
        Value("cells", f"{n} × {n}"),
        Value("launches", int(found["launches"])),
    ]
    if found["undecided"]:
        values.append(Value("cells undecided at the step limit", int(found["undecided"])))
    if found.get("cells_lost_by_tracing") is not None:
        lost = int(found["cells_lost_by_tracing"])
        values.append(Value("cells that following boundaries alone would miss", lost))
    said = [answer(f"{percent(share)} of the launches pass.", *values)]
    return said + ([note(SCRIPT)] if own["oscillator_start"] == "released_script" else [])


def of_barrier(data: xr.Dataset, found: dict) -> list[Finding]:
    """Three heights of the barrier, and how much of the relaxation a particle can use.

    `data` and `found` are dataset and summary of gate-barrier; energies in E_osc.
    """
    if not found:
        return []
    values = (
        Value("frozen barrier U(s)", found["frozen"], "E_osc"),
        Value("relaxed barrier E*", found["relaxed"], "E_osc"),
        Value("with the oscillator at y", found["y_relaxed"], "l_osc", part=True),
        Value("dynamic barrier E_min", found["E_min"], "E_osc"),
        Value("share of the relaxation used", _share_used(found), "%", digits=3),
        Value("stationary points of V", data.sizes["stationary_y"]),
    )
    if found["undecided"]:
        return [refusal("The dynamic barrier is not known.", *values), _undecided(found)]
    height = number(found["E_min"])
    said = [answer(f"With the oscillator at rest, a particle needs {height} E_osc.", *values)]
    edges = data.sizes["edge"]
    if edges != 1:
        said.append(
            note(
                f"With the oscillator at rest, transmission begins or ends at {edges} energies, "
                "not at one."
            )
        )
    return said


def _share_used(found: dict) -> float | None:
    """Per cent of what the oscillator's moving aside could save that it does save."""
    possible = found["frozen"] - found["relaxed"]
    if found["E_min"] is None or possible <= ATTAINABLE:
        return None
    return 100 * (found["frozen"] - found["E_min"]) / possible


def _undecided(found: dict) -> Finding:
    return note(
        f"{percent(found['undecided'])} of the launches are undecided at the step limit; with a "
        "lighter particle or a narrower interaction fewer would be."
    )


# many side by side --------------------------------------------------------------------------


def of_gallery(data: xr.Dataset, found: dict) -> list[Finding]:
    """Between which shares the launches pass, and where; by data and summary of gate-gallery."""
    if not found or not found["maps"]:
        return []
    low, high = found["lowest"], found["highest"]
    values = [
        Value("smallest share that passes", 100 * low, "%", digits=3),
        Value(*_where(data, int(np.nanargmin(data.passing.values))), part=True),
        Value("largest share that passes", 100 * high, "%", digits=3),
        Value(*_where(data, int(np.nanargmax(data.passing.values))), part=True),
        Value("maps", found["maps"]),
    ]
    if found["undecided"]:
        values.append(Value("cells undecided at the step limit", found["undecided"]))
    if found["maps"] == 1:
        return [answer(f"{_rounded(high)} of the launches pass.", *values[2:])]
    text = (
        f"Between {_rounded(low)} and {_rounded(high)} of the launches pass, depending on phase "
        "and offset."
    )
    return [answer(text, *values)]


def _rounded(share: float) -> str:
    return percent(float(f"{share:.3g}"))


def _where(data: xr.Dataset, flat: int) -> tuple[str, str]:
    """The place of a map in words."""
    row, column = divmod(flat, data.sizes["phi"])
    phase = number(float(f"{data.phi.values[column]:.4g}"), unit="rad")
    return "at", f"s = {number(float(data.s.values[row]), unit='l_osc')}, φ = {phase}"


def of_barriers(found: dict) -> list[Finding]:
    """Where the barriers have fallen to a half, by the summary of gate-barriers."""
    if not found or not found["barriers"]:
        return []
    half, head_on = found["half"], found["head_on"]
    names = {"frozen": "frozen", "relaxed": "relaxed", "E_min": "dynamic"}
    values = [
        *(Value(f"{name} barrier halved at s", half[key], "l_osc") for key, name in names.items()),
        *(Value(f"{name} barrier head-on", head_on[key], "E_osc") for key, name in names.items()),
        Value("impact parameters", found["barriers"]),
    ]
    if half["E_min"] is None:
        text = "The dynamic barrier does not fall to a half, as far as it is known."
        return [refusal(text, *values)]
    at = number(float(f"{half['E_min']:.3g}"), unit="l_osc")
    return [answer(f"At s = {at} the dynamic barrier is half of that head-on.", *values)]
