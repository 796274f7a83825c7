"""Answered: places of pairs of atoms in the tables of how a crystal answers pushes."""

import numpy as np

from ...numerics.compiler import int64, njit
from .values import INDEX, WHOLE

UNKNOWN, NONE = -2, -1
"""Of a pair that was not looked for yet, and of one that is in no table: too far apart."""


@njit(int64(INDEX, WHOLE, WHOLE), cache=True, nogil=True)
def place_of(index: np.ndarray, target: np.ndarray, source: np.ndarray) -> int:
    """Place in the tables of what a push at `source` does at `target`: an index, or NONE.

    Both are cells and atom, (4,); `index` (A, A, M1, M2, M3) repeats with its cells.
    """
    i = (target[0] - source[0]) % index.shape[2]
    j = (target[1] - source[1]) % index.shape[3]
    k = (target[2] - source[2]) % index.shape[4]
    return index[target[3], source[3], i, j, k]
