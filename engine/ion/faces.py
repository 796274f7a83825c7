"""What an ion meets at a cell's face, where it changes four of its eight atoms for others."""

from functools import lru_cache

import numpy as np

from ..lattice.crystal import CubicLattice
from ..lattice.memory_kernel import static_response_within
from ..numerics.kernels.potentials import stiffness


@lru_cache(maxsize=256)
def face_jump(crystal: CubicLattice, code: int, U0: float, lam: float) -> float:
    """What an ion's energy jumps by (meV) in the middle of a face, where it changes four atoms.

    Its potential is that of the `code`, with U0 in the potential's own unit and lam in Å.

    Those it leaves had given way by W(0)F, those it meets have not yet: together 4F²W(0).
    """
    z2 = 1.5 * crystal.a**2
    F = stiffness(code, z2, U0, lam) * np.sqrt(z2)
    return float(4 * F**2 * static_response_within(crystal, 0)[0, 0, 0, 0, 0])
