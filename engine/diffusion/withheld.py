"""Withheld: why a run has no D though it has counted, and what is not told then."""

from collections.abc import Mapping

import numpy as np
import xarray as xr

from .flights import Flight
from .points import FEW, FEWEST_HOPS

EARLY, FREE, BALLISTIC = "too early", "free", "ballistic"
REASONS = (EARLY, FREE, BALLISTIC, FEW)
"""The run is still too short for its line; U0 = 0; it flies through the fit window; see points."""
DIFFUSION = ("D", "D_low", "D_high", "D_error", "D_paper", "D_paper_low", "D_paper_high", "D_hops")
MOBILITY = ("mobility", "mobility_low", "mobility_high")
"""What rests on many hops at random, by its names in the summary."""


def reason(U0: float, found: Mapping, seen: Flight | None) -> str | None:
    """Why there is no D, one of REASONS; None where there is one.

    `U0` is the ion's strength (meV Å, or meV), `found` what was counted, `seen` how it flew.
    """
    if U0 == 0:
        return FREE
    if found["D"] is None:
        return EARLY
    if seen is not None and seen.is_ballistic:
        return BALLISTIC
    return FEW if found["n_hops"] < FEWEST_HOPS else None


def without_D(found: Mapping, why: str | None) -> dict:
    """The summary `found`, with the reason as `D_withheld`; if there is one, without any D.

    A mobility is known before D is, but not of a flight or of too few hops either.
    """
    moved = why and (why != EARLY or found["n_hops"] < FEWEST_HOPS)
    names = (*(DIFFUSION if why else ()), *(MOBILITY if moved else ()))
    return {**found, **{k: None for k in names if k in found}, "D_withheld": why}


def without_lines(data: xr.Dataset, why: str | None) -> xr.Dataset:
    """A run's dataset without the D that nobody should take: all of it, or that of too few hops.

    The mean square displacement (over lag) stays; its line and D over time become NaN.
    """
    few = data.n_hops < FEWEST_HOPS
    hidden = xr.ones_like(few, bool) if why else few
    D = {k: data[k].where(~hidden) for k in ("D", "D_low", "D_high")}
    line = {"msd_line": data.msd_line * np.nan} if why else {}
    return data.assign({k: v.assign_attrs(data[k].attrs) for k, v in {**D, **line}.items()})
