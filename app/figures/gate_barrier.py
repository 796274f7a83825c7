"""Barrier: the oscillator's energy with the particle on the pass, and three heights of the pass."""

from dataclasses import replace

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .marks import Cursor, Dots, Level, Line, Mark
from .names import called
from .sketch import Axis, Sketch
from .style import BLUE, DASHES, GREEN, GREY, INTERACTION, VERMILION, Look

Y, V = Axis("y", room=(0.0, 0.0)), Axis("V", room=(0.0, 0.0))
S, BARRIER = Axis("s", also=(0.0,), room=(0.01, 0.01)), Axis("barrier", also=(0.0,))

BARRIERS = {
    "frozen": Look(GREY, "dashed", name="frozen U(s)"),
    "E_min": Look(VERMILION, "dotdash", name="dynamic E_min"),
    "relaxed": Look(BLUE, "solid", name="relaxed E*"),
}


@figure(
    "gate-barrier",
    "Potential energy of the oscillator with the particle at x = 0",
    Y,
    V,
    "levels lines dots words",
    height=440,
    legend=False,
)
def landscape(results) -> Sketch:
    """V(y) = U(y−s) + y²/2 with its stationary points, and the barriers as levels."""
    marks = [m for turn in range(len(results)) for m in _drawn(results, turn)]
    x = np.array([_near(r) for r in results]).reshape(-1, 2)
    if not len(x):
        return Sketch((), Y, V)
    low, high = x[:, 0].min(), x[:, 1].max()
    # the levels' names stand left of the curve
    x_axis = replace(Y, span=(low - 0.45 * (high - low), high), room=(0.02, 0.02))
    top = 1.35 * max(map(_top, results))
    return Sketch(tuple(marks), x_axis, replace(V, span=(0.0, top)))


@figure(
    "gate-barriers",
    "Barrier height against impact parameter",
    S,
    BARRIER,
    "cursors lines",
    height=440,
)
def scan(results, here=None) -> Sketch:
    """The three barriers over s; a line at `here`, an impact parameter, if it is given."""
    marks: list[Mark] = [] if here is None else [Cursor(abs(here))]
    for key, look in BARRIERS.items():
        for turn, (result, name) in enumerate(
            zip(results, called(look.name, results), strict=True)
        ):
            own = look._replace(name=name, dash=_dash(look, results, turn))
            marks.append(Line(result.data.s.values, result.data[key].values, own))
    return Sketch(tuple(marks), S, BARRIER)


def _drawn(results, turn: int) -> list[Mark]:
    """The marks of one result's landscape."""
    result = results[turn]
    data, found = result.data, result.summary
    look = Look(INTERACTION, DASHES[turn % len(DASHES)], name=called("V(y)", results)[turn])
    levels = [
        Level(found[key], own, f"{called(own.name, results)[turn]} = {found[key]:.4g}")
        for key, own in BARRIERS.items()
        if found[key] is not None
    ]
    return [*levels, Line(data.y.values, data.V.values, look, width=2.5), *_stationary(data)]


def _stationary(data) -> list[Dots]:
    """Minima and maxima of V."""
    y, V, low = (data[k].values for k in ("stationary_y", "stationary_V", "stationary_is_minimum"))
    kinds = (low, Look(GREEN, name="minimum")), (~low, Look(VERMILION, name="maximum"))
    return [Dots(y[rows], V[rows], look, size=11.0) for rows, look in kinds if rows.any()]


def _dash(look: Look, results, turn: int) -> str:
    """Its own, or one for each result if there are several."""
    return look.dash if len(results) == 1 else DASHES[turn % len(DASHES)]


def _top(result: Result) -> float:
    """The highest of what is to be seen."""
    highest = result.data.stationary_V.values.max()
    return max(result.summary["frozen"], result.summary["E_min"] or 0.0, highest)


def _near(result: Result) -> tuple[float, float]:
    """Where V is not far above that."""
    y = result.data.y.values[result.data.V.values < 1.4 * _top(result)]
    return y.min(), y.max()
