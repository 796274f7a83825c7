"""Wandering: how far ions come, where they have been, how long they stay; several runs together."""

import numpy as np

from ionoscope.engine.statistics.normal import NORMAL

from .figure import figure
from .looks import looks
from .marks import MOST, Dots, Line, Rule, thinned
from .sketch import Axis, Sketch

POINTS = 400
"""Most points of a curve with a band."""
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
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        data = result.data
        t, y, error, line = thinned(
            data.lag.values,
            *(data[k].values for k in ("msd", "msd_error", "msd_line")),
            most=POINTS,
        )
        y, low, high = around(y, error)
        marks.append(Line(t, y, look, low, high))
        if np.isfinite(line).any():
            marks.append(Rule(t, line, look=look._replace(dash="dashed")))
    return Sketch(tuple(marks), LAG, MSD)


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
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        columns = (result.data[k].values for k in ("time", "D", "D_low", "D_high"))
        t, y, low, high = thinned(*columns, most=POINTS)
        marks.append(Line(t, y, look, low, high))
    return Sketch(tuple(marks), TIME, D)


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
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        counts = result.data.residence_count.values
        if counts.sum():
            y, low, high = around(counts / counts.sum(), np.sqrt(counts) / counts.sum())
            marks.append(Dots(result.data.residence.values, y, look, low.clip(0), high))
    return Sketch(tuple(marks), STAY, SHARE)


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
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        columns = (result.data[k].values for k in ("lag", "alpha2", "alpha2_error"))
        t, y, error = thinned(*columns, log=True, most=POINTS)
        y, low, high = around(y, error)
        marks.append(Line(t, y, look, low, high))
    return Sketch(tuple(marks), LAG_LOG, ALPHA)


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
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        place = result.data.place.values[0]
        x, y, _ = place[:: max(1, -(-len(place) // MOST))].T
        marks += [Line(x, y, look, width=1.3), Dots(x[:1], y[:1], look, filled=np.zeros(1, bool))]
    return Sketch(tuple(marks), X, Y)


def around(y: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, ...]:
    """Values and the ends of their 95 % intervals."""
    return y, y - NORMAL * error, y + NORMAL * error
