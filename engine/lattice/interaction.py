"""What every experiment with an ion among atoms shares: the potential, its parameters, its law."""

from typing import ClassVar

from ..core.experiment import Equation
from ..core.parameters import Choice, Quantity
from ..numerics.potentials import ION_POTENTIALS, Law
from .model import DYNAMICAL, LatticeModel

COULOMB = Equation(
    r"U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
    "screened Coulomb repulsion with the screening length λ; U₀ = 14,000 meV Å is about that of "
    "two bare elementary charges",
    "SEOM, Sec. IV",
)


def strength(
    default: float, soft: tuple[float, float] = (100, 20_000), step: float = 50, log: bool = True
) -> Quantity:
    """U0: how strongly ion and atom repel each other; `default`, `soft` and `step` in meV Å."""
    return Quantity(
        default,
        bounds=(0, 1e6),
        soft=soft,
        step=step,
        log=log,
        symbol="U₀",
        called="strength",
        unit="meV Å",
        group="Interaction",
        doc="Strength of the repulsion (in meV for the Gaussian); attraction is not modelled.",
    )


def reach(bounds: tuple[float, float]) -> Quantity:
    """lam: how far the repulsion reaches, within `bounds` (Å)."""
    return Quantity(
        0.5,
        bounds=bounds,
        soft=(0.1, 1.0),
        step=0.01,
        symbol="λ",
        called="reach",
        unit="Å",
        group="Interaction",
        doc="Range of the repulsion: screening length, or width of the Gaussian.",
    )


class InteractionModel(LatticeModel):
    """An ion that repels the atoms of a crystal [SEOM Sec. IV]; the base of its experiments."""

    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, COULOMB)

    U0 = strength(4000.0)
    lam = reach((0.05, 2.0))
    potential = Choice(
        list(ION_POTENTIALS),
        symbol="U(r)",
        called="shape",
        group="Interaction",
        written={"screened_coulomb": "screened Coulomb", "gaussian": "Gaussian"},
        doc="Shape of the repulsion; the paper uses the screened Coulomb one.",
    )

    @property
    def law(self) -> Law:
        """The potential as the kernels take it."""
        return ION_POTENTIALS[self.potential].code, self.U0, self.lam
