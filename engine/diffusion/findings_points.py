"""What may be concluded of the points of any sweep: how many there are, which are left out."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import xarray as xr

from ..core.finding import Finding, Value, doubt, note
from .heat import DRAG, OFF, colder_or_hotter
from .points import is_complete, known_points, reasons

MISSING = "Points are missing."
NO_D = "Cannot tell: some points have no D."
Named = Callable[[float], str]
"""How a place along the axis is called."""


def progress(data: xr.Dataset) -> str:
    """How many points have ended, in words."""
    done, total = int((data.share.values == 1).sum()), data.share.size
    return f"{done} of {total} points" if done < total else f"all {total} points"


def can_tell(data: xr.Dataset) -> bool:
    """Whether a sweep has ended and every D of it can be believed within its error."""
    return is_complete(data) and known_points(data).sizes == data.sizes


def diffusions(data: xr.Dataset, called: Named) -> list[Value]:
    """D of every point (Å²/ps) with its interval, or why it is withheld."""
    return [
        Value(called(place), why or (D if np.isfinite(D) else None), "Å²/ps", low, high)
        for place, why, D, low, high in zip(
            data[data.D.dims[0]].values.tolist(),
            reasons(data),
            *(data[k].values.tolist() for k in ("D", "D_low", "D_high")),
            strict=True,
        )
    ]


def without_D(points: Sequence[Mapping], axis: str, named: Named) -> list[Finding]:
    """Which points are left out, and why; `points` as `left_out` tells them."""
    reasons: dict[str, list[str]] = {}
    for point in points:
        reasons.setdefault(point["reason"], []).append(named(point[axis]))
    if not reasons:
        return []
    which = "; ".join(f"{', '.join(places)} ({why})" for why, places in reasons.items())
    return [note(f"Left out, for there is no D: {which}.")]


def off_heat(own: Mapping, data: xr.Dataset, named: Named) -> list[Finding]:
    """At which points the ion has not its crystal's heat, surely and by more than OFF."""
    off = (data.kinetic_ratio / data.bath_ratio - 1).values
    surely = (data.kinetic_ratio_high < data.bath_ratio) | (
        data.kinetic_ratio_low > data.bath_ratio
    )
    at = np.flatnonzero(surely.values & (np.abs(off) > OFF))
    if not len(at):
        return []
    places = data[data.D.dims[0]].values
    which = ", ".join(f"{colder_or_hotter(off[i])} ({named(float(places[i]))})" for i in at)
    return [doubt(f"The ion is not as hot as its crystal: {which}{_why(own, off[at])}.")]


def _why(own: Mapping, off: np.ndarray) -> str:
    equation = own.get("equation")
    if equation == "time-local" and (off < 0).all():
        return f"; {DRAG}, and D is that of a colder ion"
    return "; do not trust D there, equilibrate longer" if equation == "full" else ""
