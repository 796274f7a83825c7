"""Response: the memory kernel W in time, its running area, its spectrum, its convergence."""

from collections.abc import Callable

import numpy as np
from scipy.integrate import cumulative_trapezoid

from ionoscope.engine import Result

from .figure import figure
from .looks import looks
from .marks import Area, Cursor, Dots, Level, Line, Rule, Words
from .names import names
from .sketch import Axis, Sketch
from .style import BLUE, COLOURS, DASHES, GREY, VERMILION, Look

TIME = Axis("time", room=(0.01, 0.01))
RECOIL = Axis("W_xx", also=(0.0,), room=(0.05, 0.05))
AREA = Axis("W_area", also=(0.0, 1.2), room=(0.05, 0.05))
OMEGA, LOSS = Axis("Omega", room=(0, 0)), Axis("loss_share", also=(0.0,), room=(0.05, 0.05))
SIDE = Axis(
    "cells",
    text="grid points per side",
    log=True,
    span=(3, 100),
    room=(0, 0),
    ticks=tuple((n, str(n)) for n in (4, 10, 20, 40, 80)),
)
ERROR = Axis("grid_error", log=True, span=(1e-17, 1), room=(0, 0))
LETTER = 0.014
"""Width of a letter as a share of a large picture."""
FEW = 6
"""Most curves that are named in a small picture."""


@figure(
    "lattice-response",
    "Relaxation of an atom after a steady force ends; grey: in a box",
    TIME,
    RECOIL,
    "cursors rules lines words",
    height=430,
    legend=False,
)
def recoil(results) -> Sketch:
    """W_xx(t) of every pair of atoms, the box's thin and grey, and when the box's echo comes."""
    ready = _with(results, "W")
    lines = _lines(ready, _recoils)
    marks = [*_echoes(ready), *_boxes(ready), *lines, *_named_above(lines)]
    return Sketch(tuple(marks), TIME, RECOIL)


@figure(
    "lattice-response",
    "**Running integral of W**: its limit is the drag on slow motion",
    TIME,
    AREA,
    "levels lines words",
    height=280,
    legend=False,
)
def area(results) -> Sketch:
    """∫₀ᵗ W_xx dt' in units of l: every pair of atoms ends at 1."""
    lines = _lines([r for r in _with(results, "W") if r.data.sizes["time"] > 1], _running)
    return Sketch((Level(1.0), *lines, *_named_below(lines)), TIME, AREA)


@figure(
    "lattice-response",
    "**Loss spectrum**; shaded: what a constant l adds or misses",
    OMEGA,
    LOSS,
    "areas levels lines words",
    height=280,
    legend=False,
)
def loss(results) -> Sketch:
    """What the crystal takes up at each frequency, against the flat l of the time-local one."""
    ready, flat = _with(results, "loss_spectrum"), Look(VERMILION, "dashed", name="time-local: l")
    marks: list = [Level(1.0, flat)]
    shown = [look._replace(color=BLUE) for look in _called(ready, "the crystal")]
    for result, look in zip(ready, shown, strict=True):
        x, y = _spectrum(result)
        outline = np.concatenate([x, x[::-1]]), np.concatenate([y, np.ones(len(x))])
        marks += [Area(*outline, Look(VERMILION), 0.15), Line(x, y, look, width=2.0)]
    if ready:
        top = max(_spectrum(r)[1].max() for r in ready)
        marks += _stacked(0.03 * x[-1], 0.06 * top, 0.1 * top, [flat, *shown[::-1]])
    return Sketch(tuple(marks), OMEGA, LOSS)


@figure(
    "lattice-response",
    "**Error of W(0)**, on the pushed atom itself",
    SIDE,
    ERROR,
    "rules dots words",
    height=280,
    legend=False,
)
def convergence(results) -> Sketch:
    """Error of W(0): a plain grid's N³ points against n Gauss points a side."""
    ready = _with(results, "grid_error")
    marks: list = []
    for result, plain, ours in zip(
        ready, _called(ready, "periodic box"), _called(ready, "Gauss points"), strict=True
    ):
        data = result.data
        plain = plain._replace(color=GREY, marker="square")
        for x, y, look in ((data.grid, data.grid_error, plain), (data.node, data.node_error, ours)):
            marks += [Rule(x.values, y.values, look=look), Dots(x.values, y.values, look, size=7)]
            marks.append(_beside_its_middle(x.values, y.values, look))
    return Sketch(tuple(marks), SIDE, ERROR)


# curves -------------------------------------------------------------------------------------


