"""Memory: finite memories between the time-local and the full equation, and what they cost."""

import numpy as np
import xarray as xr

from ionoscope.engine import Result

from .figure import figure
from .intervals import within
from .marks import Dots, Line, Mark
from .sketch import Axis, Sketch
from .style import KINDS, Look
from .sweeps import ROOM, crystal_heat, crystals
from .together import looked

LENGTH = Axis("t_c", log=True)
D, HEAT = Axis("D", room=ROOM), Axis("kinetic_ratio", room=ROOM)
COST = Axis("cost", log=True, room=ROOM)
MARGIN = 1.5
"""The levels of both ends reach beyond the shortest and the longest memory by this factor."""


@figure(
    "diffusion-memory",
    "**D against memory time**",
    LENGTH,
    D,
    "areas lines strokes dots found",
    name="memory",
    height=420,
)
def diffusion(results) -> Sketch:
    """D over t_c, between the levels of the time-local and of the full equation."""
    return Sketch(tuple(_between(results, "D")), LENGTH, D)


@figure(
    "diffusion-memory",
    "**Is the ion as hot as its crystal?**",
    LENGTH,
    HEAT,
    "areas rules lines strokes dots found words",
    height=300,
)
def heat(results) -> Sketch:
    """⟨MṘ²⟩/3kT over t_c; dotted: the crystal's own heat."""
    marks = (*crystals(results, _crystal), *_between(results, "kinetic_ratio"))
    return Sketch(marks, LENGTH, HEAT)


@figure(
    "diffusion-memory",
    "**Computing time per step**, bath included",
    LENGTH,
    COST,
    "areas lines strokes dots found",
    height=300,
)
def cost(results) -> Sketch:
    """Microseconds of computing for a step of one ion over t_c."""
    return Sketch(tuple(_between(results, "cost")), LENGTH, COST)


def _between(results, name: str) -> list[Mark]:
    """A variable for the finite memories, and its levels for none and for all of it."""
    marks = []
    for result, look in looked(results, lambda _: "memory"):
        table = _table(result)
        of = f", {look.name}" if len(results) > 1 else ""
        for place, kind in ((0, "time-local"), (-1, "full")):
            look_ = KINDS[kind]._replace(name=kind + of)
            marks.append(_level(table, table.isel(t_c=[place, place]), name, look_))
        marks.append(_inner(table.isel(t_c=slice(1, -1)), name, look))
    return marks


def _table(result: Result) -> xr.Dataset:
    """The points, and what a step of one ion took to compute."""
    pace = np.array(result.summary["microseconds_a_step"], float)
    return result.data.assign(cost=("t_c", pace))


def _level(table: xr.Dataset, end: xr.Dataset, name: str, look: Look) -> Line:
    y, *ends = within(end, name)
    return Line(_across(table), y, look, *ends)


def _inner(table: xr.Dataset, name: str, look: Look) -> Dots:
    y, *ends = within(table, name)
    return Dots(table.t_c.values, y, look, *ends, table.share.values == 1)


def _across(table: xr.Dataset) -> np.ndarray:
    """Both ends of the picture's axis."""
    inner = table.t_c.values[1:-1]
    return np.array([inner[0] / MARGIN, inner[-1] * MARGIN])


def _crystal(result: Result) -> tuple[np.ndarray, np.ndarray]:
    """The crystal's heat across the picture: all memories have one crystal."""
    _, ratio = crystal_heat(result)
    return (_across(result.data), np.full(2, ratio[0])) if len(ratio) else (ratio, ratio)
