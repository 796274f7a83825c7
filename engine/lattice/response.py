"""lattice-response: how the crystal answers a push, at once and later."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import xarray as xr

from ..core.experiment import Equation
from ..core.parameters import Count, InvalidParameter, Points, Quantities
from ..core.result import Chunk
from ..core.units import attributes
from . import memory_kernel
from .density import density_of_states
from .memory_kernel import COARSER, echo_time, evolving, loss, static_response
from .model import DYNAMICAL, LatticeModel
from .modes import Modes
from .zone import box, nodes, quadrature

GRIDS = (6, 8, 10, 14, 20, 28, 40, 56, 80)
"""Boxes whose W(0) shows how slowly a plain grid converges."""
LAST_NODES = 24
"""Most Gauss points a side in the same picture: by then only rounding is left."""
SPECTRUM_GRID = 36
"""Steps from Γ to the zone's face in the spectrum of the loss."""
MODES_MAX = 4_000_000
"""Most modes a run may sum over; more would fill the memory."""

RECOIL = Equation(
    r"W_{jk}(t) = \frac{1}{m}\left\langle \frac{\eta\eta^\dagger}{\Omega^2}\cos\Omega t\;"
    r"e^{i\mathbf q\cdot(\mathbf L_j-\mathbf L_k)}\right\rangle,\qquad W(0)=V^{-1}",
    "the recoil kernel: atom j gives way by W(0)F to a steady force F on atom k",
    "SEOM, Sec. II",
)
PUSH = Equation(
    r"\mathbf r_j(t) = \mathbf r_{H,j}(t) + \int_0^\infty G_{jk}(t')\,\mathbf F_k(t-t')\,dt',"
    r"\qquad G = -\frac{dW}{dt}",
    "what a force of the past still does now, on top of the thermal motion r_H",
    "SEOM, Sec. II",
)
LOSS = Equation(
    r"\mathcal L = \int_0^\infty W_{jk}\,dt = \sum_u\int dS\,"
    r"\frac{\psi\psi^\dagger}{16\pi^2\rho\,v_u^3} = l\,\mathbb 1",
    "the time-local equation keeps of W only its area, as if it were a spike at t = 0; the area "
    "is the same for every pair of atoms and comes from sound alone",
    "SEOM, Sec. III",
)


class LatticeResponse(LatticeModel):
    """W(t), W(0) and 𝓛 of the infinite crystal and of a periodic box [SEOM Secs. II–III]."""

    key: ClassVar[str] = "lattice-response"
    title: ClassVar[str] = "Response"
    question: ClassVar[str] = "How does the crystal give way, and for how long?"
    small: ClassVar[dict] = {"times": (0.0, 0.1), "cells": 4}
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, RECOIL, PUSH, LOSS)

    displacements = Points(
        [(0, 0, 0), (1, 0, 0), (1, 1, 0), (1, 1, 1), (2, 0, 0)],
        bounds=(-20, 20),
        most=40,
        whole=True,
        symbol="L",
        called="pairs of atoms, in cells",
        unit="a",
        group="Response",
        doc="How many cells the two atoms are apart, along x, y and z.",
    )
    times = Quantities(
        np.linspace(0, 2, 201),
        bounds=(0, 20),
        symbol="t",
        called="times",
        unit="ps",
        group="Response",
        doc="Times after the push.",
    )
    cells = Count(
        20,
        bounds=(2, 200),
        soft=(4, 60),
        step=1,
        symbol="N",
        called="box",
        group="Response",
        doc="Cells along each side of the periodic box that is compared with the infinite crystal.",
    )

    def check(self) -> None:
        """Refuse what would not fit into memory as well."""
        super().check()
        n = nodes(self.crystal(), np.array(self.displacements), self.times[-1])
        count = 3 * n * n * (n + 1) // 2 * 6 * len(self.displacements)
        if count > 40 * MODES_MAX:
            raise InvalidParameter(
                "times",
                self.times,
                f"asks for {count * 8 / 1e9:.1f} GB: the infinite crystal takes more waves the "
                "longer it is followed",
                "End earlier or choose fewer displacements.",
            )

    def run(self) -> Iterator[Chunk]:
        """Yield the infinite crystal's response, then the box's, then how grids converge."""
        crystal, sites = self.crystal(), np.array(self.displacements, np.int64)
        times = np.array(self.times)
        n = nodes(crystal, sites, times[-1])
        yield (chunk := Chunk(0.05, "infinite crystal", xr.Dataset()))
        modes = Modes.of(crystal, quadrature(n))
        yield chunk
        W = yield from _paused(evolving(crystal, modes, sites, times, memory_kernel.RECOIL), chunk)
        G = yield from _paused(
            evolving(crystal, modes, sites, times, memory_kernel.PUSH_RESPONSE), chunk
        )
        static = static_response(crystal, modes, sites)
        modes = Modes.of(crystal, quadrature(n - COARSER))
        yield chunk
        rough = yield from _paused(
            evolving(crystal, modes, sites, times, memory_kernel.RECOIL), chunk
        )
        coarse = static_response(crystal, modes, sites)
        errors = np.abs(static - coarse).max(), np.abs(W - rough).max()
        data = self._data(sites, times, static, W, G)
        summary = self._summary(crystal, times, static, W, errors)
        yield (chunk := Chunk(0.6, "box", data, summary))
        modes = Modes.of(crystal, box(self.cells))
        W_box = yield from _paused(
            evolving(crystal, modes, sites, times, memory_kernel.RECOIL), chunk
        )
        data = data.assign(W_box=(data.W.dims, W_box, attributes("W_box")))
        yield Chunk(0.8, "grids", data, summary)
        data = data.merge(_convergence(crystal))
        data = data.merge(_loss_spectrum(crystal))
        yield Chunk(1.0, "done", data, summary)

    def _data(self, sites, times, static, W, G) -> xr.Dataset:
        moving = ("time", "displacement", "axis", "axis_2")
        return xr.Dataset(
            {
                "W": (moving, W, attributes("W")),
                "G": (moving, G, attributes("G")),
                "W0": (moving[1:], static, attributes("W0")),
            },
            {
                "time": ("time", times, attributes("time")),
                "displacement": [str(tuple(map(int, s))) for s in sites],
                "axis": list("xyz"),
                "axis_2": list("xyz"),
            },
        )

    def _summary(self, crystal, times, static, W, errors) -> dict:
        names = [str(site) for site in self.displacements]
        first = W[:, 0, 0, 0] / static[0, 0, 0]
        return {
            "L": float(loss(crystal)[0, 0]),
            "W0": dict(zip(names, static.tolist(), strict=True)),
            "W0_error": float(errors[0]),
            "W_error": float(errors[1]),
            "W_xx_over_W0": {f"{t:g}": float(w) for t, w in zip(times, first, strict=True)},
            "echo_time": echo_time(crystal, self.cells, self.displacements),
        }


def _paused(parts: Iterator[np.ndarray], chunk: Chunk):
    """Yield `chunk` between the parts; return the last one."""
    for part in parts:
        if part.ndim == 4:
            return part
        yield chunk


def _convergence(crystal) -> xr.Dataset:
    """Relative error of W_xx(0) of an atom on itself: plain grids of N³, and n Gauss points."""
    here = [(0, 0, 0)]
    exact = static_response(crystal, Modes.of(crystal, quadrature(LAST_NODES + 12)), here)[0, 0, 0]

    def error(zone) -> float:
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


def _loss_spectrum(crystal) -> xr.Dataset:
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
