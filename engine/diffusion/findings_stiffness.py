"""What may be concluded of D over stiffness or density: where it is largest."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, note, refusal
from .findings_points import MISSING, NO_D, can_tell, diffusions, off_heat, progress, without_D
from .optimum import Largest, around, largest
from .points import is_complete

ENDS = {"stiffness": ("soft", "stiff"), "density": ("light", "heavy")}
ZERO_POINT = (
    "With quantum statistics a stiffer or lighter crystal is also hotter than kT by its zero-point "
    "motion"
)


def best(data: xr.Dataset) -> dict:
    """The factor of an optimum as `best`, between factors at which D is surely smaller, or None.

    `data` are the points of diffusion-stiffness; factors are dimensionless.
    """
    at = largest(data) if can_tell(data) else None
    known = at is not None and at.is_optimum
    three = around(at, data.factor.values) if at and known else (None, None, None)
    return dict(zip(("best", "best_low", "best_high"), three, strict=True))


def of_stiffness(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """Where D is largest, by parameters, dataset and summary of diffusion-stiffness."""
    if not found:
        return []
    text, refused = where_largest(data, own["vary"])
    ends = (found["best"], found["best_low"], found["best_high"])
    values = (
        Value("best factor", ends[0], "", *ends[1:]),
        *diffusions(data, lambda factor: f"D at {factor:g} × {own['vary']}"),
        Value("factors", progress(data)),
    )
    said = [(refusal if refused else answer)(text, *values)]
    said += without_D(found["left_out"], "factor", named)
    said += off_heat(own, data, named)
    return [*said, _zero_point(data.bath_ratio.values)] if own["statistics"] == "quantum" else said


def _zero_point(bath: np.ndarray) -> Finding:
    known = bath[np.isfinite(bath)]
    seen = f": m⟨ṙ²⟩/3kT runs from {known.min():.3g} to {known.max():.3g}" if len(known) else ""
    return note(f"{ZERO_POINT}{seen}. Classical statistics show the factor alone.")


def named(factor: float) -> str:
    """A `factor` (dimensionless) in words."""
    return f"{factor:g} ×"


def where_largest(data: xr.Dataset, vary: str) -> tuple[str, bool]:
    """Where D is largest, as surely as the errors allow, and whether that is no answer."""
    if not can_tell(data):
        return (NO_D if is_complete(data) else MISSING), True
    if data.sizes["factor"] < 2:
        return "One factor alone: nothing to compare with.", True
    at = largest(data)
    if at is None:
        return "No difference is seen beyond the errors.", False
    if at.at_start and at.at_end:
        start, end = ENDS[vary]
        return f"Cannot tell where D is largest: {start} end and {end} end are alike.", True
    return _largest(at, data.factor.values, vary), False


def _largest(at: Largest, factor: np.ndarray, vary: str) -> str:
    low, high = f"{factor[at.first]:g}", f"{factor[at.last]:g}"
    where = f"{low} and {high}" if at.first < at.last else low
    if at.is_optimum:
        place = "between" if at.first < at.last else "near"
        return f"D is largest {place} {where} × the {vary}: an optimum inside."
    end = ENDS[vary][0 if at.at_start else 1]
    if at.best not in (0, at.points - 1):
        return f"D is largest between {where} × the {vary}, at the {end} end or not."
    reach = f" (up to {high} ×)" if at.at_start else f" (from {low} × on)"
    reach = reach if at.first < at.last else ""
    return f"D is largest at the {end} end{reach} as far as these factors go."
