"""Stiffness: D against how stiff, or how heavy, the crystal is; its barrier, its heat, its hops."""

from dataclasses import replace

from ionoscope.engine import Result

from .figure import figure
from .marks import Dots, Mark
from .sketch import Axis, Sketch
from .style import Look
from .sweeps import ROOM, crystals, points
from .together import together

FACTOR = Axis("factor", log=True)
D, BARRIER, HEAT, RATE = (
    Axis(name, room=ROOM) for name in ("D", "E_barrier", "kinetic_ratio", "hop_rate")
)


@figure(
    "diffusion-stiffness",
    "**D against the scaling factor** of stiffness or density",
    FACTOR,
    D,
    "strokes dots",
    name="stiffness",
    height=420,
)
def diffusion(results) -> Sketch:
    """D over the factor on the springs or on the atoms' mass."""
    return Sketch(tuple(points(results, "D")), _factor(results), D)


@figure(
    "diffusion-stiffness", "**Static barrier**, atoms relaxed", FACTOR, BARRIER, "dots", height=300
)
def barrier(results) -> Sketch:
    """Barrier between two cells over the factor, at rest."""
    return together(results, _factor(results), BARRIER, _at_rest)


@figure(
    "diffusion-stiffness",
    "**Is the ion as hot as its crystal?**",
    FACTOR,
    HEAT,
    "rules strokes dots words",
    height=300,
)
def heat(results) -> Sketch:
    """⟨MṘ²⟩/3kT over the factor; dotted: the crystal's own heat."""
    marks = (*crystals(results), *points(results, "kinetic_ratio"))
    return Sketch(marks, _factor(results), HEAT)


@figure("diffusion-stiffness", "**Hop rate**", FACTOR, RATE, "strokes dots", height=300)
def rate(results) -> Sketch:
    """Hops of an ion in a ps over the factor."""
    return Sketch(tuple(points(results, "hop_rate")), _factor(results), RATE)


def _at_rest(result: Result, look: Look) -> list[Mark]:
    return [Dots(result.data.factor.values, result.data.E_barrier.values, look)]


def _factor(results) -> Axis:
    """The axis says what the factor is on."""
    varied = dict.fromkeys(r.parameters["vary"] for r in results)
    return replace(FACTOR, unit=f"× {' or '.join(varied)}") if varied else FACTOR
