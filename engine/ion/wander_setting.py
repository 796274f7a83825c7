"""Setting: what wanderers need to know, how their time is cut into steps, and where they start."""

from math import ceil
from typing import NamedTuple

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.memory_kernel import static_response_within
from .kernels.corners import CORNERS, flat_matrix

FRAME = 0.02
"""Time between two places of an ion that are told (ps)."""
SPACING_PHASE = 0.65
"""Most Ω_max·spacing of the bath's frames: the motion between them is then wrong by no more than
(Ω_max·spacing)⁶/46080 = 1.6e-6 of a mode's amplitude (`engine.lattice.thermal_modes.Frames`)."""


class Setting(NamedTuple):
    """What wanderers need to know.

    Crystal, (code, U0, lam), mass M (meV ps²/Å²), temperature kT (meV), side N of the box in cells,
    statistics of the bath, ions a bath, baths, longest step dt and memory t_c (ps), and a constant
    force (meV/Å) on each ion.
    """

    crystal: CubicLattice
    law: tuple[int, float, float]
    M: float
    kT: float
    N: int
    statistics: str
    ions: int
    baths: int
    dt: float
    t_c: float
    force: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @property
    def parts(self) -> int:
        """Frames of the bath in one FRAME: more where the crystal is stiffer or lighter."""
        return max(1, ceil(self.crystal.Omega_max * FRAME / SPACING_PHASE))

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
        """The force as an array, shape (3,)."""
        return np.array(self.force, float)


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


def seeds_of(seeds: np.random.SeedSequence):
    """Seeds of the baths' and of the ions' parent, the same at every call."""
    # spawning changes the parent, so a copy is taken
    return np.random.SeedSequence(
        seeds.entropy, spawn_key=seeds.spawn_key, pool_size=seeds.pool_size
    ).spawn(2)


def starts(setting: Setting, seeds) -> tuple[np.ndarray, np.ndarray]:
    """Ions in the middle of cells, with velocities of Maxwell and Boltzmann: each (ion, 3)."""
    R, V = [], []
    for seed in seeds.spawn(setting.ions * setting.baths):
        rng = np.random.default_rng(seed)
        R.append(setting.crystal.a * (rng.integers(0, setting.N, 3) + 0.5))
        V.append(rng.normal(size=3) * np.sqrt(setting.kT / setting.M))
    return np.array(R), np.array(V)


def corner_response(crystal: CubicLattice) -> np.ndarray:
    """W(0) among the corners of a cell (Å²/meV), shape (24, 24)."""
    between = CORNERS[:, None] - CORNERS[None] + 1
    table = static_response_within(crystal, 1)
    return flat_matrix(table[tuple(np.moveaxis(between, -1, 0))].transpose(0, 2, 1, 3))
