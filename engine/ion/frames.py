"""Frames: the even times at which ions are told of, and what their run needs to know."""

from dataclasses import dataclass
from math import ceil
from typing import ClassVar

import numpy as np

from ..lattice.crystal import CubicLattice
from ..numerics.potentials import Law

FRAME = 0.02
"""Time between two places of an ion that are told (ps)."""
SPACING_PHASE = 0.65
"""Most Ω_max·spacing of the bath's frames: the motion between them is then wrong by no more than
(Ω_max·spacing)⁶/46080 = 1.6e-6 of a mode's amplitude (`engine.lattice.thermal_modes.Frames`)."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """How a FRAME is cut into steps, whatever the crystal.

    Attributes
    ----------
    dt : longest step (ps)
    t_c : how far the memory reaches back (ps)
    force : constant force on each ion (meV/Å)
    """

    dt: float
    t_c: float
    force: tuple[float, float, float] = (0.0, 0.0, 0.0)
    phase: ClassVar[float] = SPACING_PHASE

    @property
    def Omega_max(self) -> float:
        """The crystal's highest frequency (ps⁻¹)."""
        raise NotImplementedError

    @property
    def parts(self) -> int:
        """Frames of the bath in one FRAME: more where the crystal is stiffer or lighter."""
        return max(1, ceil(self.Omega_max * FRAME / self.phase))

    @property
    def spacing(self) -> float:
        """Time between two frames of the bath (ps)."""
        return FRAME / self.parts

    @property
    def steps(self) -> int:
        """Steps in one FRAME: whole ones between two frames of the bath, none longer than dt."""
        return self.parts * max(1, ceil(self.spacing / self.dt - 1e-9))

    @property
    def step(self) -> float:
        """The step as it is taken (ps)."""
        return FRAME / self.steps

    @property
    def reach(self) -> int:
        """Steps that the memory reaches back."""
        return max(1, round(self.t_c / self.step))

    @property
    def pull(self) -> np.ndarray:
        """The force as an array (meV/Å), shape (3,)."""
        return np.array(self.force, float)


@dataclass(frozen=True, kw_only=True)
class Setting(Steps):
    """What wanderers in a simple cube need to know.

    Attributes
    ----------
    crystal : the crystal
    law : (code, U0, lam) of the potential; U0 in its own unit, lam in Å
    M : mass of the ion (meV ps²/Å²)
    kT : temperature (meV)
    N : cells along a side of the periodic box
    statistics : of the bath, one of `engine.crystal.heat.STATISTICS`
    ions, baths : ions a bath, and baths
    """

    crystal: CubicLattice
    law: Law
    M: float
    kT: float
    N: int
    statistics: str
    ions: int
    baths: int

    @property
    def Omega_max(self) -> float:
        """The crystal's highest frequency (ps⁻¹)."""
        return self.crystal.Omega_max


class TooClose(Exception):
    """An ion came nearer to an atom than it goes in a step; what ran must not go on.

    Attributes
    ----------
    ion : its number
    time, step : when, since the start (ps) and in steps
    distance : from the atom (Å)
    """

    def __init__(self, ion: int, time: float, step: int, distance: float):
        super().__init__(
            f"At t = {time:.4g} ps, step {step:,}, ion {ion} came within {distance:.3g} Å of an "
            "atom, less than it goes in a step. Shorten the step, raise U0 or lower kT."
        )
        self.ion, self.time, self.step, self.distance = ion, time, step, distance
