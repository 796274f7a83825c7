"""When a periodic box hears its own echo."""

import numpy as np
from numpy.typing import ArrayLike

from .crystal import CubicLattice


def echo_time(crystal: CubicLattice, N: int, sites: ArrayLike) -> float:
    """Time (ps) before which a periodic box of N cells a side answers like the infinite crystal.

    The nearest image of a site `sites` (n, 3) cells away sends the first signal.
    """
    sites = np.asarray(sites).reshape(-1, 3)
    images = np.stack(np.meshgrid(*[[-1, 0, 1]] * 3, indexing="ij"), -1).reshape(-1, 3)
    images = images[np.any(images != 0, axis=1)]
    nearest = np.linalg.norm(sites[:, None] + N * images, axis=-1).min()
    return float(nearest * crystal.a / crystal.fastest)
