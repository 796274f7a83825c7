"""gate-barrier: three answers to "how high is the barrier?", and why they differ."""

from collections.abc import Generator, Iterator
from typing import ClassVar

import numpy as np
import xarray as xr
from scipy.optimize import brentq

from ..core.experiment import Equation
from ..core.result import Chunk
from ..core.units import attributes
from ..numerics.kernels.potentials import energies, energy, stiffness
from .boundaries import Edges, edges_of
from .kernels.classify import Returned
from .model import MOTION, GateModel

SCAN = 1500
"""Energies scanned for the edges from rest."""
REFINE = 6.0
"""Divides the fast kernel's step there: edges good to 1e-8 of U0."""

BARRIERS = (
    Equation(
        r"E_\mathrm{frozen} = U(s)",
        "the oscillator is held at y = 0 while the particle passes",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E^* = \min_y \left[U(y-s) + \tfrac{1}{2}y^2\right]",
        "the oscillator moves aside and settles: the lowest energy with the particle at x = 0",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E_\mathrm{min}",
        "the smallest energy with which a particle really passes an oscillator at rest: it has "
        "only as long as it takes to pass to push the oscillator aside",
        "computed by launches",
    ),
)


def rest_edges(model: GateModel) -> Generator[None, None, Edges]:
    """Edges of transmission in E_particle (E_osc) with the oscillator at rest.

    Sorted by energy; sign +1 where transmission begins, −1 where it ends. The first is E_min,
    unless launches below it stayed undecided. A generator that pauses by yielding None.
    """
    return edges_of(model, 0.0, np.zeros(1), SCAN, REFINE)


def landscape(model: GateModel, y: np.ndarray) -> np.ndarray:
    """V(y) = U(y−s) + y²/2 (E_osc): particle at x = 0, oscillator at y (l_osc, shape (n,))."""
    code, U0, lam, s, _ = model.system()
    return energies(code, np.ascontiguousarray((y - s) ** 2, float), U0, lam) + y**2 / 2


def stationary_points(model: GateModel) -> tuple[np.ndarray, np.ndarray]:
    """All y (l_osc) with V'(y) = 0, sorted, and V''(y) there by a central difference."""
    code, U0, lam, s, _ = model.system()

    def slope(y):
        return y - stiffness(code, (y - s) ** 2, U0, lam) * (y - s)

    # the spring wins beyond the strongest push the potential can give
    reach = np.sqrt(2 * U0) + abs(s) + 1e-9
    grid = np.linspace(-reach, reach, max(2001, int(40 * reach / lam)) | 1)
    values = np.array([slope(y) for y in grid])
    crossing = np.nonzero(np.sign(values[1:]) * np.sign(values[:-1]) < 0)[0]
    roots = [brentq(slope, grid[i], grid[i + 1], xtol=1e-14) for i in crossing]
    roots = np.sort(np.array(roots + grid[values == 0].tolist()))
    d = 1e-5 * lam
    return roots, np.array([(slope(y + d) - slope(y - d)) / (2 * d) for y in roots])


def still_barriers(model: GateModel) -> tuple[float, float]:
    """Frozen and relaxed barrier (E_osc): the oscillator is held, or has moved aside and settled.

    No particle is launched, so that neither M nor the start counts.
    """
    code, U0, lam, s, _ = model.system()
    roots, _ = stationary_points(model)
    return float(energy(code, s * s, U0, lam)), float(landscape(model, roots).min())


class GateBarrier(GateModel):
    """Frozen, relaxed and dynamic barrier [GATE Sec. IV]."""

    key: ClassVar[str] = "gate-barrier"
    title: ClassVar[str] = "Barrier"
    question: ClassVar[str] = "How high is the barrier?"
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, *BARRIERS)

    def run(self) -> Iterator[Chunk]:
        """Yield V(y) with its stationary points, the edges from rest, and the barriers."""
        roots, curvature = stationary_points(self)
        V = landscape(self, roots)
        for _ in (scanning := Returned(rest_edges(self))):
            yield Chunk(0.5, "scanning", xr.Dataset())
        found = scanning.value
        reach = np.sqrt(2 * self.U0) + abs(self.s)
        y = np.linspace(-reach, reach, 601)
        frozen, relaxed = still_barriers(self)
        data = xr.Dataset(
            {
                "V": ("y", landscape(self, y), attributes("V")),
                "stationary_V": ("stationary_y", V, attributes("V")),
                "stationary_is_minimum": ("stationary_y", curvature > 0),
                "edge_energy": ("edge", found.energy, attributes("E_particle")),
                "edge_sign": ("edge", found.sign),
            },
            {"y": ("y", y, attributes("y")), "stationary_y": roots},
        )
        summary = {
            "frozen": frozen,
            "relaxed": relaxed,
            "y_relaxed": float(roots[np.argmin(V)]),
            # an undecided launch may have passed: then the first edge found is no minimum
            "E_min": float(found.energy[0]) if found.undecided == 0 else None,
            "undecided": found.undecided,
        }
        yield Chunk(1.0, "done", data, summary)
