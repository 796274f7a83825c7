"""What the experiments of wandering ions share: crystal, ion, length of the run, fit window."""

from typing import ClassVar

import numpy as np

from ..core.experiment import Equation
from ..core.parameters import Count, InvalidParameter, Quantity
from ..core.words import kelvin
from ..ion.costs import building_bytes
from ..ion.faces import face_jump
from ..ion.frames import FRAME, Setting
from ..ion.model import FULL, LOCAL, MEMORY, IonModel, box_side, strength
from ..lattice.model import ensemble, temperature
from .window import fit_lags

STABLE_PHASE = 0.8
"""Most Ω_max·dt: at 2 leapfrog bursts; by half of that its phonons are 2 % too fast already."""
SHORTEST_MEMORY = 4
"""Steps that a memory must reach back at least."""
KERNEL_MAX = 1.0e9
"""Bytes that the memory's kernel may take."""
FACE_MAX = 0.02
"""Most that an ion's energy may jump by between cells, as a share of kT: at 0.2 an ion of λ = 1 was
seen to gain 5 kT in 40 ps."""
ION_MAX = 4096
"""Most ions in all."""

MSD = Equation(
    r"\left\langle|\mathbf R(t_0+t)-\mathbf R(t_0)|^2\right\rangle \to 6Dt + \text{const}",
    "mean square displacement in a time t, averaged over ions and starting times: beyond the "
    "rattling in a cell a straight line, whose slope is six times the diffusion coefficient D",
    "SEOM, Sec. VI",
)
THERMOMETER = Equation(
    r"\frac{\langle M\dot{\mathbf R}^2\rangle}{3kT} = 1",
    "in equilibrium the ion has the temperature of its crystal; an equation whose drag and noise "
    "violate the fluctuation–dissipation theorem gives another one",
    "equipartition; quantum statistics raise it a little at low kT",
)
EINSTEIN = Equation(
    r"\mu = \frac{\langle\mathbf v\cdot\mathbf F\rangle}{F^2} = \frac{D}{kT}",
    "under a weak force the ion drifts with a mobility μ given by its diffusion coefficient",
    "A. Einstein, Ann. Phys. 322, 549 (1905)",
)
ARRHENIUS = Equation(
    r"D = D_0\,e^{-E_a/kT}",
    "Arrhenius law: one activation energy for all temperatures",
    "SEOM, Fig. 7",
)


def hot(default: float) -> Quantity:
    """kT (meV), with its `default`: the temperature of a crystal in which ions wander."""
    return temperature(default, bounds=(0, 1000), soft=(5, 100))


