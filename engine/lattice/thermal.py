"""lattice-thermal: how far and how fast atoms move by heat."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Count, InvalidParameter, Quantities
from ..core.result import Chunk
from ..crystal.crystal import Crystal
from ..crystal.response import highest_phase
from ..crystal.stability import refuse_unbound
from ..crystal.zone import nodes_for as any_nodes_for
from .any_crystal import ANY, EACH, AnyCrystalModel, refuse_late, refuse_work, work_of
from .model import DYNAMICAL, ensemble, temperature
from .zone import nodes_for

MODES_MAX = 6_000_000
"""Most modes over which the covariance is summed: more take more bytes than a laptop has."""

NUMBERS_MAX = 6e6
"""Most modes of a sampled box of any crystal: half a gigabyte."""

MOTION = Equation(
    r"\mathbf r_{H,j}(t) = \frac{1}{\sqrt{mN^3}}\sum_{\mathbf q s}\eta\,A\,\cos(\mathbf q\cdot"
    r"\mathbf L_j+\Omega t+\varphi),\qquad A=\sqrt{n+\tfrac12}\,\sqrt{2\hbar/\Omega}",
    "an atom's thermal motion is the sum over all modes; a mode holds n quanta with probability "
    "∝ exp(−nħΩ/kT), and its phase φ is uniformly random",
    "SEOM, Sec. III",
)
COVARIANCE = Equation(
    r"C(t) = \frac{1}{m}\left\langle\eta\eta^\dagger\,\frac{\hbar}{2\Omega}"
    r"\coth\frac{\hbar\Omega}{2kT}\;\cos\Omega t\right\rangle",
    "displacement autocorrelation: the mean square at t = 0, and how fast the motion decorrelates",
    "SEOM, Eq. 24",
)
MAXWELL = Equation(
    r"p(v) = \sqrt{\tfrac{2}{\pi}}\;\frac{v^2}{\sigma^3}\;e^{-v^2/2\sigma^2},\qquad "
    r"\sigma^2_\mathrm{classical} = kT/m",
    "Maxwell–Boltzmann distribution of speeds; cold atoms are faster than the classical σ says, "
    "because of their zero-point motion",
    "SEOM, Fig. 1(d, e)",
)


class LatticeThermal(AnyCrystalModel):
    """Thermal motion sampled mode by mode, beside its exact covariance [SEOM Sec. III, Fig. 1]."""

    key: ClassVar[str] = "lattice-thermal"
    title: ClassVar[str] = "Thermal motion"
    question: ClassVar[str] = "How far and how fast do atoms move at a given temperature?"
    small: ClassVar[dict] = {"cells": 6, "times": (0.0, 0.1)}
    random: ClassVar[bool] = True
    equations: ClassVar[tuple[Equation, ...]] = (DYNAMICAL, ANY, MOTION, COVARIANCE, MAXWELL)

    kT = temperature(25.0)
    statistics = ensemble()
    cells = Count(
        60,
        bounds=(2, 100),
        soft=(10, 80),
        step=2,
        symbol="N",
        called="box size",
        group="Sample",
        doc="Cells along each side of the periodic box whose modes are sampled.",
    )
    times = Quantities(
        np.linspace(0, 2, 201),
        bounds=(0, 10),
        symbol="t",
        called="times",
        unit="ps",
        group="Sample",
        doc="Times at which the autocorrelation is evaluated.",
    )
    n_bins = Count(
        80,
        bounds=(10, 400),
        soft=(20, 200),
        step=10,
        symbol="n_bins",
        called="bins",
        group="Accuracy",
        doc="Number of bins of the histograms.",
    )

    def check(self) -> None:
        """Refuse a crystal in which nothing moves, and what the machine could not hold, as well.

        Raises InvalidParameter.
        """
        super().check()
        if self.kT == 0 and self.statistics == "classical":
            raise InvalidParameter(
                "kT",
                self.kT,
                "leaves classical atoms at rest: there is no motion to show",
                "Raise `kT`, or set `statistics` to quantum: zero-point motion remains.",
            )
        if not self.is_simple:
            self._check_any(self.any_crystal())
            return
        n = nodes_for(self.cubic().Omega_max * self.times[-1])
        count = 3 * n * n * (n + 1) // 2
        if count > MODES_MAX:
            raise InvalidParameter(
                "times",
                self.times,
                f"takes {count / 1e6:,.4g} million waves, where {MODES_MAX / 1e6:g} million are "
                "allowed: the stiffer the springs, the lighter the atoms and the later the last "
                "time, the more it takes",
                "Choose an earlier last time in `times`.",
            )

    def _check_any(self, crystal: Crystal) -> None:
        refuse_unbound(crystal)
        numbers = 3.0 * crystal.n_atoms * self.cells**3
        most = round((NUMBERS_MAX / (3 * crystal.n_atoms)) ** (1 / 3))
        if numbers > NUMBERS_MAX:
            raise InvalidParameter(
                "cells",
                self.cells,
                f"asks for a box with {numbers:.3g} modes, where {NUMBERS_MAX:.3g} are allowed",
                f"Choose at most {most} in `cells`.",
                offer={"cells": most},
            )
        refuse_late(crystal, self.times)
        points = 7 * (1.35 * any_nodes_for(highest_phase(crystal, self.times[-1]))) ** 3
        refuse_work("times", self.times, self._work(crystal, points), "so late a time")

    def _work(self, crystal: Crystal, points: float) -> float:
        """How long a run takes, in units of `EACH`."""
        average = work_of(crystal, points, len(self.times), crystal.n_atoms, 5)
        return average + work_of(crystal, float(self.cells**3))

    def estimate(self) -> float | None:
        """About how long the run takes on one core of an ordinary machine (s); None if short."""
        if self.is_simple:
            return None
        crystal = self.any_crystal()
        phase = highest_phase(crystal, self.times[-1])
        seconds = EACH * self._work(crystal, 7 * 3.5 * any_nodes_for(phase) ** 3)
        return seconds if seconds > 2 else None

    def findings(self, chunk: Chunk) -> list[Finding]:
        """How far atoms are displaced by heat and how fast they are."""
        from .findings import of_thermal
        from .findings_any import of_thermal as of_any

        if not self.is_simple:
            return of_any(self.values(), self.any_crystal(), chunk.summary)
        return of_thermal(self.values(), self.cubic(), chunk.summary, chunk.share)

    def run(self) -> Iterator[Chunk]:
        """Yield the exact answer, then histograms as portions of the modes are summed."""
        from .thermal_run import run

        return run(self)
