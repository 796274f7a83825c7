"""Heat: how fast wandering ions are, and whether they are as hot as their crystals."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.core.words import kelvin, number
from ionoscope.engine.diffusion.heat import Reading, reading
from ionoscope.engine.statistics.normal import REACH

from . import wandering  # noqa: F401  it has the main figure of the experiment
from .figure import figure
from .looks import looks
from .marks import Boxes, Cursor, Dots, Mark, Steps, Strokes, Words
from .names import names
from .sketch import Axis, Sketch
from .style import GREY, PLAIN, Look
from .together import looked

TOP = 1.3
"""The axis of heat ends here unless an ion is hotter."""
BAR, TICK = 0.17, 0.3
"""Half the heights of a bar and of a crystal's tick; rows are 1 apart."""
FOOT = -1.0
"""Below the last row, where kT is named."""
SEEN = 4.2
"""Thermal speeds to which velocities are shown."""
BATH = Look(GREY, name="Maxwell–Boltzmann")
RATIO = Axis("kinetic_ratio", room=(0.0, 0.0))
RUNS = Axis("run", text=" ", span=(FOOT, 0.5), room=(0.0, 0.0), ticks=())
VELOCITY, DENSITY = Axis("velocity", room=(0.0, 0.0)), Axis("p_velocity", room=(0.0, 0.04))


@figure(
    "ion-diffusion",
    "**Velocity distribution** of the ion; grey: at the bath temperature",
    VELOCITY,
    DENSITY,
    "areas lines found",
    height=300,
    needs="msd",
)
def velocities(results) -> Sketch:
    """How each run's velocities along the axes are distributed, beside Maxwell and Boltzmann."""
    baths, found, reach = {}, [], []
    for result, look in looked(results):
        data, edges = result.data, _edges(result.data.velocity.values)
        expected = data.p_velocity_bath.values
        baths[edges.tobytes(), expected.tobytes()] = Steps(edges, expected, BATH, solid=True)
        found.append(Steps(edges, data.p_velocity.values, look))
        reach.append(edges[-1] * SEEN / REACH)
    span = (-max(reach), max(reach)) if reach else None
    return Sketch((*baths.values(), *found), replace(VELOCITY, span=span), DENSITY)


def _edges(middle: np.ndarray) -> np.ndarray:
    half = (middle[1] - middle[0]) / 2
    return np.append(middle - half, middle[-1] + half)


@figure(
    "ion-diffusion",
    "**Is the ion as hot as its crystal?** Line: kT, ticks: crystal",
    RATIO,
    RUNS,
    "boxes cursors strokes dots words",
    height=150,
    legend=False,
    said=True,
    needs="msd",
)
def thermometer(results) -> Sketch:
    """⟨MṘ²⟩/3kT of every run, the first at the top, with a grey tick at its crystal's heat."""
    readings = [reading(r.summary) for r in results]
    rows = np.arange(len(results), 0, -1) - 1.0
    marks = [Cursor(1.0), Words(np.ones(1), np.array([-0.65]), [" kT"])]
    for y, r, look in zip(rows, readings, looks(results), strict=True):
        marks += _bar(y, r, look)
    ends = [e for r in readings for e in (r.value, r.high, r.bath) if np.isfinite(e)]
    ticks = tuple(zip(rows.tolist(), _rows_named(results), strict=True))
    return Sketch(
        tuple(marks),
        replace(RATIO, span=(0.0, max([TOP, *(1.06 * e for e in ends)]))),
        replace(RUNS, span=(FOOT, max(len(results), 1) - 0.5), ticks=ticks),
    )


def _bar(y: float, r: Reading, look: Look) -> list[Mark]:
    """A run's row."""
    at = np.array([y])
    value, low, high, bath = (np.array([v]) for v in r[:4])
    marks = [
        Boxes(0 * at, at - BAR, value, at + BAR, look),
        Strokes(low, at, high, at, look._replace(dash="solid"), 3.0),
    ]
    if abs(r.bath - 1) > 1e-6:
        crystal = PLAIN._replace(name="crystal")
        marks += [
            Strokes(bath, at - TICK, bath, at + TICK, PLAIN, 3.0),
            Dots(bath, at, crystal, size=2.0, said=[""]),
        ]
    return [*marks, Dots(value, at, look, size=11.0, said=[_interval(r)])]


def _interval(r: Reading) -> str:
    return f"({number(r.low)} … {number(r.high)})" if r.high > r.low else ""


def _rows_named(results: Sequence[Result]) -> list[str]:
    """The runs' names and temperatures."""
    same = len({r.parameters["kT"] for r in results}) == 1
    return [
        f"{name}, {kelvin(r.parameters['kT'])}" if same else name
        for name, r in zip(names(results), results, strict=True)
    ]
