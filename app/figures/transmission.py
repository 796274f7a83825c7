"""Transmission: the chance to pass and its activation energy over temperature, systems together."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from ionoscope.engine import Result
from ionoscope.engine.statistics.normal import NORMAL

from .figure import figure
from .marks import FEWER, Dots, Line, Mark, Rule, thinned
from .names import names, rank
from .sketch import Axis, Sketch
from .style import BLUE, GREEN, GREY, PURPLE, VERMILION, Look

ROOM = (0.03, 0.05)
OMEGA_T, BETA = Axis("omega_T", room=ROOM), Axis("beta", room=ROOM)
P_LOG = Axis("P", log=True, span=(1e-3, 1.0), room=(0.0, 0.0))
P, E_A = Axis("P"), Axis("E_a")

MASS_COLOURS = (BLUE, VERMILION, GREEN, PURPLE)
"""By mass, light to heavy."""
OFFSET_MARKERS = ("circle", "diamond", "square", "triangle")
OFFSET_DASHES = ("solid", "dashed", "dotdash", "dotted")
"""By impact parameter."""
FROZEN, RELAXED = Look(GREY), Look(GREY, "dashed")
SYSTEM = ("U0", "lam", "s", "potential", "x0", "M", "ensemble")
"""What a curve depends on, however it is computed."""
LAYERS = "areas now rules lines strokes dots found words"
LIMITED = "areas now rules lines strokes dots limits found words"


class Curve(NamedTuple):
    """A system's quantity with its interval, over rising ω_T or 1/ω_T."""

    result: Result
    look: Look
    x: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def shown(self) -> np.ndarray:
        """The values, and the limits of those that were not found."""
        return np.where(self.value > 0, self.value, self.high)

    @property
    def marks(self) -> list[Mark]:
        """The curve, or its points, named at its right end."""
        named = Rule(self.x[-1:], self.shown[-1:], self.look.name, self.look)
        if _is_counted(self.result):
            none = f"none of {int(self.result.data.launched):,} passed"
            dots = Dots(*self[2:4], self.look, self.low, self.high, size=5.0)
            return [dots._replace(nothing=[none] * len(self.x)), named]
        x, value, low, high = thinned(*self[2:], most=FEWER)
        return [Line(x, value, self.look, low, high), named]


@figure(
    "gate-transmission",
    "**Arrhenius plot** of the transmission probability",
    BETA,
    P_LOG,
    LIMITED,
    height=400,
    legend=False,
)
def arrhenius(results) -> Sketch:
    """P over 1/ω_T; grey: exp(−E/ω_T) of the frozen (solid) and relaxed (dashed) barriers."""
    curves = _curves(results, "P", inverse=True, positive=True)
    values = np.concatenate([np.empty(0), *(c.shown for c in curves)])
    if not len(values):
        return Sketch((), BETA, P_LOG)
    foot = np.concatenate([c.low[c.low > 0] for c in curves]).min(initial=values.min())
    span = max(foot / 1.5, min(1e-9, values.max() / 1e3)), min(values.max() * 1.5, 1.3)
    beta = np.linspace(*_span(curves), FEWER)
    rules = _laws(curves, beta, beta)
    return Sketch((*rules, *_marks(curves)), BETA, replace(P_LOG, span=span))


@figure(
    "gate-transmission",
    "The **transmission probability**",
    OMEGA_T,
    P,
    LAYERS,
    height=400,
    legend=False,
)
def direct(results) -> Sketch:
    """P over ω_T, with the same grey laws."""
    curves = _curves(results, "P")
    values = _values(curves)
    if not len(values):
        return Sketch((), OMEGA_T, P)
    omega_T = np.linspace(*_span(curves), FEWER)
    rules = _laws(curves, omega_T, 1 / omega_T)
    span = 0.0, min(1.0, 1.15 * values.max())
    return Sketch((*rules, *_marks(curves)), OMEGA_T, replace(P, span=span))


@figure("gate-transmission", "The local **activation energy**", OMEGA_T, E_A, LAYERS, legend=False)
def activation(results) -> Sketch:
    """E_a over ω_T; grey: the frozen (solid) and relaxed (dashed) barriers."""
    curves = _curves(results, "E_a")
    values = _values(curves)
    if not len(values):
        return Sketch((), OMEGA_T, E_A)
    ends = np.array(_span(curves))
    rules = [Rule(ends, np.full(2, E), look=look) for E, look in _barriers(curves)]
    span = min(values.min(), 0.0), 1.08 * max(values.max(), *(r.y[0] for r in rules))
    return Sketch((*rules, *_marks(curves)), OMEGA_T, replace(E_A, span=span))


# curves -------------------------------------------------------------------------------------


def _curves(results, quantity: str, inverse=False, positive=False) -> list[Curve]:
    """Those that have points; names and colours count the others as well."""
    found = [
        Curve(result, look, *_columns(result, quantity, inverse, positive))
        for result, look in zip(results, _looks(results), strict=True)
        if result.data.sizes.get("omega_T")
    ]
    return [curve for curve in found if len(curve.x)]


def _looks(results) -> list[Look]:
    ranks = list(zip(rank(results, "M"), rank(results, "s"), strict=True))
    if len(set(ranks)) < len({_system(r) for r in results}):  # something else tells them apart
        ranks = [(i, i // len(MASS_COLOURS)) for i in range(len(results))]
    looks = [(MASS_COLOURS[m % 4], OFFSET_DASHES[s % 4], OFFSET_MARKERS[s % 4]) for m, s in ranks]
    return [Look(*look, name) for look, name in zip(looks, names(results), strict=True)]


def _system(result: Result) -> tuple:
    """What a curve is of, however it was computed."""
    return tuple(result.parameters[k] for k in SYSTEM)


def _columns(result: Result, quantity: str, inverse: bool, positive: bool) -> list[np.ndarray]:
    data = result.data
    omega_T, value = data.omega_T.values, data[quantity].values
    if quantity == "P":
        low, high = data.P_low.values, data.P_high.values
    else:
        # counted ones have standard errors, exact ones a bound
        times = NORMAL if _is_counted(result) else 1.0
        half = times * data.E_a_error.values
        low, high = value - half, value + half
    x = 1 / omega_T if inverse else omega_T
    rows = np.argsort(x)
    # a counted zero is an upper limit, a computed one is below every number
    kept = (value > 0) | (not positive) | _is_counted(result)
    rows = rows[np.isfinite(value[rows]) & kept[rows]]
    return [column[rows] for column in (x, value, low, high)]


def _is_counted(result: Result) -> bool:
    return result.parameters["method"] == "sampled"


def _marks(curves: list[Curve]) -> list[Mark]:
    return [mark for curve in curves for mark in curve.marks]


def _values(curves: list[Curve]) -> np.ndarray:
    return np.concatenate([np.empty(0), *(c.value for c in curves)])


def _span(curves: list[Curve]) -> tuple[float, float]:
    return min(c.x[0] for c in curves), max(c.x[-1] for c in curves)


# what to compare with -----------------------------------------------------------------------


def _laws(curves: list[Curve], x: np.ndarray, beta: np.ndarray) -> list[Rule]:
    return [Rule(x, np.exp(-E * beta), look=look) for E, look in _barriers(curves)]


def _barriers(curves: list[Curve]) -> list[tuple[float, Look]]:
    """Heights of the frozen and relaxed barriers of all systems, each once."""
    found = [c.result.summary["barrier"] for c in curves]
    return [
        (E, look)
        for name, look in (("frozen", FROZEN), ("relaxed", RELAXED))
        for E in sorted({round(barrier[name], 6) for barrier in found})
    ]
