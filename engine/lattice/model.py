"""What every experiment in the crystal shares: its springs, its equations, what it refuses."""

from functools import lru_cache
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation, Experiment
from ..core.parameters import Choice, InvalidParameter, Quantity
from ..core.units import K_B
from ..crystal.heat import STATISTICS
from .crystal import CubicLattice

SEOM = (
    "A. Rodin, B. A. Olsen, A. Ustyuzhanin, A. Maevskiy, Time-local stochastic equation of motion "
    "for solid ionic electrolytes (2024)"
)

DYNAMICAL = Equation(
    r"D_{\alpha\beta}(\mathbf q) = \frac{1}{m}\sum_{\mathbf b} k_b\,\hat b_\alpha\hat b_\beta"
    r"\left(1-\cos \mathbf q\cdot\mathbf b\right),\qquad D\,\eta = \Omega^2\eta",
    "dynamical matrix: springs k₁ to the 6 nearest and k₂ to the 12 next-nearest neighbours b; its "
    "eigenvalues are the squared angular frequencies Ω² of the phonons, its eigenvectors η their "
    "polarisations",
    "SEOM, Eq. 21",
)

KELVIN = (1 / K_B, "K")
"""Temperatures are told in K beside kT."""


def temperature(
    default: float, bounds: tuple[float, float] = (0, 10_000), soft: tuple[float, float] = (0, 100)
) -> Quantity:
    """kT: the temperature of the crystal; `default`, `bounds` and slider (`soft`) in meV."""
    return Quantity(
        default,
        bounds=bounds,
        soft=soft,
        step=0.5,
        symbol="kT",
        called="temperature",
        unit="meV",
        group="Temperature",
        also=KELVIN,
        doc="Temperature times k_B; 25 meV is 290 K.",
    )


def ensemble() -> Choice:
    """statistics: whether the modes of a hot crystal hold whole quanta."""
    return Choice(
        STATISTICS,
        symbol="statistics",
        called="statistics",
        group="Temperature",
        doc="quantum: whole quanta and zero-point motion; classical: kT per mode on average.",
    )


class LatticeModel(Experiment):
    """A simple cubic crystal of atoms on springs [SEOM Sec. II]; the base of its experiments."""

    group: ClassVar[str] = "Crystal"
    source: ClassVar[str] = SEOM
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL,)

    k1 = Quantity(
        CubicLattice.k1,
        bounds=(-20_000, 20_000),
        soft=(20, 2000),
        step=5,
        symbol="k₁",
        called="nearest-neighbour springs",
        unit="meV/Å²",
        group="Crystal",
        doc="Spring constant to the 6 nearest neighbours.",
    )
    k2 = Quantity(
        CubicLattice.k2,
        bounds=(-20_000, 20_000),
        soft=(10, 1000),
        step=5,
        symbol="k₂",
        called="diagonal springs",
        unit="meV/Å²",
        group="Crystal",
        doc="Spring constant to the 12 next-nearest neighbours, across the faces of a cell.",
    )
    m = Quantity(
        CubicLattice.m,
        bounds=(0.001, 10_000),
        soft=(0.5, 20),
        step=0.1,
        log=True,
        symbol="m",
        called="atomic mass",
        unit="meV ps²/Å²",
        group="Crystal",
        doc="Mass of an atom; 1 meV ps²/Å² is 9.65 Da.",
    )
    a = Quantity(
        CubicLattice.a,
        bounds=(0.1, 100),
        soft=(2, 6),
        step=0.05,
        symbol="a",
        called="lattice constant",
        unit="Å",
        group="Crystal",
        doc="Distance between nearest neighbours.",
    )

    def check(self) -> None:
        """Refuse a crystal that falls apart (InvalidParameter), naming the mode that would grow."""
        if self.k2 == 0:
            raise InvalidParameter(
                "k2",
                self.k2,
                "leaves three sets of uncoupled chains: rows of atoms slide along each other "
                "without any force, so that heat would carry them away without limit",
                "Set `k2` above 0, for example 1.",
                offer={"k2": 1.0},
            )
        crystal = self.cubic()
        if crystal.is_stable():
            return
        mode = crystal.softest()
        q = ", ".join(f"{x:.3g}" for x in mode.q)
        along = ", ".join(f"{x:.2g}" for x in np.round(mode.polarisation, 3) + 0.0)
        name = "k1" if self.k1 <= 0 else "k2"
        raise InvalidParameter(
            name,
            getattr(self, name),
            f"makes the crystal unstable: nothing drives back the wave at q = ({q})·2π/a that "
            f"moves atoms along ({along}); its Ω² is {mode.Omega2:.4g} (rad/ps)²",
            f"Set `{name}` above 0." if getattr(self, name) <= 0 else f"Raise `{name}`.",
        )

    def cubic(self) -> CubicLattice:
        """The crystal that the parameters describe."""
        return _crystal(self.a, self.k1, self.k2, self.m)


@lru_cache(maxsize=256)
def _crystal(a: float, k1: float, k2: float, m: float) -> CubicLattice:
    """One object a crystal, for what is found of it once is kept by it."""
    return CubicLattice(a, k1, k2, m)
