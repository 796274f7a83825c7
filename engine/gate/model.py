"""What every gate experiment shares: the model's parameters, equations and start."""

import math
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from ..core.experiment import Equation, Experiment
from ..core.parameters import Choice, InvalidParameter, Kind, Quantity
from ..numerics.potentials import POTENTIALS
from .edge import EDGE, edge_of
from .kernels.values import System, system

GATE = "K. Noori, B. A. Olsen, A. Rodin, Phys. Rev. Research 6, 023322 (2024)"

MOTION = (
    Equation(
        r"\frac{M\ddot x}{4\pi^2} = -\frac{\partial U}{\partial x}",
        "the particle moves along x, pushed by the oscillator",
        "GATE, Sec. II",
    ),
    Equation(
        r"\frac{\ddot y}{4\pi^2} = -y - \frac{\partial U}{\partial y}",
        "the oscillator moves along y, held by its spring",
        "GATE, Sec. II",
    ),
    Equation(
        r"U(z) = U_0\,e^{-z^2/2\lambda^2},\quad z=\sqrt{x^2+(y-s)^2}",
        "Gaussian repulsion of height U₀ and width λ; s is the impact parameter",
        "GATE, Sec. II",
    ),
    Equation(
        r"E = \frac{M\dot x^2}{8\pi^2} + \frac{\dot y^2}{8\pi^2} + \frac{y^2}{2} + U(z)",
        "the total energy is conserved: what one part loses another gains",
        "GATE, Sec. II",
    ),
)

ENERGIES = {"particle": (0.001, 5000), "oscillator": (0, 5000)}
"""Energies (E_osc) at the launch that may be asked for; a particle at rest never arrives."""


def energy_parameter(default: float, who: str, group: str) -> Quantity:
    """E_particle or E_oscillator of one launch, `default` in E_osc.

    `who` is "particle" or "oscillator".
    """
    return Quantity(
        default,
        bounds=ENERGIES[who],
        soft=(0.1, 12) if who == "particle" else (0, 20),
        step=0.05,
        symbol="E_p" if who == "particle" else "E_o",
        called=f"{who} energy",
        unit="E_osc",
        group=group,
        doc=f"Energy of the {who} at launch, in quanta ħΩ of the oscillator.",
    )


def phase_parameter() -> Quantity:
    """φ: where in its swing the oscillator is when the particle starts."""
    return Quantity(
        0.0,
        bounds=(-100, 100),
        soft=(0, 2 * math.pi),
        step=math.pi / 64,
        symbol="φ",
        called="phase",
        unit="rad",
        group="Oscillator",
        doc="Phase of the oscillator at launch: y = ζ sin φ, ẏ = 2πζ cos φ.",
    )


class GatePair(Experiment):
    """A particle and the oscillator that repels it [GATE Sec. II], at whatever distance they pass;
    the base of the gate's experiments."""

    group: ClassVar[str] = "Gate"
    source: ClassVar[str] = GATE
    equations: ClassVar[tuple[Equation, ...]] = MOTION

    U0 = Quantity(
        10.0,
        bounds=(0.01, 1000),
        soft=(0.5, 20),
        step=0.1,
        symbol="U₀",
        called="height",
        unit="E_osc",
        group="Interaction",
        doc="Height of the repulsion, at zero distance.",
    )
    lam = Quantity(
        2.0,
        bounds=(0.02, 100),
        soft=(0.4, 3.2),
        step=0.02,
        symbol="λ",
        called="width",
        unit="l_osc",
        group="Interaction",
        doc="Width of the repulsion.",
    )
    potential = Choice(
        list(POTENTIALS),
        symbol="U(z)",
        called="shape",
        group="Interaction",
        written={"gaussian": "Gaussian", "sech2": "sech²"},
        doc="Shape of the repulsion; the paper uses the Gaussian.",
    )
    M = Quantity(
        1.0,
        bounds=(0.001, 1000),
        soft=(0.1, 10),
        step=0.05,
        log=True,
        symbol="M",
        called="mass",
        unit="m",
        group="Particle",
        doc="Mass of the particle, in units of the oscillator's mass.",
    )
    x0 = Quantity(
        -20.0,
        bounds=(-2000, -0.1),
        soft=(-60, -5),
        step=0.5,
        symbol="x₀",
        called="initial position",
        unit="l_osc",
        group="Accuracy",
        doc="Initial position of the particle; φ is the oscillator's phase at that moment.",
    )

    def check(self) -> None:
        """Refuse a start inside the interaction: U(x0) must be below 1e-8 U0."""
        edge = edge_of(self.potential, self.lam)
        if self.x0 > edge:
            enough = math.floor(edge)
            raise InvalidParameter(
                "lam",
                self.lam,
                f"makes the {self.potential} potential reach past the start: at `x0 = {self.x0:g}` "
                f"l_osc it is still above {EDGE:g} of its height; it falls below that at "
                f"{edge:.2f} l_osc",
                f"Set `x0 = {enough}` or farther out, or lower `lam`.",
                offer={"x0": float(enough)},
            )


class GateModel(GatePair):
    """A particle that passes one oscillator at one distance."""

    s = Quantity(
        2.0,
        bounds=(-100, 100),
        soft=(0, 5),
        step=0.05,
        symbol="s",
        called="offset",
        unit="l_osc",
        group="Interaction",
        doc="Impact parameter: distance of the particle's path from the oscillator at rest.",
    )

    @classmethod
    def declared(cls) -> dict[str, Kind]:
        """As of every experiment; s stands with the other lengths, before the shape."""
        found = super().declared()
        names = [name for name in found if name != "s"]
        names.insert(names.index("potential"), "s")
        return {name: found[name] for name in names}

    def system(self) -> System:
        """The model as the kernels take it."""
        return system(self.potential, self.U0, self.lam, self.s, self.M)


def start(
    E_oscillator: ArrayLike, phi: ArrayLike, script: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Oscillator at the launch: y (l_osc) and dy/dt (l_osc Ω), of the shape both broadcast to.

    `E_oscillator` in E_osc, `phi` in rad.

    y = ζ sin φ and ẏ = 2πζ cos φ with ζ = √(2 E_oscillator) [GATE Sec. III]. With `script`, ẏ =
    2π cos φ without ζ, as in the paper's released script for its Fig. 3.
    """
    zeta = np.sqrt(2 * np.asarray(E_oscillator, float))
    return zeta * np.sin(phi), np.cos(phi) * (np.ones_like(zeta) if script else zeta)
