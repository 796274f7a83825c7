"""What may be concluded of D over the memory: from which length on it is that of full."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, answer, note, refusal
from ..core.words import number
from .findings_points import MISSING, NO_D, can_tell, diffusions, off_heat, progress, without_D
from .points import is_complete

NEAR = 0.2
"""Share of D within which a memory is enough."""
NAMED = {0.0: "time-local", np.inf: "full"}
"""Memories that are equations of their own."""
WINDOW = (
    "The memory kernel ends smoothly, and at short t_c its end is part of the answer: in the "
    "paper's crystal the drag on a slow ion is 1.4 times the true one at 0.2 ps, 1.03 at 1 ps, so "
    "that D(t_c) measures the window and the memory together."
)


class Compared(NamedTuple):
    """What the points say, whether that is no answer, and the t_c (ps) if there is one."""

    text: str
    refused: bool = False
    t_c: float | None = None


def of_memory(own: Mapping, data: xr.Dataset, found: dict) -> list[Finding]:
    """From which memory on D is that of full, by parameters, data and summary of the sweep."""
    if not found:
        return []
    text, refused, t_c = compared(data)
    values = (
        Value("sufficient memory time", t_c, "ps"),
        *diffusions(data, lambda t_c: f"D, {named(t_c)}"),
        *_heats(data),
        Value("memories", progress(data)),
    )
    said = [(refusal if refused else answer)(text, *values)]
    said += without_D(found["left_out"], "t_c", named)
    return [*said, *off_heat(own, data, named), note(WINDOW)]


def named(t_c: float) -> str:
    """A memory of length `t_c` (ps) in words."""
    return NAMED.get(t_c, f"t_c = {t_c:g} ps")


def _heats(data: xr.Dataset) -> list[Value]:
    names = ("kinetic_ratio", "kinetic_ratio_low", "kinetic_ratio_high")
    columns = (data[k].values.tolist() for k in names if k in data)
    return [
        Value(f"⟨MṘ²⟩/3kT, {named(t_c)}", value, "", *ends)
        for t_c, value, *ends in zip(data.t_c.values.tolist(), *columns, strict=True)
    ]


def compared(data: xr.Dataset) -> Compared:
    """From which memory on D is that of the full equation, as surely as the errors allow."""
    if not can_tell(data):
        return Compared(NO_D if is_complete(data) else MISSING, True)
    D, error = data.D.values, data.D_error.values
    apart = np.abs(D[:-1] / D[-1] - 1)
    blur = 2 * np.hypot(error[:-1], error[-1]) / D[-1]
    unsure = np.flatnonzero(apart + blur >= NEAR)
    first = unsure[-1] + 1 if len(unsure) else 0
    if first < len(apart):
        return _enough(float(data.t_c[first]), apart[first:], blur[first:])
    if apart[-1] > max(blur[-1], NEAR):
        return Compared("No memory is long enough yet.")
    known = number(float(f"{100 * blur[-1]:.2g}"))
    return Compared(
        f"Cannot tell yet: against full, D is known to ±{known} % only; longer runs or more baths "
        "would.",
        True,
    )


def _enough(t_c: float, apart: np.ndarray, blur: np.ndarray) -> Compared:
    """D is near that of full from t_c on; whether it differs nonetheless."""
    beyond = apart[apart > blur]
    since = f"From t_c = {t_c:g} ps on" if t_c else "Even without a memory"
    said = f"{since}, D is that of full within {100 * NEAR:.0f} %"
    if len(beyond):
        said += f", but differs from it beyond the errors, by up to {100 * max(beyond):.2g} %"
    return Compared(f"{said}.", t_c=t_c)
