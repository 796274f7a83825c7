"""Domain map: transmitted and reflected launches over two energies."""

import numpy as np

from .figure import figure
from .marks import Cells, Dots, Mark, Strokes, Veil, Words
from .places import edges
from .sketch import Axis, Sketch
from .style import REFLECTED, TRANSMITTED, UNDECIDED, VERMILION, Look

E_PARTICLE, E_OSCILLATOR = (Axis(f"E_{of}", room=(0.0, 0.0)) for of in ("particle", "oscillator"))
WORDS = ("reflected", "transmitted", "undecided")
PALETTE, LIMITS = (REFLECTED, TRANSMITTED, UNDECIDED), (-0.5, 2.5)
ENERGY_LINE, ENERGY_NAME = Look("#0000008C", "dotted"), Look("#000000CC")
PICKED = Look(VERMILION, marker="x", name="the launch")
FADE_CELLS = 60
GAP = 2
"""Cells that are left free around a small map."""


@figure(
    "gate-map",
    "Which launches pass",
    E_PARTICLE,
    E_OSCILLATOR,
    "cells veil strokes dots words",
    name="domain-map",
    height=540,
    palette=PALETTE,
    clim=LIMITS,
    words=WORDS,
    classes=WORDS,
    legend=False,
    tools="box_zoom,wheel_zoom,pan,save",
    active=["box_zoom"],
    single=True,
)
def domain_map(results, lines: bool = True, omega_T: float | None = None, picked=None) -> Sketch:
    """Outcome of every launch.

    Parameters
    ----------
    results : list of Result
        The last one is shown.
    lines : bool
        Whether to draw lines of constant total energy.
    omega_T : float, optional
        What is rare at this temperature is veiled: cells keep exp(−(E_p + E_o)/ω_T) of their
        colour, energies counted from the window's lowest corner.
    picked : (float, float), optional
        E_particle and E_oscillator of a launch to mark.
    """
    if not results:
        return Sketch((), E_PARTICLE, E_OSCILLATOR)
    data = results[-1].data
    p, o = data.E_particle.values, data.E_oscillator.values
    window = (*edges(p), *edges(o))
    marks: list[Mark] = [Cells(p, o, np.ascontiguousarray(data.transmitted.values.T, np.uint8))]
    if omega_T is not None:
        marks.append(_veil(*window, omega_T))
    if lines:
        marks += _energy_lines(*window)
    if picked is not None:
        marks.append(Dots(np.array(picked[:1]), np.array(picked[1:]), PICKED, size=16.0, width=3.0))
    return Sketch(tuple(marks), E_PARTICLE, E_OSCILLATOR)


def _veil(x0: float, x1: float, y0: float, y1: float, omega_T: float) -> Veil:
    middles = (np.arange(FADE_CELLS) + 0.5) / FADE_CELLS
    x, y = x0 + middles * (x1 - x0), y0 + middles * (y1 - y0)
    return Veil(x, y, np.exp(-np.add.outer(y - y0, x - x0) / omega_T))


def _energy_lines(x0: float, x1: float, y0: float, y1: float) -> list[Mark]:
    """Lines of constant E_particle + E_oscillator across the window, each with its value."""
    width, height = x1 - x0, y1 - y0
    step = _nice((width + height) / 7)
    totals = np.arange(np.ceil((x0 + y0) / step), (x1 + y1) / step) * step
    left, right = np.maximum(x0, totals - y1), np.minimum(x1, totals - y0)
    lines = Strokes(left, totals - left, right, totals - right, ENERGY_LINE, 1.2)
    # just above the line where it enters the window, from the left or from the top
    above = totals + 0.025 * height
    y = np.minimum(above - x0 - 0.015 * width, y1 - 0.025 * height)
    x = above - y
    named = (right - left > 0.1 * width) & (x < x1)
    texts = [f"{total:.4g}" for total in totals[named]]
    return [lines, Words(x[named], y[named], texts, ENERGY_NAME)]


def _nice(size: float) -> float:
    """The 1, 2 or 5 times a power of ten nearest above `size`."""
    decade = 10 ** np.floor(np.log10(size))
    return float(decade * next(k for k in (1, 2, 5, 10) if k * decade >= size))