class DiffusionModel(IonModel):
    """Ions that wander through hot crystals [SEOM Sec. VI]."""

    group: ClassVar[str] = "Transport"
    or_else: ClassVar[str] = ", or lower `ions` or `baths`"
    random: ClassVar[bool] = True
    equations: ClassVar[tuple[Equation, ...]] = (MSD, THERMOMETER, FULL, MEMORY, LOCAL)

    U0 = strength(4000.0)
    cells = box_side(20)
    statistics = ensemble()
    duration = Quantity(
        100.0,
        bounds=(0.1, 1e6),
        soft=(20, 3000),
        step=10,
        log=True,
        symbol="T",
        called="duration",
        unit="ps",
        group="Run",
        doc="Time for which each ion is followed after equilibration.",
    )
    ions = Count(
        32,
        bounds=(1, ION_MAX),
        soft=(1, 256),
        symbol="n",
        called="ions per bath",
        group="Run",
        doc="Ions that share a bath without interacting; in full each has a crystal of its own.",
    )
    baths = Count(
        1,
        bounds=(1, 512),
        soft=(1, 32),
        symbol="n_b",
        called="baths",
        group="Run",
        doc="Independent crystals, each with its own random thermal motion.",
    )
    dt = Quantity(
        0.005,
        bounds=(1e-4, FRAME),
        soft=(0.001, FRAME),
        step=0.001,
        symbol="δt",
        called="time step",
        unit="ps",
        group="Accuracy",
        doc=f"Time step, rounded so that a whole number of steps makes {FRAME:g} ps.",
    )
    settle = Quantity(
        5.0,
        bounds=(0, 10_000),
        soft=(0, 50),
        step=1,
        symbol="t_s",
        called="equilibration time",
        unit="ps",
        group="Accuracy",
        doc="Equilibration time, discarded before averaging begins.",
    )
    fit_from = Quantity(
        2.0,
        bounds=(FRAME, 1000),
        soft=(0.2, 10),
        step=0.1,
        symbol="t₁",
        called="fit from",
        unit="ps",
        group="Accuracy",
        doc="Shortest lag time of the line fitted to the mean square displacement; ballistic "
        "flights last a ps or two.",
    )
    fit_to = Quantity(
        12.0,
        bounds=(0.1, 2000),
        soft=(2, 50),
        step=0.5,
        symbol="t₂",
        called="fit to",
        unit="ps",
        group="Accuracy",
        doc="Longest lag time of the fit; the run must last at least twice as long.",
    )

    def check(self) -> None:
        """Refuse a run too short for its fit, a step too long, more ions than fit."""
        self._check_ions()
        super().check()
        self._check_window()
        self._check_step()

    def _check_ions(self) -> None:
        most = ION_MAX // self.baths
        if self.ions > most:
            raise InvalidParameter(
                "ions",
                self.ions,
                f"in each of {self.baths} baths makes {self.ions * self.baths:,} ions; "
                f"{ION_MAX:,} are allowed in all",
                f"Set `ions = {most}` or less, or lower `baths`.",
                offer={"ions": most},
            )

    def _check_window(self) -> None:
        try:
            fit_lags(self.window)
        except ValueError:
            later = float(f"{1.5 * self.fit_from + 10 * FRAME:.2g}")
            raise InvalidParameter(
                "fit_to",
                self.fit_to,
                f"leaves no room for a line that begins at `fit_from = {self.fit_from:g}` ps",
                f"Set `fit_to = {later:g}` or more, or lower `fit_from`.",
                offer={"fit_to": later},
            ) from None
        if self.duration < 2 * self.fit_to:
            raise InvalidParameter(
                "duration",
                self.duration,
                f"is too short for a line fitted up to `fit_to = {self.fit_to:g}` ps: the run must "
                "last twice as long",
                f"Set `duration = {2 * self.fit_to:g}` or more, or lower `fit_to`.",
                offer={"duration": 2 * self.fit_to},
            )

    @property
    def window(self) -> tuple[float, float]:
        """Lags of the fit (ps)."""
        return self.fit_from, self.fit_to

    def _check_reach(self, kT: float) -> None:
        """Refuse an ion that feels more than the eight atoms which the model gives it."""
        jump = face_jump(self.cubic(), self.potential, self.U0, self.lam)
        if jump > FACE_MAX * kT:
            raise InvalidParameter(
                "lam",
                self.lam,
                "makes the ion feel more than the eight atoms around it that the model gives it: "
                f"from cell to cell its energy jumps by {jump:.2g} meV, which heats it; "
                f"{100 * FACE_MAX:g} % of kT = {kelvin(kT)} are allowed",
                "Lower `lam` or `U0`.",
            )

    def _check_step(self) -> None:
        limit = STABLE_PHASE / self.cubic().Omega_max
        if self.dt > limit:
            digit = 10 ** (np.floor(np.log10(limit)) - 1)
            limit = float(f"{np.floor(limit / digit) * digit:.2g}")
            raise InvalidParameter(
                "dt",
                self.dt,
                f"is too long: the fastest phonon swings with Ω_max = "
                f"{self.cubic().Omega_max:.4g} rad/ps, and is followed only with steps of up to "
                f"{limit:g} ps",
                f"Set `dt = {limit:g}` or less.",
                offer={"dt": limit},
            )

    def _check_heat(self, name: str, lowest: float) -> None:
        """Refuse a crystal without heat."""
        if lowest <= 0:
            raise InvalidParameter(
                name,
                getattr(self, name),
                "asks for a crystal without heat: nothing drives the ion from cell to cell, so "
                "there is no diffusion to see",
                f"Choose `{name}` above 0, for example {kelvin(10.0)}.",
                offer={name: 10.0} if name == "kT" else {},
            )

    def _check_memory(self, name: str, longest: float) -> None:
        """Refuse a memory of too few steps or of more than the machine can hold."""
        shortest = SHORTEST_MEMORY * self.dt
        size = self._kernel_bytes(longest)
        if size > KERNEL_MAX:
            from scipy.optimize import brentq

            fits = brentq(lambda t: self._kernel_bytes(t) - KERNEL_MAX, self.dt, longest)
            raise InvalidParameter(
                name,
                getattr(self, name),
                f"would take {size / 1e9:,.1f} GB of memory; {KERNEL_MAX / 1e9:g} GB is allowed",
                f"Choose at most {0.95 * fits:.2g} ps, lower `ions`, raise `dt`, or take the full "
                "equation.",
            )
        if longest < shortest:
            raise InvalidParameter(
                name,
                getattr(self, name),
                f"reaches back less than {SHORTEST_MEMORY} steps of `dt = {self.dt:g}` ps",
                f"Choose at least {shortest:g} ps, or lower `dt`.",
                offer={name: shortest} if name == "t_c" else {},
            )

    def _kernel_bytes(self, t_c: float) -> float:
        """Bytes of a memory's kernel and of the ions' pushes in that time."""
        rings = 8 * 27 * self.ions * self.baths * t_c / self.dt
        return building_bytes(self.cubic(), self.dt, round(t_c / self.dt)) + rings

    def setting(
        self, kT: float, t_c: float, force: tuple[float, float, float] = (0.0, 0.0, 0.0)
    ) -> Setting:
        """What the wanderers need to know, at kT (meV), memory t_c (ps) and a force (meV/Å)."""
        return Setting(
            crystal=self.cubic(),
            law=self.law,
            M=self.M,
            kT=kT,
            N=self.cells,
            statistics=self.statistics,
            ions=self.ions,
            baths=self.baths,
            dt=self.dt,
            t_c=t_c,
            force=force,
        )
