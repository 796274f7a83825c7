"""Dissipation: the ion's path by one or several equations, its energy, and what takes it."""

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .looks import looks
from .marks import Line, thinned
from .sketch import Axis, Sketch
from .style import KINDS, Look
from .together import together

TIME = Axis("time", room=(0.0, 0.0))
Z, V, ENERGY, APART, DRAG = map(Axis, ("z", "v", "E_ion", "z_apart", "drag"))
WAY = Axis("z", room=(0.0, 0.0))
LAYERS = "now lines"

COMPUTED = ("equation", "t_c", "dt", "duration", "seed")
"""Parameters in which two runs of the same ion may differ."""


@figure("ion-dissipation", "**Position** of the ion", TIME, Z, LAYERS, height=300)
def path(results) -> Sketch:
    """The ion's position against time."""
    return _against_time(results, "z", Z)


@figure("ion-dissipation", "**Velocity** of the ion", TIME, V, LAYERS, height=260)
def velocity(results) -> Sketch:
    """The ion's velocity against time."""
    return _against_time(results, "v", V)


@figure(
    "ion-dissipation",
    "**Energy of the ion**; the rest is in the crystal",
    TIME,
    ENERGY,
    LAYERS,
    height=260,
)
def energy(results) -> Sketch:
    """The ion's energy, kinetic and among the atoms, against time."""
    return _against_time(results, "E_ion", ENERGY)


@figure("ion-dissipation", "**Deviation from full** of the others", TIME, APART, LAYERS, height=260)
def difference(results) -> Sketch:
    """How far each ion is from where the full equation has it, at the same time."""
    fulls = [r for r in results if r.parameters["equation"] == "full"]

    def stray(result: Result, look: Look) -> list[Line]:
        full = _same_ion(result, fulls)
        if full is None or result.parameters["equation"] == "full":
            return []
        return [Line(*thinned(*_apart(result, full)), look)]

    return together(results, TIME, APART, stray)


@figure(
    "ion-dissipation",
    "**Drag coefficient** along the path, largest near the atoms",
    WAY,
    DRAG,
    "lines",
    height=260,
)
def drag(results) -> Sketch:
    """The time-local equation's drag where the ion has been."""
    own = looks(results, lambda _: "time-local")
    if len(results) == 1:
        own = [KINDS["time-local"]]
    marks = [Line(*_along(result), look) for result, look in zip(results, own, strict=True)]
    return Sketch(tuple(marks), WAY, DRAG)


def _against_time(results: list[Result], variable: str, y: Axis) -> Sketch:
    def curve(result: Result, look: Look) -> list[Line]:
        return [Line(*thinned(result.data.time.values, result.data[variable].values), look)]

    return together(results, TIME, y, curve)


def _along(result: Result) -> list[np.ndarray]:
    """Place and drag, by the place."""
    order = np.argsort(result.data.z.values)
    return thinned(*(result.data[k].values[order] for k in ("z", "drag")))


def _same_ion(result: Result, fulls: list[Result]) -> Result | None:
    """The full solution of the same ion in the same crystal."""
    own = {k: v for k, v in result.parameters.items() if k not in COMPUTED}
    return next((f for f in fulls if all(f.parameters[k] == v for k, v in own.items())), None)


def _apart(result: Result, full: Result) -> tuple[np.ndarray, np.ndarray]:
    t, z = full.data.time.values, full.data.z.values
    own = result.data
    return t, np.interp(t, own.time.values, own.z.values, right=np.nan) - z
