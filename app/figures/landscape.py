"""Landscape: the energy of an ion along the paths over a crystal's saddles."""

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .marks import Dots, Line
from .sketch import Axis, Sketch
from .style import Look
from .together import looked

WAY = Axis("way_length", room=(0.02, 0.05))
ENERGY = Axis("E_way", room=(0.05, 0.08))
ALIKE = 0.1
"""Energies (meV) of saddles that are alike by symmetry."""


@figure(
    "ion-landscape",
    "Energy of the ion along the paths over its saddles",
    WAY,
    ENERGY,
    "lines dots",
    height=385,
)
def paths(results) -> Sketch:
    """Energies along one path of each kind, rigid lattice; dots are saddles with atoms relaxed."""
    marks: list = []
    several = len(results) > 1
    for result, look in looked(results):
        kinds = _kinds(result)
        for k in kinds:
            name = "" if several and k != kinds[0] else _name(result, k, look if several else None)
            marks.append(Line(*_path(result, k), look._replace(name=name), width=2.5))
        told = "" if several else "atoms relaxed"
        marks.append(_relaxed(result, kinds, look._replace(name=told)))
    return Sketch(tuple(marks), WAY, ENERGY)


def _kinds(result: Result) -> list[int]:
    """One saddle of each energy and pair of minima, from low to high, as many as can be told."""
    data, found = result.data, {}
    for k, energy in enumerate(data.E_saddle.values):
        ends = int(data.from_minimum[k]), int(data.to_minimum[k])
        levels = tuple(round(float(data.E_minimum[e - 1]) / ALIKE) for e in ends)
        found.setdefault((round(float(energy) / ALIKE), *sorted(levels)), k)
    return list(found.values())[:6]


def _name(result: Result, k: int, look: Look | None) -> str:
    """What a path is called: by its run if there are several, else by its saddle."""
    if look is not None:
        return look.name
    return f"saddle of {float(result.data.E_saddle[k]):.4g} meV"


def _path(result: Result, k: int) -> tuple[np.ndarray, np.ndarray]:
    way, energy = (result.data[name].values[k] for name in ("way_length", "E_way"))
    known = np.isfinite(way)
    return way[known], energy[known]


def _relaxed(result: Result, kinds: list[int], look: Look) -> Dots:
    """The saddles' relaxed barriers above their first minimum, where the path is highest."""
    tops, heights = [], []
    if "barrier_giving" in result.data:
        for k in kinds:
            way, energy = _path(result, k)
            first = int(result.data.from_minimum[k]) - 1
            start = float(result.data.E_minimum_giving[first])
            tops.append(way[np.argmax(energy)])
            heights.append(start + float(result.data.barrier_giving[k]))
    return Dots(np.array(tops, float), np.array(heights, float), look, size=10)
