"""What every experiment with an ion among atoms shares: the potential, its parameters, its law."""

from typing import ClassVar

from ..core.experiment import Equation
from ..core.parameters import Choice, Quantity
from ..numerics.potentials import ION_POTENTIALS, Law
from .model import DYNAMICAL, LatticeModel

COULOMB = Equation(
    r"U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
    "a screened Coulomb repulsion: U₀ = 14,000 meV Å would be two bare elementary charges, λ is "
    "how far it reaches",
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
        doc="Strength of the repulsion (meV for the Gaussian); attraction has no place here.",
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
        doc="Length over which the repulsion is screened.",
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
        doc="Shape of the repulsion; the paper uses the screened Coulomb one.",
    )

    @property
    def law(self) -> Law:
        """The potential as the kernels take it."""
        return ION_POTENTIALS[self.potential].code, self.U0, self.lam
