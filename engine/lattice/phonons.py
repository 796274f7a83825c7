"""lattice-phonons: which vibrations the crystal has."""

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Count, Points
from ..core.result import Chunk
from ..crystal.crystal import Crystal
from ..crystal.paths import standard_path
from .any_crystal import ANY, EACH, SPRINGS, AnyCrystalModel, refuse_work, work_of
from .crystal import CORNERS
from .model import DYNAMICAL

DENSITY = Equation(
    r"g(\Omega) = \sum_s \int_{BZ} \frac{a^3\,d^3q}{(2\pi)^3}\;\delta(\Omega-\Omega_{\mathbf q s}),"
    r"\qquad \int g\,d\Omega = 3",
    "the density of states: number of modes per atom and unit frequency",
    "SEOM, Sec. II and Fig. 1",
)
SOUND = Equation(
    r"v_{[100]}^{\parallel} = a\sqrt{(k_1+2k_2)/m},\qquad v_{[100]}^{\perp} = a\sqrt{k_2/m}",
    "long-wavelength modes are sound; its speed is the slope of the branches at Γ",
    "SEOM, Sec. II",
)


class LatticePhonons(AnyCrystalModel):
    """Dispersion along a path through the zone, and density of states [SEOM Sec. II, Fig. 1]."""

    key: ClassVar[str] = "lattice-phonons"
    title: ClassVar[str] = "Phonons"
    question: ClassVar[str] = "How does the crystal vibrate?"
    small: ClassVar[dict] = {"n_zone": 4, "n_path": 10}
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, ANY, DENSITY, SOUND)

    path = Points(
        [CORNERS[c] for c in "ΓXMΓR"],
        bounds=(-2, 2),
        least=2,
        most=12,
        names=CORNERS,
        symbol="path",
        called="path, in 2π/a",
        unit="2π/a",
        group="Path",
        only=SPRINGS,
        doc="Corner points of the path through the Brillouin zone; other crystals have their "
        "standard path.",
    )
    n_path = Count(
        60,
        bounds=(2, 2000),
        soft=(10, 200),
        step=10,
        symbol="n_path",
        called="points per segment",
        group="Accuracy",
        doc="Number of points on each segment of the path.",
    )
    n_zone = Count(
        22,
        bounds=(2, 80),
        soft=(8, 40),
        step=2,
        symbol="n_zone",
        called="zone grid",
        group="Accuracy",
        doc="Grid steps from Γ to the zone boundary, for the density of states.",
    )
    n_bins = Count(
        160,
        bounds=(10, 2000),
        soft=(40, 400),
        step=10,
        symbol="n_bins",
        called="bins",
        group="Accuracy",
        doc="Number of bins of the density of states.",
    )

    def along(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Phases θ = q·a (p, 3), length along the path (2π/a) (p,), and where its corners lie."""
        corners = np.array(self.path)
        share = np.arange(self.n_path) / self.n_path
        parts = [a + share[:, None] * (b - a) for a, b in pairwise(corners)]
        q = np.concatenate([*parts, corners[-1:]])
        length = np.linalg.norm(np.diff(q, axis=0), axis=1)
        s = np.concatenate([[0.0], np.cumsum(length)])
        return 2 * np.pi * q, s, s[:: self.n_path]

    def check(self) -> None:
        """Refuse what would take a day as well (InvalidParameter)."""
        super().check()
        if not self.is_simple:
            crystal = self.any_crystal()
            standard_path(crystal)  # which may not be known here
            what = f"{crystal.n_atoms} atoms a cell"
            refuse_work("n_zone", self.n_zone, self._work(crystal), what)

    def estimate(self) -> float | None:
        """About how long the run takes on one core of an ordinary machine (s); None if short."""
        if self.is_simple:
            return None
        seconds = EACH * self._work(self.any_crystal())
        return seconds if seconds > 2 else None

    def _work(self, crystal: Crystal) -> float:
        return work_of(crystal, 4.0 * self.n_zone**3 + self.points(crystal))

    def points(self, crystal: Crystal) -> int:
        """Points along the standard path of a crystal: `n_path` of each straight part."""
        return self.n_path * sum(len(stretch) - 1 for stretch in standard_path(crystal))

    def findings(self, chunk: Chunk) -> list[Finding]:
        """The fastest vibration and the speeds of sound."""
        from .findings import of_phonons
        from .findings_any import of_phonons as of_any

        if self.is_simple:
            return of_phonons(chunk.summary)
        return of_any(self.any_crystal(), chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the dispersion with the density of states."""
        from .phonons_run import run

        return run(self)
