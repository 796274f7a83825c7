"""ion-landscape: where an ion rests in a crystal, and over which saddles it moves on."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation, Experiment
from ..core.finding import Finding
from ..core.parameters import Choice, InvalidParameter, Quantities, Quantity
from ..core.result import Chunk
from ..crystal.crystal import Crystal
from ..crystal.kept import called
from ..crystal.name import CrystalName

WITHIN = 600
"""Most atoms within the cut-off."""
SHAPES = {"screened_coulomb": "screened Coulomb", "gaussian": "Gaussian"}

ENERGY = Equation(
    r"E(\mathbf R) = \sum_j w_j\,U(|\mathbf R-\mathbf L_j-\mathbf r_j|) + "
    r"\tfrac12\,\mathbf r^\mathsf T V\,\mathbf r,\qquad U(r) = U_0\,\frac{e^{-r/\lambda}}{r}",
    "repulsion between ion and atoms, w for each species, and the elastic energy of the atoms that "
    "give way; V is the force-constant matrix",
    "SEOM, Sec. IV",
)
BALANCE = Equation(
    r"\mathbf r = -\,W(0)\,\nabla_{\mathbf r}U,\qquad \nabla_{\mathbf R}E = 0",
    "atoms relaxed: on each the springs balance the force of the ion, W(0) = V⁻¹ being that of the "
    "infinite crystal; minima and saddles are where nothing drives the ion either",
    "SEOM, Sec. II",
)


class IonLandscape(Experiment):
    """Minima of an ion in a crystal, the saddles between them, where these lead [SEOM Sec. IV]."""

    key: ClassVar[str] = "ion-landscape"
    title: ClassVar[str] = "Landscape"
    question: ClassVar[str] = "Where does an ion rest in a crystal, and which way does it move on?"
    group: ClassVar[str] = "Ion"
    source: ClassVar[str] = (
        "the crystal's part after A. Rodin, B. A. Olsen, A. Ustyuzhanin, A. Maevskiy, Time-local "
        "stochastic equation of motion for solid ionic electrolytes (2024), Sec. II"
    )
    small: ClassVar[dict] = {"r_c": 5.0, "spacing": 0.5}
    equations: ClassVar[tuple[Equation, ...]] = (ENERGY, BALANCE)

    crystal = CrystalName(
        called="crystal",
        group="Crystal",
        doc="A built-in crystal, or the hash of one that was read from a file.",
    )
    U0 = Quantity(
        4000.0,
        bounds=(0, 1e6),
        soft=(100, 20_000),
        step=50,
        log=True,
        symbol="U₀",
        called="strength",
        unit="meV Å",
        group="Interaction",
        doc="Strength of the repulsion (in meV for the Gaussian).",
    )
    lam = Quantity(
        0.5,
        bounds=(0.05, 2.0),
        soft=(0.1, 1.0),
        step=0.01,
        symbol="λ",
        called="reach",
        unit="Å",
        group="Interaction",
        doc="Range of the repulsion: screening length, or width of the Gaussian.",
    )
    potential = Choice(
        list(SHAPES),
        symbol="U(r)",
        called="shape",
        group="Interaction",
        written=SHAPES,
        doc="Shape of the repulsion; the paper uses the screened Coulomb one.",
    )
    weights = Quantities(
        [1.0],
        bounds=(0, 100),
        most=5,
        symbol="w",
        called="weights",
        unit="",
        group="Interaction",
        doc="How strongly each species repels, in U₀, in the order of its atoms; the last one "
        "holds for all that follow. 0: the ion does not feel it.",
    )
    ceiling = Quantity(
        1000.0,
        bounds=(0.01, 1e5),
        soft=(50, 5000),
        step=50,
        log=True,
        symbol="E_max",
        called="highest saddle",
        unit="meV",
        group="Accuracy",
        doc="Saddles higher than this above the lowest place of the grid are not looked for.",
    )
    r_c = Quantity(
        8.0,
        bounds=(2.0, 20.0),
        soft=(4.0, 12.0),
        step=0.5,
        symbol="r_c",
        called="cut-off",
        unit="Å",
        group="Accuracy",
        doc="Distance beyond which an atom is not felt; from three quarters of it on the "
        "repulsion is smoothly brought to zero.",
    )
    spacing = Quantity(
        0.3,
        bounds=(0.1, 1.0),
        soft=(0.15, 0.6),
        step=0.05,
        symbol="h",
        called="grid spacing",
        unit="Å",
        group="Accuracy",
        doc="Largest distance of two places of the grid on which minima and passes are looked for; "
        "those that are found are exact.",
    )

    def check(self) -> None:
        """Refuse a cut-off that takes in too many atoms, and an ion that feels none."""
        crystal = self.made()
        within = 4 / 3 * np.pi * self.r_c**3 * crystal.n_atoms / crystal.volume
        if within > WITHIN:
            most = self.r_c * (WITHIN / within) ** (1 / 3)
            raise InvalidParameter(
                "r_c",
                self.r_c,
                f"Å takes in {within:.0f} atoms, where {WITHIN} are allowed",
                f"Lower `r_c` to {np.floor(10 * most) / 10:g} Å.",
            )
        if self.U0 == 0 or not any(self.by_species().values()):
            name = "weights" if self.U0 else "U0"
            raise InvalidParameter(
                name,
                getattr(self, name),
                "leaves the ion without any atom that it feels, so that it has no landscape",
                "Choose more than 0, for one species at least.",
            )

    def made(self) -> Crystal:
        """The crystal that is named."""
        return called(self.crystal)

    def by_species(self) -> dict[str, float]:
        """The weight of each species, dimensionless, in the order of the atoms."""
        species = dict.fromkeys(self.made().names)
        given = [*self.weights, *[self.weights[-1]] * len(species)]
        return dict(zip(species, given, strict=False))

    def grid(self) -> tuple[int, int, int]:
        """How many places the grid has along each lattice vector."""
        lengths = np.linalg.norm(self.made().lattice, axis=1)
        n1, n2, n3 = (max(4, int(np.ceil(length / self.spacing))) for length in lengths)
        return n1, n2, n3

    def estimate(self) -> float | None:
        """About how long the run takes on one core of an ordinary machine (s)."""
        crystal = self.made()
        n = 4 / 3 * np.pi * (self.r_c + 0.5) ** 3 * crystal.n_atoms / crystal.volume
        places = np.prod(self.grid()) * crystal.n_atoms
        return float(3 + 4e-7 * n**3 * crystal.n_atoms + 5e-6 * n * places)

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Over what the ion moves through the crystal, in how many dimensions; what is doubted."""
        from .findings import of_landscape

        return of_landscape(chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield saddles as they are found, then what they become once the atoms give way."""
        from .landscape_run import run

        return run(self)
