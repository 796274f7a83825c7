"""gate-map: which launches pass, over the plane of the two energies."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..core.experiment import Equation, Experiment
from ..core.finding import Finding
from ..core.parameters import Choice, Count, InvalidParameter, Quantity
from ..core.result import Chunk
from .kernels.values import TRANSMITTED
from .model import ENERGIES, MOTION, GateModel, phase_parameter

if TYPE_CHECKING:
    import xarray as xr

START = Equation(
    r"y(0)=\zeta\sin\varphi,\quad \dot y(0)=2\pi\zeta\cos\varphi,\quad"
    r"\zeta=\sqrt{2E_\mathrm{oscillator}}",
    "initial state of the oscillator; the particle is launched from x₀ at speed √(8π²E_particle/M)",
    "GATE, Sec. III",
)


def edge(default: float, of: str, which: str) -> Quantity:
    """An edge of the window: `which` ("min", "max") in E_`of`, with its `default` (E_osc)."""
    return Quantity(
        default,
        bounds=ENERGIES[of],
        soft=(ENERGIES[of][0], 40),
        step=0.1,
        symbol=f"E_{of[0]} {which}",
        called="limit",
        unit="E_osc",
        group="Window",
        doc=f"{'Lower' if which == 'min' else 'Upper'} limit of the window in E_{of}.",
    )


def cells_a_side(default: int) -> Count:
    """n, with its `default`: cells along each side of a map."""
    return Count(
        default,
        bounds=(2, 1000),
        soft=(50, 500),
        step=50,
        symbol="n",
        called="cells per side",
        unit="",
        group="Accuracy",
        doc="Cells along each side of the map.",
    )


def oscillator_start() -> Choice:
    """How ẏ at the launch follows from E_oscillator."""
    return Choice(
        ["text", "released_script"],
        called="initial velocity",
        group="Oscillator",
        written={"text": "as in the paper's text", "released_script": "as in the released script"},
        doc="The paper's text has ẏ = 2πζ cos φ; its released script for Fig. 3 omits the ζ.",
    )


def check_window(experiment: Experiment) -> None:
    """Refuse an empty window of energies (InvalidParameter)."""
    for of in ("particle", "oscillator"):
        low, high = (getattr(experiment, f"E_{of}_{which}") for which in ("min", "max"))
        if high <= low:
            raise InvalidParameter(
                f"E_{of}_max",
                high,
                f"is not above `E_{of}_min = {low:g}`, so the window is empty",
                f"Raise `E_{of}_max` or lower `E_{of}_min`.",
            )


class GateMap(GateModel):
    """Transmitted or reflected over (E_particle, E_oscillator) at one phase [GATE Fig. 3]."""

    key: ClassVar[str] = "gate-map"
    title: ClassVar[str] = "Domain map"
    question: ClassVar[str] = "When does the particle pass?"
    small: ClassVar[dict] = {"n": 20}
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, START)

    phi = phase_parameter()
    E_particle_min = edge(0.1, "particle", "min")
    E_particle_max = edge(12.0, "particle", "max")
    E_oscillator_min = edge(0.0, "oscillator", "min")
    E_oscillator_max = edge(20.0, "oscillator", "max")
    n = cells_a_side(200)
    fill = Choice(
        ["every cell", "traced"],
        called="launched cells",
        group="Accuracy",
        doc="Launch every cell, or only those along the boundaries (a thin island may be missed).",
    )
    oscillator_start = oscillator_start()

    def check(self) -> None:
        """Refuse an empty window as well."""
        super().check()
        check_window(self)

    def axes(self) -> tuple[np.ndarray, np.ndarray]:
        """Grid points in E_particle and E_oscillator (E_osc, (n,)), the window's edges included."""
        return (
            np.linspace(self.E_particle_min, self.E_particle_max, self.n),
            np.linspace(self.E_oscillator_min, self.E_oscillator_max, self.n),
        )

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Which share of the window passes."""
        from .findings import of_map

        return of_map(self.values(), chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the coarse map, the traced one, and the map with every cell launched."""
        from .domain_map_run import run

        return run(self)


def weighted_share(data: "xr.Dataset", omega_T: float) -> float:
    """Share of the window that passes when cells weigh exp(−(E_particle + E_oscillator)/ω_T).

    Parameters
    ----------
    data : Dataset
        A map's data.
    omega_T : float
        Temperature k_B T/ħΩ.

    Returns
    -------
    float, 0 … 1
    """
    p, o = data.E_particle.values, data.E_oscillator.values
    weight = np.exp(-(p - p[0]) / omega_T)[:, None] * np.exp(-(o - o[0]) / omega_T)[None, :]
    return float(np.sum(weight * (data.transmitted.values == TRANSMITTED)) / np.sum(weight))
