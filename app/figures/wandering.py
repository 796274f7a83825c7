"""Wandering: how far ions come, where they have been, how long they stay; several runs together."""

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .intervals import around, within
from .marks import FEWER, MOST, Dots, Line, Mark, Rule, thinned
from .sketch import Axis, Sketch
from .style import Look
from .together import together

LAG, MSD = Axis("lag"), Axis("msd")
TIME, D = Axis("time"), Axis("D")
STAY = Axis("residence", log=True)
SHARE = Axis("residence_share", text="share of the hops", room=(0.08, 0.08))
LAG_LOG, ALPHA = Axis("lag", log=True), Axis("alpha2")
X, Y = Axis("R_x"), Axis("R_y")


@figure(
    "ion-diffusion",
    "**How far it comes** in a time t; dashed: 6Dt + c",
    LAG,
    MSD,
    "areas rules lines found",
    height=380,
    needs="msd",
)
def msd(results) -> Sketch:
    """Mean square displacement over time, with its 95 % interval and the line that gives D."""
    return together(results, LAG, MSD, _displaced)


@figure(
    "ion-diffusion",
    "**D so far**, with its 95 % interval",
    TIME,
    D,
    "areas lines found",
    height=300,
    needs="msd",
)
def history(results) -> Sketch:
    """D and its 95 % interval, as they came to be known in the course of the run."""
    return together(results, TIME, D, _known)


@figure(
    "ion-diffusion",
    "**How long it stays** in a cell",
    STAY,
    SHARE,
    "strokes dots",
    height=280,
    corner="top_right",
    needs="msd",
)
def residence(results) -> Sketch:
    """Share of the hops that came after so long a stay, with the interval of a counted number."""
    return together(results, STAY, SHARE, _stays)


@figure(
    "ion-diffusion",
    "**Hops or a stream?** α₂ is 0 for a smooth random walk",
    LAG_LOG,
    ALPHA,
    "areas lines found",
    height=280,
    needs="msd",
)
def alpha2(results) -> Sketch:
    """The non-Gaussian parameter over time, with its 95 % interval."""
    return together(results, LAG_LOG, ALPHA, _not_gaussian)


@figure(
    "ion-diffusion",
    "**Where the first ion has been**, seen along z; hollow: its start",
    X,
    Y,
    "lines strokes dots",
    height=380,
    needs="msd",
)
def path(results) -> Sketch:
    """The way of each run's first ion, as its projection onto the x-y plane."""
    return together(results, X, Y, _way)


def _banded(look: Look, x, y: tuple, log: bool = False) -> Line:
    """A curve with its interval: `y` are the values and both ends."""
    x, y, low, high = thinned(x, *y, log=log, most=FEWER)
    return Line(x, y, look, low, high)


def _displaced(result: Result, look: Look) -> list[Mark]:
    data = result.data
    curve = _banded(look, data.lag, around(data.msd.values, data.msd_error.values))
    t, line = thinned(data.lag, data.msd_line, most=FEWER)
    fitted = np.isfinite(line).any()
    return [curve, Rule(t, line, look=look._replace(dash="dashed"))] if fitted else [curve]


def _known(result: Result, look: Look) -> list[Mark]:
    return [_banded(look, result.data.time, within(result.data, "D"))]


def _not_gaussian(result: Result, look: Look) -> list[Mark]:
    data = result.data
    alpha2 = around(data.alpha2.values, data.alpha2_error.values)
    return [_banded(look, data.lag, alpha2, log=True)]


def _stays(result: Result, look: Look) -> list[Mark]:
    counts = result.data.residence_count.values
    if not counts.sum():
        return []
    y, low, high = around(counts / counts.sum(), np.sqrt(counts) / counts.sum())
    return [Dots(result.data.residence.values, y, look, low.clip(0), high)]


def _way(result: Result, look: Look) -> list[Mark]:
    place = result.data.place.values[0]
    x, y, _ = place[:: max(1, -(-len(place) // MOST))].T
    return [Line(x, y, look, width=1.3), Dots(x[:1], y[:1], look, filled=np.zeros(1, bool))]
