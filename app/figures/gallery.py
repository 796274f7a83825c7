"""Gallery: small domain maps side by side, a column for every phase, a row for every offset."""

from fractions import Fraction

import numpy as np
import xarray as xr

from .domain_map import LIMITS, PALETTE, WORDS
from .figure import figure
from .marks import Boxes, Cells
from .sketch import Axis, Sketch
from .style import VERMILION, Look

PHI, S = Axis("phi", unit="", room=(0.0, 0.0)), Axis("s", unit="", room=(0.0, 0.0))
GAP = 2
"""Cells that are left free around a small map."""
TWELFTHS = 12
"""Phases that are so many parts of π are written as such."""


@figure(
    "gate-gallery",
    "**The same model at several phases and offsets** (eight and two in the paper's Fig. 3)",
    PHI,
    S,
    "cells boxes",
    height=250,
    palette=PALETTE,
    clim=LIMITS,
    classes=WORDS,
    quantity="outcome",
    told=f"return {list(WORDS)}[value] ?? 'not known'",
    legend=False,
    tools="save",
    single=True,
)
def gallery(results, here=None) -> Sketch:
    """Small maps at all phases (columns) and offsets (rows).

    `here` = (φ, s) is the map that is framed, if it is among them.
    """
    if not results:
        return Sketch((), PHI, S)
    data = results[-1].data
    cells = _mosaic(data.transmitted.values)
    places = data.sizes["s"], data.sizes["phi"]
    y, x = ((np.arange(n) + 0.5) * k / n for n, k in zip(cells.shape, places, strict=True))
    return Sketch((Cells(x, y, cells), *_frame(data, here)), *_axes(data))


def _axes(data: xr.Dataset) -> tuple[Axis, Axis]:
    """Columns of small maps from the left, rows from the top."""
    phases, offsets = data.phi.values, data.s.values
    across = tuple((i + 0.5, phase_name(phi)) for i, phi in enumerate(phases))
    up = tuple((len(offsets) - i - 0.5, f"s = {s:g}") for i, s in enumerate(offsets))
    return tuple(
        Axis(name, unit="", room=(0.0, 0.0), span=(-0.02, len(ticks) + 0.02), ticks=ticks)
        for name, ticks in (("phi", across), ("s", up))
    )


def phase_name(phi: float) -> str:
    """A phase (rad) in parts of π, or as a number where it is no simple one."""
    parts = Fraction(phi / np.pi).limit_denominator(TWELFTHS)
    if abs(float(parts) * np.pi - phi) > 1e-9 * max(1.0, abs(phi)):
        return f"{phi:.3g}"
    if not parts:
        return "0"
    over, under = parts.numerator, parts.denominator
    lead = {1: "", -1: "−"}.get(over, f"{over}".replace("-", "−"))
    return f"{lead}π" + (f"/{under}" if under > 1 else "")


def _mosaic(maps: np.ndarray) -> np.ndarray:
    """Maps (row, column, x, y) side by side as (y, x), nan around them and where not known."""
    known = np.where(maps < 0, np.nan, maps).astype(np.float32)
    around = ((0, 0), (0, 0), (GAP, GAP), (GAP, GAP))
    framed = np.pad(known, around, constant_values=np.nan)
    rows, columns, width, height = framed.shape
    upwards = framed[::-1].transpose(0, 3, 1, 2)
    return upwards.reshape(rows * height, columns * width)


def _frame(data: xr.Dataset, here: tuple[float, float] | None) -> list[Boxes]:
    """A frame around the map at this phase and offset, if it is among them."""
    if here is None:
        return []
    apart = [np.abs(data[k].values - at) for k, at in zip(("phi", "s"), here, strict=True)]
    if max(gap.min() for gap in apart) > 1e-3:
        return []
    column, row = (int(gap.argmin()) for gap in apart)
    x, y = np.array([column + 0.5]), np.array([data.sizes["s"] - row - 0.5])
    return [Boxes(x - 0.485, y - 0.485, x + 0.485, y + 0.485, Look(VERMILION), 0.0)]


def at_place(data: xr.Dataset, x: float, y: float) -> tuple[float, float] | None:
    """Phase and offset of the small map at a place of the gallery."""
    column, row = int(np.floor(x)), data.sizes["s"] - 1 - int(np.floor(y))
    if 0 <= column < data.sizes["phi"] and 0 <= row < data.sizes["s"]:
        return float(data.phi.values[column]), float(data.s.values[row])
    return None
