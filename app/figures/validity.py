"""Validity: a map of relative errors in five classes, over two logarithmic axes."""

import numpy as np
import xarray as xr

from ionoscope.engine import Result

from .figure import figure
from .marks import Cells, Dots
from .places import edges
from .sketch import Axis, Sketch
from .style import KINDS, UNDECIDED, VERMILION, Look

CLASSES = (1e-3, 1e-2, 1e-1, 1.0)
NAMES = ("below 0.1 %", "below 1 %", "below 10 %", "below 100 %", "worse", "left out")
PALETTE = ("#00204D", "#31446B", "#7C7B78", "#BCAF6F", "#FFEA46", UNDECIDED)
"""Cividis: dark is safe. Left out are collisions in which the ion ran into the atom, or that would
take too long; what has not been computed yet has no colour."""
QUANTITIES = {
    "force_curve": "force, at any time",
    "deflection_curve": "deflection, at any time",
    "force": "largest force",
    "deflection": "largest deflection",
    "speed": "outgoing speed",
}
"""Errors of the map, in words."""
HERE = Look(VERMILION, marker="x")
X, Y = Axis("v₀", unit="Å/ps", room=(0.0, 0.0)), Axis("λ", unit="Å", room=(0.0, 0.0))
_TOLD = "return Number.isFinite(value) ? (100 * value).toPrecision(2) + ' %' : 'left out';"


@figure(
    "ion-validity",
    "**Where is the approximation good?** Each point is one collision",
    X,
    Y,
    "cells dots",
    height=420,
    palette=PALETTE,
    clim=(-0.5, 5.5),
    classes=NAMES,
    legend=False,
    quantity="error",
    told=_TOLD,
    tools="save",
    single=True,
)
def validity(results, quantity="force_curve", approximation="time_local", here=None) -> Sketch:
    """|error| of an approximation in the map of the last result.

    `quantity` is one of QUANTITIES, `here` = (across, up) the collision that is marked: that
    of the map's own parameters if nothing else is said. Speeds are of the time-local equation
    of motion, whatever the `approximation`.
    """
    if not results or "error" not in results[-1].data:
        return Sketch((), X, Y)
    error = _error(results[-1].data, quantity, approximation)
    up, across = (error[d] for d in error.dims)
    x, y = np.log10(across.values), np.log10(up.values)
    size = np.abs(error.values)
    classes = np.where(np.isinf(size), len(CLASSES) + 1, np.digitize(size, CLASSES))
    classes = np.where(np.isnan(size), np.nan, classes)
    marks = Cells(x, y, classes, error.values), _mark(here or _place(results[-1], across, up))
    return Sketch(marks, _axis(across), _axis(up), _title(quantity, approximation))


def _error(data: xr.Dataset, quantity: str, approximation: str) -> xr.DataArray:
    """Signed relative errors, over (up, across)."""
    if quantity == "speed":
        return data.speed_error
    return data.error.sel(approximation=approximation, quantity=quantity)


def _place(result: Result, *axes: xr.DataArray) -> tuple[float, ...]:
    own = result.parameters | {"stiffness": 1.0}
    return tuple(own[axis.name] for axis in axes)


def _mark(here: tuple[float, float]) -> Dots:
    inside = min(here) > 0
    x, y = np.log10([here] if inside else np.empty((0, 2))).T
    return Dots(x, y, HERE, size=14.0)


def _axis(values: xr.DataArray) -> Axis:
    """An axis of logarithms, named and ticked in the values themselves."""
    ticks = tuple((float(np.log10(v)), f"{v:g}") for v in ticks_in(*values.values[[0, -1]]))
    return Axis(
        values.symbol,
        unit=values.units,
        room=(0.0, 0.0),
        ticks=ticks,
        span=edges(np.log10(values.values)),
        powers=True,
    )


def ticks_in(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten between two values, or hardly beyond."""
    decades = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    ticks = [float(f"{lead}e{decade}") for decade in decades for lead in (1, 2, 5)]
    return [tick for tick in ticks if low / 1.02 <= tick <= high * 1.02]


def _title(quantity: str, approximation: str) -> str:
    by = "time-local" if quantity == "speed" else KINDS[approximation.replace("_", "-")].name
    return f"Error of the {QUANTITIES[quantity]}, {by}"