def _with(results, name: str) -> list[Result]:
    """Those that have come so far."""
    return [r for r in results if name in r.data]


def _recoils(result: Result, name: str = "W") -> np.ndarray:
    """W_xx in 10⁻³ Å²/meV, shape (pair, time)."""
    return 1e3 * result.data[name].values[:, :, 0, 0].T


def _running(result: Result) -> np.ndarray:
    """Area of W_xx so far over l, shape (pair, time)."""
    W = result.data.W.values[:, :, 0, 0].T
    return cumulative_trapezoid(W, result.data.time.values, initial=0) / result.summary["L"]


def _lines(results, heights: Callable[[Result], np.ndarray]) -> list[Line]:
    """A colour for each pair of atoms, a dash for each run."""
    called = names(results) if len(results) > 1 else [""] * len(results)
    return [
        Line(result.data.time.values, y, _look(f"{pair} {name}".strip(), i, run))
        for run, (result, name) in enumerate(zip(results, called, strict=True))
        for i, (pair, y) in enumerate(
            zip(result.data.displacement.values, heights(result), strict=True)
        )
    ]


def _look(name: str, pair: int, run: int) -> Look:
    turn, color = divmod(pair, len(COLOURS))
    return Look(COLOURS[color], DASHES[(turn + run) % len(DASHES)], name=name)


def _boxes(results) -> list[Rule]:
    return [
        Rule(r.data.time.values, y, look=Look(GREY))
        for r in _with(results, "W_box")
        for y in _recoils(r, "W_box")
    ]


def _echoes(results) -> list[Cursor]:
    """When each box's echo comes, if it comes in the time that is shown."""
    found = {
        r.summary["echo_time"]: r.parameters["cells"]
        for r in results
        if r.summary["echo_time"] < r.data.time[-1]
    }
    look = Look(VERMILION, "dashed")
    # several names would lie over each other
    said = "echo in a box of {}³ (grey)" if len(found) == 1 else ""
    return [Cursor(t, look, said.format(N)) for t, N in found.items()]


def _spectrum(result: Result) -> tuple[np.ndarray, np.ndarray]:
    """Ω and loss over l, from 1 at rest to nothing above the fastest mode."""
    Omega, y = result.data.Omega_bin.values, result.data.loss_spectrum.values
    x = np.concatenate([[0], Omega, [Omega[-1], 1.15 * Omega[-1]]])
    return x, np.concatenate([[1], y / result.summary["L"], [0, 0]])


# names --------------------------------------------------------------------------------------


def _called(results, what: str) -> list[Look]:
    """Looks of the same quantity in each run, named by it and by what tells the runs apart."""
    found = looks(results)
    return [
        look._replace(name=what if len(found) == 1 else f"{what}, {look.name}") for look in found
    ]


def _named_above(lines: list[Line]) -> list[Words]:
    """Names at the right, where all have become small, in the order of the curves' beginnings."""
    if not lines:
        return []
    looks = [line.look for line in sorted(lines, key=lambda line: line.y[0])]
    top, bottom = max(line.y.max() for line in lines), min(0.0, *(line.y.min() for line in lines))
    gap = min(0.06, 0.9 / len(lines)) * (top - bottom)
    return _stacked(_beside(lines, LETTER), top - gap * (len(lines) - 0.5), gap, looks, "L = ")


def _named_below(lines: list[Line]) -> list[Words]:
    """Names at the right end of a small picture's foot, if they are few."""
    if not 0 < len(lines) <= FEW:
        return []
    gap = 0.08 * max(line.y.max() for line in lines)
    return _stacked(_beside(lines, 2 * LETTER), gap / 2, gap, [line.look for line in lines[::-1]])


def _beside(lines: list[Line], letter: float) -> float:
    """Where a column of names begins that ends at the right end."""
    low, high = lines[0].x[[0, -1]]
    return high - letter * max(len(line.look.name) + 4 for line in lines) * (high - low)


def _beside_its_middle(x: np.ndarray, y: np.ndarray, look: Look) -> Words:
    """A curve's name right above a point in its middle."""
    good = np.flatnonzero(np.isfinite(y) & (y > 0))
    at = good[len(good) // 2] if len(good) else 0
    return Words([1.08 * x[at]], [6 * y[at]], [look.name], look)


def _stacked(x: float, y: float, gap: float, looks: list[Look], before: str = "") -> list[Words]:
    """The looks' names one above the other."""
    return [
        Words([x], [y + gap * i], [f"{before}{look.name}"], look) for i, look in enumerate(looks)
    ]
