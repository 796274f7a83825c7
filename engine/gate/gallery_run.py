"""gate-gallery at work: its maps put together."""

from collections.abc import Sequence

import numpy as np
import xarray as xr

from ..compute.newest import Newest
from ..core.units import attributes
from .gallery import GateGallery
from .kernels.values import TRANSMITTED, UNDECIDED

UNKNOWN = -1
"""Outcome of a cell whose map has not begun."""


def gathered(gallery: GateGallery, newest: Sequence[Newest]) -> tuple[xr.Dataset, dict]:
    """Data and answer of the gallery; see `GateGallery.gathered`."""
    e = gallery
    nothing = np.full((e.n, e.n), UNKNOWN, np.int8)
    cells = np.array([one.found.get("transmitted", nothing) for one in newest])
    whole = np.array([one.share == 1 for one in newest])
    share = np.where(whole, (cells == TRANSMITTED).mean(axis=(1, 2)), np.nan)
    places = len(e.offsets), len(e.phases)
    p, o = (
        np.linspace(getattr(e, f"E_{of}_min"), getattr(e, f"E_{of}_max"), e.n)
        for of in ("particle", "oscillator")
    )
    axes = {"s": np.array(e.offsets), "phi": np.array(e.phases), "E_particle": p, "E_oscillator": o}
    data = {
        "transmitted": (tuple(axes), cells.reshape(*places, e.n, e.n), attributes("transmitted")),
        "passing": (("s", "phi"), share.reshape(places), attributes("passing")),
    }
    summary = {
        "maps": int(whole.sum()),
        "lowest": float(np.nanmin(share)) if whole.any() else None,
        "highest": float(np.nanmax(share)) if whole.any() else None,
        "transmitted_fraction": share.reshape(places).tolist(),
        "undecided": int((cells == UNDECIDED).sum()),
    }
    return xr.Dataset(data, {k: (k, v, attributes(k)) for k, v in axes.items()}), summary
