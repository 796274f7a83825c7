"""gate-transmission: the probability to pass against temperature, counted or exact."""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.finding import Finding
from ..core.parameters import Choice, Count, InvalidParameter, Quantities
from ..core.result import Chunk
from .ensembles import ENSEMBLES
from .model import MOTION, GateModel

LARGEST = 2_000_000
"""Most phases × energies of a boundary table: beyond, memory runs to gigabytes."""

ENSEMBLE_EQUATIONS = (
    Equation(
        r"P_\mathrm{frozen} = e^{-U(s)/\omega_T}",
        "an oscillator that cannot move is a barrier of fixed height: exact Arrhenius behaviour",
        "GATE, Sec. IV",
    ),
    Equation(
        r"P_\mathrm{thermal} = \left(1-e^{-1/\omega_T}\right)\sum_n e^{-n/\omega_T}"
        r"\Big\langle \sum \left(e^{-a/\omega_T}-e^{-b/\omega_T}\right)\Big\rangle_\varphi",
        "separate baths: sum over the oscillator's levels n and the transmitted intervals [a, b) "
        "of E_particle, averaged over the phase",
        "GATE, Sec. IV",
    ),
    Equation(
        r"E_a(\omega_T) = -\frac{d\ln P}{d(1/\omega_T)}",
        "the local activation energy; only where it is constant does one barrier describe P",
        "GATE, Sec. IV",
    ),
)


class GateTransmission(GateModel):
    """P(ω_T) for four ensembles, with error, activation energy and power law [GATE Figs. 4, 5]."""

    key: ClassVar[str] = "gate-transmission"
    title: ClassVar[str] = "Transmission"
    question: ClassVar[str] = "How does the transmission probability grow with temperature?"
    small: ClassVar[dict] = {"omega_T": (1.0, 2.0), "n_phases": 8, "n_scan": 8}
    equations: ClassVar[tuple[Equation, ...]] = (*MOTION, *ENSEMBLE_EQUATIONS)
    random: ClassVar[bool] = True

    ensemble = Choice(
        ENSEMBLES,
        default="thermal",
        called="ensemble",
        group="Temperature",
        doc="frozen: oscillator held fixed; deflected: free, initially at rest; thermal: separate "
        "baths; joint: one total energy, divided at random.",
    )
    method = Choice(
        ["exact", "sampled"],
        called="method",
        group="Temperature",
        doc="exact: from the boundaries, without noise; sampled: random launches, as in the paper.",
    )
    omega_T = Quantities(
        np.linspace(1, 4, 61).tolist(),
        bounds=(0.3, 150),
        symbol="ω_T",
        called="temperatures",
        group="Temperature",
        doc="Temperatures k_B T/ħΩ in increasing order, as 1,2,4 or first:last:count.",
    )
    n_launches = Count(
        10_000,
        bounds=(1, 10_000_000),
        soft=(100, 100_000),
        step=100,
        log=True,
        symbol="N",
        called="launches",
        group="Run",
        doc="Number of random launches per temperature (sampled only).",
    )
    n_phases = Count(
        128,
        bounds=(8, 4096),
        soft=(32, 512),
        step=32,
        symbol="N_ψ",
        called="phases",
        group="Accuracy",
        doc="Phases in the boundary table (exact only), rounded up to a multiple of four.",
    )
    n_scan = Count(
        48,
        bounds=(8, 4096),
        soft=(16, 512),
        step=16,
        symbol="N_E",
        called="energies",
        group="Accuracy",
        doc="Number of energies between 0 and U0 scanned for boundaries (exact only).",
    )

    def check(self) -> None:
        """Refuse a boundary table too large to hold as well."""
        super().check()
        if self.n_phases * self.n_scan > LARGEST:
            raise InvalidParameter(
                "n_scan",
                self.n_scan,
                f"makes, with `n_phases = {self.n_phases}`, a boundary table of "
                f"{self.n_phases * self.n_scan:,} entries; {LARGEST:,} are allowed",
                f"Set `n_scan = {LARGEST // self.n_phases}` or less, or lower `n_phases`.",
                offer={"n_scan": LARGEST // self.n_phases},
            )

    def findings(self, chunk: Chunk) -> list[Finding]:
        """Whether one activation energy describes the curve."""
        from .activation import of_transmission

        return of_transmission(self.values(), chunk.data, chunk.summary)

    def run(self) -> Iterator[Chunk]:
        """Yield the curve as it sharpens; its data are (omega_T): P, P_low, P_high, E_a, …"""
        from .transmission_run import run

        return run(self)
