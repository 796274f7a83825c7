"""Sweeps: points of many runs over what differs between them, and their crystals' heat."""

from collections.abc import Callable, Sequence

import numpy as np

from ionoscope.engine import Result

from .intervals import within
from .marks import Dots, Rule
from .style import GREY, Look
from .together import looked

ROOM = 0.08, 0.08
"""Below and above points, so that none is cut off."""


def points(results: Sequence[Result], name: str, x: Callable | None = None) -> list[Dots]:
    """A variable of every sweep over its axis, or over `x(data)`; hollow where runs go on."""
    return [
        dots(result, look, name, x(result.data) if x else None) for result, look in looked(results)
    ]


def dots(result: Result, look: Look, name: str, x: np.ndarray | None = None) -> Dots:
    """A variable of a sweep with its interval, if it has one."""
    data = result.data
    x = data[data.share.dims[0]].values if x is None else x
    y, *ends = within(data, name)
    return Dots(x, y, look, *ends, data.share.values == 1)


def crystal_heat(result: Result) -> tuple[np.ndarray, np.ndarray]:
    """The axis and m⟨ṙ²⟩/3kT of the crystal's atoms along it, where it is known."""
    data, axis = result.data, result.data.share.dims[0]
    ratio = data.bath_ratio.values
    known = np.isfinite(ratio)
    return data[axis].values[known], ratio[known]


def crystals(results: Sequence[Result], heat: Callable = crystal_heat) -> list[Rule]:
    """The crystals' own heat as grey dotted lines, each once, the first one named."""
    lines = {}
    for x, ratio in map(heat, results):
        if len(x):
            name = "" if lines else "crystal"
            line = Rule(x, ratio, name, Look(GREY, "dotted"))
            lines.setdefault((x.tobytes(), ratio.round(6).tobytes()), line)
    return list(lines.values())
