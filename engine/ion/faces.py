"""What an ion meets at a cell's face, where it changes four of its eight atoms for others.

Formulas and sums of NumPy alone: an experiment is checked before the compiler is loaded.
"""

from functools import lru_cache

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.zone import nodes_for, quadrature
from ..numerics.potentials import ION_POTENTIALS


@lru_cache(maxsize=256)
def face_jump(crystal: CubicLattice, potential: str, U0: float, lam: float) -> float:
    """What an ion's energy jumps by (meV) in the middle of a face, where it changes four atoms.

    Its `potential` is a name in ION_POTENTIALS (KeyError if not), with U0 in its own unit and lam
    in Å.

    Those it leaves had given way by W(0)F, those it meets have not yet: together 4F²W(0).
    """
    F = ION_POTENTIALS[potential].push(np.sqrt(1.5) * crystal.a, U0, lam)
    zone = quadrature(nodes_for(0.0))
    # isotropic: W_xx(0) is a third of the trace, in which polarisations add up to 1
    trace = zone.weight @ np.sum(1 / (crystal.m * crystal.frequencies(zone.theta) ** 2), axis=1)
    return float(4 * F**2 * trace / 3)
