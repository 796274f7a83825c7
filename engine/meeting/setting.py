"""Setting: what wanderers in any crystal need to know, and where they start."""

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import ClassVar

import numpy as np

from ..crystal.phonons import frequencies
from ..ion.frames import Steps
from ..numerics.kernels.pairs import pushed
from .box import Box

PHASE = 0.72
"""Most Ω_max·spacing of the bath's frames: an error of 3e-6 of a mode's amplitude between them."""
FINE = 12
"""Places along each lattice vector among which an ion's start is looked for."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Setting(Steps):
    """What wanderers need to know.

    Attributes
    ----------
    box : the crystal, its laws with the ion, and how many cells there are
    M : mass of the ion (meV ps²/Å²)
    kT : temperature (meV)
    statistics : of the bath, one of `engine.crystal.heat.STATISTICS`
    ions, baths : ions a bath, and baths
    start : where in a cell an ion starts, in lattice vectors; by default where its energy at rest
        is lowest on a grid
    endless : whether the memory is that of this very box, without an end
    """

    box: Box
    M: float
    kT: float
    statistics: str
    ions: int
    baths: int
    start: tuple[float, float, float] | None = None
    endless: bool = False
    phase: ClassVar[float] = PHASE

    @cached_property
    def Omega_max(self) -> float:  # type: ignore[override]
        """The box's highest frequency (ps⁻¹), looked for at its waves of high symmetry."""
        found = [
            np.array([t if n > 1 else 0 for t, n in zip(theta, self.box.cells, strict=True)])
            for theta in product((0.0, np.pi / 2, np.pi), repeat=3)
        ]
        return float(frequencies(self.box.crystal, np.array(found)).max())

    def starts(self, seeds: np.random.SeedSequence) -> tuple[np.ndarray, np.ndarray]:
        """Places in cells (Å) and velocities of Maxwell and Boltzmann (Å/ps), each (ion, 3)."""
        R, V = [], []
        at = np.array(self.start if self.start is not None else roomiest(self.box))
        for seed in seeds.spawn(self.ions * self.baths):
            rng = np.random.default_rng(seed)
            R.append((rng.integers(0, self.box.cells) + at) @ self.box.crystal.lattice)
            V.append(rng.normal(size=3) * np.sqrt(self.kT / self.M))
        return np.array(R), np.array(V)


def roomiest(box: Box) -> tuple[float, float, float]:
    """Where an ion's energy (meV) among atoms at rest is lowest, in lattice vectors, on a grid.

    The middle of a cell where the ion meets its corners.
    """
    if box.corners:
        return 0.5, 0.5, 0.5
    offsets, crystal, laws = box.reach.offsets, box.crystal, box.laws
    rest = (offsets[:, :3] + crystal.positions[offsets[:, 3]]) @ crystal.lattice
    kinds, F = box.meeting.kinds[offsets[:, 3]].astype(np.int64), np.empty((len(rest), 3))
    places = np.array(list(product(np.arange(FINE) / FINE, repeat=3)))
    energies = np.nan_to_num(
        [pushed(laws, kinds, rest - R, len(rest), F) for R in places @ crystal.lattice], nan=np.inf
    )
    # of places alike by symmetry the first, whatever rounding says
    least = energies.min() + 1e-9 * abs(energies.min()) + 1e-12
    x, y, z = places[np.flatnonzero(energies <= least)[0]]
    return float(x), float(y), float(z)
