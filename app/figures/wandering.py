"""Wandering: how far ions come, how fast, how hot they are, one or several runs together."""

import numpy as np

from ionoscope.engine.statistics.interval import NORMAL

from .figure import figure
from .looks import looks
from .marks import Line, Rule, thinned
from .sketch import Axis, Sketch

LAG, MSD = Axis("lag"), Axis("msd")


@figure("ion-diffusion", "How far it comes in a time t; dashed: 6Dt + c", LAG, MSD,
        "areas rules lines found", height=380)  # fmt: skip
def msd(results) -> Sketch:
    """Mean square displacement over time, with its 95 % interval and the line that gives D."""
    marks = []
    for result, look in zip(results, looks(results), strict=True):
        data = result.data
        t, y, error, line = thinned(data.lag.values, *(data[k].values for k in
                                    ("msd", "msd_error", "msd_line")), most=400)  # fmt: skip
        marks.append(Line(t, y, look, y - NORMAL * error, y + NORMAL * error))
        if np.isfinite(line).any():
            marks.append(Rule(t, line, look=look._replace(dash="dashed")))
    return Sketch(tuple(marks), LAG, MSD)
