"""The run of lattice-response: the infinite crystal, a box beside it, how fast grids converge."""

from collections.abc import Generator, Iterator

import numpy as np
import xarray as xr

from ..core.result import Chunk
from ..core.units import attributes
from . import any_response_run
from .crystal import CubicLattice
from .density import density_of_states
from .echo import echo_time
from .memory_kernel import COARSER, PUSH_RESPONSE, RECOIL_KERNEL, evolving, loss, static_response
from .modes import Modes
from .response import LatticeResponse
from .zone import Zone, box, nodes, quadrature

GRIDS = (6, 8, 10, 14, 20, 28, 40, 56, 80)
"""Boxes whose W(0) shows how slowly a plain grid converges."""
LAST_NODES = 24
"""Most Gauss points a side in the same picture: by then only rounding is left."""
SPECTRUM_GRID = 36
"""Steps from Γ to the zone's face in the spectrum of the loss."""

Parts = Generator[Chunk, None, np.ndarray]


def run(experiment: LatticeResponse) -> Iterator[Chunk]:
    """Yield the infinite crystal's response, then the box's, then how grids converge."""
    return _of_cubic(experiment) if experiment.is_simple else any_response_run.run(experiment)


def _of_cubic(experiment: LatticeResponse) -> Iterator[Chunk]:
    crystal, times = experiment.cubic(), np.array(experiment.times)
    sites = np.array(experiment.displacements, np.int64)
    n = nodes(crystal, sites, times[-1])
    yield (chunk := Chunk(0.05, "infinite crystal", xr.Dataset()))
    modes = Modes.of(crystal, quadrature(n))
    yield chunk
    W = yield from _paused(evolving(crystal, modes, sites, times, RECOIL_KERNEL), chunk)
    G = yield from _paused(evolving(crystal, modes, sites, times, PUSH_RESPONSE), chunk)
    static = static_response(crystal, modes, sites)
    modes = Modes.of(crystal, quadrature(n - COARSER))
    yield chunk
    rough = yield from _paused(evolving(crystal, modes, sites, times, RECOIL_KERNEL), chunk)
    coarse = static_response(crystal, modes, sites)
    data = _data(sites, times, static, W, G)
    errors = float(np.abs(static - coarse).max()), float(np.abs(W - rough).max())
    summary = _summary(experiment, static, W, errors)
    yield (chunk := Chunk(0.6, "box", data, summary))
    modes = Modes.of(crystal, box(experiment.cells))
    W_box = yield from _paused(evolving(crystal, modes, sites, times, RECOIL_KERNEL), chunk)
    data = data.assign(W_box=(data.W.dims, W_box, attributes("W_box")))
    yield Chunk(0.8, "grids", data, summary)
    data = data.merge(_convergence(crystal)).merge(_loss_spectrum(crystal))
    yield Chunk(1.0, "done", data, summary)


def _paused(parts: Iterator[np.ndarray], chunk: Chunk) -> Parts:
    """Yield `chunk` between the parts; return the last one."""
    while not (part := next(parts)).size:
        yield chunk
    return part


def _data(
    sites: np.ndarray, times: np.ndarray, static: np.ndarray, W: np.ndarray, G: np.ndarray
) -> xr.Dataset:
    """The infinite crystal's answers, W and G of shape (time, n, 3, 3) and W(0), (n, 3, 3)."""
    moving = ("time", "displacement", "axis", "axis_2")
    return xr.Dataset(
        {
            "W": (moving, W, attributes("W")),
            "G": (moving, G, attributes("G")),
            "W0": (moving[1:], static, attributes("W0")),
        },
        {
            "time": ("time", times, attributes("time")),
            "displacement": (
                "displacement",
                [str(tuple(map(int, s))) for s in sites],
                attributes("between"),
            ),
            **{k: (k, list("xyz"), attributes(k)) for k in ("axis", "axis_2")},
        },
    )


def _summary(
    experiment: LatticeResponse, static: np.ndarray, W: np.ndarray, errors: tuple[float, float]
) -> dict:
    crystal, pairs = experiment.cubic(), experiment.displacements
    first = W[:, 0, 0, 0] / static[0, 0, 0]
    return {
        "L": float(loss(crystal)[0, 0]),
        "W0": dict(zip(map(str, pairs), static.tolist(), strict=True)),
        "W0_error": errors[0],
        "W_error": errors[1],
        "W_xx_over_W0": {f"{t:g}": float(w) for t, w in zip(experiment.times, first, strict=True)},
        "echo_time": echo_time(crystal, experiment.cells, pairs),
    }


def _convergence(crystal: CubicLattice) -> xr.Dataset:
    """Relative error of W_xx(0) of an atom on itself: plain grids of N³, and n Gauss points."""
    here = [(0, 0, 0)]
    exact = static_response(crystal, Modes.of(crystal, quadrature(LAST_NODES + 12)), here)[0, 0, 0]

    def error(zone: Zone) -> float:
        found = static_response(crystal, Modes.of(crystal, zone), here)[0, 0, 0]
        return abs(found / exact - 1)

    ours = range(4, LAST_NODES + 1, 2)
    return xr.Dataset(
        {
            "grid_error": ("grid", [error(box(N)) for N in GRIDS], attributes("grid_error")),
            "node_error": (
                "node",
                [max(error(quadrature(n)), 1e-16) for n in ours],
                attributes("grid_error"),
            ),
        },
        {
            "grid": ("grid", list(GRIDS), attributes("cells")),
            "node": ("node", list(ours), attributes("cells")),
        },
    )


def _loss_spectrum(crystal: CubicLattice) -> xr.Dataset:
    """∫₀^∞ W_xx(t) cos ωt dt of an atom on itself: πg(ω)/(6mω²), 𝓛 at ω → 0."""
    Omega, g = density_of_states(crystal, 90, SPECTRUM_GRID)
    # where less than two steps of the grid lie below, linear pieces cannot follow the sound
    coarse = crystal.sound_speeds([1, 0, 0])[0] * np.pi / (SPECTRUM_GRID * crystal.a)
    Omega, g = (v[Omega > 2 * coarse] for v in (Omega, g))
    spectrum = np.pi * g / (6 * crystal.m * Omega**2)
    return xr.Dataset(
        {"loss_spectrum": ("Omega_bin", spectrum, attributes("loss_spectrum"))},
        {"Omega_bin": ("Omega_bin", Omega, attributes("Omega"))},
    )
