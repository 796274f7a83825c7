"""Passage: what an ion pays on its way through the crystal."""

import numpy as np

from ionoscope.engine import Result

from .figure import figure
from .marks import Dots, Line, Rule
from .sketch import Axis, Sketch
from .style import BLUE, GREEN, GREY, ORANGE, Look
from .together import looked

WAY = Axis("path_length", room=(0.01, 0.01))
ENERGY = Axis("E_from_start", room=(0.05, 0.05))
PARTS = {
    "E_rigid": Look(GREY, "dashed", name="rigid lattice"),
    "E_corners": Look(GREY, "dotted", name="rigid, 8 corners only"),
    "E_relaxed": Look(BLUE, name="atoms relaxed"),
    "E_interaction": Look(GREEN, "dashed", name="repulsion"),
    "E_elastic": Look(ORANGE, "dotted", name="springs"),
}
"""Dataset variable → how it looks and what it is called."""


@figure(
    "lattice-barrier",
    "Energy of the ion on its way from cell to cell",
    WAY,
    ENERGY,
    "now rules lines dots",
    height=385,
    silent="dots",
    corner="right",
)
def profile(results) -> Sketch:
    """Energies along the path, each from its own value at the start; of several results the
    relaxed one, and thin that with atoms at rest."""
    marks: list = []
    if len(results) == 1:
        marks += [_line(results[0], name, look) for name, look in PARTS.items()]
    else:
        for result, look in looked(results):
            marks.append(Rule(*_energy(result, "E_rigid"), look=Look(GREY, look.dash)))
            marks.append(_line(result, "E_relaxed", look))
    marks += [_top(result) for result in results if result.summary]
    return Sketch(tuple(marks), WAY, ENERGY)


def _energy(result: Result, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Way and energy above that at the start; nan as long as it is not known."""
    way = result.data.path_length.values
    E = result.data[name].values if name in result.data else np.full(len(way), np.nan)
    return way, E - E[0]


def _line(result: Result, name: str, look: Look) -> Line:
    return Line(*_energy(result, name), look, width=3.0 if name == "E_relaxed" else 2.0)


def _top(result: Result) -> Dots:
    """The highest place of the relaxed profile; nowhere if its barrier is withheld."""
    at = [np.array([result.summary[k]], float) for k in ("top_at", "relaxed")]
    return Dots(*at, Look(BLUE), size=10)
