"""What the experiments of an ion in the crystal share: potential, mass, what is refused."""

from typing import ClassVar

from ..core.experiment import Equation
from ..core.parameters import Choice, Count, InvalidParameter, Quantity
from ..lattice.interaction import InteractionModel, strength

EQUATIONS = ("full", "memory", "time-local")
MEMORY_MAX = 2.0e9
"""Bytes that one run may take."""

FULL = Equation(
    r"M\ddot{\mathbf R} = -\nabla_{\mathbf R}U,\qquad m\ddot{\mathbf r}_j = -\sum_k V_{jk}"
    r"\mathbf r_k - \nabla_{\mathbf r_j}U",
    "full: the ion and every atom of the crystal",
    "SEOM, Eqs. 2–3",
)
MEMORY = Equation(
    r"\mathbf r_j(t) = \mathbf r_{H,j}(t) + \sum_k\int_0^{t_c} G_{jk}(t')\,\mathbf F_k(t-t')\,dt'",
    "memory: the crystal is integrated out; an atom's displacement follows from the forces of the "
    "last t_c. With the full history it is exact; a shorter kernel is tapered so that its static "
    "response stays W(0) and it stays passive, never feeding energy into the ion",
    "SEOM, Sec. II; t_c: its discussion",
)
LOCAL = Equation(
    r"\mathbf r = \mathbf r_H - W(0)\,\nabla_{\mathbf r}U(\mathbf r_H,\mathbf R),\quad "
    r"\mathbf R_\mathrm{eff} = \mathbf R + \mathcal L\,\nabla_{\mathbf R}\frac{dU(\mathbf r_H,"
    r"\mathbf R)}{dt},\quad M\ddot{\mathbf R} = -\nabla U(\mathbf r,\mathbf R_\mathrm{eff})",
    "time-local: the memory replaced by the static response W(0) and an instantaneous drag 𝓛",
    "SEOM, Eqs. 18–20",
)


def speed(default: float) -> Quantity:
    """v0, with its `default` (Å/ps): speed of the ion at the start."""
    return Quantity(
        default,
        bounds=(0.01, 1000),
        soft=(0.5, 30),
        step=0.1,
        log=True,
        symbol="v₀",
        called="speed",
        unit="Å/ps",
        group="Ion",
        doc="Initial speed of the ion.",
    )


def box_side(default: int) -> Count:
    """cells, with its `default`: side of the periodic box."""
    return Count(
        default,
        bounds=(4, 400),
        soft=(10, 120),
        step=2,
        symbol="N",
        called="box size",
        group="Crystal",
        doc="Cells along each side of the periodic box.",
    )


def memory_length(default: float) -> Quantity:
    """t_c, with its `default` (ps): how far the memory equation looks back."""
    return Quantity(
        default,
        bounds=(0, 1000),
        soft=(0.02, 5),
        step=0.01,
        log=True,
        symbol="t_c",
        called="memory time",
        unit="ps",
        group="Equation",
        doc="How far back the memory reaches; if as long as the run, it is the full history.",
    )


def equation_of_motion() -> Choice:
    """equation: which of the three equations of motion is solved."""
    return Choice(
        EQUATIONS,
        symbol="equation",
        called="equation of motion",
        group="Equation",
        doc="full: every atom; memory: the forces of the last t_c; time-local: the present alone.",
    )


class IonModel(InteractionModel):
    """An ion in the crystal: how it repels the atoms, and its mass [SEOM Sec. IV]."""

    group: ClassVar[str] = "Ion"
    or_else: ClassVar[str] = ""
    """What else than fewer cells takes less memory, to go on the sentence with."""

    U0 = strength(14_000.0)
    M = Quantity(
        0.7,
        bounds=(0.001, 10_000),
        soft=(0.1, 20),
        step=0.05,
        log=True,
        symbol="M",
        called="ion mass",
        unit="meV ps²/Å²",
        group="Ion",
        doc="Mass of the ion; 0.7 meV ps²/Å² is 6.8 Da, about that of lithium.",
    )
    cells = box_side(50)

    def check(self) -> None:
        """Refuse what the machine cannot hold, before anything is allocated."""
        super().check()
        needed = self.bytes_needed()
        if needed > MEMORY_MAX:
            raise InvalidParameter(
                "cells",
                self.cells,
                f"would take {needed / 1e9:,.1f} GB of memory; {MEMORY_MAX / 1e9:g} GB are allowed",
                f"Set `cells = {self._largest()}` or less{self.or_else}.",
            )

    def _largest(self) -> int:
        """The largest box that fits: memory goes as its volume."""
        fits = int(self.cells * (MEMORY_MAX / self.bytes_needed()) ** (1 / 3))
        return fits - fits % 2

    def bytes_needed(self) -> float:
        """Bytes that the run will need, about."""
        return eliminated_bytes(self.cells, 1)


class LineModel(IonModel):
    """An ion that moves along a line of atoms in the crystal [SEOM Sec. V]."""

    v0 = speed(10.0)


def eliminated_bytes(N: int, sites: int) -> float:
    """Bytes for the kernel of a box of N³ cells at so many sites: 3 branches, 6 components."""
    points = (N // 2 + 1) * (N // 2 + 2) * (N // 2 + 3) / 6
    return points * 3 * 6 * 8 * (2.5 * sites + 3)
