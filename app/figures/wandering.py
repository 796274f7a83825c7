"""Wandering: how far ions come, where they have been, how long they stay; several runs together."""

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .intervals import around, within
from .marks import FEWER, MOST, Dots, Line, Mark, Rule, thinned
from .sketch import Axis
from .style import Look

LAG, MSD = Axis("lag"), Axis("msd")
TIME, D = Axis("time"), Axis("D")
STAY = Axis("residence", log=True)
SHARE = Axis("residence_share", text="fraction of hops", room=(0.08, 0.08))
LAG_LOG, ALPHA = Axis("lag", log=True), Axis("alpha2")
X, Y = Axis("R_x"), Axis("R_y")


@figure(
    "ion-diffusion",
    "**Mean square displacement** in a time t; dashed: 6Dt + c",
    LAG,
    MSD,
    "areas rules lines found",
    height=380,
    needs="msd",
    each=True,
)
def msd(result: Result, look: Look) -> list[Mark]:
    """Mean square displacement over time, with its 95 % interval and the line that gives D."""
    data = result.data
    curve = _banded(data.lag, around(data.msd.values, data.msd_error.values), look)
    t, line = thinned(data.lag, data.msd_line, most=FEWER)
    fitted = np.isfinite(line).any()
    return [curve, Rule(t, line, look=look._replace(dash="dashed"))] if fitted else [curve]


@figure(
    "ion-diffusion",
    "**D so far**, with its 95 % interval",
    TIME,
    D,
    "areas lines found",
    height=300,
    needs="msd",
    each=True,
)
def history(result: Result, look: Look) -> list[Mark]:
    """D and its 95 % interval, as they came to be known; nothing where D is withheld."""
    values = within(result.data, "D")
    known = np.isfinite(values[0]).any()
    return [_banded(result.data.time, values, look)] if known else []


@figure(
    "ion-diffusion",
    "**Residence time** in a cell",
    STAY,
    SHARE,
    "strokes dots",
    height=280,
    corner="top_right",
    needs="msd",
    each=True,
)
def residence(result: Result, look: Look) -> list[Mark]:
    """Share of the hops that came after so long a stay, with the interval of a counted number."""
    counts = result.data.residence_count.values
    if not counts.sum():
        return []
    y, low, high = around(counts / counts.sum(), np.sqrt(counts) / counts.sum())
    return [Dots(result.data.residence.values, y, look, low.clip(0), high)]


@figure(
    "ion-diffusion",
    "**Non-Gaussian parameter**: α₂ is 0 for Gaussian displacements",
    LAG_LOG,
    ALPHA,
    "areas lines found",
    height=280,
    needs="msd",
    each=True,
)
def alpha2(result: Result, look: Look) -> list[Mark]:
    """The non-Gaussian parameter over time, with its 95 % interval."""
    data = result.data
    values = around(data.alpha2.values, data.alpha2_error.values)
    return [_banded(data.lag, values, look, log=True)]


@figure(
    "ion-diffusion",
    "**Path of the first ion**, seen along z; hollow: its start",
    X,
    Y,
    "lines strokes dots",
    height=380,
    needs="msd",
    each=True,
)
def path(result: Result, look: Look) -> list[Mark]:
    """The way of each run's first ion, as its projection onto the x-y plane."""
    place = result.data.place.values[0]
    x, y, _ = place[:: max(1, -(-len(place) // MOST))].T
    return [Line(x, y, look, width=1.3), Dots(x[:1], y[:1], look, filled=np.zeros(1, bool))]


def _banded(x, y: tuple, look: Look, log: bool = False) -> Line:
    """A curve with its interval: `y` are the values and both ends."""
    x, y, low, high = thinned(x, *y, log=log, most=FEWER)
    return Line(x, y, look, low, high)
