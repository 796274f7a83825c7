"""Launch: where particle and oscillator are, what energy each has, and the phase plane."""

from dataclasses import replace

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .marks import Dots, Line, Mark, thinned
from .names import called
from .sketch import Axis, Sketch
from .style import DASHES, INTERACTION, OSCILLATOR, PARTICLE, Look

TAU = Axis("tau", also=(0.0,), room=(0.0, 0.0))
POSITION, ENERGY = Axis("position"), Axis("energy")
Y, V_Y = (Axis(name, room=(0.05, 0.05)) for name in ("y", "v_y"))

POSITIONS = {"x": Look(PARTICLE, name="x"), "y": Look(OSCILLATOR, "dashed", name="y")}
ENERGIES = {
    "E_particle": Look(PARTICLE, name="E_p"),
    "E_oscillator": Look(OSCILLATOR, "dashed", name="E_o"),
    "U": Look(INTERACTION, "dotdash", name="U"),
}
"""Called as the knobs are."""


@figure(
    "gate-launch",
    "Positions of **particle** and **oscillator**",
    TAU,
    POSITION,
    "now lines",
    height=260,
)
def positions(results) -> Sketch:
    """Positions of particle and oscillator over time."""
    return Sketch(_against_time(results, POSITIONS), TAU, POSITION)


@figure("gate-launch", "Where the **energy** is", TAU, ENERGY, "now lines", height=260)
def energies(results) -> Sketch:
    """Energies of particle, oscillator and interaction over time."""
    return Sketch(_against_time(results, ENERGIES), TAU, ENERGY)


@figure("gate-launch", "The oscillator's **phase plane**", Y, V_Y, "lines dots", height=260)
def phase(results) -> Sketch:
    """The oscillator's velocity over its place, with the point at which it is decided."""
    marks: list[Mark] = []
    for turn, (result, name) in enumerate(zip(results, called("oscillator", results), strict=True)):
        look = _turned(Look(OSCILLATOR, name=name), turn)
        _, y, v_y = thinned(*(result.data[k].values for k in ("tau", "y", "v_y")))
        marks += [Line(y, v_y, look, width=1.6), *_decision(result, look)]
    return Sketch(tuple(marks), _even_about_zero(Y, results), _even_about_zero(V_Y, results))


def _against_time(results, looks: dict[str, Look]) -> tuple[Line, ...]:
    lines = []
    for turn, result in enumerate(results):
        tau, *columns = thinned(result.data.tau.values, *(result.data[k].values for k in looks))
        for look, column in zip(looks.values(), columns, strict=True):
            look = look._replace(name=called(look.name, results)[turn])
            lines.append(Line(tau, column, _turned(look, turn)))
    return tuple(lines)


def _turned(look: Look, turn: int) -> Look:
    """The same colour for each launch, another dash."""
    return look._replace(dash=DASHES[(DASHES.index(look.dash) + turn) % len(DASHES)])


def _decision(result: Result, look: Look) -> list[Dots]:
    tau = result.summary.get("tau")
    if tau is None or not np.isfinite(tau):
        return []
    data = result.data
    at = [np.interp([tau], data.tau.values, data[k].values) for k in ("y", "v_y")]
    return [Dots(*at, look, size=10.0)]


def _even_about_zero(axis: Axis, results) -> Axis:
    far = max((float(np.abs(r.data[axis.name].values).max()) for r in results), default=0.0)
    return replace(axis, span=(-(far or 1.0), far or 1.0))
