"""Thermal: how displacements and speeds are distributed, and how long atoms remember them."""

from dataclasses import replace

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.statistics.normal import maxwell

from .figure import figure
from .marks import Line, Steps, Words
from .names import names
from .sketch import Axis, Sketch
from .style import BLUE, DASHES, GREEN, GREY, PURPLE, VERMILION, Look, color_of
from .together import looked

FAR, FAST = Axis("displacement"), Axis("speed")
P_FAR, P_FAST = Axis("p_displacement"), Axis("p_speed")
TIME, SHARE = Axis("time", room=(0.01, 0.01)), Axis("C_share", room=(0.05, 0.05))
OTHERS = (VERMILION, GREEN, PURPLE)
"""Colours of the results beside the first."""
REACH = 4.2
"""Where the curves end, in standard deviations along an axis."""
TRACES = {"C_pos": (BLUE, "position"), "C_vel": (VERMILION, "velocity")}
"""Dataset variable → colour and name."""
LAYERS = "areas lines found words"


@figure(
    "lattice-thermal",
    "**Speeds of the atoms**; dashed: Maxwell–Boltzmann",
    FAST,
    P_FAST,
    LAYERS,
    height=400,
    legend=False,
)
def speed(results) -> Sketch:
    """Histogram of |ṙ| of the first result with its exact curve, the others' as outlines."""
    return _distributions(results, FAST, P_FAST, "vel")


@figure(
    "lattice-thermal",
    "**Displacements of the atoms**; dashed: Maxwell–Boltzmann",
    FAR,
    P_FAR,
    LAYERS,
    height=400,
    legend=False,
)
def displacement(results) -> Sketch:
    """Histogram of |r| of the first result with its exact curve, the others' as outlines."""
    return _distributions(results, FAR, P_FAR, "pos")


@figure(
    "lattice-thermal",
    "**Autocorrelation** of an atom's displacement and velocity",
    TIME,
    SHARE,
    "lines",
    height=280,
    corner="top_right",
)
def covariance(results) -> Sketch:
    """C(t)/C(0) of positions and velocities, and the classical one of a single result."""
    marks = []
    for result, look in looked(results):
        after = f", {look.name}" if len(results) > 1 else ""
        if "species" in result.data.dims:
            marks += _species_traces(result, look.dash, after)
            continue
        for key, (color, name) in TRACES.items():
            marks.append(_trace(result, key, Look(color, look.dash, name=name + after)))
    if len(results) == 1 and "species" not in results[0].data.dims:
        for key, (color, name) in TRACES.items():
            look = Look(color, "dashed", name=f"{name}, classical")
            marks.append(_trace(results[0], f"{key}_classical", look))
    return Sketch(tuple(marks), TIME, SHARE)


def _species_traces(result: Result, dash: str, after: str) -> list[Line]:
    """Positions and, thinner, velocities of each species."""
    found = []
    for i, species in enumerate(result.data.species.values):
        own = result.data.sel(species=species)
        for key, width in (("C_pos", 2.2), ("C_vel", 1.2)):
            C, name = own[key].values, TRACES[key][1]
            look = Look(color_of(i), dash, name=f"{species}, {name}{after}")
            found.append(Line(own.time.values, C / (C[0] or 1), look, width=width))
    return found


def _trace(result: Result, key: str, look: Look) -> Line:
    C = result.data[key].values
    return Line(result.data.time.values, C / (C[0] or 1), look, width=2.0)


# histograms ---------------------------------------------------------------------------------


def _distributions(results, x: Axis, p: Axis, kind: str) -> Sketch:
    """The first result with its curves, the others as outlines, all named at their tops."""
    if not results:
        return Sketch((), x, p)
    if any("species" in r.data.dims for r in results):
        return _of_species(results, x, p)
    named = names(results)
    lines = _curves(results[0], kind, named[0])
    marks = [*_bars(results[0], x, p, lines[-1].look, solid=True), *lines]
    tops = [lines[-1]]
    for i, (result, name) in enumerate(zip(results[1:], named[1:], strict=True)):
        bars = _bars(result, x, p, Look(OTHERS[i % len(OTHERS)], name=name))
        marks, tops = [*marks, *bars], [*tops, *bars]
    marks += map(_name, tops)
    end = max([lines[0].x[-1], *(bars.edges[-1] for bars in tops[1:])])
    high = max(lines[0].y.max(), *(_top(mark)[1] for mark in tops))
    return Sketch(tuple(marks), _from_zero(x, end), _from_zero(p, 1.12 * high))


def _of_species(results, x: Axis, p: Axis) -> Sketch:
    """A colour for each species, a dash for each result; the first one's histograms filled."""
    marks, found = [], [r for r in results if f"{p.name}_exact" in r.data]
    for turn, (result, name) in enumerate(zip(found, names(found), strict=True)):
        at, data = result.data[x.name].values, result.data
        for i, species in enumerate(data.species.values):
            said = f"{species}, {name}" if len(found) > 1 else str(species)
            look = Look(color_of(i), DASHES[turn % len(DASHES)], name=said)
            own = data.sel(species=species)
            exact = own[f"{p.name}_exact"].values
            if turn == 0:
                half = (at[1] - at[0]) / 2
                edges = np.append(at - half, at[-1] + half)
                marks.append(Steps(edges, own[p.name].values, look, solid=True))
                slow = Look(GREY, "dashed", name=f"{species}, Maxwell–Boltzmann")
                marks.append(Line(at, own[f"{p.name}_classical"].values, slow, width=1.6))
            marks.append(line := Line(at, exact, look))
            if turn == 0 or i == 0:  # more names would lie over each other: a dash is a result
                marks.append(_name(line))
    lines = [m for m in marks if isinstance(m, Line)]
    if not lines:
        return Sketch((), x, p)
    end, high = max(m.x[-1] for m in lines), max(m.y.max() for m in lines)
    return Sketch(tuple(marks), _from_zero(x, end), _from_zero(p, 1.12 * high))


def _curves(result: Result, kind: str, name: str) -> list[Line]:
    """Maxwell and Boltzmann's distribution, and the exact one."""
    variance = result.summary[f"C_{kind}_xx"]
    classical = result.summary[f"classical_{kind}_xx"]
    x = np.linspace(0, REACH * np.sqrt(variance), 240)
    return [
        Line(x, maxwell(x, classical), Look(GREY, "dashed", name="Maxwell–Boltzmann"), width=2.0),
        Line(x, maxwell(x, variance), Look(BLUE, name=name)),
    ]


def _bars(result: Result, x: Axis, p: Axis, look: Look, solid: bool = False) -> list[Steps]:
    """The histogram, once there is one."""
    if p.name not in result.data:
        return []
    centre, heights = result.data[x.name].values, result.data[p.name].values
    half = (centre[1] - centre[0]) / 2
    return [Steps(np.append(centre - half, centre[-1] + half), heights, look, solid)]


def _top(mark: Line | Steps) -> tuple[float, float]:
    """Place and height of the highest point."""
    if isinstance(mark, Line):
        at = int(np.argmax(mark.y))
        return float(mark.x[at]), float(mark.y[at])
    at = int(np.argmax(mark.heights))
    return float(mark.edges[at : at + 2].mean()), float(mark.heights[at])


def _name(mark: Line | Steps) -> Words:
    x, y = _top(mark)
    return Words([x], [1.05 * y], [f" {mark.look.name}"], mark.look)


def _from_zero(axis: Axis, end: float) -> Axis:
    return replace(axis, span=(0.0, end), room=(0.0, 0.0))
